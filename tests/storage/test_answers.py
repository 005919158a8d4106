"""Answers of cases: they wait a little, are taken back, and mistakes are put right first."""

from pathlib import Path

import pytest

from domain.case import CaseNotOpen, NoSuchCase, State
from domain.debunk import Claim, Status, Verdict
from domain.deed import Deed
from storage.mail.notices import LetterKind
from storage.mail.outbox import Due
from storage.store import Store
from tests.kit.samples import INDEXING, a_debunk
from tests.kit.stored_desk import (
    AT,
    a_chief,
    a_reader,
    asked,
    corrected,
    given,
    published,
    retracted,
)

WORDING = Claim("ru", "Моста больше нет")


async def sent(store: Store, at: int = AT) -> list[Due]:
    """Send all that is due at a time, and return it in its order."""
    found = []
    while due := await store.outbox.next(at):
        assert await store.outbox.begin(due)
        await store.outbox.sent(due, at, 900, "fake")
        found.append(due)
    return found


async def a_case(store: Store, *names: str) -> int:
    case = None
    for name in names:
        case = await asked(store, await a_reader(store, name), 10, case, "Мост рухнул?")
    assert case is not None
    return case


async def test_an_answer_waits_its_grace_and_a_correction_goes_before_it(fresh: Store) -> None:
    chief = await a_chief(fresh)
    case = await a_case(fresh, "one", "two")
    debunk, other = await published(fresh, "one"), await published(fresh, "other")
    await given(fresh, await a_reader(fresh, "three"), other)
    waits = Deed(chief, AT, wait=120)
    assert await fresh.publishing.attach(case, debunk.id, deed=waits) == 2
    assert await fresh.outbox.next(AT + 119) is None
    await corrected(fresh, other, Verdict.SATIRE)
    kinds = [due.kind for due in await sent(fresh, AT + 120)]
    assert kinds == [LetterKind.CORRECTION, LetterKind.ANSWER, LetterKind.ANSWER]


async def test_an_answer_taken_back_in_time_reaches_nobody(fresh: Store) -> None:
    deed = Deed(await a_chief(fresh), AT, wait=120)
    case = await a_case(fresh, "one", "two")
    debunk = await published(fresh, "one")
    await fresh.publishing.attach(case, debunk.id, WORDING, deed=deed)
    undone = await fresh.publishing.take_back(case, deed=deed)
    assert undone is not None
    assert (undone.unsent, undone.told) == (2, 0)
    assert await sent(fresh, AT + 999) == []
    now = await fresh.debunks.get(debunk.id)
    assert now is not None
    assert now.claims == debunk.claims
    found = await fresh.cases.get(case, AT)
    assert found is not None
    assert (found.state, found.debunk, found.closed) == (State.OPEN, None, None)
    assert await fresh.publishing.take_back(case, deed=deed) is None


async def test_who_was_told_hears_once_that_it_was_wrong_and_then_the_right_answer(
    fresh: Store,
) -> None:
    deed = Deed(await a_chief(fresh), AT)
    case = await a_case(fresh, "one", "two")
    debunk, right = await published(fresh, "one"), await published(fresh, "right")
    await fresh.publishing.attach(case, debunk.id, deed=deed)
    assert [due.kind for due in await sent(fresh)] == [LetterKind.ANSWER] * 2
    undone = await fresh.publishing.take_back(case, deed=deed)
    assert undone is not None
    assert (undone.unsent, undone.told) == (0, 2)
    await fresh.publishing.attach(case, right.id, deed=deed)
    kinds = [due.kind for due in await sent(fresh)]
    assert kinds == [LetterKind.MISTAKEN] * 2 + [LetterKind.ANSWER] * 2
    await fresh.publishing.take_back(case, deed=deed)
    assert [due.kind for due in await sent(fresh)] == [LetterKind.MISTAKEN] * 2


@pytest.mark.parametrize("after", ["corrected", "retracted"])
async def test_an_answer_is_taken_back_also_after_its_debunk_changed(
    fresh: Store, after: str
) -> None:
    deed = Deed(await a_chief(fresh), AT)
    case = await a_case(fresh, "one")
    debunk = await published(fresh, "one")
    await fresh.publishing.attach(case, debunk.id, WORDING, deed=deed)
    await sent(fresh)
    learned = await fresh.debunks.get(debunk.id)
    assert learned is not None
    if after == "corrected":
        await corrected(fresh, learned, Verdict.SATIRE)
    else:
        await retracted(fresh, learned)
    undone = await fresh.publishing.take_back(case, deed=deed)
    assert undone is not None
    assert undone.told == 1
    now = await fresh.debunks.get(debunk.id)
    assert now is not None
    assert not any(claim.learned for claim in now.claims)
    assert (now.status is Status.RETRACTED) == (after == "retracted")


