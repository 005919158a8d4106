"""Odd updates through the real bot: nobody is silenced by them, and the log holds nothing of them.

A few bots take many odd updates each, since a start costs more than an update.
"""

import asyncio
import io
import json
import logging
import sqlite3
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import AbstractAsyncContextManager, closing
from typing import Any

import httpx
import pytest

from bot.crowd import MOST_OF_A_CHAT
from bot.log import PrivateFormatter
from bot.settings import Settings
from handlers.kit.texts import Texts
from privacy.sealing import People
from sandbox import Person, RawUpdate, Sandbox
from storage.store import Store
from tests.kit.odd import SAMPLES, changed, places
from tests.kit.waiting import until

RU = Texts.load()["ru"]
HONEST = RU("update-unreadable")
COMMAND = [{"type": "bot_command", "offset": 0, "length": 5}]
Running = Callable[..., AbstractAsyncContextManager[asyncio.Event]]


@pytest.fixture
async def telegram() -> AsyncIterator[Sandbox]:
    """A Telegram whose updates fit no schema."""
    async with Sandbox.start() as sandbox:
        yield sandbox


@pytest.fixture
def log() -> Iterator[io.StringIO]:
    """What the bot's own log holds."""
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(PrivateFormatter())
    logging.root.addHandler(handler)
    level = logging.root.level
    logging.root.setLevel(logging.INFO)
    yield stream
    logging.root.removeHandler(handler)
    logging.root.setLevel(level)


@pytest.fixture
def hooked(settings: Settings, unused_port: int) -> Settings:
    return Settings.model_validate(
        {
            **settings.model_dump(),
            "webhook_url": f"http://127.0.0.1:{unused_port}/hook",
            "webhook_secret": "open-sesame",
            "listen": f"127.0.0.1:{unused_port}",
        }
    )


def written_by(reader: Person, message_id: Any = 900, **content: Any) -> dict[str, Any]:
    """A message's JSON in the private chat of a reader."""
    person = {"id": reader.id, "is_bot": False, "first_name": "Дана", "language_code": "ru"}
    chat = {"id": reader.id, "type": "private", "first_name": "Дана"}
    return {"message_id": message_id, "date": 1_790_000_000, "from": person, "chat": chat} | content


def numbered(telegram: Sandbox, **content: Any) -> dict[str, Any]:
    return {"update_id": telegram.next_update_id, **content}


def slip_odd_ones(telegram: Sandbox, reader: Person) -> None:
    """Queue one of each kind of odd update, none of which can be answered but the first two."""
    for field in ("text", "live_photo"):
        telegram.slip(numbered(telegram, message=written_by(reader, **{field: {"a": 1}})))
    nothing: list[object] = []
    for odd in (5, None, "слово", nothing, {}, {"update_id": "x", "message": 4}, {"update_id": 1}):
        telegram.slip(odd)
    telegram.slip({"update_id": 10**30, "message": {"text": "много"}})
    telegram.slip(numbered(telegram, hologram={"from": {"id": reader.id}}))
    telegram.slip(numbered(telegram, callback_query={"id": 5}))
    telegram.slip(numbered(telegram, inline_query={"id": "4", "from": "никто"}))
    telegram.slip(numbered(telegram, message=written_by(reader, boost_added={"boost_count": 1})))
    number = telegram.next_update_id
    telegram.slip(RawUpdate(f'{{"update_id":{number},"message":{"[" * 4000}{"]" * 4000}}}'))
    telegram.slip(RawUpdate(f'{{"update_id":{number + 1},"message":{{"date":{"9" * 5000}}}}}'))


async def answered_once(reader: Person) -> str:
    return (await reader.reply_to(await reader.send("/help"))).text


async def test_the_next_post_is_answered_whatever_came_before_it(
    telegram: Sandbox, settings: Settings, running: Running, store: Store, log: io.StringIO
) -> None:
    owner = telegram.person("Болат", language="ru", started=True)
    reader = telegram.person("Дана", language="ru", started=True)
    slip_odd_ones(telegram, reader)
    async with running(settings.model_copy(update={"owners": (owner.id,)})):
        assert await answered_once(reader) == RU("help", bot=telegram.bot_username)
        # Told once a minute, though two of them could be answered.
        assert [one.text for one in reader.received()].count(HONEST) == 1
        while RU("unreadable-owner") not in [one.text for one in owner.received()]:
            await owner.next_reply()
        telegram.slip(RawUpdate('{"update_id":5,"message":{]'))
        assert await answered_once(reader)
    assert not telegram.pending
    people = People(settings.key())
    kept = {one.kind: people.unseal_update(one.sealed) for one in await store.unreadable.newest()}
    assert json.loads(kept["message.text (wrong type)"])["message"]["text"] == {"a": 1}
    with closing(sqlite3.connect(settings.database)) as plain:
        assert "слово".encode() not in b"".join(
            bytes(str(row), "utf-8") for row in plain.execute("SELECT * FROM unreadable")
        )
        counted = plain.execute("SELECT n FROM counts WHERE what = 'update-unreadable'").fetchone()
    assert counted[0] >= 14
    assert log.getvalue().count("message.text (wrong type)") == 1
    assert "Traceback" not in log.getvalue()


async def test_a_bad_update_that_is_pending_at_every_start_stops_no_start(
    telegram: Sandbox, settings: Settings, running: Running
) -> None:
    owner = telegram.person("Болат", language="ru", started=True)
    reader = telegram.person("Дана", language="ru", started=True)
    for _ in range(2):
        # One without a number cannot be confirmed before another has come.
        telegram.slip({"message": written_by(reader, text=5)})
        async with running(settings.model_copy(update={"owners": (owner.id,)})):
            while HONEST not in [one.text for one in reader.received()]:
                await reader.next_reply()
    async with running(settings):
        assert await answered_once(reader)
    assert not telegram.pending
    # The owners hear once a day, also across starts.
    assert [one.text for one in owner.received()].count(RU("unreadable-owner")) == 1


