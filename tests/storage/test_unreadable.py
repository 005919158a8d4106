"""Updates that could not be read: a bounded number, for a bounded time, forgotten on demand."""

import asyncio

from storage.store import Store
from storage.upkeep.retention import DAY, UNREADABLE_DAYS
from storage.upkeep.unreadable import MOST_KEPT
from tests.kit.stored_desk import AT


async def test_the_newest_are_kept_newest_first(fresh: Store) -> None:
    for number in range(MOST_KEPT + 5):
        await fresh.unreadable.keep(f"kind {number}", b"sealed", None, AT + number)
    kept = await fresh.unreadable.newest()
    assert len(kept) == MOST_KEPT
    assert (kept[0].kind, kept[-1].kind) == (f"kind {MOST_KEPT + 4}", "kind 5")


async def test_they_go_after_a_month(fresh: Store) -> None:
    await fresh.unreadable.keep("message.poll", b"sealed", None, AT)
    await fresh.retention.clean(AT + UNREADABLE_DAYS * DAY - 1, 30)
    assert len(await fresh.unreadable.newest()) == 1
    await fresh.retention.clean(AT + UNREADABLE_DAYS * DAY, 30)
    assert await fresh.unreadable.newest() == []


async def test_whoever_is_forgotten_takes_theirs_along(fresh: Store) -> None:
    await fresh.unreadable.keep("message.poll", b"sealed", b"person", AT)
    await fresh.unreadable.keep("message.text", b"sealed", b"another", AT)
    assert (await fresh.readers.forget(b"person", AT)).unreadable == 1
    assert [one.kind for one in await fresh.unreadable.newest()] == ["message.text"]


async def test_the_first_of_a_day_is_told_once(fresh: Store) -> None:
    told = await asyncio.gather(*(fresh.unreadable.first_of("2026-11-27") for _ in range(3)))
    assert sorted(told) == [False, False, True]
    assert not await fresh.unreadable.first_of("2026-11-27")
    assert await fresh.unreadable.first_of("2026-11-28")
