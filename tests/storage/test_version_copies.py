"""Before a store is brought up to date, a copy of it is left beside it, to undo an upgrade."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from storage.engine.errors import StoreError
from storage.engine.migrate import migrate, migrations
from storage.engine.sqlite import Connection, Mode
from storage.engine.sqlite_copy import version_copies
from storage.store import Store
from tests.kit.old_stores import old_store
from tests.kit.samples import INDEXING

OLDER = range(1, len(migrations()))


def content(path: Path) -> list[str]:
    with closing(sqlite3.connect(path)) as plain:
        return list(plain.iterdump())


async def of_version(path: Path, number: int) -> None:
    if number <= 3:
        await old_store(path, number)
        return
    connection = await Connection.open(path, Mode.CREATE, 5)
    await migrate(connection, migrations()[:number])
    await connection.close()


@pytest.mark.parametrize("number", OLDER)
async def test_the_store_as_it_was_is_left_beside_it_for_its_owner_alone(
    path: Path, number: int
) -> None:
    await of_version(path, number)
    before = content(path)
    async with await Store.open(path, INDEXING):
        pass
    (kept,) = version_copies(path)
    assert kept.name == f"{path.name}.version-{number}"
    assert content(kept) == before
    assert kept.stat().st_mode & 0o077 == 0


async def test_a_store_that_is_up_to_date_leaves_no_copy(path: Path) -> None:
    for _ in range(2):
        async with await Store.open(path, INDEXING):
            pass
    assert version_copies(path) == []
    assert list(path.parent.glob("*.version-*")) == []


async def test_without_a_copy_the_store_is_not_brought_up_to_date(path: Path) -> None:
    await of_version(path, 3)
    before = content(path)
    # Where the copy would be written stands a folder, which nothing goes over.
    path.with_name(f"{path.name}.version-3.part").mkdir()
    with pytest.raises(StoreError):
        await Store.open(path, INDEXING)
    assert content(path) == before


async def test_what_a_killed_upgrade_left_gives_way_to_the_next_one(path: Path) -> None:
    await of_version(path, 3)
    before = content(path)
    path.with_name(f"{path.name}.version-3.part").write_bytes(b"half")
    path.with_name(f"{path.name}.version-3").write_bytes(b"of an earlier attempt")
    async with await Store.open(path, INDEXING):
        pass
    (kept,) = version_copies(path)
    assert content(kept) == before
    assert [one.name for one in path.parent.glob("*.part")] == []
