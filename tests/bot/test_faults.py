"""When Telegram or the store fail: the reader hears of it, nothing is lost, the bot goes on."""

import asyncio
import sqlite3
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager

import pytest

from bot.settings import Settings
from handlers.kit.texts import Texts
from sandbox import Sandbox
from storage.store import Store
from tests.kit.waiting import until

RU = Texts.load()["ru"]
RUMOUR = "Казахстан тайно собирается встать на сторону России и отправить войска в Украину"
Running = Callable[[Settings], AbstractAsyncContextManager[object]]


@pytest.mark.usefixtures("bot")
async def test_too_many_requests_are_waited_out(telegram: Sandbox) -> None:
    telegram.fault("sendMessage", status=429, retry_after=1, times=1)
    reader = telegram.person("Дана", language="ru")
    answer = await reader.reply_to(await reader.send(RUMOUR))
    assert answer.text.startswith("🔴 Фейк")


@pytest.mark.usefixtures("bot")
async def test_one_reader_s_wait_holds_up_no_other(telegram: Sandbox) -> None:
    held = telegram.person("Ждёт", language="ru")
    telegram.fault("sendMessage", status=429, retry_after=10, times=1, chat_id=held.id)
    waiting = await held.send("/help")
    await telegram.call_of("sendMessage", chat_id=held.id)
    reader = telegram.person("Дана", language="ru")
    await reader.reply_to(await reader.send("/help"))
    assert held.received() == []
    await held.reply_to(waiting)


@pytest.mark.usefixtures("bot")
async def test_a_broken_search_says_so(telegram: Sandbox) -> None:
    telegram.fault(
        "answerInlineQuery", status=400, description="Bad Request: something new", times=3
    )
    page = await telegram.person("Дана", language="ru").inline("Таджикистан")
    assert page.button
    assert page.button["text"] == RU("inline-broken")


@pytest.mark.usefixtures("bot")
@pytest.mark.parametrize("status", [500, 502, 504])
async def test_a_failing_server_is_tried_again(telegram: Sandbox, status: int) -> None:
    telegram.fault("sendMessage", status=status, times=2)
    reader = telegram.person("Дана", language="ru")
    answer = await reader.reply_to(await reader.send(RUMOUR))
    assert answer.text.startswith("🔴 Фейк")


@pytest.mark.usefixtures("bot")
async def test_a_dropped_connection_is_tried_again(telegram: Sandbox) -> None:
    telegram.fault("sendMessage", drop=True, times=1)
    reader = telegram.person("Дана", language="ru")
    assert await reader.reply_to(await reader.send(RUMOUR))


@pytest.mark.usefixtures("bot")
async def test_a_reader_who_blocked_the_bot_stops_nobody_else(telegram: Sandbox) -> None:
    gone = telegram.person("Ушёл", language="ru")
    telegram.fault(
        "sendMessage",
        status=403,
        description="Forbidden: bot was blocked by the user",
        chat_id=gone.id,
    )
    await gone.send(RUMOUR)
    reader = telegram.person("Дана", language="ru")
    assert await reader.reply_to(await reader.send(RUMOUR))


@pytest.mark.usefixtures("bot")
async def test_an_update_that_breaks_a_handler_once_is_handled_again(telegram: Sandbox) -> None:
    telegram.fault("sendMessage", status=400, description="Bad Request: something new", times=1)
    reader = telegram.person("Дана", language="ru")
    assert (await reader.reply_to(await reader.send(RUMOUR))).text.startswith("🔴 Фейк")
    assert len(reader.received()) == 1


@pytest.mark.usefixtures("bot")
async def test_an_update_that_breaks_its_handlers_is_answered_with_a_code(
    telegram: Sandbox, store: Store
) -> None:
    telegram.fault("sendMessage", status=400, description="Bad Request: something new", times=3)
    reader = telegram.person("Дана", language="ru")
    answer = await reader.reply_to(await reader.send(RUMOUR))
    code = answer.text.rpartition(" ")[2]
    assert answer.text == RU("try-again", id=code)

    async def kept_aside() -> bool:
        return (await store.inbox.state()).aside == 1

    await until(kept_aside)
    assert (await reader.reply_to(await reader.send(RUMOUR))).text.startswith("🔴 Фейк")


@pytest.mark.usefixtures("bot")
async def test_a_query_that_is_too_old_is_no_error(telegram: Sandbox) -> None:
    reader = telegram.person("Дана", language="ru")
    card = await reader.reply_to(await reader.send(RUMOUR))
    telegram.fault(
        "answerCallbackQuery",
        status=400,
        description=(
            "Bad Request: query is too old and response timeout expired or query ID is invalid"
        ),
        times=1,
    )
    pressing = asyncio.create_task(reader.press(card, RU("button-not-mine")))
    await telegram.call_of("answerCallbackQuery")
    pressing.cancel()
    await reader.reply_to(await reader.send("/help"))
    assert RU("not-mine") in [message.text for message in reader.received()]


async def test_a_store_that_another_program_has_locked_still_answers(
    telegram: Sandbox, settings: Settings, running: Running
) -> None:
    async with running(settings):
        other = sqlite3.connect(settings.database, isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        reader = telegram.person("Дана", language="ru")
        answer = await reader.reply_to(await reader.send(RUMOUR))
        other.execute("ROLLBACK")
        other.close()
    assert answer.text.startswith("🔴 Фейк")
