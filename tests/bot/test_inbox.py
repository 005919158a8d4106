"""What comes in is answered once, whatever dies, fails or is locked in between."""

import asyncio
import sqlite3
import time
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager, closing
from pathlib import Path
from typing import Any

import httpx
import pytest

from bot.settings import Settings
from handlers.kit.texts import Texts
from sandbox import Message, Person, Sandbox
from sandbox.faults import CallFault
from storage.mail.inbox import InboxState
from storage.store import Store
from tests.kit.waiting import until

RU = Texts.load()["ru"]
RUMOUR = "Казахстан тайно собирается встать на сторону России и отправить войска в Украину"
Running = Callable[..., AbstractAsyncContextManager[asyncio.Event]]


@asynccontextmanager
async def locked(database: Path) -> AsyncIterator[None]:
    """Another program writes the store until the end of the block."""
    other = sqlite3.connect(database, timeout=60, isolation_level=None, check_same_thread=False)
    with closing(other):
        # In a thread: the bot, which shares this loop, may be in the middle of a change.
        await asyncio.to_thread(other.execute, "BEGIN IMMEDIATE")
        yield
        other.execute("ROLLBACK")


async def empty(store: Store) -> bool:
    return (await store.inbox.state()).waiting == 0


def replies(reader: Person, to: Message) -> int:
    return sum(one.reply_to_message_id == to.message_id for one in reader.received())


@asynccontextmanager
async def held_up(
    telegram: Sandbox,
    settings: Settings,
    running: Running,
    now: Callable[[], float] = time.time,
) -> AsyncIterator[CallFault]:
    """Run the bot while nothing goes out, and end it without any time to finish."""
    silence = telegram.fault("sendMessage", hang=3_600, times=None)
    async with running(settings, now=now, stop_seconds=0):
        yield silence
    telegram.clear_faults()


async def test_what_was_not_answered_before_the_end_is_after_the_next_start(
    telegram: Sandbox, settings: Settings, running: Running
) -> None:
    reader = telegram.person("Дана", language="ru", started=True)
    async with held_up(telegram, settings, running):
        sent = [await reader.send(words) for words in (RUMOUR, "/help", RUMOUR)]
        await until(lambda: not telegram.pending)
    async with running(settings):
        for message in sent:
            await reader.reply_to(message)
    assert [replies(reader, message) for message in sent] == [1, 1, 1]


async def test_nothing_that_a_reader_wrote_is_left_when_it_is_answered(
    telegram: Sandbox, settings: Settings, running: Running, store: Store
) -> None:
    reader = telegram.person("Дана", language="ru", started=True)
    async with running(settings):
        await reader.reply_to(await reader.send(RUMOUR))
        await until(lambda: empty(store))
    assert await store.inbox.state() == InboxState(0, None, 0)


async def test_what_waits_cannot_be_read_without_the_key(
    telegram: Sandbox, settings: Settings, running: Running
) -> None:
    reader = telegram.person("Дана", language="ru", started=True)
    async with held_up(telegram, settings, running):
        await reader.send(RUMOUR)
        await until(lambda: not telegram.pending)
    held = b"".join(path.read_bytes() for path in settings.database.parent.glob("raspa.sqlite3*"))
    assert str(reader.id).encode() not in held
    assert "собирается встать на сторону России и отправить".encode() not in held


async def test_an_answer_that_was_sent_before_the_end_is_not_sent_again(
    telegram: Sandbox, settings: Settings, running: Running
) -> None:
    reader = telegram.person("Дана", language="ru", started=True)
    async with running(settings):
        sent = await reader.send(RUMOUR)
        await reader.reply_to(sent)
        # Telegram is told of what it has handed out with the next poll alone.
        again = telegram.updates[-1]
        telegram.slip({**again, "update_id": again["update_id"]})
        other = await reader.send("/help")
        await reader.reply_to(other)
    assert replies(reader, sent) == 1


