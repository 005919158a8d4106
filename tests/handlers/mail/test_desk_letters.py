"""What the desk is told unasked: that drafts and changes wait, and that a debunk is back."""

import sqlite3
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager, closing
from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from bot.settings import Settings
from domain.debunk import Claim, Debunk, Status, Verdict
from domain.deed import Deed
from domain.moderator import Role
from handlers.desk.drafting.body import Body
from handlers.desk.drafting.parts import parts_of
from sandbox import Message, Person, Sandbox
from storage.desk.drafts import WAITING
from storage.store import Store
from tests.kit.desk_room import until_nothing_is_due
from tests.kit.draft_walk import say
from tests.kit.staff import KK, RU, enlisted
from tests.kit.waiting import until

Running = Callable[..., AbstractAsyncContextManager[object]]
ZONE = ZoneInfo("Asia/Almaty")
MORNING = datetime(2026, 12, 1, 9, 30, tzinfo=ZONE).timestamp()
DAY = 86_400
APPLES = Debunk(
    "apples", Verdict.FALSE, (Claim("ru", "Во дворах бесплатно раздают саженцы яблонь"),)
)
POST = "Срочно! Во дворах бесплатно раздают саженцы яблонь"


class Clock:
    """A clock that stands where a test puts it."""

    def __init__(self, at: float) -> None:
        self.at = at

    def __call__(self) -> float:
        return self.at


async def a_draft(store: Store, name: str = "apples") -> Debunk:
    draft = replace(APPLES, id=name, status=Status.DRAFT)
    return await store.publishing.save(draft, base=None, deed=Deed(1, int(MORNING)))


def digests(person: Person) -> list[Message]:
    heads = {voice("told-waiting") for voice in (RU, KK)}
    return [one for one in person.received() if one.text.partition("\n")[0] in heads]


def noted(settings: Settings, query: str, value: object) -> Callable[[], bool]:
    """Return what tells whether the bot has written a value down."""

    def there() -> bool:
        with closing(sqlite3.connect(settings.database)) as plain:
            return (value,) in plain.execute(query).fetchall()

    return there


async def mornings(running: Running, settings: Settings, store: Store, *times: float) -> None:
    """Let the bot run at each of these times until it has looked at what waits, if it will."""
    for at in times:
        now = datetime.fromtimestamp(at, ZONE)
        async with running(settings, Clock(at)):
            if settings.digest_hour is not None and now.hour >= settings.digest_hour:
                day = now.date().isoformat()
                await until(noted(settings, "SELECT max(day) FROM digests", day))
            await until_nothing_is_due(store)


@pytest.fixture
async def chiefs(
    telegram: Sandbox, store: Store, boss: Person, desk_settings: Settings, running: Running
) -> list[Person]:
    """The owner, a chief and, last, an editor; nobody is told anything yet."""
    quiet = desk_settings.model_copy(update={"digest_hour": None})
    async with running(quiet, Clock(MORNING - DAY)):
        await say(boss, "/mods")
    chief = await enlisted(telegram, store, "Гүлнар", Role.CHIEF)
    return [boss, chief, await enlisted(telegram, store, "Айгүл", Role.EDITOR)]


async def test_chiefs_and_owners_are_told_once_of_what_waits_and_open_it_by_the_button(
    store: Store, chiefs: list[Person], desk_settings: Settings, running: Running
) -> None:
    await a_draft(store)
    await mornings(running, desk_settings, store, MORNING, MORNING + 60, MORNING + DAY)
    boss, chief, editor = chiefs
    assert [len(digests(one)) for one in chiefs] == [1, 1, 0]
    (told,) = digests(chief)
    assert RU("told-waiting-drafts", number=1) in told.text
    assert RU("told-waiting-changes", number=0) not in told.text
    async with running(desk_settings, Clock(MORNING + DAY)):
        await chief.press(told, RU("told-button-waiting"))
        assert APPLES.claims[0].text in (await chief.reply_to(told)).text
    assert len(digests(boss)) == 1
    assert editor.received() == []


