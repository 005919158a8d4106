"""What is due: who hears of what, once, whatever happens to the sender."""

from pathlib import Path

from domain.case import State
from domain.debunk import Verdict
from domain.deed import Deed
from storage.mail.deliveries import RETRACTED
from storage.mail.notices import LetterKind, tell_askers, tell_desk
from storage.mail.outbox import DESK, LONGEST_PAUSE
from storage.store import Store
from tests.kit.samples import INDEXING
from tests.kit.stored_desk import (
    AT,
    a_chief,
    a_reader,
    all_due,
    asked,
    corrected,
    given,
    published,
    retracted,
    send_all,
)


async def test_everyone_who_asked_is_answered_once_at_their_newest_message(
    fresh: Store,
) -> None:
    first, second = await a_reader(fresh, "first"), await a_reader(fresh, "second")
    case = await asked(fresh, first, 10)
    await asked(fresh, second, 11, case)
    await asked(fresh, first, 12, case)
    await published(fresh, case=case)
    told = [(due.addressee.reader, due.reply_to) for due in await all_due(fresh) if due.addressee]
    assert told == [(first, 12), (second, 11)]


async def test_a_case_that_is_answered_again_is_told_to_nobody_twice(fresh: Store) -> None:
    case = await asked(fresh, await a_reader(fresh, "one"), 10)
    await published(fresh, case=case)
    assert len(await send_all(fresh)) == 1
    async with fresh._sessions.transaction() as connection:
        assert await tell_askers(connection, case, 1, Deed(at=AT)) == 0
    assert await fresh.outbox.next(AT) is None


async def test_everyone_who_asked_hears_once_that_a_case_cannot_be_checked(
    fresh: Store,
) -> None:
    first, quiet = await a_reader(fresh, "first"), await a_reader(fresh, "quiet")
    chief = await a_chief(fresh)
    await fresh.readers.set_updates(quiet, wanted=False)
    case = await asked(fresh, first, 10)
    await asked(fresh, first, 12, case)
    await asked(fresh, quiet, 11, case)
    await fresh.cases.close(case, State.UNCHECKABLE, deed=Deed(chief, AT))
    [due] = await send_all(fresh)
    assert due.addressee is not None
    assert (due.kind, due.addressee.reader, due.reply_to) == (LetterKind.CLOSED, first, 12)
    await fresh.cases.reopen(case, deed=Deed(chief, AT))
    await fresh.cases.close(case, State.UNCHECKABLE, deed=Deed(chief, AT))
    assert await fresh.outbox.next(AT) is None


async def test_nobody_hears_of_spam_nor_of_a_closing_that_was_taken_back(fresh: Store) -> None:
    case, chief = await asked(fresh, await a_reader(fresh, "one"), 10), await a_chief(fresh)
    await fresh.cases.close(case, State.SPAM, deed=Deed(chief, AT))
    assert await fresh.outbox.next(AT) is None
    await fresh.cases.reopen(case, deed=Deed(chief, AT))
    await fresh.cases.close(case, State.UNCHECKABLE, deed=Deed(chief, AT))
    await fresh.cases.reopen(case, deed=Deed(chief, AT))
    assert await fresh.outbox.next(AT) is None
    await fresh.cases.close(case, State.UNCHECKABLE, deed=Deed(chief, AT))
    assert len(await send_all(fresh)) == 1


async def test_an_answer_takes_the_place_of_word_that_there_is_none(fresh: Store) -> None:
    case, chief = await asked(fresh, await a_reader(fresh, "one"), 10), await a_chief(fresh)
    await fresh.cases.close(case, State.UNCHECKABLE, deed=Deed(chief, AT))
    await published(fresh, case=case)
    assert [due.kind for due in await send_all(fresh)] == [LetterKind.ANSWER]


async def test_an_answer_that_was_sent_counts_as_a_delivery(fresh: Store) -> None:
    reader = await a_reader(fresh, "one")
    debunk = await published(fresh, case=await asked(fresh, reader, 10))
    await send_all(fresh)
    assert await fresh.deliveries.version(reader, debunk.id) == debunk.version


async def test_a_correction_goes_only_to_those_who_have_an_earlier_version(
    fresh: Store,
) -> None:
    early, late = await a_reader(fresh, "early"), await a_reader(fresh, "late")
    await a_reader(fresh, "never")
    debunk = await published(fresh)
    await given(fresh, early, debunk)
    after = await corrected(fresh, debunk, Verdict.TRUE)
    await given(fresh, late, after)
    told = await send_all(fresh)
    assert [due.addressee.reader for due in told if due.addressee] == [early]
    assert told[0].kind is LetterKind.CORRECTION
    assert told[0].reply_to == 900
    assert told[0].body == {"old": "fake", "reason": "Нашли ошибку", "at": AT}
    assert await fresh.deliveries.version(early, debunk.id) == after.version


