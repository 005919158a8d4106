"""Several at once: tasks, processes, and one that is killed."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

from domain.debunk import Debunk
from sandbox.pulse import PATIENCE
from storage.store import Store
from tests.kit.processes import run, start
from tests.kit.samples import FULL, INDEXING, a_debunk, wordings

SAVE_HUNDRED = """
async with await Store.open(path, INDEXING, busy_timeout=60) as database:
    for number in range(10):
        await database.debunks.save_all(
            a_debunk(f"{os.getpid()}-{number}-{n}") for n in range(10)
        )
"""


async def test_readers_are_not_held_up_by_a_transaction_and_do_not_see_into_it(
    fresh: Store,
) -> None:
    await fresh.debunks.save(FULL)
    half_way, looked = asyncio.Event(), asyncio.Event()

    async def slowly() -> AsyncIterator[Debunk]:
        for number in range(500):
            yield a_debunk(f"d{number}")
        yield a_debunk(FULL.id, "Иначе")
        half_way.set()
        await looked.wait()

    saving = asyncio.create_task(fresh.debunks.save_all(slowly()))
    await half_way.wait()
    async with asyncio.timeout(PATIENCE):
        assert await fresh.debunks.get(FULL.id) == FULL
        assert await fresh.debunks.count() == 1
        assert len(await wordings(fresh)) == 2
        assert await fresh.debunks.search(["дамбу"], [], 5) == []
    looked.set()
    await saving
    assert await fresh.debunks.count() == 501
    assert len(await fresh.debunks.search(["дамбу"], [], 5)) == 5


async def test_a_look_up_never_sees_half_a_debunk(fresh: Store) -> None:
    versions = [
        Debunk(
            id="a",
            verdict=FULL.verdict,
            claims=FULL.claims[:1],
            summary={"ru": str(number)},
            topics=(str(number),),
        )
        for number in range(40)
    ]

    async def change() -> None:
        for debunk in versions:
            await fresh.debunks.save(debunk)

    await fresh.debunks.save(versions[0])
    changing = asyncio.create_task(change())
    while not changing.done():
        found = await fresh.debunks.get("a")
        assert found is not None
        assert found.topics == (found.summary["ru"],)
    await changing


async def test_many_tasks_may_write_at_once(fresh: Store) -> None:
    await asyncio.gather(*(fresh.debunks.save(a_debunk(f"d{n}")) for n in range(50)))
    assert await fresh.debunks.count() == 50


async def test_a_cancelled_writer_lets_the_next_one_in(fresh: Store) -> None:
    for turns in range(12):
        saving = asyncio.create_task(fresh.debunks.save(a_debunk(f"d{turns}")))
        for _ in range(turns):
            await asyncio.sleep(0)
        saving.cancel()
        await asyncio.gather(saving, return_exceptions=True)
        async with asyncio.timeout(PATIENCE):
            await fresh.debunks.save(FULL)
    assert await fresh.debunks.get(FULL.id) == FULL


async def test_a_cancelled_reader_lets_the_next_one_in(fresh: Store) -> None:
    await fresh.debunks.save(FULL)
    for turns in range(12):
        reading = asyncio.create_task(fresh.debunks.newest(5))
        for _ in range(turns):
            await asyncio.sleep(0)
        reading.cancel()
        await asyncio.gather(reading, return_exceptions=True)
        async with asyncio.timeout(PATIENCE):
            assert await fresh.debunks.get(FULL.id) == FULL
            await fresh.readers.set_language(bytes(turns), "kk")
            assert await fresh.readers.language(bytes(turns)) == "kk"


async def test_two_processes_make_and_fill_one_store(path: Path) -> None:
    results = await asyncio.gather(run(SAVE_HUNDRED, path), run(SAVE_HUNDRED, path))
    assert [code for code, _ in results] == [0, 0], results
    async with await Store.open(path, INDEXING) as database:
        assert await database.debunks.count() == 200
        assert len(await wordings(database)) == 200


async def test_a_change_by_another_process_is_seen_and_moves_the_version(
    fresh: Store, path: Path
) -> None:
    before = await fresh.version()
    code, out = await run(SAVE_HUNDRED, path)
    assert code == 0, out
    assert await fresh.version() == before + 10
    assert await fresh.debunks.count() == 100


async def test_a_process_killed_in_the_middle_of_saving_leaves_nothing(path: Path) -> None:
    async with await Store.open(path, INDEXING) as database:
        await database.debunks.save(FULL)
    body = """
async def endless():
    for number in range(100_000):
        if number == 3_000:
            print("deep in", flush=True)
            await asyncio.sleep(60)
        yield a_debunk(f"d{number}", "слово " * 200)
async with await Store.open(path, INDEXING) as database:
    await database.debunks.save_all(endless())
"""
    process = await start(body, path)
    assert process.stdout is not None
    assert await process.stdout.readline() == b"deep in\n"
    process.kill()
    await process.communicate()
    async with await Store.open(path, INDEXING) as database:
        assert await database.debunks.count() == 1
        assert len(await wordings(database)) == 2
        assert await database.debunks.get(FULL.id) == FULL


async def test_many_who_open_a_new_store_at_once_all_get_it(tmp_path: Path) -> None:
    async def open_and_save(path: Path, number: int) -> None:
        async with await Store.open(path, INDEXING) as database:
            await database.debunks.save(a_debunk(f"d{number}"))

    for turn in range(10):
        path = tmp_path / f"{turn}.sqlite3"
        await asyncio.gather(*(open_and_save(path, number) for number in range(5)))
        async with await Store.open(path, INDEXING) as database:
            assert await database.debunks.count() == 5
