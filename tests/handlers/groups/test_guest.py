"""Guest mentions, through the real bot on the sandbox: one answer each, from any chat."""

import asyncio
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager

import pytest

from bot.settings import Settings
from handlers.kit.texts import Texts
from sandbox import HiddenUser, Message, Person, Sandbox
from sandbox.chats import Chat
from tests.handlers.groups.test_asking import RUMOUR, UNCHECKED

RU = Texts.load()["ru"]
KK = Texts.load()["kk"]
pytestmark = pytest.mark.one_bot


@pytest.fixture
def dana(telegram: Sandbox) -> Person:
    return telegram.person("Дана", language="ru")


@pytest.fixture
def elsewhere(telegram: Sandbox, dana: Person) -> Chat:
    return telegram.group("Жат топ", members=[dana], bot="left")


@pytest.fixture
def named(telegram: Sandbox) -> str:
    return f"@{telegram.bot_username}"


@pytest.mark.usefixtures("bot")
async def test_a_guest_mention_is_answered_about_the_message_that_it_replies_to(
    dana: Person, elsewhere: Chat, named: str
) -> None:
    post = await dana.forward(RUMOUR, HiddenUser("Кто-то"), chat=elsewhere)
    answer = await dana.ask_guest(named, post, elsewhere)
    assert answer.text.startswith("🔴 Фейк")
    assert answer.quotations
    url = answer.button(RU("button-whole-card")).url
    assert url is not None
    card = await dana.reply_to(await dana.send(f"/start {url.partition('start=')[2]}"))
    assert card.text.startswith("🔴 Фейк")


@pytest.mark.usefixtures("bot")
async def test_a_guest_mention_without_a_reply_is_about_its_own_words(
    dana: Person, elsewhere: Chat, named: str
) -> None:
    answer = await dana.ask_guest(f"{named} {RUMOUR}", None, elsewhere)
    assert answer.text.startswith("🔴 Фейк")


@pytest.mark.usefixtures("bot")
async def test_what_a_guest_mention_does_not_find_can_be_asked_of_the_desk(
    dana: Person, elsewhere: Chat, named: str
) -> None:
    post = await dana.send(UNCHECKED, chat=elsewhere)
    answer = await dana.ask_guest(f"{named} правда?", post, elsewhere)
    assert answer.text == RU("group-unknown")
    url = answer.button(RU("button-ask")).url
    assert url is not None
    opened = await dana.reply_to(await dana.send(f"/start {url.partition('start=')[2]}"))
    assert UNCHECKED in opened.quotations


@pytest.mark.usefixtures("bot")
@pytest.mark.parametrize("words", ["", "привет", "рас па?"])
async def test_a_guest_mention_with_nothing_to_check_is_told_what_to_do_in_one_line(
    telegram: Sandbox, dana: Person, elsewhere: Chat, named: str, words: str
) -> None:
    answer = await dana.ask_guest(f"{named} {words}", None, elsewhere)
    assert answer.text in {
        RU("guest-how", bot=telegram.bot_username),
        KK("guest-how", bot=telegram.bot_username),
    }
    assert "\n" not in answer.text


@pytest.mark.usefixtures("bot")
async def test_a_guest_mention_at_a_picture_says_that_it_is_not_read(
    dana: Person, elsewhere: Chat, named: str
) -> None:
    post = await dana.send_voice(chat=elsewhere)
    assert (await dana.ask_guest(named, post, elsewhere)).text == RU("unreadable", kind="voice")


@pytest.mark.usefixtures("bot")
async def test_a_guest_mention_in_a_chat_of_two_is_answered_there_and_nowhere_else(
    telegram: Sandbox, dana: Person, named: str
) -> None:
    other = telegram.person("Апа")
    told = telegram.world.message(other.chat, other.user, {"text": RUMOUR})
    post = Message(other.chat, told)
    answer = await dana.ask_guest(named, post, other.chat)
    assert answer.text.startswith("🔴 Фейк")
    sent = [one for one in telegram.calls_of("sendMessage") if one.params["chat_id"] == other.id]
    assert sent == []


@pytest.mark.usefixtures("bot")
async def test_an_error_is_told_as_the_answer(
    telegram: Sandbox, dana: Person, elsewhere: Chat, named: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def breaks(*_: object) -> None:
        raise RuntimeError("broken on purpose")

    monkeypatch.setattr("handlers.groups.guest.answer_about", breaks)
    post = await dana.send(RUMOUR, chat=elsewhere)
    answer = await dana.ask_guest(named, post, elsewhere)
    assert answer.text.startswith(RU("try-again", id="x").split("x")[0])


@pytest.mark.own_bot
async def test_a_guest_mention_is_answered_once_also_after_the_bot_was_killed_on_its_way(
    telegram: Sandbox,
    settings: Settings,
    running: Callable[..., AbstractAsyncContextManager[asyncio.Event]],
    dana: Person,
    elsewhere: Chat,
    named: str,
) -> None:
    post = await dana.send(RUMOUR, chat=elsewhere)
    # Telegram has the answer, and the bot does not hear so.
    telegram.fault("answerGuestQuery", drop=True, after=True)
    async with running(settings):
        answer = await dana.ask_guest(named, post, elsewhere)
        assert answer.text.startswith("🔴 Фейк")
        assert (await dana.reply_to(await dana.send("/help"))).text
    async with running(settings):
        assert (await dana.reply_to(await dana.send("/help"))).text
    answers = [one for one in elsewhere.messages.values() if "guest_bot_caller_user" in one]
    assert len(answers) == 1


@pytest.mark.own_bot
async def test_a_guest_mention_that_waited_too_long_is_not_answered(
    telegram: Sandbox,
    settings: Settings,
    running: Callable[..., AbstractAsyncContextManager[asyncio.Event]],
    dana: Person,
    elsewhere: Chat,
    named: str,
) -> None:
    telegram.world.updates.allow(["guest_message", "message"])
    post = await dana.send(RUMOUR, chat=elsewhere)
    asking = asyncio.create_task(dana.ask_guest(named, post, elsewhere))
    await asyncio.sleep(0)
    telegram.advance(3_600)
    async with running(settings):
        assert (await dana.reply_to(await dana.send("/help"))).text
    asking.cancel()
    answers = [one for one in elsewhere.messages.values() if "guest_bot_caller_user" in one]
    assert answers == []
