"""Whoever sets the clock, what waits waits as long: while the bot runs, and between two runs."""

import pytest

from domain.deed import Deed
from domain.moderator import Newcomer, Role
from storage.cases.submissions import EnoughForToday
from storage.desk.invites import InviteExpired
from storage.mail.inbox import Arrival
from storage.store import Store
from storage.upkeep.retention import DAY
from storage.upkeep.seen_time import LEAP
from tests.kit.stored_desk import AT, a_chief, a_reader, asked, published

LEAPS = [120, -120, DAY, -365 * DAY, 400 * DAY]
SILENCE = 14 * DAY


async def invited(store: Store, *, expires: int) -> None:
    by = Deed(await a_chief(store), AT)
    await store.invites.add(b"token", Role.EDITOR, deed=by, expires=expires)


async def accepted(store: Store, at: int) -> bool:
    newcomer = Newcomer(b"newcomer", b"sealed", b"name")
    try:
        await store.invites.accept(b"token", newcomer, at)
    except InviteExpired:
        return False
    return True


@pytest.mark.parametrize("leap", LEAPS)
async def test_an_invitation_is_valid_for_as_long_as_it_was(fresh: Store, leap: int) -> None:
    await invited(fresh, expires=AT + 100)
    await fresh.waits.move(AT + leap, leap)
    assert not await accepted(fresh, AT + leap + 100)
    assert await accepted(fresh, AT + leap + 99)


@pytest.mark.parametrize("leap", LEAPS)
async def test_an_invitation_whose_time_is_over_stays_so(fresh: Store, leap: int) -> None:
    await invited(fresh, expires=AT)
    await fresh.waits.move(AT + leap, leap)
    assert not await accepted(fresh, AT + leap)


@pytest.mark.parametrize("leap", [leap for leap in LEAPS if abs(leap) > LEAP])
async def test_an_invitation_outlives_a_clock_that_was_set_between_two_runs(
    fresh: Store, leap: int
) -> None:
    await fresh.waits.begin(AT)
    await invited(fresh, expires=AT + 2 * DAY)
    await fresh.waits.go_on(AT + DAY)
    await fresh.waits.begin(AT + DAY + leap)
    assert not await accepted(fresh, AT + 2 * DAY + leap)
    assert await accepted(fresh, AT + 2 * DAY + leap - 1)


async def test_a_run_that_goes_on_for_long_and_is_started_again_moves_nothing(
    fresh: Store,
) -> None:
    await fresh.waits.begin(AT)
    await invited(fresh, expires=AT + 10 * DAY)
    for day in range(10):
        await fresh.waits.go_on(AT + day * DAY)
    await fresh.waits.begin(AT + 10 * DAY)
    assert not await accepted(fresh, AT + 10 * DAY)


@pytest.mark.parametrize("leap", LEAPS)
async def test_a_debunk_is_back_after_as_long_a_silence_as_before(fresh: Store, leap: int) -> None:
    await a_chief(fresh)
    num = (await fresh.debunks.nums([(await published(fresh)).id])).popitem()[1]
    assert await fresh.desk_letters.ask([num], AT, SILENCE, chat=True) == 0
    await fresh.waits.move(AT + leap, leap)
    at = AT + leap
    assert await fresh.desk_letters.ask([num], at + SILENCE - 1, SILENCE, chat=True) == 0
    assert await fresh.desk_letters.ask([num], at + 2 * SILENCE, SILENCE, chat=True) == 1


@pytest.mark.parametrize("leap", LEAPS)
async def test_an_update_that_is_not_done_is_as_old_as_before(fresh: Store, leap: int) -> None:
    arrival = Arrival(7, b"lane", b"person", urgent=True, sealed=b"sealed", at=AT)
    await fresh.inbox.put([arrival])
    await fresh.waits.move(AT + leap, leap)
    ((at,),) = await fresh._sessions.rows("SELECT at FROM inbox")
    assert at == AT + leap


@pytest.mark.parametrize("leap", [-365 * DAY, -DAY, -60])
async def test_a_clock_that_is_set_back_keeps_no_reader_from_asking(
    fresh: Store, leap: int
) -> None:
    reader = await a_reader(fresh, "Дана")
    for message in (1, 2):
        await asked(fresh, reader, message)
    with pytest.raises(EnoughForToday):
        await fresh.submissions.check_room(reader, AT, 2)
    await fresh.submissions.check_room(reader, AT + leap, 2)


async def test_what_a_digest_tells_is_told_once_whichever_day_the_clock_says(fresh: Store) -> None:
    by = Deed(await a_chief(fresh), AT)
    days = ("2026-11-22", "2026-11-23", "2026-11-22", "2025-11-22", "2026-11-22")
    await fresh.drafts.begin(by, step="waiting", body="{}")
    made = [await fresh.desk_letters.digest(day, AT) for day in days]
    assert made == [1, 0, 0, 0, 0]


async def test_no_digest_is_missed_for_a_day_that_comes_twice(fresh: Store) -> None:
    by = Deed(await a_chief(fresh), AT)
    for day in ("2026-11-22", "2026-11-23", "2026-11-22"):
        await fresh.drafts.begin(by, step="waiting", body="{}")
        assert await fresh.desk_letters.digest(day, AT) == 1
    assert (await fresh.outbox.state()).due == 3
