"""A reader is told that a rumour is an old one, or back, and when it was first checked."""

from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from bot.settings import Settings
from domain.debunk import Claim, Debunk, Verdict
from handlers.kit.card import FULL
from handlers.kit.markup import width
from handlers.readers.copied_card import cards_in
from sandbox import Person, Sandbox
from storage.store import Store
from tests.kit.draft_walk import say
from tests.kit.staff import RU, TEXTS

Running = Callable[..., AbstractAsyncContextManager[object]]
NOW = datetime(2026, 12, 2, 12, 0, tzinfo=ZoneInfo("Asia/Almaty")).timestamp()
DAY = 86_400
POST = "Срочно! Во дворах бесплатно раздают саженцы яблонь"


def apples(date: str | None, summary: str = "") -> Debunk:
    claim = Claim("ru", "Во дворах бесплатно раздают саженцы яблонь")
    return Debunk(
        "apples", Verdict.FALSE, (claim,), date=date, summary={"ru": summary} if summary else {}
    )


async def answer(person: Person, store: Store, settings: Settings, running: Running) -> str:
    async with running(settings, lambda: NOW):
        return (await say(person, POST)).text


def first_checked(day: str) -> str:
    return RU("first-checked", date=RU.date(day))


@pytest.fixture
def reader(telegram: Sandbox) -> Person:
    return telegram.person("Дана", language="ru")


@pytest.mark.parametrize(
    ("date", "quiet_days", "told"),
    [
        ("2026-11-20", 90, False),
        ("2026-06-01", 90, True),
        ("2026-06-01", 3, False),
        ("2025-12-01", 3, True),
        ("2020", 90, False),
        (None, 90, False),
    ],
)
async def test_the_answer_says_so_where_it_is_old_or_asked_about_after_a_silence(
    store: Store,
    settings: Settings,
    running: Running,
    reader: Person,
    date: str | None,
    quiet_days: int,
    *,
    told: bool,
) -> None:
    await store.debunks.save(apples(date))
    num = (await store.debunks.nums(["apples"]))["apples"]
    await store.desk_letters.ask([num], int(NOW) - quiet_days * DAY, 30 * DAY, chat=True)
    said = await answer(reader, store, settings, running)
    assert ("саженцы" in said, "Впервые" in said) == (True, told)
    if told and date:
        assert said.endswith(first_checked(date))


async def test_it_is_said_to_those_who_ask_after_the_first_one_too(
    telegram: Sandbox, store: Store, settings: Settings, running: Running, reader: Person
) -> None:
    await store.debunks.save(apples("2026-06-01"))
    num = (await store.debunks.nums(["apples"]))["apples"]
    await store.desk_letters.ask([num], int(NOW) - 90 * DAY, 30 * DAY, chat=True)
    await answer(reader, store, settings, running)
    other = telegram.person("Марат", language="ru")
    assert first_checked("2026-06-01") in await answer(other, store, settings, running)


async def test_the_longest_card_has_room_for_it(
    store: Store, settings: Settings, running: Running, reader: Person
) -> None:
    await store.debunks.save(apples("2020-01-01", "Слово. " * 2_000))
    said = await answer(reader, store, settings, running)
    assert said.endswith(first_checked("2020-01-01"))
    assert width(said) <= FULL


async def test_a_card_that_comes_back_with_it_is_still_known_as_ours(
    store: Store, settings: Settings, running: Running, reader: Person
) -> None:
    await store.debunks.save(apples("2020-01-01"))
    said = await answer(reader, store, settings, running)
    found = cards_in(said, [apples("2020-01-01")], TEXTS)
    assert [one.version.id for one in found] == ["apples"]
