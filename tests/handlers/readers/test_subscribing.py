"""`/subscribe`: what is new comes once, at a decent hour, until a press, a block or /forget."""

import sqlite3
from collections.abc import Callable, Coroutine
from contextlib import AbstractAsyncContextManager, closing
from dataclasses import replace
from datetime import datetime
from functools import partial
from zoneinfo import ZoneInfo

import pytest

from bot.settings import Settings
from domain.debunk import Claim, Debunk, Status, Verdict
from domain.deed import Deed
from handlers.kit.buttons import topic_ref
from sandbox import Message, Person, Sandbox
from storage.store import Store
from tests.kit.desk_room import PEOPLE, until_nothing_is_due
from tests.kit.draft_walk import say
from tests.kit.staff import KK, RU, TEXTS
from tests.kit.waiting import until

Running = Callable[..., AbstractAsyncContextManager[object]]
Passing = Callable[..., Coroutine[object, object, None]]
ZONE = ZoneInfo("Asia/Almaty")
DAY = 86_400
# A Wednesday.
NOON = datetime(2026, 12, 2, 12, 0, tzinfo=ZONE).timestamp()
NIGHT = datetime(2026, 12, 3, 3, 0, tzinfo=ZONE).timestamp()
EVENING = datetime(2026, 12, 3, 22, 30, tzinfo=ZONE).timestamp()
MONDAY = datetime(2026, 12, 7, 10, 1, tzinfo=ZONE).timestamp()


class Clock:
    """A clock that stands where a test puts it."""

    def __init__(self, at: float) -> None:
        self.at = at

    def __call__(self) -> float:
        return self.at


def a_debunk(number: int, *topics: str) -> Debunk:
    claim = Claim("ru", f"В городе № {number} отключат воду")
    return Debunk(f"new-{number}", Verdict.FALSE, (claim,), topics=topics)


async def add(store: Store, number: int, *topics: str) -> Debunk:
    await store.debunks.save(a_debunk(number, *topics), at=int(NOON))
    found = await store.debunks.get(f"new-{number}")
    assert found
    return found


def digests(person: Person) -> list[Message]:
    heads = {voice("news") for voice in TEXTS.values()}
    return [one for one in person.received() if one.text.partition("\n")[0] in heads]


def numbers(message: Message) -> list[int]:
    """Return which debunks a digest tells of."""
    return [int(one.split()[0]) for one in message.text.split("В городе № ")[1:]]


@pytest.fixture
def reader(telegram: Sandbox) -> Person:
    return telegram.person("Дана", language="ru")


@pytest.fixture
def pass_time(settings: Settings, store: Store, running: Running) -> Passing:
    """Return what lets the bot run at each of these times until it has looked at what is new."""

    async def run(*times: float) -> None:
        for at in times:
            now = datetime.fromtimestamp(at, ZONE)
            async with running(settings, Clock(at)):
                if 10 <= now.hour < 22:
                    await until(partial(looked, settings, now))
                await until_nothing_is_due(store)

    return run


def looked(settings: Settings, now: datetime) -> bool:
    """Tell whether everybody who gets a digest a day has been looked at on this day."""
    with closing(sqlite3.connect(settings.database)) as plain:
        sql = (
            "SELECT count(*) FROM subscriptions s JOIN readers r ON r.id = s.reader "
            "WHERE s.period <> CASE s.every WHEN 'day' THEN ? ELSE ? END AND r.reachable = 1"
        )
        year, week, _ = now.isocalendar()
        days = (now.date().isoformat(), f"{year}-W{week:02}")
        return bool(plain.execute(sql, days).fetchone() == (0,))


async def subscribed(
    person: Person, settings: Settings, running: Running, label: str = "button-every-day"
) -> None:
    async with running(settings, Clock(NOON)):
        page = await say(person, "/subscribe")
        assert page.text == RU("subscribe-off")
        await person.press(page, RU(label))
        assert RU("subscribe-all") in page.text


async def test_what_is_new_comes_once_at_its_hour_and_nothing_when_nothing_is_new(
    store: Store, settings: Settings, running: Running, reader: Person, pass_time: Passing
) -> None:
    await add(store, 1)
    await subscribed(reader, settings, running)
    await pass_time(NOON + 60)
    assert digests(reader) == []
    await add(store, 2)
    await pass_time(NIGHT, EVENING)
    assert digests(reader) == []
    await pass_time(NOON + DAY, NOON + DAY + 60, NOON + 2 * DAY)
    (told,) = digests(reader)
    assert numbers(told) == [2]
    await add(store, 3)
    await add(store, 4)
    await pass_time(NOON + 3 * DAY)
    assert [numbers(one) for one in digests(reader)] == [[2], [4, 3]]