async def test_nothing_is_said_where_nothing_waits_before_the_hour_or_when_it_is_off(
    store: Store, chiefs: list[Person], desk_settings: Settings, running: Running
) -> None:
    await mornings(running, desk_settings, store, MORNING)
    await a_draft(store)
    # What comes later on a day waits for the next one.
    await mornings(running, desk_settings, store, MORNING + 3600)
    off = desk_settings.model_copy(update={"digest_hour": None})
    await mornings(running, off, store, MORNING + DAY)
    late = desk_settings.model_copy(update={"digest_hour": 10})
    await mornings(running, late, store, MORNING + DAY)
    assert digests(chiefs[0]) == []
    await mornings(running, late, store, MORNING + DAY + 3600)
    assert len(digests(chiefs[0])) == 1


async def test_what_waits_newly_or_is_changed_is_told_on_the_next_day(
    store: Store, chiefs: list[Person], desk_settings: Settings, running: Running
) -> None:
    boss = chiefs[0]
    draft = await a_draft(store)
    await mornings(running, desk_settings, store, MORNING)
    other = replace(draft, summary={"ru": "Не раздают."})
    await store.publishing.save(other, base=draft.version, deed=Deed(1, int(MORNING)))
    await mornings(running, desk_settings, store, MORNING + 60)
    assert len(digests(boss)) == 1
    await mornings(running, desk_settings, store, MORNING + DAY)
    assert len(digests(boss)) == 2
    published = replace(APPLES, id="pears")
    saved = await store.publishing.save(published, base=None, deed=Deed(1, int(MORNING)))
    await store.drafts.begin(
        Deed(3, int(MORNING)),
        step=WAITING,
        body=Body(parts_of(saved), was=saved).text(),
        debunk=saved.id,
        base=saved.version,
    )
    await mornings(running, desk_settings, store, MORNING + 2 * DAY)
    assert RU("told-waiting-changes", number=1) in digests(boss)[-1].text
    assert len(digests(boss)) == 3


async def test_what_was_due_when_the_bot_stopped_goes_out_once_at_the_next_start(
    store: Store, chiefs: list[Person], desk_settings: Settings, running: Running
) -> None:
    await a_draft(store)
    assert await store.desk_letters.digest("2026-12-01", int(MORNING)) == 2
    assert await store.desk_letters.digest("2026-12-01", int(MORNING)) == 0
    await mornings(running, desk_settings, store, MORNING, MORNING + 60)
    assert [len(digests(one)) for one in chiefs] == [1, 1, 0]


async def test_who_is_a_chief_no_more_and_what_waits_no_more_is_not_told(
    store: Store, chiefs: list[Person], desk_settings: Settings, running: Running
) -> None:
    draft = await a_draft(store)
    assert await store.desk_letters.digest("2026-12-01", int(MORNING)) == 2
    await store.moderators.set_role(2, Role.EDITOR, was=Role.CHIEF, deed=Deed(1, int(MORNING)))
    await mornings(running, desk_settings, store, MORNING)
    assert [len(digests(one)) for one in chiefs] == [1, 0, 0]
    await a_draft(store, "pears")
    assert await store.desk_letters.digest("2026-12-02", int(MORNING) + DAY) == 1
    for name in ("pears", draft.id):
        known = await store.debunks.get(name)
        assert known is not None
        gone = replace(known, status=Status.PUBLISHED)
        await store.publishing.save(gone, base=known.version, deed=Deed(1, int(MORNING)))
    await mornings(running, desk_settings, store, MORNING + DAY)
    assert len(digests(chiefs[0])) == 1


async def asks(telegram: Sandbox, name: str) -> Message:
    reader = telegram.person(name, language="ru")
    return await reader.reply_to(await reader.send(POST))


def backs(messages: list[Message]) -> list[Message]:
    words = APPLES.claims[0].text
    return [one for one in messages if words in one.text and APPLES.id in one.text]