async def test_a_wording_that_was_there_before_stays(fresh: Store) -> None:
    deed = Deed(await a_chief(fresh), AT)
    case = await a_case(fresh, "one")
    debunk = await published(fresh, "one")
    await fresh.publishing.learn(debunk.id, WORDING.lang, WORDING.text, deed=deed)
    await fresh.publishing.attach(case, debunk.id, WORDING, deed=deed)
    await fresh.publishing.take_back(case, deed=deed)
    now = await fresh.debunks.get(debunk.id)
    assert now is not None
    assert [claim.text for claim in now.claims if claim.learned] == [WORDING.text]


async def test_who_stopped_answers_hears_neither_of_them(fresh: Store) -> None:
    deed = Deed(await a_chief(fresh), AT)
    case = await a_case(fresh, "one", "two")
    debunk = await published(fresh, "one")
    await fresh.publishing.attach(case, debunk.id, deed=deed)
    await sent(fresh)
    await fresh.readers.set_updates(await a_reader(fresh, "one"), False)
    undone = await fresh.publishing.take_back(case, deed=deed)
    assert undone is not None
    assert undone.told == 1


async def test_only_an_answered_case_whose_words_are_kept_is_taken_back(fresh: Store) -> None:
    deed = Deed(await a_chief(fresh), AT)
    case, other = await a_case(fresh, "one"), await a_case(fresh, "two")
    await fresh.cases.close(case, State.SPAM, deed=deed)
    with pytest.raises(CaseNotOpen):
        await fresh.publishing.take_back(case, deed=deed)
    debunk = await published(fresh, "one")
    await fresh.publishing.attach(other, debunk.id, deed=deed)
    await fresh.retention.clean(AT + 31 * 86_400, 30)
    with pytest.raises(NoSuchCase):
        await fresh.publishing.take_back(other, deed=deed)


@pytest.mark.parametrize("end", ["refused", "unheard", "restarted", "dropped"])
async def test_an_answer_taken_back_on_its_way_is_not_sent_again(fresh: Store, end: str) -> None:
    deed = Deed(await a_chief(fresh), AT)
    case = await a_case(fresh, "one")
    debunk = await published(fresh, "one")
    await fresh.publishing.attach(case, debunk.id, deed=deed)
    flying = await fresh.outbox.next(AT)
    assert flying
    assert await fresh.outbox.begin(flying)
    await fresh.publishing.take_back(case, deed=deed)
    match end:
        case "restarted":
            await fresh.outbox.resume()
        case "dropped":
            await fresh.outbox.dropped(flying, AT)
        case _:
            await fresh.outbox.later(flying, AT, refused=end == "refused")
    # Who may have it hears that it was wrong; who surely has not hears nothing.
    maybe = end in {"unheard", "restarted"}
    assert [due.kind for due in await sent(fresh)] == [LetterKind.MISTAKEN] * maybe


async def test_an_answer_that_waits_still_waits_after_a_restart(fresh: Store, path: Path) -> None:
    deed = Deed(await a_chief(fresh), AT, wait=120)
    case = await a_case(fresh, "one")
    debunk = await published(fresh, "one")
    await fresh.publishing.attach(case, debunk.id, deed=deed)
    await fresh.close()
    async with await Store.open(path, INDEXING) as later:
        await later.outbox.resume()
        assert await later.outbox.next(AT + 119) is None
        assert await later.outbox.next(AT + 120)
        undone = await later.publishing.take_back(case, deed=deed)
        assert undone is not None
        assert (undone.unsent, undone.told) == (1, 0)
        assert await later.outbox.next(AT + 999) is None


async def test_who_was_told_is_known_for_as_long_as_the_case_is_kept(fresh: Store) -> None:
    deed = Deed(await a_chief(fresh), AT)
    case = await a_case(fresh, "one")
    debunk = await published(fresh, "one")
    await fresh.publishing.attach(case, debunk.id, deed=deed)
    await sent(fresh)
    await fresh.retention.clean(AT + 200 * 86_400, 3650)
    undone = await fresh.publishing.take_back(case, deed=deed)
    assert undone is not None
    assert undone.told == 1


async def test_a_case_answered_by_publishing_is_taken_back_too(fresh: Store) -> None:
    chief = await a_chief(fresh)
    case = await a_case(fresh, "one")
    debunk = a_debunk("one")
    await fresh.publishing.save(debunk, base=None, deed=Deed(chief, AT, wait=120), case=case)
    undone = await fresh.publishing.take_back(case, deed=Deed(chief, AT))
    assert undone is not None
    assert (undone.unsent, undone.told) == (1, 0)