async def test_days_on_which_the_bot_did_not_run_are_told_of_once(
    store: Store, settings: Settings, running: Running, reader: Person, pass_time: Passing
) -> None:
    await subscribed(reader, settings, running)
    for number in (1, 2, 3):
        await add(store, number)
    await pass_time(NOON + 5 * DAY, NOON + 6 * DAY)
    assert [numbers(one) for one in digests(reader)] == [[3, 2, 1]]


async def test_a_clock_that_leaps_makes_nothing_come_twice(
    store: Store, settings: Settings, running: Running, reader: Person, pass_time: Passing
) -> None:
    await subscribed(reader, settings, running)
    await add(store, 1)
    await pass_time(NOON + 400 * DAY, NOON + DAY, NOON - 400 * DAY, NOON + DAY)
    await add(store, 2)
    await pass_time(NOON + 2 * DAY, NOON + 400 * DAY)
    assert [numbers(one) for one in digests(reader)] == [[1], [2]]


async def test_a_week_ends_on_monday_at_the_desk(
    store: Store, settings: Settings, running: Running, reader: Person, pass_time: Passing
) -> None:
    await subscribed(reader, settings, running, "button-every-week")
    await add(store, 1)
    await pass_time(NOON + DAY, NOON + 4 * DAY)
    assert digests(reader) == []
    await pass_time(MONDAY, MONDAY + DAY)
    assert [numbers(one) for one in digests(reader)] == [[1]]


async def test_only_the_topics_that_were_chosen_come_and_all_when_none_is(
    store: Store, settings: Settings, running: Running, reader: Person, pass_time: Passing
) -> None:
    await add(store, 1, "вода <b>", "деньги")
    async with running(settings, Clock(NOON)):
        page = await say(reader, "/subscribe")
        await reader.press(page, RU("button-every-day"))
        await reader.press(page, "вода <b>")
        assert RU("subscribe-topics", topics="вода <b>") in page.text
    await add(store, 2, "деньги")
    await add(store, 3, "вода <b>")
    await pass_time(NOON + DAY)
    async with running(settings, Clock(NOON + DAY)):
        page = await say(reader, "/subscribe")
        await reader.press(page, "✅ вода <b>")
        assert RU("subscribe-all") in page.text
    await add(store, 4, "деньги")
    await pass_time(NOON + 2 * DAY)
    assert [numbers(one) for one in digests(reader)] == [[3], [4]]


async def test_one_press_under_a_digest_stops_them(
    store: Store, settings: Settings, running: Running, reader: Person, pass_time: Passing
) -> None:
    await subscribed(reader, settings, running)
    await add(store, 1)
    await pass_time(NOON + DAY)
    (told,) = digests(reader)
    async with running(settings, Clock(NOON + DAY)):
        said = await reader.press(told, RU("button-stop-news"))
        assert said.text == RU("subscribe-stopped")
    await add(store, 2)
    await pass_time(NOON + 2 * DAY)
    assert len(digests(reader)) == 1
    assert await store.subscriptions.of(PEOPLE.hash(reader.id)) is None


@pytest.mark.parametrize("how", ["/forget", "/updates", "blocked"])
async def test_who_forgets_wants_no_messages_or_blocks_the_bot_has_no_subscription(
    store: Store,
    settings: Settings,
    running: Running,
    reader: Person,
    pass_time: Passing,
    how: str,
) -> None:
    await subscribed(reader, settings, running)
    await add(store, 1)
    async with running(settings, Clock(NOON)):
        if how == "/forget":
            page = await say(reader, how)
            await reader.press(page, RU("button-forget-all"))
            assert RU("forget-subscription") in page.text
        elif how == "/updates":
            page = await say(reader, how)
            await reader.press(page, RU("button-no-updates"))
    if how == "blocked":
        reader.block()
    await pass_time(NOON + DAY)
    assert digests(reader) == []
    assert await store.subscriptions.of(PEOPLE.hash(reader.id)) is None


async def test_a_correction_and_a_retraction_reach_those_who_were_told_in_a_digest(
    telegram: Sandbox,
    store: Store,
    settings: Settings,
    running: Running,
    reader: Person,
    pass_time: Passing,
) -> None:
    await subscribed(reader, settings, running)
    first = await add(store, 1)
    await pass_time(NOON + DAY)
    deed = Deed(None, int(NOON) + DAY, reason="Нашли ошибку")
    after = replace(first, verdict=Verdict.TRUE)
    await store.publishing.save(after, base=first.version, deed=deed)
    await pass_time(NOON + DAY)
    assert any(one.text.startswith(RU("told-correction")) for one in reader.received())
    now = await store.debunks.get(first.id)
    assert now
    await store.publishing.retract(first.id, base=now.version, deed=deed)
    await pass_time(NOON + DAY)
    assert any(one.text.startswith(RU("told-retraction")) for one in reader.received())