async def test_a_debunk_that_is_asked_about_after_a_silence_is_told_to_chiefs_once(
    telegram: Sandbox,
    store: Store,
    chiefs: list[Person],
    desk_settings: Settings,
    running: Running,
) -> None:
    await store.publishing.save(APPLES, base=None, deed=Deed(1, int(MORNING)))
    settings = desk_settings.model_copy(update={"back_days": 3})
    clock = Clock(MORNING)
    async with running(settings, clock):
        for number, (days, told) in enumerate([(0, 0), (2, 0), (5.5, 1), (5.6, 1), (6, 1), (9, 2)]):
            clock.at = MORNING + days * DAY
            assert "саженцы" in (await asks(telegram, f"Марат {number}")).text
            await until(noted(settings, "SELECT at FROM last_asked", int(clock.at)))
            await until_nothing_is_due(store)
            assert [len(backs(one.received())) for one in chiefs[:2]] == [told, told], days
        shown = await say(chiefs[2], "/stats")
        words = APPLES.claims[0].text
        assert RU("stats-back-one", readers=1, claim=words, id="apples") in shown.text
        (first, _) = backs(chiefs[1].received())
        assert RU("told-back", days=3) in first.text
        await chiefs[1].press(first, RU("show-button-edit"))
        assert RU("add-ask-parts") in (await chiefs[1].reply_to(first)).text


async def test_the_desk_s_chat_hears_of_it_in_place_of_the_chiefs(
    telegram: Sandbox,
    store: Store,
    chiefs: list[Person],
    desk_settings: Settings,
    running: Running,
) -> None:
    room = telegram.group("Редакция", members=[chiefs[0]])
    await store.publishing.save(APPLES, base=None, deed=Deed(1, int(MORNING)))
    settings = desk_settings.model_copy(update={"back_days": 3, "desk_chat": room.id})
    clock = Clock(MORNING)
    async with running(settings, clock):
        await asks(telegram, "Марат")
        await until(noted(settings, "SELECT at FROM last_asked", int(clock.at)))
        clock.at += 4 * DAY
        await asks(telegram, "Дана")
        told = await chiefs[0].next_reply(chat=room)
        await until_nothing_is_due(store)
    for voice in (RU, KK):
        assert voice("told-back", days=4) in told.text
    assert backs(chiefs[1].received()) == []
    ((button,),) = told.buttons
    assert button.url is not None
    assert button.url.endswith("?start=d-apples")


async def test_a_choice_that_a_reader_takes_is_an_ask_and_a_look_at_the_latest_is_none(
    telegram: Sandbox,
    store: Store,
    chiefs: list[Person],
    desk_settings: Settings,
    running: Running,
) -> None:
    debunk = await store.publishing.save(APPLES, base=None, deed=Deed(1, int(MORNING)))
    num = (await store.debunks.nums([debunk.id]))[debunk.id]
    assert await store.desk_letters.ask([num], int(MORNING), DAY, chat=False) == 0
    clock = Clock(MORNING + 2 * DAY)
    settings = desk_settings.model_copy(update={"back_days": 1, "digest_hour": None})
    async with running(settings, clock):
        reader = telegram.person("Марат", language="ru")
        shown = await say(reader, "/start d-apples")
        await say(reader, "/latest")
        await until_nothing_is_due(store)
        assert backs(chiefs[1].received()) == []
        await reader.press_data(shown, "card:apples")
        await until(noted(settings, "SELECT at FROM last_asked", int(clock.at)))
        await until_nothing_is_due(store)
        assert len(backs(chiefs[1].received())) == 1
    assert await store.desk_letters.ask([num], int(clock.at) + 5, DAY, chat=False) == 0


async def test_a_chief_reads_it_in_the_language_that_they_chose(
    store: Store,
    telegram: Sandbox,
    chiefs: list[Person],
    desk_settings: Settings,
    running: Running,
) -> None:
    async with running(desk_settings.model_copy(update={"digest_hour": None}), Clock(MORNING)):
        await chiefs[1].press(await say(chiefs[1], "/language"), "Қазақша")
    await a_draft(store)
    await mornings(running, desk_settings, store, MORNING)
    assert digests(chiefs[1])[0].text.startswith(KK("told-waiting"))
