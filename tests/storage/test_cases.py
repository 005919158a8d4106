"""What the desk does with cases, on real stores."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from domain.case import (
    CaseHeld,
    CaseNotOpen,
    NoSuchCase,
    NothingToSplit,
    NotPublished,
    SameCase,
    State,
)
from domain.deed import Deed
from domain.moderator import Newcomer, Role
from storage.cases.submissions import Submission
from storage.store import Store
from tests.kit.samples import INDEXING
from tests.kit.stored_desk import AT, a_chief, a_reader, asked, published, retracted

_DAY = 86_400


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


async def a_case(store: Store, *names: str, text: str = "") -> int:
    case: int | None = None
    for number, name in enumerate(names or ("a",)):
        reader = await a_reader(store, name)
        words = f"{text} {number}" if text else ""
        message = 100 + await store.cases.count_open()
        case = await asked(store, reader, message, case, words)
    assert case is not None
    return case


async def states(store: Store, *cases: int) -> list[State]:
    found = [await store.cases.get(case, AT) for case in cases]
    return [case.state for case in found if case]


async def test_the_queue_has_the_case_of_most_readers_and_growth_first(store: Store) -> None:
    old, new = await a_case(store, "a", "b"), await a_case(store, "c", "d", "e")
    assert [case.id for case in await store.cases.queue(AT, 5)] == [new, old]
    listed = await store.cases.queue(AT + _DAY + 1, 5)
    assert [(case.recent, case.before) for case in listed] == [(0, 3), (0, 2)]


async def test_a_case_s_newest_wordings_come_first_and_each_once(store: Store) -> None:
    first, second = await a_reader(store, "a"), await a_reader(store, "b")
    case = await asked(store, first, 1, text="Старая весть о воде")
    await asked(store, second, 1, case, "Новая весть о воде")
    await asked(store, first, 2, case, "Новая весть о воде")
    wordings = await store.cases.wordings(case, 5)
    assert [(one.text, one.readers) for one in wordings] == [
        ("Новая весть о воде", 2),
        ("Старая весть о воде", 1),
    ]


async def test_a_case_has_one_holder_and_the_other_is_told(
    store: Store, chief: int, editor: int
) -> None:
    case = await a_case(store)
    await store.cases.take(case, deed=Deed(editor, AT))
    with pytest.raises(CaseHeld) as held:
        await store.cases.take(case, deed=Deed(chief, AT + 5))
    assert (held.value.case.holder, held.value.case.held) == (editor, AT)
    with pytest.raises(CaseHeld):
        await store.cases.close(case, State.SPAM, deed=Deed(chief, AT + 5))


async def test_a_case_is_taken_over_from_the_one_who_was_named_and_no_other(
    store: Store, chief: int, editor: int
) -> None:
    case = await a_case(store)
    await store.cases.take(case, deed=Deed(editor, AT))
    with pytest.raises(CaseHeld):
        await store.cases.take(case, deed=Deed(chief, AT), instead_of=chief)
    await store.cases.take(case, deed=Deed(chief, AT), instead_of=editor)
    found = await store.cases.get(case, AT)
    assert found is not None
    assert found.holder == chief
    assert (await store.audit.of(f"case:{case}"))[0].details == {"instead_of": editor}


async def test_a_moderator_without_a_role_any_more_holds_nothing(
    store: Store, chief: int, editor: int
) -> None:
    case = await a_case(store)
    await store.cases.take(case, deed=Deed(editor, AT))
    await store.moderators.set_role(editor, None, was=Role.EDITOR, deed=Deed(chief, AT))
    await store.cases.take(case, deed=Deed(chief, AT))
    assert await states(store, case) == [State.OPEN]


async def test_an_answered_case_is_due_to_everyone_who_asked(store: Store, chief: int) -> None:
    case = await a_case(store, "a", "b", "c")
    debunk = await published(store)
    assert await store.publishing.attach(case, debunk.id, deed=Deed(chief, AT)) == 3
    assert await states(store, case) == [State.ANSWERED]
    with pytest.raises(CaseNotOpen):
        await store.publishing.attach(case, debunk.id, deed=Deed(chief, AT))


async def test_a_case_cannot_be_answered_with_what_is_not_published(
    store: Store, chief: int
) -> None:
    case = await a_case(store)
    gone = await retracted(store, await published(store))
    for debunk_id in (gone.id, "no such debunk"):
        with pytest.raises(NotPublished):
            await store.publishing.attach(case, debunk_id, deed=Deed(chief, AT))
    assert await states(store, case) == [State.OPEN]


async def test_publishing_a_debunk_that_was_written_for_a_case_answers_it(store: Store) -> None:
    case = await a_case(store, "a", "b")
    debunk = await published(store, case=case)
    found = await store.cases.get(case, AT)
    assert found is not None
    assert (found.state, found.debunk) == (State.ANSWERED, debunk.id)


async def test_merging_moves_everyone_who_asked(store: Store, chief: int) -> None:
    one, other = await a_case(store, "a", "b"), await a_case(store, "c", "a")
    await store.cases.merge(one, other, deed=Deed(chief, AT))
    found = await store.cases.get(other, AT)
    assert found is not None
    assert found.readers == 3
    assert await states(store, one) == [State.MERGED]
    assert [case.id for case in await store.cases.queue(AT, 5)] == [other]


async def test_a_case_merges_with_no_closed_one_and_not_with_itself(
    store: Store, chief: int
) -> None:
    one, other = await a_case(store, "a"), await a_case(store, "b")
    with pytest.raises(SameCase):
        await store.cases.merge(one, one, deed=Deed(chief, AT))
    with pytest.raises(NoSuchCase):
        await store.cases.merge(one, 10**12, deed=Deed(chief, AT))
    await store.cases.close(other, State.SPAM, deed=Deed(chief, AT))
    with pytest.raises(CaseNotOpen):
        await store.cases.merge(one, other, deed=Deed(chief, AT))
    assert await states(store, one, other) == [State.OPEN, State.SPAM]


async def test_publishing_for_a_case_that_was_merged_answers_the_one_it_is_in(
    store: Store, chief: int
) -> None:
    one, other = await a_case(store, "a"), await a_case(store, "b")
    await store.cases.merge(one, other, deed=Deed(chief, AT))
    await published(store, case=one)
    assert await states(store, one, other) == [State.MERGED, State.ANSWERED]
    assert (await store.statistics.between(AT, AT + 1)).due == 2


async def test_splitting_moves_the_chosen_wordings(store: Store, chief: int) -> None:
    case = await a_case(store, "a", "b", "c", text="Весть о воде")
    keys = [one.key for one in await store.cases.wordings(case, 5, oldest=True)]
    new = await store.cases.split(case, keys[1:], deed=Deed(chief, AT))
    found = [await store.cases.get(number, AT) for number in (case, new)]
    assert [(one.readers, one.holder) for one in found if one] == [(1, None), (2, chief)]


async def test_a_case_is_not_split_into_itself_and_nothing(store: Store, chief: int) -> None:
    case, other = await a_case(store, "a", "b", text="Весть"), await a_case(store, "c")
    keys = [one.key for one in await store.cases.wordings(case, 5)]
    foreign = [one.key for one in await store.cases.wordings(other, 5)]
    for chosen in ([], keys, foreign, [10**12]):
        with pytest.raises(NothingToSplit):
            await store.cases.split(case, chosen, deed=Deed(chief, AT))


async def test_a_case_closed_by_mistake_is_opened_again(store: Store, chief: int) -> None:
    case = await a_case(store)
    await store.cases.close(case, State.UNCHECKABLE, deed=Deed(chief, AT))
    await store.cases.reopen(case, deed=Deed(chief, AT))
    await store.cases.reopen(case, deed=Deed(chief, AT))
    assert await states(store, case) == [State.OPEN]
    assert [one.action for one in await store.audit.of(f"case:{case}")] == [
        "case.reopen",
        "case.uncheckable",
        "case.new",
    ]


async def test_a_reader_s_same_words_again_are_one_submission(store: Store) -> None:
    reader = await a_reader(store, "a")
    case = await asked(store, reader, 1, text="Весть")
    again = await store.submissions.add(Submission(reader, 7, "ru", "Весть", AT), case)
    assert (again.again, again.readers) == (True, 1)
    assert await store.submissions.held(reader, 7, "Весть")
    assert await store.submissions.held(reader, 1, "Весть") is None


async def test_a_message_that_was_edited_is_sent_with_its_new_words(store: Store) -> None:
    reader = await a_reader(store, "a")
    case = await asked(store, reader, 1, text="Весть о воде")
    other = await asked(store, reader, 1, text="Весть о свете")
    assert await store.submissions.held(reader, 1, "Весть о воде") is None
    assert [one.id for one in await store.cases.queue(AT, 5)] == [other] != [case]


async def test_nothing_is_added_to_a_case_that_was_closed_meanwhile(
    store: Store, chief: int
) -> None:
    case = await a_case(store)
    await store.cases.close(case, State.SPAM, deed=Deed(chief, AT))
    with pytest.raises(CaseNotOpen):
        await asked(store, await a_reader(store, "b"), 1, case)


async def test_the_desk_is_told_at_a_number_of_readers_and_whenever_they_double(
    store: Store,
) -> None:
    case: int | None = None
    told = []
    for number in range(1, 10):
        new = Submission(await a_reader(store, str(number)), 1, "ru", f"Весть {number}", AT)
        case = (await store.submissions.add(new, case, alert=2)).case
        due = await store.outbox.next(AT)
        if due and await store.outbox.begin(due):
            told.append(due.body)
            await store.outbox.sent(due, AT)
    assert [one["readers"] for one in told] == [2, 4, 8]


async def test_a_case_goes_on_while_the_clock_is_set_back(store: Store, chief: int) -> None:
    case = await a_case(store, "a")
    reader = await a_reader(store, "b")
    await store.submissions.add(Submission(reader, 1, "ru", "Та же весть", AT - 9 * _DAY), case)
    await store.cases.take(case, deed=Deed(chief, AT - 9 * _DAY))
    found = await store.cases.get(case, AT - 9 * _DAY)
    assert found is not None
    assert (found.readers, found.recent, found.first, found.last) == (2, 2, AT - 9 * _DAY, AT)


async def test_matching_is_told_of_wordings_until_the_case_is_answered(
    store: Store, chief: int
) -> None:
    case = await a_case(store, "a", "b", text="Весть о воде")
    (part,) = [part async for part in store.case_wordings.changes(0)]
    (change,) = part.debunks
    assert (change.debunk_id, len(change.phrasings)) == (str(case), 2)
    assert len(await store.case_wordings.texts([one.id for one in change.phrasings])) == 2
    await store.publishing.attach(case, (await published(store)).id, deed=Deed(chief, AT))
    (part,) = [part async for part in store.case_wordings.changes(part.version)]
    assert [one.phrasings for one in part.debunks] == [()]
    assert not await store.case_wordings.texts([one.id for one in change.phrasings])


async def test_a_case_is_found_by_a_page_that_a_submission_names(store: Store) -> None:
    reader = await a_reader(store, "a")
    page = "t.me/kanal_example/17"
    new = Submission(reader, 1, "ru", "Весть", AT, addresses=(page,))
    case = (await store.submissions.add(new, None)).case
    assert [one.debunk_id for one in await store.case_wordings.listing([page])] == [str(case)]
    assert await store.cases.addresses(case, 5) == [page]
    assert not await store.case_wordings.listing(["t.me/kanal_example/18"])