@pytest.mark.parametrize(
    "fault",
    [
        {"status": 401, "description": "Unauthorized"},
        {"status": 404, "description": "Not Found"},
        {"status": 409, "description": "Conflict: terminated by other getUpdates request"},
        {"status": 429, "retry_after": 1},
        {"status": 500},
        {"status": 502},
        {"status": 400, "description": "Bad Request: chat not found"},
        {"status": 403, "description": "Forbidden: something new"},
        {"status": 400, "moved_to": -1001234567890},
        {"status": 400, "source": '{"ok": false}'},
        {"status": 403, "source": '{"ok": false}'},
        {"drop": True},
        {"status": 502, "source": "<html><h1>502 Bad Gateway</h1></html>"},
        {"source": "<html>Everything is fine</html>"},
        {"source": '{"ok": tr'},
        {"source": ""},
    ],
    ids=str,
)
async def test_a_refusal_that_may_pass_costs_no_reader_the_answer(
    telegram: Sandbox, settings: Settings, running: Running, fault: dict[str, Any]
) -> None:
    refusal = telegram.fault("sendMessage", times=2, **fault)
    async with running(settings):
        reader = telegram.person("Дана", language="ru")
        sent = await reader.send(RUMOUR)
        assert (await reader.reply_to(sent)).text.startswith("🔴")
        assert refusal.struck == 2
    assert len(reader.received()) == 1


