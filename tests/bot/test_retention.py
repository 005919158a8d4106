"""A clock that is wrong deletes nothing: neither at a start, nor while the bot runs."""

import asyncio
from pathlib import Path

import pytest

from bot.application import open_store
from bot.retention import Agreement, clean_daily
from storage.mail.inbox import End, GivenCard
from storage.store import Store
from storage.upkeep.retention import DAY
from storage.upkeep.seen_time import LEAP
from tests.kit.samples import FULL
from tests.kit.waiting import until

AT = 1_800_000_000
KEEP = 30


@pytest.fixture
async def given(tmp_path: Path) -> Store:
    """A store in which a reader was given a card."""
    opened = await open_store(tmp_path / "raspa.sqlite3")
    await opened.debunks.save(FULL)
    card = GivenCard(b"person", b"sealed", "ru", FULL.id, 1, "false", 7, AT)
    await opened.inbox.finish([End(cards=(card,))])
    return opened


async def cleaned_once(store: Store, at: int, caplog: pytest.LogCaptureFixture) -> None:
    asked: list[int] = []

    def now() -> float:
        asked.append(at)
        return at

    caplog.set_level("INFO")
    cleaning = asyncio.create_task(clean_daily(store, KEEP, now))
    await until(lambda: asked)
    # Nothing else is written: when the next change is through, the cleaning is.
    await until(lambda: "Deleted what was kept" in caplog.text or "Is the clock" in caplog.text)
    cleaning.cancel()
    await asyncio.gather(cleaning, return_exceptions=True)


async def reader_of(store: Store) -> object:
    return await store.readers.by_person(b"person")


@pytest.mark.parametrize("leap", [LEAP + 1, 400 * DAY, 40_000 * DAY])
async def test_a_clock_that_is_far_ahead_at_a_start_deletes_nothing(
    given: Store, caplog: pytest.LogCaptureFixture, leap: int
) -> None:
    async with given:
        await cleaned_once(given, AT + leap, caplog)
        assert "Is the clock right?" in caplog.text
        assert (await given.retention.clean(AT + 366 * DAY, KEEP)).deliveries == 1


async def test_the_time_that_was_seen_outlives_a_restart(tmp_path: Path) -> None:
    for at, believed in ((AT, AT), (AT + DAY, AT + DAY), (AT + 500 * DAY, AT + DAY)):
        async with await open_store(tmp_path / "raspa.sqlite3") as store:
            assert await store.seen_time.believed(at) == believed


async def test_a_clock_that_is_set_back_is_gone_by_and_not_remembered(given: Store) -> None:
    async with given:
        assert await given.seen_time.believed(AT - 365 * DAY) == AT - 365 * DAY
        assert await given.seen_time.believed(AT + 2 * DAY) == AT + 2 * DAY


async def test_a_leap_that_was_agreed_with_is_believed_from_then_on(given: Store) -> None:
    async with given:
        assert await given.seen_time.believed(AT + 100 * DAY) == AT
        assert await given.seen_time.believed(AT + 101 * DAY, agreed=True) == AT + 101 * DAY
        assert await given.seen_time.believed(AT + 102 * DAY) == AT + 102 * DAY


def test_a_clock_is_agreed_with_after_a_day_without_a_leap() -> None:
    passed = [0.0]
    agreement = Agreement(lambda: passed[0])
    assert not agreement.holds(AT)
    passed[0] = DAY / 2
    assert not agreement.holds(AT + DAY / 2)
    passed[0] = DAY
    assert agreement.holds(AT + DAY)
    assert not agreement.holds(AT + 300 * DAY)
    passed[0] = 2 * DAY
    assert agreement.holds(AT + 301 * DAY)
