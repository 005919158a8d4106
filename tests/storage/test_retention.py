"""What goes by itself once it is old enough, and what stays."""

import pytest

from domain.case import State
from domain.deed import Deed
from domain.moderator import Role
from storage.store import Store
from storage.upkeep.retention import DAY, Cleaned
from tests.kit.stored_desk import AT, a_chief, a_reader, asked, given, published

KEEP = 30


async def test_what_readers_sent_goes_so_many_days_after_their_case_was_closed(
    fresh: Store,
) -> None:
    reader = await a_reader(fresh, "Дана")
    case = await asked(fresh, reader, 1)
    await fresh.cases.close(case, State.SPAM, deed=Deed(await a_chief(fresh), AT))
    assert (await fresh.retention.clean(AT + KEEP * DAY - 1, KEEP)).submissions == 0
    assert (await fresh.retention.clean(AT + KEEP * DAY, KEEP)).submissions == 1
    assert await fresh._sessions.rows("SELECT text FROM submissions") == []
    closed = await fresh.cases.get(case, AT)
    assert closed is not None
    assert closed.state is State.SPAM


async def test_an_open_case_keeps_what_readers_sent(fresh: Store) -> None:
    case = await asked(fresh, await a_reader(fresh, "Дана"), 1)
    await fresh.retention.clean(AT + 1000 * DAY, KEEP)
    assert len(await fresh.cases.wordings(case, 10)) == 1


async def test_a_clock_set_back_deletes_nothing(fresh: Store) -> None:
    case = await asked(fresh, await a_reader(fresh, "Дана"), 1)
    await fresh.cases.close(case, State.SPAM, deed=Deed(await a_chief(fresh), AT))
    assert (await fresh.retention.clean(AT - 1000 * DAY, KEEP)) == Cleaned(0, 0, 0, 0, 0)


async def test_matching_notices_that_words_are_gone(fresh: Store) -> None:
    case = await asked(fresh, await a_reader(fresh, "Дана"), 1)
    await fresh.cases.close(case, State.UNCHECKABLE, deed=Deed(await a_chief(fresh), AT))
    before = await fresh.case_wordings.version()
    await fresh.retention.clean(AT + KEEP * DAY, KEEP)
    changes = [one async for one in fresh.case_wordings.changes(before)]
    assert [change.phrasings for part in changes for change in part.debunks] == [()]


async def test_who_was_given_what_is_kept_for_a_year(fresh: Store) -> None:
    reader = await a_reader(fresh, "Дана")
    await given(fresh, reader, await published(fresh))
    assert (await fresh.retention.clean(AT + 365 * DAY - 1, KEEP)).deliveries == 0
    cleaned = await fresh.retention.clean(AT + 365 * DAY, KEEP)
    assert (cleaned.deliveries, cleaned.readers) == (1, 1)
    assert await fresh.readers.get(reader) is None


async def test_a_reader_to_whom_something_is_due_is_kept(fresh: Store) -> None:
    reader = await a_reader(fresh, "Дана")
    await published(fresh, case=await asked(fresh, reader, 1))
    await fresh.retention.clean(AT + 1000 * DAY, KEEP)
    kept = await fresh.readers.get(reader)
    assert kept is not None
    assert kept.sealed is not None


@pytest.mark.parametrize("wish", ["language", "quiet", "sharing"])
async def test_a_wish_outlives_all_else_but_without_the_encrypted_id(
    fresh: Store, wish: str
) -> None:
    reader = await a_reader(fresh, "Дана")
    if wish == "language":
        await fresh.readers.set_language("Дана".encode(), "kk")
    elif wish == "quiet":
        await fresh.readers.set_updates(reader, False)
    else:
        await fresh.readers.set_sharing(reader, False)
    await fresh.retention.clean(AT, KEEP)
    kept = await fresh.readers.get(reader)
    assert kept is not None
    assert (kept.sealed, kept.spoken) == (None, None)


async def test_what_was_sent_and_old_invitations_are_forgotten_after_three_months(
    fresh: Store,
) -> None:
    chief = await a_chief(fresh)
    reader = await a_reader(fresh, "Дана")
    await given(fresh, reader, await published(fresh, case=await asked(fresh, reader, 1)))
    due = await fresh.outbox.next(AT + 1)
    assert due is not None
    await fresh.outbox.dropped(due, AT)
    await fresh.invites.add(b"token", Role.EDITOR, deed=Deed(chief, AT - 5), expires=AT)
    assert (await fresh.retention.clean(AT + 90 * DAY - 1, KEEP)).sent == 0
    assert (await fresh.retention.clean(AT + 90 * DAY, KEEP)).sent == 1
    assert await fresh._sessions.rows("SELECT role FROM invites") == []


async def test_an_open_case_that_everyone_has_left_goes_after_a_day(fresh: Store) -> None:
    case = await asked(fresh, await a_reader(fresh, "Дана"), 1)
    await fresh.readers.forget("Дана".encode(), AT)
    await fresh.retention.clean(AT + DAY - 1, KEEP)
    assert await fresh.cases.get(case, AT) is not None
    await fresh.retention.clean(AT + DAY, KEEP)
    assert await fresh.cases.get(case, AT) is None


async def test_what_was_said_about_a_file_goes_after_a_month_with_the_rest_and_not_before(
    fresh: Store,
) -> None:
    chief = await a_chief(fresh)
    first = await fresh.pending.begin(chief, body="{}", at=AT)
    draft = await fresh.drafts.begin(Deed(chief, AT), step="review", body="{}")
    # A clock that leapt ahead asks for no other one's end.
    second = await fresh.pending.begin(chief, body="{}", at=AT + 400 * DAY)
    await fresh.retention.clean(AT + 30 * DAY - 1, KEEP)
    assert await fresh.pending.get(first.id, chief)
    await fresh.retention.clean(AT + 30 * DAY, KEEP)
    assert await fresh.pending.get(first.id, chief) is None
    assert await fresh.pending.get(second.id, chief)
    assert await fresh.drafts.get(draft.id)
