"""Albums: one reply, whatever their parts are, in whatever order and however late they come."""

import asyncio
from collections.abc import Sequence
from itertools import permutations

import pytest

from handlers.kit.texts import Texts
from sandbox import Channel, HiddenUser, Person, Sandbox
from sandbox.handles import Message
from tests.kit.files_made import blank, film_of, pdf_of
from tests.kit.pictures import picture_of, saved

TEXTS = Texts.load()
RU = TEXTS["ru"]
RUMOUR = (
    "Казахстан тайно собирается встать на сторону России! Минобороны уже ведёт переговоры об "
    "отправке наших солдат и техники в Украину."
)
UNCHECKED = "В субботу во дворе бесплатно раздают саженцы яблонь всем жителям Костаная."
FAKE = "🔴 Фейк"
pytestmark = [pytest.mark.one_bot, pytest.mark.usefixtures("bot")]


async def settled(reader: Person) -> list[Message]:
    """Return all that the bot has said, once it has said something and nothing more can come."""
    await reader.next_reply()
    asked = await reader.send("/help")
    await reader.reply_to(asked)
    await reader.silence(2)
    received = reader.received()
    return [one for one in received if one.reply_to_message_id != asked.message_id]


def now(reader: Person, answer: Message) -> Message:
    return Message(reader.chat, reader.chat.messages[answer.message_id])


MIXED = {
    "photo": (saved(picture_of("Добрый день, соседи")), ""),
    "video": (film_of([blank()], 1.0), ""),
    "document": (pdf_of([RUMOUR]), "a.pdf"),
}


@pytest.mark.parametrize("order", list(permutations(MIXED)), ids=lambda order: ", ".join(order))
async def test_an_album_of_all_kinds_is_one_ask_in_any_order(
    telegram: Sandbox, order: Sequence[str]
) -> None:
    reader = telegram.person("Айгүл", language="ru")
    for kind in order:
        content, name = MIXED[kind]
        await reader.send_media(kind, content=content, name=name, album="mixed")
    answers = await settled(reader)
    assert [FAKE in answer.text for answer in answers] == [True]


async def test_captions_on_several_parts_are_read_together(telegram: Sandbox) -> None:
    reader = telegram.person("Айгүл", language="ru")
    half = RUMOUR.index("!") + 1
    await reader.send_photo(RUMOUR[:half], album="c1")
    await reader.send_photo(RUMOUR[half:], album="c1")
    assert [FAKE in answer.text for answer in await settled(reader)] == [True]


async def test_a_channel_s_album_forwarded_with_a_comment_is_one_ask(telegram: Sandbox) -> None:
    reader = telegram.person("Айгүл", language="ru")
    await reader.send("Смотрите, что пишут, это правда?")
    for number in range(4):
        origin = Channel("Срочно", username="srochno_example", message_id=40 + number)
        await reader.send_photo(RUMOUR if number == 2 else "", album="ch", origin=origin)
    assert [FAKE in answer.text for answer in await settled(reader)] == [True]


async def test_a_part_that_comes_after_the_reply_changes_the_reply(telegram: Sandbox) -> None:
    reader = telegram.person("Айгүл", language="ru")
    first = await reader.send_photo(UNCHECKED, album="late")
    answer = await reader.reply_to(first)
    assert answer.text.startswith(RU("unknown"))
    await reader.send_document(content=pdf_of([RUMOUR]), name="a.pdf", album="late")
    await reader.chat.changed.until(lambda: FAKE in now(reader, answer).text or None, 60)
    third = await reader.send_photo(album="late")
    await reader.reply_to(await reader.send(UNCHECKED))
    assert third.message_id not in [one.reply_to_message_id for one in reader.received()]
    assert len(reader.received()) == 2
    assert FAKE in now(reader, answer).text


async def test_an_album_that_never_completes_is_answered_by_what_came(telegram: Sandbox) -> None:
    reader = telegram.person("Айгүл", language="ru")
    only = await reader.send_photo(RUMOUR, album="half")
    assert FAKE in (await reader.reply_to(only)).text


async def test_two_albums_of_one_person_are_two_asks(telegram: Sandbox) -> None:
    reader = telegram.person("Айгүл", language="ru")
    for album, caption in (("x1", RUMOUR), ("x2", UNCHECKED)):
        await reader.send_photo(caption, album=album, origin=HiddenUser("Сосед"))
        await reader.send_photo(album=album, origin=HiddenUser("Сосед"))
    assert sorted(FAKE in answer.text for answer in await settled(reader)) == [False, True]


async def test_the_albums_of_two_people_with_one_number_are_two(telegram: Sandbox) -> None:
    """Each forward of an album gets a number of its own; nobody promises that it is unique."""
    one, two = (telegram.person(name, language="ru") for name in ("Айгүл", "Дана"))
    await asyncio.gather(one.send_photo(RUMOUR, album="n"), two.send_photo(UNCHECKED, album="n"))
    assert [FAKE in answer.text for answer in await settled(one)] == [True]
    assert [FAKE in answer.text for answer in await settled(two)] == [False]


async def test_of_an_album_of_too_big_files_that_is_said_once(telegram: Sandbox) -> None:
    reader = telegram.person("Айгүл", language="ru")
    for _ in range(3):
        await reader.send_video(size=40_000_000, album="big")
    assert [answer.text for answer in await settled(reader)] == [RU("too-big-trouble")]
