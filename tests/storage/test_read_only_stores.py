"""Stores that may not be written: reading goes on, changing is refused in words.

chmod does not bind root, so each test runs a process of its own that has given up root's power to
pass over file rights; what it meets then is what any user meets.
"""

# ruff: noqa: ASYNC240 - the event loop has nothing else to do here

from pathlib import Path

import pytest

from formats.interchange import format_line
from storage.store import Store
from tests.kit.processes import run
from tests.kit.samples import FULL, INDEXING, a_debunk

READ_AND_TRY_TO_WRITE = """
async with await Store.open(path, INDEXING) as database:
    print(await database.debunks.get(FULL.id) == FULL, len(await database.debunks.newest(5)))
    print(database.writable, len([each async for each in database.debunks.every()]))
    print(len([each async for each in database.phrasings.changes(0)]))
    for change in (
        database.debunks.save(a_debunk()),
        database.readers.forget(b"a", 0),
        database.vectors.save("encoder", {1: b"a"}),
    ):
        try:
            await change
        except StoreReadOnly as error:
            print("refused:", error)
"""


@pytest.fixture
async def filled(tmp_path: Path) -> Path:
    folder = tmp_path / "folder"
    folder.mkdir()
    async with await Store.open(folder / "raspa.sqlite3", INDEXING) as database:
        await database.debunks.save(FULL)
    return folder / "raspa.sqlite3"


@pytest.mark.parametrize(
    ("file_mode", "folder_mode"), [(0o444, 0o755), (0o644, 0o555), (0o444, 0o555)]
)
async def test_a_read_only_file_or_folder_can_be_read_and_not_changed(
    filled: Path, file_mode: int, folder_mode: int
) -> None:
    filled.chmod(file_mode)
    filled.parent.chmod(folder_mode)
    code, out = await run(READ_AND_TRY_TO_WRITE, filled)
    filled.parent.chmod(0o755)
    assert code == 0, out
    assert out.splitlines()[:3] == ["True 1", "False 1", "1"]
    assert out.count("refused: The store") == 3
    assert "is read-only: to change it, allow writing to the file and its folder." in out


async def test_a_read_only_store_is_read_beside_its_writer(filled: Path) -> None:
    async with await Store.open(filled, INDEXING) as writer:
        filled.chmod(0o444)
        await writer.readers.set_language(b"a", "kk")
        code, out = await run(READ_AND_TRY_TO_WRITE, filled)
    assert code == 0, out
    assert out.startswith("True 1\nFalse 1\n1\n")


async def test_a_store_that_may_not_be_read_is_refused(filled: Path) -> None:
    filled.chmod(0o000)
    body = "try:\n    await Store.open(path, INDEXING)\nexcept StoreUnreachable as error:\n"
    code, out = await run(body + "    print(error)", filled)
    assert (code, "cannot be opened" in out) == (0, True), out


async def test_a_new_store_in_a_folder_that_may_not_be_written_is_refused(filled: Path) -> None:
    filled.parent.chmod(0o555)
    body = "try:\n    await Store.open(path, INDEXING)\nexcept StoreUnreachable as error:\n"
    code, out = await run(body + "    print(error)", filled.with_name("new.sqlite3"))
    filled.parent.chmod(0o755)
    assert (code, "cannot be made: allow writing to the folder" in out) == (0, True), out


async def test_a_read_only_store_that_must_be_brought_up_to_date_says_so(filled: Path) -> None:
    filled.chmod(0o444)
    body = (
        "from dataclasses import replace\n"
        "try:\n    await Store.open(path, replace(INDEXING, name='newer'))\n"
        "except StoreReadOnly as error:\n    print(error)"
    )
    code, out = await run(body, filled)
    assert (code, "must be brought up to date but is read-only" in out) == (0, True), out


async def test_a_dry_run_of_an_import_works_on_a_read_only_store(filled: Path) -> None:
    file = filled.with_name("in.jsonl")
    file.write_text(format_line(FULL) + "\n" + format_line(a_debunk()), "utf-8")
    filled.chmod(0o444)
    body = (
        "async with await Store.open(path, INDEXING) as database:\n"
        "    told = await import_file(database, path.with_name('in.jsonl'), dry_run=True)\n"
        "    print(told.new, told.changed, told.unchanged, told.faults, told.written)"
    )
    code, out = await run(body, filled)
    assert (code, out.strip()) == (0, "1 0 1 [] False")
