"""Bringing a backup back: looked at first, and one store or the other is there, whole."""

# ruff: noqa: ASYNC221, ASYNC240 - the event loop has nothing else to do here

import asyncio
import os
import sqlite3
import subprocess
import time
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager, closing
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as hypotheses
from hypothesis import strategies as st

from bot.backups.backup import BackupError, back_up
from bot.backups.restore import Dues, RestoreWish, restore
from bot.cli import EXIT_INPUT, EXIT_SECOND_INSTANCE, EXIT_STORE
from bot.settings import Settings
from domain.debunk import Verdict
from privacy.sealed_files import HEADER_BYTES
from privacy.sealing import People
from sandbox import Sandbox
from storage.engine.migrate import migrate, migrations
from storage.engine.sqlite import Connection, Mode
from storage.mail.inbox import Arrival
from storage.store import Store
from tests.bot.conftest import Raspa
from tests.kit.backups import BACKUP_KEY, KEY_BYTES, command, environment, left_beside, rows_of
from tests.kit.samples import INDEXING
from tests.kit.stored_desk import AT, a_reader, asked, corrected, published
from tests.kit.stored_desk import given as given_to

Running = Callable[[Settings], AbstractAsyncContextManager[asyncio.Event]]


@pytest.fixture
def keyed(with_examples: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A store, a key for its backups, and a backup of it."""
    monkeypatch.setenv("RASPA_BACKUP_KEY", BACKUP_KEY)
    back_up(with_examples, with_examples.with_name("copy.backup"), KEY_BYTES)
    return with_examples


def change(store: Path) -> None:
    with closing(sqlite3.connect(store)) as plain, plain:
        plain.execute("DELETE FROM debunks")


def never(undone: object) -> Dues:
    raise AssertionError(undone)


def test_a_lost_store_comes_back_with_every_row(raspa: Raspa, keyed: Path) -> None:
    before = rows_of(keyed)
    keyed.unlink()
    done = raspa("restore", "copy.backup")
    assert done.code == 0, done.err
    assert rows_of(keyed) == before
    assert keyed.stat().st_mode & 0o077 == 0
    assert left_beside(keyed) == {"copy.backup"}


def test_over_a_store_it_takes_a_word_and_keeps_the_former_one(raspa: Raspa, keyed: Path) -> None:
    wanted = rows_of(keyed)
    change(keyed)
    changed = rows_of(keyed)
    refused = raspa("restore", "copy.backup")
    assert (refused.code, "--replace" in refused.err) == (EXIT_STORE, True)
    assert rows_of(keyed) == changed
    done = raspa("restore", "copy.backup", "--replace")
    assert done.code == 0, done.err
    assert rows_of(keyed) == wanted
    (former,) = keyed.parent.glob("*.former-*")
    assert str(former) in done.err
    assert rows_of(former) == changed


def test_the_log_of_a_crashed_store_is_not_taken_for_the_new_one_s(
    raspa: Raspa, keyed: Path
) -> None:
    wanted = rows_of(keyed)
    crash = (
        "import os, sqlite3, sys; c = sqlite3.connect(sys.argv[1]);"
        "c.execute('DELETE FROM debunks'); c.commit(); os.kill(os.getpid(), 9)"
    )
    subprocess.run([*command()[:1], "-c", crash, keyed])
    assert keyed.with_name(f"{keyed.name}-wal").stat().st_size
    assert raspa("restore", "copy.backup", "--replace").code == 0
    assert rows_of(keyed) == wanted
    (former,) = keyed.parent.glob("*.former-*")
    assert rows_of(former)["debunks"] == []


@pytest.mark.parametrize("damage", [b"", b"no database" * 500])
def test_a_damaged_store_is_replaced_and_kept_as_it_was(
    raspa: Raspa, keyed: Path, damage: bytes
) -> None:
    wanted = rows_of(keyed)
    for end in ("-wal", "-shm"):
        keyed.with_name(keyed.name + end).write_bytes(b"left" * 20)
    keyed.write_bytes(damage)
    done = raspa("restore", "copy.backup", "--replace")
    assert done.code == 0, done.err
    assert rows_of(keyed) == wanted
    (former,) = [one for one in keyed.parent.glob("*.former-*") if one.name[-1].isdigit()]
    assert former.read_bytes() == damage


async def test_a_running_bot_keeps_its_store(
    telegram: Sandbox, settings: Settings, running: Running, tmp_path: Path
) -> None:
    copy = tmp_path / "copy.backup"
    back_up(settings.database, copy, KEY_BYTES)
    async with running(settings):
        await telegram.call_of("getUpdates")
        tried = await asyncio.create_subprocess_exec(
            *command("restore", copy, "--replace"),
            env=environment(settings.database),
            stderr=asyncio.subprocess.PIPE,
        )
        _, said = await tried.communicate()
        assert tried.returncode == EXIT_SECOND_INSTANCE, said
    assert list(tmp_path.glob("*.former-*")) == []


def test_another_program_that_has_the_store_open_keeps_it(raspa: Raspa, keyed: Path) -> None:
    with closing(sqlite3.connect(keyed)) as other:
        other.execute("SELECT count(*) FROM debunks").fetchone()
        other.execute("BEGIN")
        other.execute("SELECT count(*) FROM debunks").fetchone()
        before = rows_of(keyed)
        refused = raspa("restore", "copy.backup", "--replace")
        assert (refused.code, "open" in refused.err) == (EXIT_STORE, True)
    assert rows_of(keyed) == before
    assert left_beside(keyed) == {"copy.backup"}


@pytest.mark.parametrize("kind", ["another key", "no key", "no backup", "missing", "itself"])
def test_what_is_no_backup_of_ours_touches_nothing(
    raspa: Raspa, keyed: Path, monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    before = keyed.read_bytes()
    source = {"missing": "missing.backup", "itself": str(keyed)}.get(kind, "copy.backup")
    if kind == "another key":
        monkeypatch.setenv("RASPA_BACKUP_KEY", BACKUP_KEY[:-6] + "AAAAA=")
    elif kind == "no key":
        monkeypatch.delenv("RASPA_BACKUP_KEY")
    elif kind == "no backup":
        Path(source).write_bytes(b"something else" * 100)
    refused = raspa("restore", source, "--replace")
    assert refused.code == EXIT_STORE
    assert len(refused.err.strip().splitlines()) == 1
    assert keyed.read_bytes() == before
    assert list(keyed.parent.glob("*.former-*")) == []


@hypotheses(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=25)
@given(data=st.data())
def test_a_backup_cut_short_or_changed_anywhere_touches_nothing(
    keyed: Path, data: st.DataObject
) -> None:
    whole = keyed.with_name("copy.backup").read_bytes()
    at = data.draw(st.integers(0, len(whole) - 1))
    broken = keyed.with_name("broken.backup")
    if data.draw(st.booleans()):
        broken.write_bytes(whole[:at])
    else:
        broken.write_bytes(whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :])
    before = keyed.read_bytes()
    with pytest.raises(BackupError):
        restore(RestoreWish(keyed, broken, KEY_BYTES, replace=True), never, None)
    assert keyed.read_bytes() == before
    assert list(keyed.parent.glob("*.former-*")) == []


def test_a_part_of_another_backup_does_not_pass(raspa: Raspa, keyed: Path) -> None:
    back_up(keyed, Path("other.backup"), KEY_BYTES)
    one, other = Path("copy.backup").read_bytes(), Path("other.backup").read_bytes()
    at = HEADER_BYTES + (1 << 18) + 16
    assert len(one) > at
    Path("mixed.backup").write_bytes(one[:at] + other[at:])
    assert raspa("restore", "mixed.backup", "--replace").code == EXIT_STORE


async def test_a_backup_of_a_newer_raspa_is_refused_in_words(keyed: Path) -> None:
    with closing(sqlite3.connect(keyed)) as plain, plain:
        plain.execute("INSERT INTO migrations VALUES (9999, 'later', '2030-01-01')")
    done = subprocess.run(
        command("restore", keyed, "--replace"),
        env=environment(keyed.with_name("other.sqlite3")),
        capture_output=True,
        encoding="utf-8",
    )
    assert (done.returncode, "newer Raspa" in done.stderr) == (EXIT_STORE, True)


@pytest.mark.parametrize("number", range(1, len(migrations())))
async def test_a_backup_of_an_older_raspa_comes_back_up_to_date(
    tmp_path: Path, number: int
) -> None:
    old = tmp_path / "raspa.sqlite3"
    connection = await Connection.open(old, Mode.CREATE, 5)
    await migrate(connection, migrations()[:number])
    await connection.run("UPDATE meta SET value = 7 WHERE name = 'version'")
    await connection.close()
    back_up(old, tmp_path / "copy.backup", KEY_BYTES)
    wish = RestoreWish(old, tmp_path / "copy.backup", KEY_BYTES, replace=True)
    done = await asyncio.to_thread(restore, wish, never, None)
    assert done.contents.schema == number
    with closing(sqlite3.connect(old)) as plain:
        (found,) = plain.execute("SELECT max(number) FROM migrations").fetchone()
    assert found == migrations()[-1].number


@pytest.mark.parametrize("number", range(1, len(migrations())))
async def test_a_plain_copy_comes_back_as_the_older_raspa_wrote_it(
    tmp_path: Path, number: int
) -> None:
    store, old = tmp_path / "raspa.sqlite3", tmp_path / "before"
    connection = await Connection.open(old, Mode.CREATE, 5)
    await migrate(connection, migrations()[:number])
    await connection.close()
    wish = RestoreWish(store, old, None)
    await asyncio.to_thread(restore, wish, never, None)
    with closing(sqlite3.connect(store)) as plain:
        (found,) = plain.execute("SELECT max(number) FROM migrations").fetchone()
    assert found == number


async def due_store(path: Path, age: int) -> int:
    """Make a store with an answer, a correction and an update that wait, so many seconds old."""
    async with await Store.open(path, INDEXING) as store:
        reader, other = await a_reader(store, "one"), await a_reader(store, "two")
        debunk = await published(store, "one", await asked(store, reader, 1))
        await given_to(store, other, debunk)

        await corrected(store, debunk, Verdict.MISLEADING)
        await store.inbox.put([Arrival(1, b"lane", b"one", False, b"sealed", AT)])
    with closing(sqlite3.connect(path)) as plain, plain:
        plain.execute("UPDATE outbox SET due = ?", (int(time.time()) - age,))
        (due,) = plain.execute("SELECT count(*) FROM outbox WHERE state = 'due'").fetchone()
    return int(due)


def states(path: Path) -> set[str]:
    with closing(sqlite3.connect(path)) as plain:
        return {state for (state,) in plain.execute("SELECT state FROM outbox")}


DAY = 86_400


@pytest.mark.parametrize(
    ("age", "words", "code", "after"),
    [
        (DAY, (), 0, {"due"}),
        (DAY, ("--drop-due",), 0, {"dropped"}),
        (9 * DAY, (), EXIT_INPUT, None),
        (9 * DAY, ("--drop-due",), 0, {"dropped"}),
        (9 * DAY, ("--send-due",), 0, {"due"}),
        (9 * DAY, ("--send-due", "--drop-due"), EXIT_INPUT, None),
    ],
)
async def test_what_was_due_goes_out_again_or_not_as_is_said(
    tmp_path: Path, age: int, words: tuple[str, ...], code: int, after: set[str] | None
) -> None:
    made, store = tmp_path / "made.sqlite3", tmp_path / "raspa.sqlite3"
    due = await due_store(made, age)
    back_up(made, tmp_path / "copy.backup", KEY_BYTES)
    done = subprocess.run(
        command("restore", tmp_path / "copy.backup", *words),
        env=environment(store),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding="utf-8",
    )
    assert done.returncode == code, done.stderr
    if after is None:
        assert not store.exists()
        return
    assert states(store) == after
    assert "1 answer" in done.stderr
    assert "1 correction" in done.stderr
    assert due == 2


async def test_updates_that_waited_are_not_handled_again_and_that_is_said(tmp_path: Path) -> None:
    made, store = tmp_path / "made.sqlite3", tmp_path / "raspa.sqlite3"
    await due_store(made, DAY)
    back_up(made, tmp_path / "copy.backup", KEY_BYTES)
    done = subprocess.run(
        command("restore", tmp_path / "copy.backup"),
        env=environment(store),
        capture_output=True,
        encoding="utf-8",
    )
    assert "1 messages of readers waited" in done.stderr
    assert rows_of(store)["inbox"] == []
    with closing(sqlite3.connect(store)) as plain:
        audited = plain.execute("SELECT action FROM audit ORDER BY id DESC LIMIT 1").fetchone()
    assert audited == ("store.restored",)


async def test_a_key_that_is_not_the_copy_s_is_told(keyed: Path) -> None:
    async with await Store.open(keyed, INDEXING) as store:
        await store.keys.note(People(bytes(range(32))))
    again = keyed.with_name("again.backup")
    back_up(keyed, again, KEY_BYTES)
    wish = RestoreWish(keyed.with_name("other.sqlite3"), again, KEY_BYTES)
    other = People(bytes(range(1, 33)))
    assert not (await asyncio.to_thread(restore, wish, never, other)).fits


KILLED_EVERYWHERE = """
import os, shutil, signal, sys
from pathlib import Path
from bot.backups.restore import RestoreWish, restore
store, backup, places = map(Path, sys.argv[1:])
EVENTS = {"os.rename", "os.remove", "os.link", "os.mkdir", "os.rmdir", "os.chmod", "open",
          "sqlite3.connect"}
def strike(event, args):
    global left
    if event in EVENTS and "raspa.sqlite3" in str(args):
        left -= 1
        if left < 0:
            os.kill(os.getpid(), signal.SIGKILL)
for moment in range(400):
    place = places / f"{moment:03}" / store.name
    place.parent.mkdir()
    shutil.copy(store, place)
    child = os.fork()
    if not child:
        left = moment
        sys.addaudithook(strike)
        restore(RestoreWish(place, backup, bytes(range(64, 96)), True), None, None)
        os._exit(0)
    _, status = os.waitpid(child, 0)
    if not status:
        break
    assert os.WTERMSIG(status) == signal.SIGKILL, status
"""


def test_killed_at_any_moment_the_one_or_the_other_is_there_whole(
    keyed: Path, tmp_path: Path
) -> None:
    wanted = rows_of(keyed)
    change(keyed)
    former = rows_of(keyed)
    places = tmp_path / "places"
    places.mkdir()
    done = subprocess.run(
        [*command()[:1], "-c", KILLED_EVERYWHERE, keyed, tmp_path / "copy.backup", places],
        env=environment(keyed),
        capture_output=True,
        encoding="utf-8",
    )
    assert done.returncode == 0, done.stderr
    outcomes = []
    for place in sorted(places.iterdir()):
        found = rows_of(place / keyed.name)
        assert found in (former, wanted)
        outcomes.append(found == wanted)
        for kept in place.glob("*.former-*"):
            if kept.name[-1].isdigit():
                assert rows_of(kept) == former
    assert len(outcomes) > 10
    assert outcomes == sorted(outcomes)
    assert (outcomes[0], outcomes[-1]) == (False, True)


def test_nothing_plain_is_left_when_it_fails(raspa: Raspa, keyed: Path) -> None:
    data = bytearray(Path("copy.backup").read_bytes())
    data[-1] ^= 1
    Path("broken.backup").write_bytes(data)
    raspa("restore", "broken.backup", "--replace")
    assert left_beside(keyed) == {"copy.backup", "broken.backup"}
    assert os.access(keyed, os.R_OK)
