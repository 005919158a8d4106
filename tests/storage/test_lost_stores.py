"""A store that is locked, deleted, moved or replaced while it is open: nothing pretends to keep."""

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from storage.engine.errors import StoreGone, StoreLocked, StoreOverwritten
from storage.engine.patience import LockPatience
from storage.store import Store
from tests.kit.processes import run, start
from tests.kit.samples import FULL, INDEXING, a_debunk

HOLD_THE_LOCK = """
other = sqlite3.connect(path, isolation_level=None)
other.execute("BEGIN IMMEDIATE")
print("held", flush=True)
sys.stdin.readline()
other.execute("ROLLBACK")
"""

SAVE_MUCH = """
async with await Store.open(path, INDEXING) as database:
    for number in range(300):
        await database.debunks.save(a_debunk(f"much-{number}"))
"""


def delete(path: Path) -> None:
    path.unlink()


def move_folder(path: Path) -> None:
    path.parent.rename(path.parent.with_name("elsewhere"))


def put_a_copy_there(path: Path) -> None:
    copy = path.with_name("copy")
    shutil.copy(path, copy)
    copy.replace(path)


def delete_the_log(path: Path) -> None:
    path.with_name(path.name + "-wal").unlink()


@pytest.fixture
def inner(tmp_path: Path) -> Path:
    folder = tmp_path / "folder"
    folder.mkdir()
    return folder / "raspa.sqlite3"


@pytest.mark.parametrize("lose", [delete, move_folder, put_a_copy_there, delete_the_log])
async def test_nothing_is_written_to_a_store_that_is_not_at_its_place(
    inner: Path, lose: Callable[[Path], None]
) -> None:
    async with await Store.open(inner, INDEXING) as database:
        await database.debunks.save(FULL)
        assert database.in_place
        lose(inner)
        with pytest.raises(StoreGone):
            await database.debunks.save(a_debunk())
        assert not database.in_place
        assert await database.debunks.get(FULL.id) == FULL


async def test_a_store_that_is_put_back_is_written_again(inner: Path) -> None:
    async with await Store.open(inner, INDEXING) as database:
        inner.parent.rename(inner.parent.with_name("elsewhere"))
        with pytest.raises(StoreGone):
            await database.debunks.save(FULL)
        inner.parent.with_name("elsewhere").rename(inner.parent)
        await database.debunks.save(FULL)
    async with await Store.open(inner, INDEXING, create=False) as database:
        assert await database.debunks.get(FULL.id) == FULL


async def test_a_store_that_another_process_has_locked_is_read_and_written_when_it_is_free(
    path: Path,
) -> None:
    async with await Store.open(path, INDEXING, busy_timeout=0.05) as database:
        await database.debunks.save(FULL)
        holder = await start(HOLD_THE_LOCK, path)
        assert holder.stdout
        await holder.stdout.readline()
        for _ in range(3):
            with pytest.raises(StoreLocked):
                await database.debunks.save(a_debunk())
            assert await database.debunks.get(FULL.id) == FULL
        await holder.communicate(b"\n")
        await database.debunks.save(a_debunk())
        assert await database.debunks.count() == 2


def test_a_lock_is_waited_for_once_and_then_asked_about_in_passing() -> None:
    now = [100.0]
    patience = LockPatience(5.0, lambda: now[0])
    assert patience.seconds == 5.0
    with pytest.raises(StoreLocked), patience.trying():
        raise StoreLocked
    assert patience.seconds == 0
    now[0] += 60
    assert 0 < patience.seconds < 1
    with patience.trying():
        pass
    assert patience.seconds == 5.0


def write_over(path: Path, other: Path) -> None:
    """Write one file's bytes into another that is there, as `cp` does."""
    with path.open("r+b") as file:
        file.truncate()
        file.write(other.read_bytes())


def are_the_same(one: Path, other: Path) -> bool:
    return one.read_bytes() == other.read_bytes()


def stands_alone(path: Path) -> bool:
    return [one.name for one in path.parent.iterdir()] == [path.name]


@pytest.fixture
async def other_store(tmp_path: Path) -> Path:
    place = tmp_path / "other.sqlite3"
    async with await Store.open(place, INDEXING) as other:
        await other.debunks.save(a_debunk())
    return place


async def test_another_store_that_is_written_into_the_open_file_is_left_as_it_is(
    inner: Path, other_store: Path
) -> None:
    async with await Store.open(inner, INDEXING) as database:
        await database.debunks.save(FULL)
        assert not database.overwritten
        write_over(inner, other_store)
        with pytest.raises(StoreOverwritten):
            await database.debunks.save(FULL)
        assert not database.in_place
        with pytest.raises(StoreOverwritten):
            await database.debunks.get(FULL.id)
    assert are_the_same(inner, other_store)
    async with await Store.open(inner, INDEXING, create=False) as database:
        assert await database.debunks.get(FULL.id) is None
        assert await database.debunks.get(a_debunk().id) == a_debunk()


async def test_an_earlier_state_that_is_written_into_the_open_file_is_left_as_it_is(
    inner: Path,
) -> None:
    earlier = inner.with_name("earlier")
    async with await Store.open(inner, INDEXING) as database:
        await database.debunks.save(a_debunk())
    shutil.copy(inner, earlier)
    async with await Store.open(inner, INDEXING) as database:
        await database.debunks.save(FULL)
    async with await Store.open(inner, INDEXING) as database:
        await database.look_again()
        write_over(inner, earlier)
        with pytest.raises(StoreOverwritten):
            await database.look_again()
    assert are_the_same(inner, earlier)


async def test_a_store_written_over_while_nobody_looked_is_left_as_it_is_at_the_end(
    inner: Path, other_store: Path
) -> None:
    async with await Store.open(inner, INDEXING) as database:
        await database.debunks.save(FULL)
        await database.look_again()
        write_over(inner, other_store)
    assert are_the_same(inner, other_store)
    assert stands_alone(inner)


async def test_what_other_programs_write_through_sqlite_is_no_other_store(inner: Path) -> None:
    async with await Store.open(inner, INDEXING) as database:
        await database.debunks.save(FULL)
        code, said = await run(SAVE_MUCH, inner)
        assert (code, said) == (0, "")
        os.utime(inner)
        await database.debunks.save(FULL)
        assert await database.debunks.count() == 301
        assert database.in_place
