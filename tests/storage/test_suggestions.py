"""Cases that one submission may be about: suggested as one, and merged by nobody but the desk."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from domain.case import Case, State
from domain.deed import Deed
from domain.moderator import Newcomer, Role
from storage.cases.submissions import Received, Submission
from storage.desk.roles import NotAllowed
from storage.store import Store
from tests.kit.samples import INDEXING
from tests.kit.stored_desk import AT, a_chief, a_reader, asked


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


LEAST = 0.3


async def a_case(store: Store, *names: str) -> int:
    case: int | None = None
    for name in names:
        case = await asked(store, await a_reader(store, name), 1, case)
    assert case is not None
    return case


async def like(store: Store, case: int | None, name: str = "last", **others: float) -> Received:
    """Send a submission of a reader into a case, that is so likely about others: `c2=0.7`."""
    new = Submission(await a_reader(store, name), 1, "ru", f"Весть о том и другом {name}", AT)
    told = {int(other.removeprefix("c")): likely for other, likely in others.items()}
    return await store.submissions.add(new, case, like=told)


async def suggested(store: Store, case: int) -> list[tuple[int, float]]:
    found = await store.suggestions.of(case, LEAST)
    return [(one.case, round(one.likeness, 3)) for one in found]


async def found(store: Store, case: int) -> Case:
    loaded = await store.cases.get(case, AT)
    assert loaded is not None
    return loaded


async def test_a_submission_that_fits_two_cases_joins_one_and_suggests_the_other(
    store: Store,
) -> None:
    one, other = await a_case(store, "a"), await a_case(store, "b", "c")
    received = await like(store, one, c2=0.97)
    assert (received.case, received.readers) == (one, 2)
    assert [(await found(store, case)).state for case in (one, other)] == [State.OPEN] * 2
    assert await suggested(store, one) == [(other, 0.97)]
    assert await suggested(store, other) == [(one, 0.97)]


async def test_a_new_case_is_suggested_to_be_the_one_that_it_may_be(store: Store) -> None:
    one = await a_case(store, "a")
    received = await like(store, None, c1=0.6)
    assert received.case != one
    assert await suggested(store, received.case) == [(one, 0.6)]


async def test_the_larger_two_cases_are_the_more_submissions_must_say_that_they_are_one(
    store: Store,
) -> None:
    one, other = await a_case(store, "a"), await a_case(store, "b")
    await like(store, one, "c", c2=0.9)
    assert await suggested(store, one) == [(other, 0.9)]
    for name in "defghi":
        await like(store, one, name)
    assert await suggested(store, one) == []
    for name in "jkl":
        await like(store, other, name, c1=0.8)
    ((case, likeness),) = await suggested(store, one)
    assert case == other
    assert 0.8 < likeness < 0.9


async def test_one_submission_that_fits_both_is_enough_for_any_two_cases(store: Store) -> None:
    one, other = await a_case(store, *"abcdefghi"), await a_case(store, *"jklmnopqr")
    await like(store, one, c2=1.0)
    assert await suggested(store, other) == [(one, 1.0)]


async def test_the_likeliest_comes_first_and_few_are_suggested(store: Store) -> None:
    cases = [await a_case(store, name) for name in "abcde"]
    await like(store, cases[0], c2=0.4, c3=0.9, c4=0.5, c5=0.7)
    assert [case for case, _ in await suggested(store, cases[0])] == [cases[2], cases[4], cases[3]]


async def test_a_pair_is_suggested_where_it_is_the_likeliest_for_one_of_the_two(
    store: Store,
) -> None:
    one, two, three, four = [await a_case(store, name) for name in "abcd"]
    await like(store, one, "e", c2=0.5, c3=0.9)
    await like(store, two, "f", c4=0.8)
    assert await suggested(store, one) == [(three, 0.9)]
    assert await suggested(store, two) == [(four, 0.8)]


async def test_what_is_not_likely_enough_is_not_suggested(store: Store) -> None:
    one, other = await a_case(store, "a"), await a_case(store, "b")
    await like(store, one, c2=LEAST - 0.01)
    assert await suggested(store, one) == await suggested(store, other) == []


@pytest.mark.parametrize("state", [State.SPAM, State.UNCHECKABLE])
async def test_a_suggestion_is_gone_when_either_case_closes(
    store: Store, chief: int, state: State
) -> None:
    one, other = await a_case(store, "a"), await a_case(store, "b")
    await like(store, one, c2=0.9)
    await store.cases.close(other, state, deed=Deed(chief, AT))
    assert await suggested(store, one) == await suggested(store, other) == []
    await like(store, one, "d", c2=0.9)
    assert await suggested(store, one) == []


async def test_what_was_suggested_of_a_merged_case_is_of_the_one_it_is_in(
    store: Store, chief: int
) -> None:
    one, two, three = [await a_case(store, name) for name in "abc"]
    await like(store, one, c2=0.9, c3=0.7)
    await store.cases.merge(one, two, deed=Deed(chief, AT))
    assert await suggested(store, one) == []
    assert await suggested(store, two) == [(three, 0.7)]
    assert await suggested(store, three) == [(two, 0.7)]


async def test_cases_that_a_moderator_told_apart_are_never_suggested_again(
    store: Store, editor: int
) -> None:
    one, other = await a_case(store, "a"), await a_case(store, "b")
    await like(store, one, c2=0.9)
    assert await store.suggestions.refuse(other, one, deed=Deed(editor, AT + 5))
    assert not await store.suggestions.refuse(one, other, deed=Deed(editor, AT + 6))
    await like(store, one, "d", c2=0.99)
    assert await suggested(store, one) == await suggested(store, other) == []
    for case, to in ((one, other), (other, one)):
        entry = (await store.audit.of(f"case:{case}"))[0]
        assert (entry.action, entry.moderator, entry.details) == (
            "case.differ",
            editor,
            {"other": to},
        )


async def test_who_has_no_role_any_more_tells_no_cases_apart(
    store: Store, chief: int, editor: int
) -> None:
    one, other = await a_case(store, "a"), await a_case(store, "b")
    await like(store, one, c2=0.9)
    await store.moderators.set_role(editor, None, was=Role.EDITOR, deed=Deed(chief, AT))
    with pytest.raises(NotAllowed):
        await store.suggestions.refuse(one, other, deed=Deed(editor, AT))
    assert await suggested(store, one) == [(other, 0.9)]


async def test_what_a_moderator_split_off_is_not_suggested_back(store: Store, chief: int) -> None:
    case = await a_case(store, "a", "b")
    await like(store, case)
    keys = [one.key for one in await store.cases.wordings(case, 9, oldest=True)]
    new = await store.cases.split(case, keys[:1], deed=Deed(chief, AT))
    other = await a_case(store, "e")
    await like(store, case, "d", **{f"c{new}": 0.99, f"c{other}": 0.98})
    assert await suggested(store, case) == [(other, 0.98)]
    await like(store, new, "f", **{f"c{case}": 0.99})
    assert await suggested(store, new) == []


async def test_nothing_is_suggested_of_a_case_with_itself_or_one_that_is_gone(store: Store) -> None:
    case = await a_case(store, "a")
    await like(store, case, c1=0.9, c999=0.9)
    assert await suggested(store, case) == []


async def test_a_case_that_nobody_asks_about_any_more_is_not_suggested(store: Store) -> None:
    one, other = await a_case(store, "a"), await a_case(store, "b")
    await like(store, one, c2=0.9)
    await store.readers.forget(b"b", AT)
    assert await suggested(store, one) == await suggested(store, other) == []