async def test_an_odd_update_at_the_webhook_is_taken_and_the_next_is_answered(
    telegram: Sandbox, hooked: Settings, running: Running
) -> None:
    reader = telegram.person("Дана", language="ru", started=True)
    slip_odd_ones(telegram, reader)
    async with running(hooked):
        assert await answered_once(reader) == RU("help", bot=telegram.bot_username)
        await until(lambda: not telegram.pending)
    assert [one.text for one in reader.received()].count(HONEST) == 1


async def test_an_update_that_telegram_posts_again_is_answered_once(
    telegram: Sandbox, hooked: Settings, running: Running
) -> None:
    reader = telegram.person("Дана", language="ru", started=True)
    again, last = (
        {
            "update_id": number,
            "message": written_by(reader, number, text="/help", entities=COMMAND),
        }
        for number in (900, 901)
    )
    secret = {"X-Telegram-Bot-Api-Secret-Token": "open-sesame"}
    async with running(hooked), httpx.AsyncClient(headers=secret) as telegrams:
        await telegram.call_of("setWebhook")
        for update in (again, again, last, again):
            posted = await telegrams.post(str(hooked.webhook_url), json=update)
            assert posted.status_code == 200
        # What one chat sends is answered in order.
        await reader.next_reply()
        await reader.next_reply()
    assert len(reader.received()) == 2


async def test_who_floods_is_told_once_that_it_takes_a_while_and_gets_every_answer(
    telegram: Sandbox, settings: Settings, running: Running
) -> None:
    reader = telegram.person("Дана", language="ru", started=True)
    telegram.fault("sendMessage", chat_id=reader.id, hang=5, times=1)
    async with running(settings):
        first = telegram.next_update_id
        for number in range(MOST_OF_A_CHAT + 50):
            message = written_by(reader, 900 + number, text="/help", entities=COMMAND)
            telegram.slip({"update_id": first + number, "message": message})
        for _ in range(MOST_OF_A_CHAT + 50 + 1):
            await reader.next_reply()
    assert [one.text for one in reader.received()].count(RU("too-many")) == 1


async def test_entities_that_split_a_character_break_no_answer(
    telegram: Sandbox, settings: Settings, running: Running
) -> None:
    odd: list[dict[str, Any]] = [
        {"text": "🔥", "entities": [{"type": "bold", "offset": 0, "length": 1}]},
        {"text": "🔥", "entities": [{"type": "url", "offset": 1, "length": 1}]},
        {"text": "\ud83d", "entities": [{"type": "text_link", "offset": 0, "length": 1}]},
        {"photo": [], "entities": [{"type": "url", "offset": 0, "length": 4}]},
        {"text": "слух", "entities": [{"type": "url", "offset": 2, "length": 90}]},
    ]
    async with running(settings):
        for content in odd:
            # Each from someone else: what one person sends in one go is one ask.
            reader = telegram.person("Дана", language="ru", started=True)
            telegram.slip(numbered(telegram, message=written_by(reader, 900, **content)))
            answer = await reader.next_reply()
            assert not answer.text.startswith(RU("try-again", id="")[:20])


async def test_someone_without_a_name_can_follow_an_invitation(
    telegram: Sandbox, settings: Settings, running: Running
) -> None:
    reader = telegram.person("Дана", language="ru", started=True)
    marks = [{"type": "bot_command", "offset": 0, "length": 6}]
    message = written_by(reader, text="/start i-zzz", entities=marks)
    message["from"]["first_name"] = ""
    async with running(settings):
        telegram.slip(numbered(telegram, message=message))
        assert (await reader.next_reply()).text == RU("invite-unknown")


async def test_the_log_holds_nothing_of_hundreds_of_odd_updates(
    telegram: Sandbox, settings: Settings, running: Running, log: io.StringIO
) -> None:
    reader = telegram.person("Дана", language="ru", started=True)
    ways = [(sample, path) for sample in SAMPLES.values() for path in places(sample)]
    # Each place is removed or replaced in turn: all of it is in the pure tests.
    odd = [changed(*way) for way in ways[::2]]
    odd += [changed(*way, {"Планетарий": "срочно"}) for way in ways[1::2]]
    async with running(settings):
        for update in odd:
            update["update_id"] = telegram.next_update_id
            telegram.slip(update)
        # One that breaks its handlers, with what it was sent in the refusal: three answers to it,
        # and the words that say so. One more would strike the answer that is waited for below.
        refusal = telegram.fault(
            "sendMessage", status=400, description="Bad Request: срочно", times=4, chat_id=reader.id
        )
        for _ in range(4):
            await reader.send("срочно")
        await until(lambda: refusal.struck == 4)
        assert await answered_once(reader)
    assert not telegram.pending
    said = log.getvalue()
    assert len(odd) > 150
    assert said.count("Error ") >= 1
    for planted in ("Планетарий", "срочно", "граница", "example", "700000123", "rumours"):
        assert planted not in said


async def test_what_cannot_be_read_is_told_below_where_it_has_no_number_whatever_is_answered(
    telegram: Sandbox, settings: Settings, running: Running
) -> None:
    reader = telegram.person("Дана", language="ru", started=True)
    telegram.slip(numbered(telegram, message=written_by(reader, message_id=None, text=5)))
    async with running(settings):
        told = await reader.next_reply()
    assert (told.text, told.raw.get("reply_to_message")) == (HONEST, None)