async def test_a_correction_that_waits_is_told_with_the_next_one_from_the_verdict_they_saw(
    fresh: Store,
) -> None:
    debunk = await published(fresh)
    await given(fresh, await a_reader(fresh, "one"), debunk)
    second = await corrected(fresh, debunk, Verdict.MISLEADING, "Первая причина")
    await corrected(fresh, second, Verdict.TRUE, "Вторая причина")
    told = await send_all(fresh)
    assert [(due.body["old"], due.body["reason"]) for due in told] == [("fake", "Вторая причина")]


async def test_a_retraction_takes_the_place_of_a_correction_that_waits(fresh: Store) -> None:
    debunk = await published(fresh)
    await given(fresh, await a_reader(fresh, "one"), debunk)
    await retracted(fresh, await corrected(fresh, debunk, Verdict.TRUE))
    assert [due.kind for due in await send_all(fresh)] == [LetterKind.RETRACTION]


async def test_a_second_correction_follows_one_that_was_sent(fresh: Store) -> None:
    debunk = await published(fresh)
    await given(fresh, await a_reader(fresh, "one"), debunk)
    second = await corrected(fresh, debunk, Verdict.MISLEADING)
    assert [due.body["old"] for due in await send_all(fresh)] == ["fake"]
    await corrected(fresh, second, Verdict.TRUE)
    assert [due.body["old"] for due in await send_all(fresh)] == ["misleading"]


async def test_who_does_not_want_to_be_written_to_is_left_out(fresh: Store) -> None:
    quiet, debunk = await a_reader(fresh, "quiet"), await published(fresh)
    await given(fresh, quiet, debunk)
    case = await asked(fresh, quiet, 10)
    await fresh.readers.set_updates(quiet, False)
    await corrected(fresh, debunk, Verdict.TRUE)
    await published(fresh, "two", case=case)
    assert await fresh.outbox.next(AT) is None


async def test_who_has_blocked_the_bot_is_left_out_of_corrections(fresh: Store) -> None:
    gone, debunk = await a_reader(fresh, "gone"), await published(fresh)
    await given(fresh, gone, debunk)
    await fresh.readers.mark_unreachable(gone)
    await corrected(fresh, debunk, Verdict.TRUE)
    assert await fresh.outbox.next(AT) is None


async def test_a_blocked_chat_loses_all_that_is_due_to_it_and_is_remembered(
    fresh: Store,
) -> None:
    gone, debunk = await a_reader(fresh, "gone"), await published(fresh)
    await given(fresh, gone, debunk)
    await corrected(fresh, debunk, Verdict.TRUE)
    await published(fresh, "two", case=await asked(fresh, gone, 10))
    due = await fresh.outbox.next(AT)
    assert due
    await fresh.outbox.begin(due)
    await fresh.outbox.dropped(due, AT, unreachable=True)
    assert await fresh.outbox.next(AT) is None
    reader = await fresh.readers.get(gone)
    assert reader
    assert not reader.reachable


async def test_what_was_in_flight_when_the_sender_died_is_due_again_and_nothing_else(
    fresh: Store, path: Path
) -> None:
    case = await asked(fresh, await a_reader(fresh, "one"), 10)
    await asked(fresh, await a_reader(fresh, "two"), 11, case)
    await published(fresh, case=case)
    sent = await fresh.outbox.next(AT)
    assert sent
    await fresh.outbox.begin(sent)
    await fresh.outbox.sent(sent, AT)
    flying = await fresh.outbox.next(AT)
    assert flying
    await fresh.outbox.begin(flying)
    await fresh.close()
    async with await Store.open(path, INDEXING) as later:
        assert await later.outbox.next(AT) is None
        assert await later.outbox.resume() == 1
        assert [due.id for due in await all_due(later)] == [flying.id]


async def test_a_message_in_flight_is_not_begun_twice(fresh: Store) -> None:
    await published(fresh, case=await asked(fresh, await a_reader(fresh, "one"), 10))
    due = await fresh.outbox.next(AT)
    assert due
    assert await fresh.outbox.begin(due)
    assert not await fresh.outbox.begin(due)


async def test_an_answer_is_not_begun_once_its_debunk_has_changed(fresh: Store) -> None:
    debunk = await published(fresh, case=await asked(fresh, await a_reader(fresh, "one"), 10))
    due = await fresh.outbox.next(AT)
    assert due
    await corrected(fresh, debunk, Verdict.TRUE)
    assert not await fresh.outbox.begin(due)
    again = await fresh.outbox.next(AT)
    assert again
    assert again.version == debunk.version + 1


