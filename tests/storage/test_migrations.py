"""From every older version of the store to this one. General: reads what the folder holds."""

# ruff: noqa: ASYNC240 - the event loop has nothing else to do here

import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from storage.engine.errors import StoreError, StoreNewer
from storage.engine.migrate import Migration, migrate, migrations
from storage.engine.sqlite import Connection, Mode
from storage.store import Store
from tests.kit.samples import FULL, INDEXING


def shape(path: Path) -> list[tuple[str, str, str]]:
    with closing(sqlite3.connect(path)) as plain:
        return plain.execute("SELECT type, name, sql FROM sqlite_master ORDER BY name").fetchall()


async def store_of_version(path: Path, number: int) -> None:
    connection = await Connection.open(path, Mode.CREATE, 5)
    await migrate(connection, migrations()[:number])
    await connection.close()


def run_sql(path: Path, *statements: str) -> None:
    with closing(sqlite3.connect(path)) as plain, plain:
        for statement in statements:
            plain.execute(statement)


def test_steps_are_numbered_without_gaps() -> None:
    assert [step.number for step in migrations()] == list(range(1, len(migrations()) + 1))


@pytest.mark.parametrize("number", range(len(migrations()) + 1))
async def test_every_older_version_becomes_this_one(tmp_path: Path, number: int) -> None:
    fresh, old = tmp_path / "fresh.sqlite3", tmp_path / "old.sqlite3"
    await store_of_version(old, number)
    async with await Store.open(old, INDEXING) as database:
        await database.debunks.save(FULL)
        assert await database.debunks.get(FULL.id) == FULL
    async with await Store.open(fresh, INDEXING):
        pass
    assert shape(old) == shape(fresh)


async def test_an_empty_file_becomes_a_store(path: Path) -> None:
    path.touch()
    async with await Store.open(path, INDEXING) as database:
        assert await database.debunks.count() == 0


async def test_what_was_saved_is_there_when_opened_again(path: Path) -> None:
    for _ in range(2):
        async with await Store.open(path, INDEXING) as database:
            await database.debunks.save(FULL)
            assert await database.debunks.count() == 1


async def test_a_step_that_fails_leaves_nothing_of_itself(path: Path) -> None:
    last = migrations()[-1]
    half = Migration(last.number + 1, "half", "CREATE TABLE half (a);\nINSERT INTO nowhere;\n")
    connection = await Connection.open(path, Mode.CREATE, 5)
    with pytest.raises(StoreError):
        await migrate(connection, [*migrations(), half])
    tables = await connection.rows("SELECT name FROM sqlite_master WHERE name = 'half'")
    number = await connection.value("SELECT max(number) FROM migrations")
    await connection.close()
    assert (tables, number) == ([], last.number)


async def test_a_step_is_applied_once(path: Path) -> None:
    extra = replace(migrations()[-1], number=len(migrations()) + 1, sql="CREATE TABLE once (a);")
    connection = await Connection.open(path, Mode.CREATE, 5)
    await migrate(connection, [*migrations(), extra])
    await migrate(connection, [*migrations(), extra])
    numbers = await connection.rows("SELECT number FROM migrations ORDER BY number")
    await connection.close()
    assert [number for (number,) in numbers] == list(range(1, len(migrations()) + 2))


async def test_a_store_of_a_newer_raspa_is_refused_and_left_alone(path: Path) -> None:
    await store_of_version(path, len(migrations()))
    run_sql(path, "INSERT INTO migrations VALUES (999, 'later', '2030-01-01')")
    before = path.read_bytes()
    with pytest.raises(StoreNewer, match="newer Raspa"):
        await Store.open(path, INDEXING)
    assert path.read_bytes() == before
