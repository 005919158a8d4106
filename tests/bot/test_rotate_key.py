"""The key of a store: which one it is, and another in its place."""

import asyncio
import base64
import os
import re
import secrets
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager, closing
from pathlib import Path

import pytest

from bot.application import open_store
from bot.cli import EXIT_SECOND_INSTANCE, EXIT_SETTINGS, EXIT_STORE
from bot.instance import only_instance
from bot.settings import Settings
from domain.moderator import Newcomer
from privacy.sealing import People, SealError
from storage.mail.inbox import Arrival
from storage.store import Store
from tests.bot.conftest import Raspa
from tests.conftest import KEY

ROOT = Path(__file__).parents[2]
Running = Callable[[Settings], AbstractAsyncContextManager[asyncio.Event]]
OLD = People(base64.urlsafe_b64decode(KEY))
READERS = 12_000


def env(folder: Path, text: str = f"# Ours\nRASPA_DATA_KEY={KEY}\nRASPA_KEEP_DAYS=9\n") -> Path:
    path = folder / ".env"
    path.write_text(text)
    path.chmod(0o600)
    return path


def setting(folder: Path, name: str) -> str:
    found = re.findall(rf"^{name}=(.*)$", (folder / ".env").read_text(), flags=re.MULTILINE)
    return str(found[0]) if found else ""


def new_key(folder: Path) -> People:
    return People(base64.urlsafe_b64decode(setting(folder, "RASPA_DATA_KEY")))


async def populate(store: Store, readers: int = 40) -> None:
    """Put readers, people of the desk and unreadable updates into a store, under the old key."""
    async with store._sessions.transaction() as connection:
        await connection.run_many(
            "INSERT INTO readers (person, sealed, spoken) VALUES (?1, ?2, 'ru')",
            [(OLD.hash(one), OLD.seal(one)) for one in range(1, readers + 1)],
        )
    for one in (70_001, 70_002):
        person = OLD.hash(one)
        name = OLD.seal_name(f"Болат {one}", person)
        await store.moderators.ensure_owner(Newcomer(person, OLD.seal(one), name), 0)
    document = b'{"message": {"from": {"id": 80001, "first_name": "x"}, "date": 1800000000}}'
    await store.unreadable.keep("odd", OLD.seal_update(document), OLD.hash(80_001), 0)
    await store.unreadable.keep("odd", OLD.seal_update(b"{}"), None, 0)
    # One that waits, in its chat's line, and one of a chat that nothing in it names.
    for number, chat in ((1, 80_001), (2, 5)):
        sealed = OLD.seal_update(document)
        arrival = Arrival(number, OLD.hash(chat), OLD.hash(chat), urgent=False, sealed=sealed, at=0)
        await store.inbox.put([arrival])
    # Of these only choices are kept: the second is an owner, whose id the desk's rows tell.
    await store.readers.set_language(OLD.hash(90_001), "kk")
    await store.readers.set_language(OLD.hash(70_001), "kk")


def fill(database: Path, readers: int = 40) -> None:
    async def made() -> None:
        async with await open_store(database) as store:
            await populate(store, readers)

    asyncio.run(made())


def opened_with(database: Path, people: People) -> dict[str, int]:
    """Return how many sealed values of each kind this key opens."""
    with closing(sqlite3.connect(database)) as connection:
        ids = [
            *connection.execute("SELECT sealed, person FROM readers WHERE sealed IS NOT NULL"),
            *connection.execute("SELECT sealed, person FROM moderators"),
        ]
        names = connection.execute("SELECT name, person FROM moderators").fetchall()
        updates = connection.execute("SELECT sealed FROM unreadable").fetchall()
    return {
        "ids": sum(opens(people.unseal, *row) for row in ids),
        "names": sum(opens(people.unseal_name, *row) for row in names),
        "updates": sum(opens(people.unseal_update, *row) for row in updates),
    }


def opens(attempt: Callable[..., object], *sealed: bytes) -> bool:
    try:
        attempt(*sealed)
    except SealError:
        return False
    return True


