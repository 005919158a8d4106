"""A picture of words is answered as the words themselves are."""

from collections.abc import Awaitable, Callable
from typing import Any

import pytest

from handlers.kit.texts import Texts
from sandbox import Channel, HiddenUser, Person, Sandbox
from sandbox.handles import Message
from tests.kit.pictures import picture_of, saved

TEXTS = Texts.load()
RU = TEXTS["ru"]
RUMOUR = (
    "Казахстан тайно собирается встать на сторону России! Минобороны уже ведёт переговоры об "
    "отправке наших солдат и техники в Украину."
)
KAZAKH = "Қазақстан билігі Украинадағы соғыста жасырын түрде Ресейдің жағына шықпақшы екен"
UNCHECKED = "В субботу во дворе бесплатно раздают саженцы яблонь всем жителям Костаная."
FAKE = "🔴 Фейк"
pytestmark = [pytest.mark.one_bot, pytest.mark.usefixtures("bot")]

Does = Callable[[Person], Awaitable[Message]]


def shown(text: str = RUMOUR) -> bytes:
    return saved(picture_of(text))


async def as_photo(reader: Person) -> Message:
    told: Message = await reader.send_photo(content=shown())
    return told


async def as_file(reader: Person) -> Message:
    told: Message = await reader.send_document(content=shown(), name="снимок.png")
    return told


async def forwarded(reader: Person) -> Message:
    told: Message = await reader.send_photo(content=shown(), origin=HiddenUser("Сосед"))
    return told


async def from_a_channel(reader: Person) -> Message:
    origin = Channel("Срочно", username="srochno_example", message_id=3)
    told: Message = await reader.send_photo(content=shown(), origin=origin)
    return told


async def under_a_question(reader: Person) -> Message:
    told: Message = await reader.send_photo("Это правда?", content=shown())
    return told


async def under_a_comment(reader: Person) -> Message:
    told: Message = await reader.send_photo("Смотрите, что мне прислали!", content=shown())
    return told


async def in_an_album(reader: Person) -> Message:
    told: Message = await reader.send_photo(album="one")
    await reader.send_photo(content=shown(), album="one")
    return told


async def behind_a_question(reader: Person) -> Message:
    await reader.send("Это правда?")
    return await as_photo(reader)


@pytest.mark.parametrize(
    "does",
    [
        as_photo,
        as_file,
        forwarded,
        from_a_channel,
        under_a_question,
        under_a_comment,
        in_an_album,
        behind_a_question,
    ],
    ids=lambda does: does.__name__,
)
async def test_a_picture_of_a_rumour_gets_one_reply_that_quotes_it_and_tells_the_verdict(
    telegram: Sandbox, does: Does
) -> None:
    reader = telegram.person("Айгүл", language="ru")
    answer = await reader.reply_to(await does(reader))
    assert FAKE in answer.text
    assert RU("picture-read") in answer.text
    assert any(RUMOUR[:60] in quoted for quoted in answer.quotations)
    await reader.reply_to(await reader.send("/help"))
    assert len(reader.received()) == 2


async def test_a_question_in_reply_to_a_picture_is_about_what_stands_in_it(
    telegram: Sandbox,
) -> None:
    reader = telegram.person("Айгүл", language="ru")
    picture = await reader.send_photo(content=shown())
    first = await reader.reply_to(picture)
    question = await reader.send("рас па?", reply_to=picture)
    assert FAKE in first.text
    assert FAKE in (await reader.next_reply()).text, question


async def test_kazakh_words_in_a_picture_are_read(telegram: Sandbox) -> None:
    reader = telegram.person("Айгүл", language="ru")
    answer = await reader.reply_to(await reader.send_photo(content=shown(KAZAKH)))
    assert FAKE in answer.text
    assert any(KAZAKH[:40] in quoted for quoted in answer.quotations)


async def test_a_caption_is_answered_whatever_the_picture_under_it_is(telegram: Sandbox) -> None:
    reader = telegram.person("Айгүл", language="ru")
    answer = await reader.reply_to(await reader.send_photo(RUMOUR, content=b"\xff\xd8\xff broken"))
    assert answer.text.startswith(FAKE)
    assert RU("picture-left-out") in answer.text


@pytest.mark.parametrize(
    ("content", "key", "fields"),
    [
        (saved(picture_of("")), "picture-wordless", {}),
        (b"\xff\xd8\xff broken", "picture-trouble", {"trouble": "damaged"}),
        (shown()[:2_000], "picture-trouble", {"trouble": "damaged"}),
    ],
)
async def test_of_a_picture_without_words_is_said_what_it_lacks(
    telegram: Sandbox, content: bytes, key: str, fields: dict[str, str]
) -> None:
    reader = telegram.person("Айгүл", language="ru")
    answer = await reader.reply_to(await reader.send_photo(content=content))
    assert answer.text == RU(key, **fields)


async def test_a_file_that_telegram_does_not_hand_out_is_too_large(telegram: Sandbox) -> None:
    reader = telegram.person("Айгүл", language="ru")
    told = await reader.send_document(content=shown(), name="a.png", size=30_000_000)
    answer = await reader.reply_to(told)
    assert answer.text == RU("too-big-trouble")


async def test_while_a_picture_is_read_the_chat_shows_that_something_is_done(
    telegram: Sandbox,
) -> None:
    reader = telegram.person("Айгүл", language="ru")
    await reader.reply_to(await as_photo(reader))
    actions = [call for call in telegram.calls if call.method == "sendChatAction"]
    assert [call for call in actions if str(reader.id) in str(call.params)]


@pytest.mark.own_bot
@pytest.mark.parametrize(
    ("fault", "words"),
    [
        ({"status": 404}, RU("picture-trouble", trouble="damaged")),
        (
            {"status": 400, "description": "Bad Request: wrong file_id"},
            RU("picture-trouble", trouble="damaged"),
        ),
        ({"status": 400, "description": "Bad Request: file is too big"}, RU("too-big-trouble")),
    ],
)
async def test_a_picture_that_telegram_refuses_is_answered_at_once(
    telegram: Sandbox, fault: dict[str, Any], words: str
) -> None:
    reader = telegram.person("Айгүл", language="ru")
    telegram.fault("getFile", times=1, **fault)
    answer = await reader.reply_to(await as_photo(reader))
    assert answer.text == words