async def test_what_was_taken_back_before_the_digest_is_not_in_it(
    store: Store, settings: Settings, running: Running, reader: Person, pass_time: Passing
) -> None:
    await subscribed(reader, settings, running)
    first = await add(store, 1)
    await add(store, 2)
    await store.publishing.retract(first.id, base=first.version, deed=Deed(None, int(NOON)))
    await pass_time(NOON + DAY)
    assert [numbers(one) for one in digests(reader)] == [[2]]


async def test_what_is_published_again_is_not_new(
    store: Store, settings: Settings, running: Running, reader: Person, pass_time: Passing
) -> None:
    first = await add(store, 1)
    back = await store.publishing.retract(first.id, base=1, deed=Deed(None, int(NOON)))
    await subscribed(reader, settings, running)
    again = replace(back, status=Status.PUBLISHED)
    await store.publishing.save(again, base=back.version, deed=Deed(None, int(NOON)))
    await pass_time(NOON + DAY)
    assert digests(reader) == []


async def test_more_than_a_digest_holds_are_counted(
    store: Store, settings: Settings, running: Running, reader: Person, pass_time: Passing
) -> None:
    await subscribed(reader, settings, running)
    for number in range(1, 14):
        await add(store, number)
    await pass_time(NOON + DAY)
    (told,) = digests(reader)
    assert numbers(told) == list(range(13, 3, -1))
    assert RU("news-more", number=3) in told.text


async def test_a_digest_comes_in_the_language_that_was_chosen(
    telegram: Sandbox, store: Store, settings: Settings, running: Running, pass_time: Passing
) -> None:
    reader = telegram.person("Дана", language="ru")
    await subscribed(reader, settings, running)
    await store.readers.set_language(PEOPLE.hash(reader.id), "kk")
    await add(store, 1)
    await pass_time(NOON + DAY)
    assert [one.text.partition("\n")[0] for one in digests(reader)] == [KK("news")]


async def test_latest_leads_to_each_topic_that_there_is_and_back(
    store: Store, settings: Settings, running: Running, reader: Person
) -> None:
    await add(store, 1, "<Деньги & банки>")
    await add(store, 2)
    async with running(settings, Clock(NOON)):
        page = await say(reader, "/latest")
        await reader.press(page, "<Деньги & банки>")
        assert page.text.startswith(RU("latest-topic", topic="<Деньги & банки>"))
        assert numbers(page) == [1]
        await reader.press(page, RU("button-latest-all"))
        assert page.text.startswith(RU("latest"))
        await reader.press_data(page, f"late:{topic_ref('такой темы нет')}")
        assert page.text.startswith(RU("latest"))


async def test_forged_presses_subscribe_nobody(
    store: Store, settings: Settings, running: Running, reader: Person
) -> None:
    async with running(settings, Clock(NOON)):
        page = await say(reader, "/subscribe")
        for data in ("every:hour", f"topic:{topic_ref('вода')}", "every", "topic", "stop:all"):
            said = await reader.press_data(page, data)
            assert said.text == RU("stale-button")
    assert await store.subscriptions.of(PEOPLE.hash(reader.id)) is None


async def test_a_question_that_replies_to_a_digest_is_asked_which_one_it_means(
    store: Store, settings: Settings, running: Running, reader: Person, pass_time: Passing
) -> None:
    await subscribed(reader, settings, running)
    for number in (1, 2, 3):
        await add(store, number)
    await pass_time(NOON + DAY)
    (told,) = digests(reader)
    async with running(settings, Clock(NOON + DAY)):
        asked = await reader.send("это правда?", reply_to=told)
        page = await reader.reply_to(asked)
        assert sorted(numbers(page)) == [1, 2, 3]
        await reader.press(page, "1")
        assert RU("card-claim") in reader.received()[-1].text


async def test_each_hears_of_what_was_published_since_they_subscribed(
    telegram: Sandbox,
    store: Store,
    settings: Settings,
    running: Running,
    reader: Person,
    pass_time: Passing,
) -> None:
    await subscribed(reader, settings, running)
    await add(store, 1)
    later = telegram.person("Марат", language="ru")
    await subscribed(later, settings, running)
    await add(store, 2)
    await pass_time(NOON + DAY)
    assert [numbers(one) for one in digests(reader)] == [[2, 1]]
    assert [numbers(one) for one in digests(later)] == [[2]]