@pytest.fixture
def database(tmp_path: Path) -> Path:
    return tmp_path / "raspa.sqlite3"


def test_everything_that_depends_on_the_key_is_brought_under_a_new_one(
    raspa: Raspa, database: Path, tmp_path: Path
) -> None:
    env(tmp_path)
    fill(database)
    before = opened_with(database, OLD)
    assert before == {"ids": 42, "names": 2, "updates": 2}
    outcome = raspa("rotate-key")
    assert outcome.code == 0, outcome.err
    assert "41 readers, 2 people" in outcome.err
    assert "choices of 1 readers" in outcome.err
    new = new_key(tmp_path)
    assert opened_with(database, new) == before
    assert set(opened_with(database, OLD).values()) == {0}
    with closing(sqlite3.connect(database)) as connection:
        readers = dict(connection.execute("SELECT person, lang FROM readers WHERE lang = 'kk'"))
        senders = {sender for (sender,) in connection.execute("SELECT person FROM unreadable")}
    assert readers == {new.hash(70_001): "kk"}
    assert senders == {new.hash(80_001), None}
    text = (tmp_path / ".env").read_text()
    assert KEY not in text
    assert "# Ours\n" in text
    assert "RASPA_KEEP_DAYS=9\n" in text
    assert (tmp_path / ".env").stat().st_mode & 0o077 == 0


def test_no_file_of_the_store_holds_an_old_hash_afterwards(
    raspa: Raspa, database: Path, tmp_path: Path
) -> None:
    env(tmp_path)
    fill(database)
    raspa("rotate-key")
    held = b"".join(path.read_bytes() for path in tmp_path.glob("raspa.sqlite3*"))
    people = [*range(1, 41), 70_001, 70_002, 80_001, 90_001]
    assert [one for one in people if OLD.hash(one) in held] == []
    assert OLD.check.encode() not in held


def test_neither_key_is_ever_shown(raspa: Raspa, database: Path, tmp_path: Path) -> None:
    env(tmp_path)
    fill(database)
    outcome = raspa("rotate-key")
    for key in (KEY, setting(tmp_path, "RASPA_DATA_KEY")):
        assert key not in outcome.out + outcome.err


def test_every_column_of_bytes_is_rotated_or_does_not_depend_on_the_key(
    raspa: Raspa, database: Path
) -> None:
    fill(database)
    with closing(sqlite3.connect(database)) as connection:
        tables = [
            name
            for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
            if not name.startswith(("debunk_words", "sqlite_"))
        ]
        columns = {
            f"{table}.{column[1]}"
            for table in tables
            for column in connection.execute(f"PRAGMA table_info({table})")
            if column[2] == "BLOB"
        }
    rotated = {
        *("readers.person", "readers.sealed", "unreadable.person", "unreadable.sealed"),
        *("moderators.person", "moderators.sealed", "moderators.name"),
        *("inbox.lane", "inbox.person", "inbox.sealed"),
        *("groups.chat", "groups.sealed"),
    }
    # Hashes of invitations' tokens and of wordings, what an encoder makes of texts, and of what was
    # said in groups, which is not taken along.
    others = {
        "group_answers.post",
        "invites.token",
        "cases.learned",
        "vectors.vector",
        "submissions.vector",
    }
    assert columns - rotated == others