async def test_a_refusal_without_a_word_why_is_believed_in_the_end(
    telegram: Sandbox,
    settings: Settings,
    running: Running,
    store: Store,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("handlers.kit.patience._UNSAID_SECONDS", 0)
    telegram.fault("sendMessage", times=3, status=400, source='{"ok": false}')
    reader = telegram.person("Дана", language="ru")
    async with running(settings):
        answer = await reader.reply_to(await reader.send(RUMOUR))
        assert answer.text == RU("try-again", id=answer.text.rpartition(" ")[2])

        async def kept_aside() -> bool:
            return (await store.inbox.state()).aside == 1

        await until(kept_aside)
        assert (await reader.reply_to(await reader.send(RUMOUR))).text.startswith("🔴")


@pytest.mark.parametrize(
    "fault",
    [
        {"status": 429, "retry_after": 600},
        {"status": 400, "description": "Bad Request: chat not found"},
    ],
    ids=str,
)
async def test_a_reply_that_cannot_go_out_for_a_week_is_given_up_and_counted(
    telegram: Sandbox,
    settings: Settings,
    running: Running,
    store: Store,
    monkeypatch: pytest.MonkeyPatch,
    fault: dict[str, Any],
) -> None:
    monkeypatch.setattr("handlers.kit.patience._STALE_SECONDS", 0)
    monkeypatch.setattr("bot.worker._GIVE_UP_SECONDS", 0)
    reader, other = (telegram.person(name, language="ru") for name in ("Дана", "Ерлан"))
    refused = telegram.fault("sendMessage", times=None, chat_id=reader.id, **fault)

    async with running(settings):
        await reader.send(RUMOUR)
        await until(lambda: refused.struck)

        async def given_up() -> bool:
            rows = await store._sessions.rows(
                "SELECT n FROM counts WHERE what = ?1", "reply-given-up"
            )
            return [one for (one,) in rows] == [1]

        await until(given_up)
        await until(lambda: empty(store))
        await other.reply_to(await other.send("/help"))
    assert refused.struck == 1
    assert reader.received() == []


async def test_while_the_store_takes_nothing_people_are_answered_and_telegram_keeps_all(
    telegram: Sandbox, settings: Settings, running: Running, store: Store
) -> None:
    reader = telegram.person("Дана", language="ru", started=True)
    async with running(settings):
        await reader.reply_to(await reader.send("/help"))
        async with locked(settings.database):
            sent = await reader.send(RUMOUR)
            await reader.reply_to(sent)
        other = await reader.send("/help")
        await reader.reply_to(other)
        await until(lambda: empty(store))
    assert [replies(reader, one) for one in (sent, other)] == [1, 1]


async def test_who_got_a_card_while_the_store_was_locked_is_noted_when_it_is_free(
    telegram: Sandbox, settings: Settings, running: Running, store: Store
) -> None:
    reader = telegram.person("Дана", language="ru", started=True)
    async with running(settings):
        async with locked(settings.database):
            card = await reader.reply_to(await reader.send(RUMOUR))

        async def noted() -> bool:
            rows = await store._sessions.rows("SELECT message FROM deliveries")
            return [row[0] for row in rows] == [card.message_id]

        await until(noted)


async def test_what_nobody_could_keep_comes_again_when_the_bot_ends(
    telegram: Sandbox, settings: Settings, running: Running
) -> None:
    reader = telegram.person("Дана", language="ru", started=True)
    async with held_up(telegram, settings, running) as silence:
        await telegram.call_of("getUpdates")
        async with locked(settings.database):
            sent = await reader.send(RUMOUR)
            await until(lambda: silence.struck)
    async with running(settings):
        await reader.reply_to(sent)
    assert replies(reader, sent) == 1


async def test_a_press_that_has_waited_for_too_long_is_dropped_and_counted(
    telegram: Sandbox, settings: Settings, running: Running, store: Store
) -> None:
    reader = telegram.person("Дана", language="ru", started=True)
    later = 1_800_000_000.0

    def now() -> float:
        return later

    async with running(settings, now=now):
        card = await reader.reply_to(await reader.send(RUMOUR))
    # The chat is held up, so that the press waits behind and is left to the next start.
    async with held_up(telegram, settings, running, now):
        await reader.send("/help")
        pressing = asyncio.create_task(reader.press(card, RU("button-not-mine")))
        await until(lambda: not telegram.pending)
        pressing.cancel()
    later += 151
    async with running(settings, now=now):
        await until(lambda: empty(store))
    day = "2027-01-15"
    assert (await store.counts.between(day, day)).get("press-expired") == 1


@pytest.fixture
def hooked(settings: Settings, unused_port: int) -> Settings:
    address = f"127.0.0.1:{unused_port}"
    hook = {
        "webhook_url": f"http://{address}/hook",
        "webhook_secret": "open-sesame",
        "listen": address,
    }
    return Settings.model_validate({**settings.model_dump(), **hook})


async def posted(reader: Person, settings: Settings, number: int) -> int:
    """Post a message of a reader to the webhook as Telegram does; return the answer's status."""
    person = {"id": reader.id, "is_bot": False, "first_name": "Дана", "language_code": "ru"}
    chat = {"id": reader.id, "type": "private", "first_name": "Дана"}
    message = {
        "message_id": number,
        "date": 1_800_000_000,
        "chat": chat,
        "from": person,
        "text": RUMOUR,
    }
    secret = {"X-Telegram-Bot-Api-Secret-Token": "open-sesame"}
    async with httpx.AsyncClient(headers=secret, timeout=60) as telegrams:
        update = {"update_id": number, "message": message}
        answer = await telegrams.post(str(settings.webhook_url), json=update)
    return answer.status_code


async def test_telegram_hears_200_for_what_is_kept_and_it_is_answered_after_a_crash(
    telegram: Sandbox, hooked: Settings, running: Running
) -> None:
    reader = telegram.person("Дана", language="ru", started=True)
    async with held_up(telegram, hooked, running):
        await telegram.call_of("setWebhook")
        assert await posted(reader, hooked, 900) == 200
    async with running(hooked):
        await reader.next_reply()
        # Telegram may post again what it was told is taken.
        assert await posted(reader, hooked, 900) == 200
    assert len(reader.received()) == 1


async def test_telegram_is_asked_to_come_again_with_what_is_neither_kept_nor_answered(
    telegram: Sandbox, hooked: Settings, running: Running, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.intake.ways_in._WEBHOOK_SECONDS", 0.1)
    reader = telegram.person("Дана", language="ru", started=True)
    async with held_up(telegram, hooked, running):
        await telegram.call_of("setWebhook")
        async with locked(hooked.database):
            assert await posted(reader, hooked, 900) == 503
    async with running(hooked):
        await until(lambda: len(telegram.calls_of("setWebhook")) == 2)
        assert await posted(reader, hooked, 900) == 200
        await reader.next_reply()
    assert len(reader.received()) == 1
