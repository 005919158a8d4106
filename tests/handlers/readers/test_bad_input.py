"""Strange posts: each gets exactly one reply, and the bot goes on."""

import pytest

from handlers.kit.texts import Texts
from sandbox import Channel, FromUser, Sandbox

RU = Texts.load()["ru"]
pytestmark = [pytest.mark.one_bot, pytest.mark.usefixtures("bot")]

STRANGE = {
    "one word of 4,096 letters": "ы" * 4096,
    "one word 800 times": "война " * 682,
    "emoji": "🔴" * 2048,
    "combining marks": "а" + "\u0301" * 4095,
    "right to left": "شائعة " * 600,
    "HTML": "<b>Казахстан</b> &amp; <script>alert(1)</script> <a href='x'>" * 30,
    "Markdown": "*_`[Казахстан](http://x)~||>#+-=|{}.!" * 50,
    "zero-width": "К\u200bа\u200dз\u2060а\ufeffх\u200bстан",
    "homoglyphs": "Kaзaxcтaн тaйнo вcтaнeт нa cтopoнy Poccии",
    "search syntax": 'NEAR("a" b) AND * OR ^ col:x "',
    "null and controls": "а\x01б\x02в",
    "one character": "?",
    "a lone variation selector": "\ufe0f",
    "numbers": "1 2 3 4 5 6 7 8 9 " * 200,
}


@pytest.mark.parametrize("text", STRANGE.values(), ids=STRANGE.keys())
async def test_a_strange_post_gets_one_reply(telegram: Sandbox, text: str) -> None:
    reader = telegram.person("Дана", language="ru")
    await reader.reply_to(await reader.send(text))
    await reader.reply_to(await reader.send("/help"))
    messages = [message.text for message in reader.received()]
    assert len(messages) == 2
    assert RU("try-again", id="")[:20] not in messages[0]


@pytest.mark.parametrize("text", ["", "   ", "\n\n", "\u200b"])
async def test_a_post_without_words_is_told_so(telegram: Sandbox, text: str) -> None:
    reader = telegram.person("Дана", language="ru")
    # Telegram itself lets nobody send such a text, so it comes as a bare update.
    shape = {**(await reader.send("/help")).raw, "message_id": 1000, "text": text}
    del shape["entities"]
    telegram.inject({"message": shape})
    while len(reader.received()) < 2:
        await reader.next_reply()
    assert reader.received()[-1].text == RU("empty")


@pytest.mark.parametrize(
    "said", [{"text": "Здравствуйте"}, {"text": "/help"}, {"dice": {"emoji": "🎲", "value": 3}}]
)
async def test_another_bot_gets_no_answer(telegram: Sandbox, said: dict[str, object]) -> None:
    reader = telegram.person("Дана", language="ru")
    asked = (await reader.send("/help")).raw
    shape = {key: one for key, one in asked.items() if key not in {"text", "entities"}}
    sender = {**shape["from"], "is_bot": True}
    telegram.inject({"message": {**shape, **said, "message_id": 1000, "from": sender}})
    await reader.reply_to(await reader.send("/help"))
    assert len(reader.received()) == 2


async def test_a_channel_s_post_is_answered_to_people_and_not_to_a_bot_that_forwards_it(
    telegram: Sandbox,
) -> None:
    reader = telegram.person("Дана", language="ru")
    origin = Channel("Срочно", username="srochno_example", message_id=5)
    post = await reader.send_document(content=b"words", name="a.txt", origin=origin)
    await reader.reply_to(post)
    sender = {**post.raw["from"], "is_bot": True}
    telegram.inject({"message": {**post.raw, "message_id": 1000, "from": sender}})
    await reader.reply_to(await reader.send("/help"))
    assert len(reader.received()) == 2


async def test_what_another_bot_wrote_is_answered_to_whoever_forwards_it(
    telegram: Sandbox,
) -> None:
    reader = telegram.person("Дана", language="ru")
    origin = FromUser("Бот новостей", is_bot=True)
    told = await reader.send_document(content=b"words", name="a.txt", origin=origin)
    assert (await reader.reply_to(told)).text
