"""Debunks that are read once for all who ask, as they are now."""

import asyncio
from dataclasses import replace
from pathlib import Path

from domain.debunk import Status, Verdict
from storage.debunks.kept_debunks import MOST
from storage.store import Store
from tests.kit.samples import FULL, INDEXING, a_debunk


async def test_what_is_current_is_what_the_store_holds(fresh: Store) -> None:
    ids = ["nobody", "one", FULL.id, "one"]
    assert await fresh.debunks.current(ids) == {}
    for debunk in (FULL, a_debunk(), replace(FULL, verdict=Verdict.TRUE), a_debunk("two")):
        await fresh.debunks.save_all([debunk])
        for _ in range(2):
            held = {one: await fresh.debunks.get(one) for one in ids}
            expected = {key: one for key, one in held.items() if one}
            assert await fresh.debunks.current(ids) == expected
    assert await fresh.debunks.current([]) == {}


async def test_every_change_shows_at_once_whoever_made_it(fresh: Store, path: Path) -> None:
    await fresh.debunks.save_all([FULL, a_debunk()])
    for status in (Status.RETRACTED, Status.DRAFT, Status.PUBLISHED):
        before = await fresh.debunks.current([FULL.id])
        async with await Store.open(path, INDEXING) as other:
            await other.debunks.save_all([replace(FULL, status=status)])
        after = await fresh.debunks.current([FULL.id, "one"])
        assert after[FULL.id] == await fresh.debunks.get(FULL.id)
        assert after != before


async def test_more_debunks_than_are_kept_are_all_found(fresh: Store) -> None:
    many = [a_debunk(f"d{number}") for number in range(MOST + 20)]
    await fresh.debunks.save_all(many)
    ids = [one.id for one in many]
    for _ in range(2):
        assert list(await fresh.debunks.current(ids[:10])) == ids[:10]
        assert set(await fresh.debunks.current(ids)) == set(ids)


async def test_a_debunk_is_read_once_until_the_store_changes(fresh: Store, path: Path) -> None:
    await fresh.debunks.save_all([FULL, a_debunk()])
    first = (await fresh.debunks.current([FULL.id]))[FULL.id]
    assert (await fresh.debunks.current([FULL.id]))[FULL.id] is first
    await fresh.debunks.save_all([a_debunk("two")])
    again = (await fresh.debunks.current([FULL.id]))[FULL.id]
    assert again == first
    assert again is not first


async def test_who_asks_at_the_same_moment_gets_what_the_first_has_read(fresh: Store) -> None:
    await fresh.debunks.save_all([FULL, a_debunk()])
    many = [fresh.debunks.current([FULL.id]) for _ in range(40)]
    found = [one[FULL.id] for one in await asyncio.gather(*many)]
    assert all(one is found[0] for one in found)
