"""Stores that cannot be used: a clear sentence for each, and never an error of SQLite's own."""

# ruff: noqa: ASYNC240 - the event loop has nothing else to do here

import resource
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from domain.debunk import Debunk
from storage.engine.errors import (
    StoreCorrupt,
    StoreError,
    StoreFull,
    StoreLocked,
    StoreUnreachable,
    translated,
)
from storage.store import Store
from tests.kit.samples import FULL, INDEXING, a_debunk


@contextmanager
def held(path: Path, how: str) -> Iterator[None]:
    """Another program that keeps the store locked."""
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        for statement in how.split(";"):
            other.execute(statement).fetchall()
        yield


async def make(path: Path, *debunks: Debunk) -> None:
    async with await Store.open(path, INDEXING) as database:
        await database.debunks.save_all(debunks)


def overwrite(path: Path, start: int, content: bytes) -> None:
    with path.open("r+b") as file:
        file.seek(start)
        file.write(content)


def cut(path: Path, size: int) -> None:
    with path.open("r+b") as file:
        file.truncate(size)


async def test_a_missing_folder_is_named(tmp_path: Path) -> None:
    with pytest.raises(StoreUnreachable, match=f"The folder {tmp_path / 'none'} .* is missing"):
        await Store.open(tmp_path / "none" / "raspa.sqlite3", INDEXING)


async def test_a_folder_in_place_of_the_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(StoreUnreachable, match="is a folder"):
        await Store.open(tmp_path, INDEXING)


async def test_a_missing_store_is_not_made_where_it_should_be_there(path: Path) -> None:
    with pytest.raises(StoreUnreachable, match="There is no store"):
        await Store.open(path, INDEXING, create=False)
    assert not path.exists()


@pytest.mark.parametrize("name", ["с пробелом.sqlite3", "a?mode=memory", "50%25#.db", "'\".db"])
async def test_a_file_name_is_nothing_but_a_name(tmp_path: Path, name: str) -> None:
    await make(tmp_path / name, FULL)
    assert (tmp_path / name).is_file()


@pytest.mark.parametrize("content", [b"not a database", b"\0" * 5_000, b"SQLite format 3\0" * 400])
async def test_a_file_that_is_no_database_is_refused_and_left_alone(
    path: Path, content: bytes
) -> None:
    path.write_bytes(content)
    with pytest.raises(StoreCorrupt, match="backup"):
        await Store.open(path, INDEXING)
    assert path.read_bytes() == content


async def test_a_database_of_another_program_is_refused_and_left_alone(path: Path) -> None:
    with closing(sqlite3.connect(path)) as other, other:
        other.execute("CREATE TABLE places (name)")
    before = path.read_bytes()
    with pytest.raises(StoreCorrupt, match="another program"):
        await Store.open(path, INDEXING)
    assert path.read_bytes() == before


async def test_a_store_cut_short_is_refused(path: Path) -> None:
    await make(path, *(a_debunk(f"d{n}", "слово " * 50) for n in range(100)))
    cut(path, path.stat().st_size // 2)
    with pytest.raises(StoreCorrupt, match="damaged"):
        await Store.open(path, INDEXING)


async def test_a_store_with_a_damaged_page_is_refused(path: Path) -> None:
    await make(path, *(a_debunk(f"d{n}", "слово " * 50) for n in range(100)))
    overwrite(path, 4096 * 20, b"\xa5" * 4096 * 5)
    with pytest.raises(StoreCorrupt, match="damaged"):
        await Store.open(path, INDEXING)


async def test_a_store_damaged_while_open_is_a_store_error(path: Path) -> None:
    await make(path, *(a_debunk(f"d{n}", "слово " * 50) for n in range(500)))
    async with await Store.open(path, INDEXING) as database:
        overwrite(path, 4096, b"\xa5" * (path.stat().st_size - 4096))
        with pytest.raises(StoreCorrupt):
            await database.debunks.newest(500)


async def test_a_store_locked_for_good_cannot_be_opened(path: Path) -> None:
    await make(path)
    with (
        held(path, "PRAGMA locking_mode = EXCLUSIVE;BEGIN EXCLUSIVE"),
        pytest.raises(StoreLocked, match="locked by another program"),
    ):
        await Store.open(path, INDEXING, busy_timeout=0.1)


async def test_a_store_that_another_program_writes_is_read_meanwhile_and_written_after(
    path: Path,
) -> None:
    await make(path, FULL)
    async with await Store.open(path, INDEXING, busy_timeout=0.1) as database:
        with held(path, "BEGIN IMMEDIATE"):
            assert await database.debunks.get(FULL.id) == FULL
            with pytest.raises(StoreLocked):
                await database.debunks.save(a_debunk())
            async with await Store.open(path, INDEXING, busy_timeout=0.1) as second:
                assert await second.debunks.count() == 1
        await database.debunks.save(a_debunk())


async def test_a_closed_store_says_so(path: Path) -> None:
    database = await Store.open(path, INDEXING)
    await database.close()
    await database.close()
    with pytest.raises(StoreError, match="is closed"):
        await database.debunks.newest(1)
    with pytest.raises(StoreError, match="is closed"):
        await database.debunks.save(FULL)


def test_a_full_disk_is_a_sentence(path: Path) -> None:
    with closing(sqlite3.connect(path)) as plain:
        plain.execute("PRAGMA max_page_count = 3")
        plain.execute("CREATE TABLE a (b)")
        with pytest.raises(StoreFull, match=r"disk .* is full"), translated(path):
            plain.execute("INSERT INTO a VALUES (zeroblob(100000))")


async def test_the_end_of_a_quota_is_a_full_disk_and_changes_nothing(path: Path) -> None:
    async with await Store.open(path, INDEXING) as database:
        soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
        room = path.with_name(path.name + "-wal").stat().st_size + 4096
        resource.setrlimit(resource.RLIMIT_FSIZE, (room, hard))
        try:
            with pytest.raises(StoreFull, match="takes no more"):
                await database.debunks.save(FULL)
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
        assert await database.debunks.count() == 0
        await database.debunks.save(FULL)


async def test_every_message_is_one_line_for_people(tmp_path: Path) -> None:
    (tmp_path / "text").write_text("text")
    for place in (tmp_path, tmp_path / "no" / "a", tmp_path / "text"):
        with pytest.raises(StoreError) as refused:
            await Store.open(place, INDEXING)
        assert "\n" not in str(refused.value)
        assert str(refused.value).endswith(".")
