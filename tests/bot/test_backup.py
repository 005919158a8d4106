"""A backup: made beside the running bot, whole or not at all, and nothing plain left behind."""

import asyncio
import os
import resource
import sqlite3
import subprocess
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager, closing
from pathlib import Path

import pytest

from bot.backups.backup import back_up, open_backup
from bot.backups.private_place import clear_private_place, private_place
from bot.cli import EXIT_SECOND_INSTANCE, EXIT_SETTINGS, EXIT_STORE
from bot.settings import Settings
from sandbox import Sandbox
from storage.store import Store
from tests.bot.conftest import Raspa
from tests.kit.backups import BACKUP_KEY, KEY_BYTES, command, environment, left_beside, rows_of
from tests.kit.samples import a_debunk

Running = Callable[[Settings], AbstractAsyncContextManager[asyncio.Event]]


@pytest.fixture
def keyed(with_examples: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A store, and a key for its backups."""
    monkeypatch.setenv("RASPA_BACKUP_KEY", BACKUP_KEY)
    return with_examples


def test_a_backup_holds_every_row_and_is_its_owner_s_alone(raspa: Raspa, keyed: Path) -> None:
    before = rows_of(keyed)
    done = raspa("backup", "copy.backup")
    assert done.code == 0, done.err
    assert "read back" in done.err
    copy = Path("copy.backup")
    assert copy.stat().st_mode & 0o077 == 0
    assert b"SQLite format" not in copy.read_bytes()
    open_backup(copy, Path("plain.sqlite3"), KEY_BYTES)
    assert rows_of(Path("plain.sqlite3")) == before
    assert left_beside(keyed) == {"copy.backup", "plain.sqlite3"}


async def test_the_bot_s_writes_go_on_while_its_store_is_copied(
    store: Store, database: Path, tmp_path: Path
) -> None:
    before = rows_of(database)["debunks"]
    loop = asyncio.get_running_loop()
    written: list[int] = []

    def write_between_two_steps() -> None:
        number = len(written)
        written.append(number)
        asyncio.run_coroutine_threadsafe(store.debunks.save(a_debunk(f"n{number}")), loop).result()

    target = tmp_path / "copy.backup"
    await asyncio.to_thread(back_up, database, target, KEY_BYTES, write_between_two_steps)
    assert written
    assert len(rows_of(database)["debunks"]) == len(before) + len(written)
    plain = tmp_path / "plain.sqlite3"
    open_backup(target, plain, KEY_BYTES)
    assert rows_of(plain)["debunks"] == before


async def test_a_backup_is_made_and_noted_beside_the_running_bot(
    telegram: Sandbox, settings: Settings, store: Store, running: Running, tmp_path: Path
) -> None:
    async with running(settings):
        await telegram.call_of("getUpdates")
        made = await asyncio.create_subprocess_exec(
            *command("backup", "copy.backup"),
            cwd=tmp_path,
            env=environment(settings.database),
            stderr=asyncio.subprocess.PIPE,
        )
        _, said = await made.communicate()
        assert made.returncode == 0, said
    state = await store.backups.state()
    assert state.backup
    assert state.size == (tmp_path / "copy.backup").stat().st_size
    assert state.failure is None


def test_without_a_key_or_a_place_it_is_said_what_is_missing(
    raspa: Raspa, with_examples: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    refused = raspa("backup", "copy.backup")
    assert (refused.code, "new-env" in refused.err) == (EXIT_SETTINGS, True)
    monkeypatch.setenv("RASPA_BACKUP_KEY", BACKUP_KEY)
    refused = raspa("backup")
    assert (refused.code, "RASPA_BACKUP_FOLDER" in refused.err) == (EXIT_STORE, True)
    monkeypatch.setenv("RASPA_BACKUP_FOLDER", "missing")
    refused = raspa("backup")
    assert (refused.code, "attach its disk" in refused.err) == (EXIT_STORE, True)


def test_into_a_folder_backups_go_under_numbered_names(raspa: Raspa, keyed: Path) -> None:
    Path("copies").mkdir()
    assert raspa("backup", "copies").code == raspa("backup", "copies").code == 0
    assert [one.name[:13] for one in sorted(Path("copies").iterdir())] == [
        "raspa-000001-",
        "raspa-000002-",
    ]


@pytest.mark.parametrize("what", ["file", "link", "store", "log", "env", "folder"])
def test_nothing_is_written_over(raspa: Raspa, keyed: Path, what: str) -> None:
    other = Path("other.txt")
    other.write_text("mine")
    target = {
        "file": other,
        "link": Path("link.backup"),
        "store": keyed,
        "log": keyed.with_name(f"{keyed.name}-wal"),
        "env": Path(".env"),
        "folder": Path("missing/copy.backup"),
    }[what]
    Path("link.backup").symlink_to(other.absolute())
    before = keyed.read_bytes()
    refused = raspa("backup", str(target))
    assert refused.code == EXIT_STORE
    assert len(refused.err.strip().splitlines()) == 1
    assert other.read_text() == "mine"
    assert keyed.read_bytes() == before


def test_a_damaged_store_is_no_backup(raspa: Raspa, keyed: Path) -> None:
    with closing(sqlite3.connect(keyed)) as plain:
        (page,) = plain.execute(
            "SELECT rootpage FROM sqlite_master WHERE name = 'phrasings'"
        ).fetchone()
        (size,) = plain.execute("PRAGMA page_size").fetchone()
        plain.execute("PRAGMA journal_mode = DELETE")
    with keyed.open("r+b") as file:
        file.seek((page - 1) * size)
        file.write(b"\xff" * size)
    refused = raspa("backup", "copy.backup")
    assert (refused.code, "damaged" in refused.err) == (EXIT_STORE, True)
    assert not Path("copy.backup").exists()
    assert left_beside(keyed) == set()


def test_a_row_that_belongs_to_none_is_told(raspa: Raspa, keyed: Path) -> None:
    with closing(sqlite3.connect(keyed)) as plain, plain:
        plain.execute("INSERT INTO topics (debunk, position, topic) VALUES (999999, 0, 'lost')")
    refused = raspa("backup", "copy.backup")
    assert (refused.code, "topics" in refused.err) == (EXIT_STORE, True)


def test_two_at_once_are_told(raspa: Raspa, keyed: Path) -> None:
    with private_place(keyed):
        refused = raspa("backup", "copy.backup")
    assert refused.code == EXIT_SECOND_INSTANCE


@pytest.mark.parametrize("kilobytes", [0, 200, 600])
def test_a_disk_that_takes_no_more_is_told_and_leaves_nothing(
    database: Path, tmp_path: Path, kilobytes: int
) -> None:
    before = rows_of(database)
    limit = kilobytes << 10
    done = subprocess.run(
        command("backup", tmp_path / "copy.backup"),
        env=environment(database),
        capture_output=True,
        encoding="utf-8",
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit)),
    )
    copy = tmp_path / "copy.backup"
    if done.returncode == 0:
        open_backup(copy, tmp_path / "plain.sqlite3", KEY_BYTES)
        return
    assert done.returncode == EXIT_STORE
    assert "Traceback" not in done.stderr
    assert left_beside(database) == set()
    assert rows_of(database) == before


KILLED_AT = """
import os, signal, sys
from pathlib import Path
from bot.backups.backup import back_up
left = int(sys.argv[3])
def step():
    global left
    if left == 0:
        os.kill(os.getpid(), signal.SIGKILL)
    left -= 1
back_up(Path(sys.argv[1]), Path(sys.argv[2]), bytes(range(64, 96)), step)
"""


@pytest.mark.parametrize("steps", [0, 2, 5])
def test_killed_in_the_middle_it_leaves_no_backup_and_the_next_start_removes_the_copy(
    database: Path, tmp_path: Path, steps: int
) -> None:
    copies = tmp_path / "copies"
    copies.mkdir()
    target = copies / "copy.backup"
    died = subprocess.run(
        [*command()[:1], "-c", KILLED_AT, database, target, str(steps)],
        env=environment(database),
        capture_output=True,
    )
    if died.returncode == 0:
        open_backup(target, tmp_path / "plain.sqlite3", KEY_BYTES)
        return
    assert died.returncode == -9, died.stderr
    assert not target.exists()
    for one in copies.iterdir():
        assert b"SQLite format" not in one.read_bytes()
    places = left_beside(database) - {"copies"}
    assert all(os.stat(database.parent / one).st_mode & 0o077 == 0 for one in places)
    clear_private_place(database)
    assert left_beside(database) == {"copies"}