@pytest.mark.parametrize("stop", ["after .env", "while rows change", "after the commit"])
def test_killed_in_the_middle_it_is_run_again_and_goes_on(
    raspa: Raspa, database: Path, tmp_path: Path, stop: str
) -> None:
    env(tmp_path)
    fill(database, READERS)
    before = opened_with(database, OLD)
    log = database.with_name(database.name + "-wal")
    # Another connection keeps SQLite from folding the log away before it is seen.
    with closing(sqlite3.connect(database)) as other:
        other.execute("SELECT count(*) FROM readers").fetchall()
        started = start(tmp_path)

        def reached() -> bool:
            if stop == "after .env":
                return bool(setting(tmp_path, "RASPA_OLD_DATA_KEY"))
            if stop == "while rows change":
                return log.exists() and log.stat().st_size > 100_000
            return bool(other.execute("SELECT 1 FROM meta WHERE name = 'key'").fetchall())

        while started.poll() is None and not reached():
            time.sleep(0)
        started.kill()
        started.communicate()
    under_old, under_new = opened_with(database, OLD), opened_with(database, new_key(tmp_path))
    assert (under_old == before) is not (under_new == before)
    assert 0 in (sum(under_old.values()), sum(under_new.values()))
    outcome = raspa("rotate-key")
    assert outcome.code == 0, outcome.err
    assert opened_with(database, new_key(tmp_path)) == before
    assert KEY not in (tmp_path / ".env").read_text()


def start(folder: Path) -> subprocess.Popen[bytes]:
    around = {name: value for name, value in os.environ.items() if "RASPA" not in name}
    return subprocess.Popen(
        [sys.executable, "-m", "bot", "rotate-key"],
        cwd=folder,
        env={**around, "PYTHONPATH": str(ROOT)},
        stderr=subprocess.PIPE,
    )


def test_while_another_rotation_is_at_work_nothing_is_changed(
    raspa: Raspa, database: Path, tmp_path: Path
) -> None:
    path = env(tmp_path)
    fill(database)
    held = path.read_text()
    with only_instance(database.with_name(f"{database.name}.rotation")):
        outcome = raspa("rotate-key")
    assert outcome.code == EXIT_SECOND_INSTANCE
    assert path.read_text() == held
    assert opened_with(database, OLD)["ids"] == 42


def test_keys_of_the_environment_are_both_named_there(
    raspa: Raspa, database: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(database)
    monkeypatch.setenv("RASPA_DATA_KEY", KEY)
    outcome = raspa("rotate-key")
    assert outcome.code == EXIT_SETTINGS
    assert "RASPA_OLD_DATA_KEY" in outcome.err
    key = secrets.token_bytes(32)
    monkeypatch.setenv("RASPA_OLD_DATA_KEY", KEY)
    monkeypatch.setenv("RASPA_DATA_KEY", base64.urlsafe_b64encode(key).decode())
    outcome = raspa("rotate-key")
    assert outcome.code == 0
    assert "take it out of the environment" in outcome.err
    assert opened_with(database, People(key))["ids"] == 42
    assert "already" in raspa("rotate-key").err


def test_a_key_that_is_too_simple_is_replaced_by_leaving_the_new_one_empty(
    raspa: Raspa, database: Path, tmp_path: Path
) -> None:
    zeros = bytes(32)

    async def made() -> None:
        async with await open_store(database) as store:
            people = People(zeros)
            await store.readers.keep(people.hash(7), people.seal(7), "ru")

    asyncio.run(made())
    simple = base64.urlsafe_b64encode(zeros).decode()
    env(tmp_path, f"RASPA_DATA_KEY={simple}\n")
    outcome = raspa("rotate-key")
    assert outcome.code == EXIT_SETTINGS
    assert "RASPA_OLD_DATA_KEY" in outcome.err
    env(tmp_path, f"RASPA_OLD_DATA_KEY={simple}\nRASPA_DATA_KEY=\n")
    assert raspa("rotate-key").code == 0
    assert opened_with(database, new_key(tmp_path))["ids"] == 1


def test_a_third_key_changes_nothing(raspa: Raspa, database: Path, tmp_path: Path) -> None:
    fill(database)
    other, another = (base64.urlsafe_b64encode(secrets.token_bytes(32)).decode() for _ in range(2))
    for text in (
        f"RASPA_DATA_KEY={other}\n",
        f"RASPA_DATA_KEY={other}\nRASPA_OLD_DATA_KEY={another}\n",
    ):
        path = env(tmp_path, text)
        outcome = raspa("rotate-key")
        assert outcome.code == EXIT_STORE
        assert "nothing was changed" in outcome.err
        assert path.read_text() == text
    assert opened_with(database, OLD)["ids"] == 42
