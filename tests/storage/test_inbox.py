"""The inbox: each update is in it once, until it is done."""

from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.deed import Deed
from storage.mail.handled import HANDLED, Handled
from storage.mail.inbox import (
    KILLED,
    MOST_ATTEMPTS,
    Arrival,
    End,
    GivenCard,
    InboxState,
    PendingUpdate,
)
from storage.store import Store
from tests.kit.samples import FULL, INDEXING
from tests.kit.stored_desk import AT, a_chief


def arrival(number: int | None, lane: bytes = b"lane", *, urgent: bool = False) -> Arrival:
    return Arrival(number, lane, b"person", urgent, b"sealed", AT)


async def waiting(store: Store) -> list[PendingUpdate]:
    rows = [
        row
        for urgent in (True, False)
        for row, _ in await store.inbox.queue(urgent=urgent, after=0, limit=1_000)
    ]
    return await store.inbox.load(rows)


async def numbers(store: Store) -> list[int | None]:
    return [one.number for one in await waiting(store)]


async def put(store: Store, *which: int) -> list[int]:
    rows = await store.inbox.put([arrival(number) for number in which])
    return [row for row in rows if row is not None]


async def test_an_update_that_comes_again_while_it_waits_is_kept_once(fresh: Store) -> None:
    assert len(await put(fresh, 5, 6, 5)) == 2
    assert await put(fresh, 6) == []
    assert await numbers(fresh) == [5, 6]


async def test_an_update_that_comes_again_after_it_was_done_is_not_kept(fresh: Store) -> None:
    rows = await put(fresh, 5)
    await fresh.inbox.finish([End(tuple(rows), reply=9)])
    assert await put(fresh, 5, 6) != []
    assert await numbers(fresh) == [6]
    assert await fresh.inbox.find_numbers([4, 5, 6]) == {5, 6}


async def test_what_was_done_from_memory_alone_is_known_afterwards(fresh: Store) -> None:
    await fresh.inbox.finish([End(numbers=(5,))])
    assert await put(fresh, 5) == []


async def test_updates_without_a_number_are_all_kept(fresh: Store) -> None:
    await fresh.inbox.put([arrival(None), arrival(None)])
    assert await numbers(fresh) == [None, None]


async def test_nothing_of_an_update_is_left_when_it_is_done(fresh: Store) -> None:
    rows = await put(fresh, 5)
    assert await fresh.inbox.state() == InboxState(1, AT, 0)
    await fresh.inbox.finish([End(tuple(rows))])
    assert await fresh.inbox.state() == InboxState(0, None, 0)


async def test_with_the_end_of_an_update_stands_what_its_reader_was_given(fresh: Store) -> None:
    await fresh.debunks.save(FULL)
    rows = await put(fresh, 5)
    card = GivenCard(b"person", b"id", "kk", FULL.id, 1, "false", message=7, at=AT)
    end = End(tuple(rows), reply=7, cards=(card,), counts=(("2026-11-27", "asked"),) * 2)
    await fresh.inbox.finish([end])
    reader = await fresh.readers.by_person(b"person")
    assert reader is not None
    assert await fresh.deliveries.given_in(reader.id, 7) == [FULL.id]
    assert await fresh.counts.between("2026-11-27", "2026-11-27") == {"asked": 2}


async def test_what_was_begun_by_one_who_died_waits_again_and_that_is_counted(
    fresh: Store,
) -> None:
    first, _ = await put(fresh, 5, 6)
    await fresh.inbox.begin([first], "somebody", AT)
    await fresh.inbox.resume("another")
    assert [(one.number, one.attempts) for one in await waiting(fresh)] == [(5, 1), (6, 0)]


async def test_what_is_left_in_peace_is_no_death(fresh: Store) -> None:
    rows = await put(fresh, 5)
    await fresh.inbox.begin(rows, "somebody", AT)
    await fresh.inbox.release("somebody")
    await fresh.inbox.resume("another")
    assert [one.attempts for one in await waiting(fresh)] == [0]


async def die_of(store: Store, rows: Sequence[int], times: int) -> None:
    for _ in range(times):
        await store.inbox.begin(rows, "somebody", AT)
        await store.inbox.resume("another")


async def test_an_update_that_ends_the_program_three_times_is_set_aside(fresh: Store) -> None:
    deadly, _ = await put(fresh, 5, 6)
    await die_of(fresh, [deadly], MOST_ATTEMPTS - 1)
    assert await numbers(fresh) == [5, 6]
    await die_of(fresh, [deadly], 1)
    assert await numbers(fresh) == [6]
    assert (await fresh.inbox.state()).aside == 1
    assert await fresh.inbox.take_deadly() == []


async def test_what_was_set_aside_for_deaths_is_heard_once_more_and_then_told(
    fresh: Store,
) -> None:
    rows = await put(fresh, 5)
    await die_of(fresh, rows, MOST_ATTEMPTS)
    assert await fresh.inbox.hear_again() == 1
    assert await numbers(fresh) == [5]
    await die_of(fresh, rows, 1)
    assert await fresh.inbox.hear_again() == 0
    assert [one.number for one in await fresh.inbox.take_deadly()] == [5]
    assert await fresh.inbox.take_deadly() == []


async def test_what_cannot_be_handled_is_kept_until_its_sender_is_forgotten(
    fresh: Store,
) -> None:
    rows = await put(fresh, 5, 6)
    await fresh.inbox.set_aside(rows[:1], KILLED)
    assert (await fresh.readers.forget(b"person", AT)).unreadable == 1
    # What waits is answered: whoever is forgotten has sent it, and nothing of it is kept.
    assert await numbers(fresh) == [6]


async def test_what_cannot_be_handled_goes_after_a_month(fresh: Store) -> None:
    await fresh.inbox.set_aside(await put(fresh, 5), "ValueError")
    await fresh.retention.clean(AT + 29 * 86_400, 30)
    assert (await fresh.inbox.state()).aside == 1
    await fresh.retention.clean(AT + 31 * 86_400, 30)
    assert (await fresh.inbox.state()).aside == 0


async def test_replies_that_went_out_are_known_to_who_comes_after(fresh: Store) -> None:
    rows = await put(fresh, 5)
    await fresh.inbox.note_replies(rows[0], [70, 0, 71])
    assert [one.replies for one in await waiting(fresh)] == [(70, 0, 71)]


async def test_what_a_moderator_does_is_marked_in_the_very_transaction(fresh: Store) -> None:
    chief = await a_chief(fresh)
    rows = await put(fresh, 5)
    handled = Handled(tuple(rows))
    token = HANDLED.set(handled)
    try:
        await fresh.readers.set_language(b"person", "kk")
        assert not handled.acted
        await fresh.drafts.begin(Deed(chief, AT), step="claim-ru", body="{}")
    finally:
        HANDLED.reset(token)
    assert handled.acted
    assert [one.acted for one in await waiting(fresh)] == [True]


@given(st.lists(st.tuples(st.integers(1, 5), st.booleans()), max_size=12))
async def test_each_number_is_handled_once_however_often_it_comes(
    tmp_path_factory: pytest.TempPathFactory, steps: list[tuple[int, bool]]
) -> None:
    path: Path = tmp_path_factory.mktemp("inbox") / "store.sqlite3"
    handled: list[int | None] = []
    async with await Store.open(path, INDEXING) as store:
        for number, done in steps:
            await put(store, number)
            if done:
                for one in await waiting(store):
                    handled.append(one.number)
                    await store.inbox.finish([End((one.id,))])
        handled += await numbers(store)
    assert sorted(map(str, handled)) == sorted(str(one) for one in {number for number, _ in steps})
