"""Which files of a message are read, and that what was read is a post as if it had been typed."""

from datetime import UTC, datetime
from typing import Any

import pytest
from telegram import Bot, Message

from domain.post import Post
from handlers.kit.asked import asked
from handlers.kit.reading.files import files_in, with_words
from handlers.kit.reading.message import post_of
from matching.remembered import fingerprint
from media.reader import MediaReader
from tests.kit.pictures import picture_of, saved

BOT = Bot("1:x")
WORDS = "Казахстан тайно собирается встать на сторону соседней страны, пишут в чатах."
SIZES = [(90, 1_000), (320, 20_000), (1280, 300_000)]


def told(**fields: Any) -> Message:
    person = {"id": 7, "first_name": "Дана", "is_bot": False}
    date = int(datetime(2026, 11, 27, tzinfo=UTC).timestamp())
    chat = {"id": 7, "type": "private"}
    message = Message.de_json(
        {"message_id": 1, "date": date, "chat": chat, "from": person, **fields}, BOT
    )
    assert message is not None
    return message


def photo(*sizes: tuple[int, int]) -> list[dict[str, Any]]:
    return [
        {
            "file_id": f"f{width}",
            "file_unique_id": f"u{width}",
            "width": width,
            "height": width,
            "file_size": size,
        }
        for width, size in sizes
    ]


def document(name: str, mime: str = "") -> dict[str, Any]:
    return {"file_id": "d", "file_unique_id": "du", "file_name": name, "mime_type": mime}


def test_the_largest_size_that_can_be_fetched_is_read() -> None:
    assert [one.id for one in files_in({"photo": photo(*SIZES)})] == ["f1280"]
    large = [*SIZES, (9_000, 30_000_000)]
    assert [one.id for one in files_in({"photo": photo(*large)})] == ["f1280"]
    assert [one.id for one in files_in({"photo": photo((9_000, 30_000_000))})] == ["f9000"]
    assert files_in({"photo": []}) == []


@pytest.mark.parametrize(
    ("name", "mime"),
    [
        ("снимок", "image/jpeg"),
        ("снимок.PNG", "application/octet-stream"),
        ("снимок.webp", ""),
    ],
)
def test_a_document_that_is_a_picture_by_name_or_kind_is_read(name: str, mime: str) -> None:
    assert [one.id for one in files_in({"document": document(name, mime)})] == ["d"]


@pytest.mark.parametrize("odd", [None, 5, "x", {}, [{}], [None], [{"file_id": 7}], {"file_id": ""}])
def test_odd_fields_hold_no_file(odd: object) -> None:
    assert files_in({"photo": odd, "document": odd}) == []


def test_a_picture_without_a_caption_says_what_a_typed_post_says() -> None:
    shown = with_words(told(photo=photo(*SIZES)), {"": WORDS})
    typed = told(text=WORDS)
    assert asked([shown])[0].told[0].post == asked([typed])[0].told[0].post == Post(WORDS)


async def test_a_picture_of_a_post_and_the_post_have_one_place_in_the_cache() -> None:
    reader = MediaReader()
    seen = await reader.look(saved(picture_of(WORDS)), whose=7)
    await reader.close()
    shown = with_words(told(photo=photo(*SIZES)), {"": seen.text})
    assert fingerprint(asked([shown])[0].told[0].post) == fingerprint(Post(WORDS))


def test_small_talk_over_a_picture_is_about_it() -> None:
    shown = with_words(told(photo=photo(*SIZES), caption="рас па?"), {"": WORDS})
    (one,) = asked([shown])
    assert one.told[0].post == Post(WORDS)
    assert one.talk is None


def test_a_picture_and_its_caption_are_read_together_and_each_alone() -> None:
    caption = "В Костанае завтра закроют все школы, передайте родителям"
    shown = with_words(told(photo=photo(*SIZES), caption=caption), {"": WORDS})
    (one,) = asked([shown])
    assert [way.post.text for way in one.told] == [f"{caption}\n\n{WORDS}", WORDS, caption]


def test_a_caption_that_repeats_the_picture_is_read_once() -> None:
    shown = with_words(told(photo=photo(*SIZES), caption=WORDS), {"": WORDS})
    assert post_of([shown]).text == WORDS


def test_each_picture_of_an_album_is_read_alone_too() -> None:
    other = "Завтра во всём городе отключат воду и свет до самого понедельника"
    pieces = [
        with_words(told(photo=photo(*SIZES), media_group_id="a"), {"": words})
        for words in (WORDS, other)
    ]
    (one,) = asked(pieces)
    assert {way.post.text for way in one.told} == {f"{WORDS}\n\n{other}", WORDS, other}


@pytest.mark.parametrize("place", ["reply_to_message", "external_reply"])
def test_a_question_that_replies_to_a_picture_is_about_its_words(place: str) -> None:
    replied: dict[str, Any] = {"photo": photo(*SIZES)}
    if place == "reply_to_message":
        replied |= {"message_id": 5, "date": 1, "chat": {"id": 7, "type": "private"}}
    else:
        replied |= {"origin": {"type": "hidden_user", "date": 1, "sender_user_name": "Сосед"}}
    question = with_words(told(text="рас па?", **{place: replied}), {place: WORDS})
    (one,) = asked([question])
    assert one.told[0].post == Post(WORDS)
