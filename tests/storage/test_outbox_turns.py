"""Whose turn it is in the outbox, how long it is, and what it remembers of chats."""

from pathlib import Path

from domain.debunk import Verdict
from storage.mail.notices import LetterKind, tell_desk, tell_new
from storage.mail.outbox import OutboxState
from storage.store import Store
from tests.kit.samples import INDEXING
from tests.kit.stored_desk import (
    AT,
    a_reader,
    all_due,
    asked,
    corrected,
    given,
    published,
)


async def test_the_outbox_tells_how_much_waits_and_since_when(fresh: Store) -> None:
    assert await fresh.outbox.state() == OutboxState(0, None)
    for number, due in enumerate((AT, AT - 60)):
        async with fresh._sessions.transaction() as connection:
            await tell_desk(connection, f"case:{number}:10", {"case": number, "readers": 10}, due)
    assert await fresh.outbox.state() == OutboxState(2, AT - 60)
    first = await fresh.outbox.next(AT)
    assert first
    await fresh.outbox.begin(first)
    assert await fresh.outbox.state() == OutboxState(2, AT - 60)
    await fresh.outbox.sent(first, AT)
    assert await fresh.outbox.state() == OutboxState(1, AT)


async def test_what_puts_right_goes_before_what_is_waited_for_and_that_before_all_else(
    fresh: Store,
) -> None:
    async with fresh._sessions.transaction() as connection:
        await tell_desk(connection, "case:1:10", {"case": 1, "readers": 10}, AT - 90)
        await tell_desk(connection, "digest:1", {"moderator": 1}, AT - 80, LetterKind.DIGEST)
    reader, debunk = await a_reader(fresh, "one"), await published(fresh)
    await published(fresh, "two", case=await asked(fresh, reader, 10))
    await given(fresh, await a_reader(fresh, "other"), debunk)
    await corrected(fresh, debunk, Verdict.TRUE)
    async with fresh._sessions.transaction() as connection:
        await tell_new(connection, reader, 1, {"debunks": [1], "more": 0}, AT - 900)
    kinds = [due.kind for due in await all_due(fresh)]
    assert kinds == [
        LetterKind.CORRECTION,
        LetterKind.ANSWER,
        LetterKind.ALERT,
        LetterKind.DIGEST,
        LetterKind.NEW,
    ]


async def test_what_was_put_off_keeps_its_place_before_what_is_due_later(fresh: Store) -> None:
    for number in range(2):
        async with fresh._sessions.transaction() as connection:
            body = {"case": number, "readers": 10}
            await tell_desk(connection, f"case:{number}", body, AT + number)
    first = await fresh.outbox.next(AT)
    assert first
    await fresh.outbox.begin(first)
    await fresh.outbox.later(first, AT + 60, counted=False)
    second = await fresh.outbox.next(AT + 59)
    assert second
    assert second.id != first.id
    again = await fresh.outbox.next(AT + 60)
    assert again
    assert (again.id, again.attempts, again.failed) == (first.id, 0, 1)


async def test_waits_are_as_long_as_they_were_whichever_way_the_clock_leaps(fresh: Store) -> None:
    for leap in (-120, 86_400, -31_536_000):
        async with fresh._sessions.transaction() as connection:
            await connection.run("DELETE FROM outbox WHERE id > ?1", 0)
            for number, due in enumerate((AT - 5, AT + 200)):
                body = {"case": number, "readers": 10}
                await tell_desk(connection, f"case:{leap}:{number}", body, due)
        await fresh.waits.move(AT + leap, leap)
        first = await fresh.outbox.next(AT + leap)
        assert first
        assert first.body["case"] == 0
        await fresh.outbox.begin(first)
        assert await fresh.outbox.next(AT + leap + 199) is None
        assert await fresh.outbox.next(AT + leap + 200)


async def test_it_is_known_when_a_reader_was_last_heard_of(fresh: Store) -> None:
    silent, asker = await a_reader(fresh, "silent"), await a_reader(fresh, "asker")
    await asked(fresh, asker, 10)
    assert await fresh.outbox.wrote(silent) is None
    assert await fresh.outbox.wrote(asker) == AT


async def test_where_the_desk_s_chat_has_gone_is_remembered(fresh: Store, path: Path) -> None:
    assert await fresh.outbox.moved_desk() == {}
    await fresh.outbox.move_desk(-5, -1005)
    await fresh.outbox.move_desk(-5, -1006)
    await fresh.close()
    async with await Store.open(path, INDEXING) as later:
        assert await later.outbox.moved_desk() == {-5: -1006}