async def test_a_correction_made_while_an_answer_is_in_flight_follows_it(fresh: Store) -> None:
    reader = await a_reader(fresh, "one")
    debunk = await published(fresh, case=await asked(fresh, reader, 10))
    due = await fresh.outbox.next(AT)
    assert due
    await fresh.outbox.begin(due)
    await corrected(fresh, debunk, Verdict.TRUE)
    await fresh.outbox.sent(due, AT, 901, debunk.verdict)
    assert [(one.kind, one.body["old"]) for one in await send_all(fresh)] == [
        (LetterKind.CORRECTION, "fake")
    ]


async def test_a_card_noted_after_its_debunk_was_changed_is_corrected_too(
    fresh: Store,
) -> None:
    reader, debunk = await a_reader(fresh, "one"), await published(fresh)
    await retracted(fresh, debunk)
    await given(fresh, reader, debunk)
    assert [(due.kind, due.body) for due in await send_all(fresh)] == [
        (LetterKind.RETRACTION, {"old": "fake", "reason": "Источник ошибся", "at": AT})
    ]


async def test_who_heard_of_a_retraction_hears_of_the_restoring(fresh: Store) -> None:
    reader, debunk = await a_reader(fresh, "one"), await published(fresh)
    await given(fresh, reader, debunk)
    gone = await retracted(fresh, debunk)
    for due in await all_due(fresh):
        await fresh.outbox.sent(due, AT, 901, RETRACTED)
    await fresh.publishing.restore(debunk.id, debunk.version, base=gone.version, deed=Deed(1, AT))
    assert [(due.kind, due.body["old"]) for due in await send_all(fresh)] == [
        (LetterKind.CORRECTION, RETRACTED)
    ]


async def test_forgetting_a_reader_cancels_what_is_due_and_what_is_in_flight_leaves_no_trace(
    fresh: Store,
) -> None:
    reader, debunk = await a_reader(fresh, "one"), await published(fresh)
    await given(fresh, reader, debunk)
    await corrected(fresh, debunk, Verdict.TRUE)
    await published(fresh, "two", case=await asked(fresh, reader, 10))
    due = await fresh.outbox.next(AT)
    assert due
    await fresh.outbox.begin(due)
    await fresh.readers.forget(b"one", AT)
    await fresh.outbox.sent(due, AT, 901, "fake")
    assert await fresh.outbox.next(AT) is None
    assert await fresh.deliveries.version(reader, debunk.id) is None


async def test_resting_chats_are_passed_over(fresh: Store) -> None:
    first, second = await a_reader(fresh, "first"), await a_reader(fresh, "second")
    case = await asked(fresh, first, 10)
    await asked(fresh, second, 11, case)
    await published(fresh, case=case)
    due = await fresh.outbox.next(AT, [first, DESK])
    assert due
    assert due.addressee
    assert due.addressee.reader == second


async def test_what_was_put_off_waits_even_if_the_clock_is_set_back_but_not_for_long(
    fresh: Store,
) -> None:
    await published(fresh, case=await asked(fresh, await a_reader(fresh, "one"), 10))
    due = await fresh.outbox.next(AT)
    assert due
    await fresh.outbox.begin(due)
    await fresh.outbox.later(due, AT + 60)
    assert await fresh.outbox.next(AT + 59) is None
    assert await fresh.outbox.next(AT + 60)
    earlier = AT - 400 * 86_400
    await fresh.waits.begin(earlier)
    assert await fresh.outbox.next(earlier + LONGEST_PAUSE - 1) is None
    later = await fresh.outbox.next(earlier + LONGEST_PAUSE)
    assert later
    assert later.attempts == 1


async def test_the_desk_is_told_of_one_thing_once(fresh: Store) -> None:
    for _ in range(2):
        async with fresh._sessions.transaction() as connection:
            await tell_desk(connection, "case:1:10", {"case": 1, "readers": 10}, AT)
    assert [(due.addressee, due.body) for due in await send_all(fresh)] == [
        (None, {"case": 1, "readers": 10})
    ]


async def test_a_delivery_to_a_reader_or_of_a_debunk_that_is_gone_is_not_noted(
    fresh: Store,
) -> None:
    reader, debunk = await a_reader(fresh, "one"), await published(fresh)
    note = fresh.deliveries.note
    assert await note(reader, debunk.id, 1, "fake", None, AT)
    assert not await note(reader, "no such", 1, "fake", None, AT)
    await fresh.readers.forget(b"one", AT)
    assert not await note(reader, debunk.id, 1, "fake", None, AT)
