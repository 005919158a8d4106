"""Cases that one submission fits become one by themselves, on real stores."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from domain.case import Case, State
from domain.deed import Deed
from domain.moderator import Newcomer, Role
from storage.cases.submissions import Received, Submission
from storage.store import Store
from tests.kit.samples import INDEXING
from tests.kit.stored_desk import AT, a_chief, a_reader, asked, published


@pytest.fixture
async def store(tmp_path: Path) -> AsyncIterator[Store]:
    async with await Store.open(tmp_path / "raspa.sqlite3", INDEXING) as opened:
        yield opened


@pytest.fixture
async def chief(store: Store) -> int:
    return await a_chief(store)


@pytest.fixture
async def editor(store: Store, chief: int) -> int:
    await store.invites.add(b"token", Role.EDITOR, deed=Deed(chief, AT), expires=AT + 60)
    moderator, _ = await store.invites.accept(b"token", Newcomer(b"editor", b"sealed", b"name"), AT)
    return moderator.id


async def a_case(store: Store, *names: str) -> int:
    case: int | None = None
    for name in names:
        case = await asked(store, await a_reader(store, name), 1, case)
    assert case is not None
    return case


async def fits(store: Store, case: int, *also: int, alert: int | None = None) -> Received:
    new = Submission(await a_reader(store, "last"), 1, "ru", "Весть о том и другом", AT)
    return await store.submissions.add(new, case, also=also, alert=alert)


async def found(store: Store, case: int) -> Case:
    loaded = await store.cases.get(case, AT)
    assert loaded is not None
    return loaded


async def test_the_smaller_goes_into_the_larger_with_what_fits_both(store: Store) -> None:
    small, large = await a_case(store, "a"), await a_case(store, "b", "c")
    received = await fits(store, small, large)
    assert (received.case, received.state, received.readers) == (large, State.OPEN, 4)
    gone = await found(store, small)
    assert (gone.state, gone.merged_into, gone.readers) == (State.MERGED, large, 0)
    assert [case.id for case in await store.cases.queue(AT, 5)] == [large]


async def test_three_cases_become_one(store: Store) -> None:
    cases = [await a_case(store, *names) for names in ("a", "bc", "d")]
    received = await fits(store, *cases)
    assert (received.case, received.readers) == (cases[1], 5)


async def test_of_two_alike_the_older_stays(store: Store) -> None:
    old, new = await a_case(store, "a"), await a_case(store, "b")
    assert (await fits(store, new, old)).case == old


async def test_the_audit_says_that_nobody_merged_them(store: Store) -> None:
    small, large = await a_case(store, "a"), await a_case(store, "b", "c")
    await fits(store, large, small)
    (entry, _) = await store.audit.of(f"case:{small}")
    assert (entry.action, entry.moderator, entry.details) == ("case.merge", None, {"into": large})
    (entry, _) = await store.audit.of(f"case:{large}")
    assert (entry.action, entry.moderator, entry.details) == ("case.merged", None, {"other": small})


@pytest.mark.parametrize("held", ["small", "large", "both"])
async def test_whoever_had_one_of_them_has_the_case(store: Store, editor: int, held: str) -> None:
    small, large = await a_case(store, "a"), await a_case(store, "b", "c")
    for name, case in (("small", small), ("large", large)):
        if held in {name, "both"}:
            await store.cases.take(case, deed=Deed(editor, AT + 7))
    assert (await fits(store, small, large)).case == large
    merged = await found(store, large)
    assert (merged.holder, merged.held) == (editor, AT + 7)


async def test_cases_that_two_moderators_have_are_left_to_them(
    store: Store, chief: int, editor: int
) -> None:
    small, large = await a_case(store, "a"), await a_case(store, "b", "c")
    await store.cases.take(small, deed=Deed(chief, AT))
    await store.cases.take(large, deed=Deed(editor, AT))
    assert (await fits(store, small, large)).case == small
    assert (await found(store, small)).holder == chief
    assert (await found(store, large)).readers == 2


async def test_one_whose_role_was_taken_away_keeps_no_cases_apart(
    store: Store, chief: int, editor: int
) -> None:
    small, large = await a_case(store, "a"), await a_case(store, "b", "c")
    await store.cases.take(small, deed=Deed(chief, AT))
    await store.cases.take(large, deed=Deed(editor, AT))
    await store.moderators.set_role(editor, None, was=Role.EDITOR, deed=Deed(chief, AT))
    assert (await fits(store, small, large)).case == large
    assert (await found(store, large)).holder == chief


async def test_a_merged_case_can_be_split_and_then_stays_apart(store: Store, chief: int) -> None:
    small, large = await a_case(store, "a"), await a_case(store, "b", "c")
    merged = (await fits(store, small, large)).case
    keys = [one.key for one in await store.cases.wordings(merged, 9, oldest=True)]
    new = await store.cases.split(merged, keys[:1], deed=Deed(chief, AT))
    await store.cases.release(new, deed=Deed(chief, AT))
    other = Submission(await a_reader(store, "d"), 1, "ru", "Опять о том и другом", AT)
    assert (await store.submissions.add(other, merged, also=[new])).case == merged
    assert [(await found(store, case)).readers for case in (merged, new)] == [4, 1]


async def test_closed_and_vanished_cases_are_left_alone(store: Store, chief: int) -> None:
    case, closed = await a_case(store, "a"), await a_case(store, "b", "c")
    await store.cases.close(closed, State.SPAM, deed=Deed(chief, AT))
    assert (await fits(store, case, closed, case, 10**12)).case == case
    assert (await found(store, closed)).state is State.SPAM


async def test_the_desk_is_told_once_of_the_readers_of_both(store: Store) -> None:
    small, large = await a_case(store, "a", "b"), await a_case(store, "c", "d", "e")
    assert (await fits(store, small, large, alert=6)).readers == 6
    due = await store.outbox.next(AT)
    assert due is not None
    assert due.body == {"case": large, "readers": 6}


async def test_no_alert_comes_again_that_came_for_the_smaller(store: Store) -> None:
    large = await a_case(store, "a", "b", "c", "d", "e")
    small: int | None = None
    for name in ("a", "b", "c", "d"):
        new = Submission(await a_reader(store, name), 2, "ru", f"Другая весть {name}", AT)
        small = (await store.submissions.add(new, small, alert=4)).case
    due = await store.outbox.next(AT)
    assert due is not None
    assert await store.outbox.begin(due)
    await store.outbox.sent(due, AT)
    assert small is not None
    assert (await fits(store, small, large, alert=4)).readers == 6
    assert await store.outbox.next(AT) is None


async def test_a_debunk_begun_for_the_smaller_answers_everyone(store: Store, chief: int) -> None:
    small, large = await a_case(store, "a"), await a_case(store, "b", "c")
    await fits(store, small, large)
    await published(store, case=small)
    assert (await found(store, large)).state is State.ANSWERED
    assert (await store.statistics.between(AT, AT + 1)).due == 4


async def test_matching_finds_the_wordings_of_both_in_one_case(store: Store) -> None:
    small, large = await a_case(store, "a"), await a_case(store, "b", "c")
    (before,) = [part async for part in store.case_wordings.changes(0)]
    await fits(store, small, large)
    (part,) = [part async for part in store.case_wordings.changes(before.version)]
    told = {one.debunk_id: len(one.phrasings) for one in part.debunks}
    assert told == {str(small): 0, str(large): 4}
