"""What a message says, whatever its form: words that run on, addresses, origins, bounds."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from telegram import Bot, Message
from telegram.ext import filters

from domain.post import Post
from handlers.kit.reading import forms
from handlers.kit.reading.message import is_service, is_typed, named_by, post_of, unreadable_kind
from handlers.kit.reading.origins import origin_of, origins_of_reply
from handlers.kit.reading.spoken import is_service as is_event
from handlers.kit.reading.spoken import said_by
from handlers.kit.reading.walk import MOST_CHARACTERS, objects_in, said_in

Json = dict[str, Any]

BASE: Json = {"message_id": 7, "date": 1, "chat": {"id": 5, "type": "private"}}
CHANNEL = {"id": -1_001_234, "type": "channel", "title": "Канал"}
LIVE_PHOTO = {"file_id": "x", "file_unique_id": "y", "width": 1, "height": 1, "duration": 1}
FORWARDED = {"type": "channel", "date": 1, "chat": CHANNEL, "message_id": 9}


def received(**fields: Any) -> Message:
    """A message as the library makes it of what Telegram sends."""
    message = Message.de_json({**BASE, **fields}, None)
    assert message
    return message


def rich(*blocks: Json, **fields: Any) -> Post:
    return post_of([received(rich_message={"blocks": list(blocks)}, **fields)])


def paragraph(text: Any) -> Json:
    return {"type": "paragraph", "text": text}


def test_the_pieces_of_a_rich_text_run_on_and_its_blocks_stand_apart() -> None:
    said = rich(
        {"type": "heading", "size": 1, "text": "Срочно"},
        paragraph(
            [
                "Мини",
                {"type": "bold", "text": ["ст", {"type": "italic", "text": "р"}]},
                " ",
                {"type": "url", "url": "https://a.kz/1", "text": "под"},
                "писал",
            ]
        ),
    )
    assert said.text == "Срочно\n\nМинистр подписал"
    assert said.links == ("https://a.kz/1",)


def test_lists_tables_and_details_are_read_in_order_without_the_marks_of_lists() -> None:
    item = {"label": "2.", "has_checkbox": True, "blocks": [paragraph("внутренний")]}
    said = rich(
        {"type": "list", "items": [{"label": "1.", "blocks": [paragraph("первый"), item]}]},
        {
            "type": "table",
            "caption": "Цены",
            "cells": [[{"text": "хлеб"}, {}, {"text": ["300", " тенге"]}], [{"text": "соль"}]],
        },
        {"type": "details", "summary": "Итог", "blocks": [paragraph("скрыто")]},
        {"type": "blockquote", "blocks": [paragraph("слова")], "credit": "Акимат"},
        {"type": "photo", "photo": [], "caption": {"text": "Плотина", "credit": "Очевидец"}},
    )
    assert said.text.split("\n\n") == [
        "первый",
        "внутренний",
        "Цены",
        "хлеб | 300 тенге\nсоль",
        "Итог",
        "скрыто",
        "слова",
        "Акимат",
        "Плотина",
        "Очевидец",
    ]


def test_a_kind_that_nobody_knows_is_read_by_what_its_fields_are_called() -> None:
    said = rich(
        {"type": "carousel", "slides": [{"lead": "Воду отключат завтра", "href": "https://a.kz"}]},
        paragraph([{"type": "glow", "text": "Алма"}, "ты"]),
    )
    assert said.text == "Воду отключат завтра\n\nАлматы"
    assert said.links == ("https://a.kz",)


def test_a_form_of_a_message_that_nobody_knows_is_read_too() -> None:
    hologram = {"caption": "Воду отключат", "file_id": "x"}
    assert post_of([received(hologram=hologram)]).text == "Воду отключат"


def test_words_that_stand_in_a_text_and_in_a_rich_message_are_read_once() -> None:
    plain = "Что будет:\n1. Воду отключат\n2. Свет отключат"
    items = [{"label": f"{n}.", "blocks": [paragraph(f"{what} отключат")]} for n, what in _ITEMS]
    said = rich(paragraph("Что будет:"), {"type": "list", "items": items}, text=plain)
    assert said.text.count("Воду") == 1


_ITEMS = [(1, "Воду"), (2, "Свет")]


def test_a_text_that_says_something_else_than_the_rich_message_beside_it_stays() -> None:
    said = rich(paragraph("Воду отключат 6 апреля"), text="Воду отключат 5 апреля")
    assert said.text == "Воду отключат 5 апреля\n\nВоду отключат 6 апреля"


def test_the_buttons_of_a_forward_are_read_and_of_what_is_typed_only_their_addresses() -> None:
    button = {"text": "Читать всё", "url": "https://a.kz/1"}
    markup = {"inline_keyboard": [[button]]}
    typed = post_of([received(text="Смотрите", reply_markup=markup)])
    forward = post_of([received(text="Смотрите", reply_markup=markup, forward_origin=FORWARDED)])
    assert typed == Post("Смотрите", ("https://a.kz/1",))
    assert forward.text == "Смотрите\n\nЧитать всё"
    assert forward.links == ("https://a.kz/1",)
    assert forward.origin == "https://t.me/c/1234/9"


@pytest.mark.parametrize(
    ("origin", "address"),
    [
        (FORWARDED, "https://t.me/c/1234/9"),
        ({**FORWARDED, "chat": {**CHANNEL, "username": "kanal"}}, "https://t.me/kanal/9"),
        ({**FORWARDED, "type": "of a new kind"}, "https://t.me/c/1234/9"),
        ({"type": "chat", "date": 1, "sender_chat": {**CHANNEL, "username": "kanal"}}, None),
        ({"type": "hidden_user", "date": 1, "sender_user_name": "X"}, None),
        ({"type": "of a new kind", "date": 1}, None),
    ],
)
def test_a_forward_s_origin_is_the_address_of_that_post_and_of_nothing_else(
    origin: Json, address: str | None
) -> None:
    forward = received(text="Слова", forward_origin=origin)
    assert post_of([forward]).origin == address
    assert not is_typed(forward)


def test_a_story_s_origin_is_its_address() -> None:
    story = {"chat": {"id": 3, "type": "private", "username": "kanal"}, "id": 4}
    assert post_of([received(story=story)]).origin == "https://t.me/kanal/s/4"
    answered = named_by(received(text="Рас па?", reply_to_story=story))
    assert answered == Post("", origin="https://t.me/kanal/s/4")


def test_a_reply_names_the_post_that_it_is_to() -> None:
    post = {**BASE, "message_id": 3, "text": "Воду отключат", "forward_origin": FORWARDED}
    assert named_by(received(text="Рас па?", reply_to_message=post)) == Post(
        "Воду отключат", origin="https://t.me/c/1234/9"
    )
    assert post_of([received(text="Рас па?", reply_to_message=post)]) == Post("Рас па?")


def test_a_reply_to_another_chat_names_the_post_by_its_quotation_and_its_addresses() -> None:
    reply = {
        "origin": {**FORWARDED, "chat": {**CHANNEL, "username": "kanal"}},
        "chat": {"id": -1_005, "type": "supergroup", "title": "Үй"},
        "message_id": 8,
        "link_preview_options": {"url": "https://a.kz/1"},
    }
    question = received(
        text="Рас па?", external_reply=reply, quote={"text": "Воду отключат", "position": 0}
    )
    assert named_by(question) == Post(
        "Воду отключат", ("https://a.kz/1", "https://t.me/c/5/8"), "https://t.me/kanal/9"
    )


@pytest.mark.parametrize(
    ("quote", "words"),
    [
        ({"text": "Отопления не будет до мая", "is_manual": True}, "Отопления не будет до мая"),
        ({"text": "Отопления не будет до мая"}, "Воду отключат. Отопления не будет до мая"),
        # What says nothing by itself is no ask.
        ({"text": "до", "is_manual": True}, "Воду отключат. Отопления не будет до мая"),
    ],
)
def test_words_picked_out_of_a_post_are_what_is_asked_about(quote: Json, words: str) -> None:
    whole = "Воду отключат. Отопления не будет до мая"
    post = {**BASE, "message_id": 3, "text": whole, "forward_origin": FORWARDED}
    question = received(text="Рас па?", reply_to_message=post, quote={**quote, "position": 15})
    assert named_by(question) == Post(words, origin="https://t.me/c/1234/9")


class Raspa(Bot):
    """The bot itself, known without having asked Telegram."""

    @property
    def id(self) -> int:
        return 42


@pytest.mark.parametrize(
    "sender",
    [
        {"from": {"id": 42, "is_bot": True, "first_name": "Raspa"}},
        {"via_bot": {"id": 42, "is_bot": True, "first_name": "Raspa"}},
        {
            "forward_origin": {
                "type": "user",
                "date": 1,
                "sender_user": {"id": 42, "is_bot": True, "first_name": "Raspa"},
            }
        },
    ],
)
def test_the_buttons_under_the_bot_s_own_card_say_nothing(sender: Json) -> None:
    markup = {"inline_keyboard": [[{"text": "Источник", "url": "https://a.kz/1"}]]}
    card = {**BASE, **sender, "text": "Вот ответ", "reply_markup": markup}
    bot = Raspa("42:x")
    message = Message.de_json(card, bot)
    asked = Message.de_json({**BASE, "text": "Рас па?", "reply_to_message": card}, bot)
    assert message
    assert asked
    assert post_of([message]) == Post("Вот ответ")
    assert named_by(asked) == Post("Вот ответ")


def test_a_message_that_replies_to_nothing_that_was_said_names_nothing() -> None:
    topic = {**BASE, "message_id": 2, "forum_topic_created": {"name": "Тема", "icon_color": 1}}
    assert named_by(received(text="Рас па?")) is None
    assert named_by(received(text="Рас па?", reply_to_message=topic)) is None


def test_an_entity_outside_its_text_or_inside_an_emoji_breaks_nothing() -> None:
    marks = [
        {"type": "url", "offset": 1, "length": 9},
        {"type": "url", "offset": 400, "length": 9},
        {"type": "url", "offset": -3, "length": 2},
        {"type": "text_link", "offset": 99, "length": 1, "url": "https://a.kz"},
    ]
    said = post_of([received(text="😀 https://b.kz", entities=marks)])
    assert "https://a.kz" in said.links
    assert said.text == "😀 https://b.kz"


def test_half_an_emoji_in_a_text_can_be_written_down() -> None:
    said = rich(paragraph("Воду \ud83d отключат"))
    assert said.text.encode()
    assert "отключат" in said.text


@pytest.mark.parametrize(
    ("fields", "kind"),
    [
        ({"live_photo": LIVE_PHOTO}, "photo"),
        ({"paid_media": {"star_count": 1, "paid_media": []}}, "paid-media"),
        ({"story": {"chat": CHANNEL, "id": 1}}, "story"),
        ({"rich_message": {"blocks": [{"type": "voice_note", "voice_note": {}}]}}, "voice"),
        ({"rich_message": {"blocks": [{"type": "divider"}]}}, "other"),
        ({"checklist": {"title": "", "tasks": []}}, "other"),
        ({"hologram": {"file_id": "x"}}, "other"),
    ],
)
def test_what_holds_no_words_is_called_by_its_kind(fields: Json, kind: str) -> None:
    message = received(**fields)
    assert unreadable_kind(message) == kind
    assert not is_service(message)


def test_events_of_a_chat_are_told_from_what_people_send_by_their_fields() -> None:
    assert is_service(received(new_chat_title="Жаңа"))
    assert is_service(received(community_chat_added={"community": {"id": 1, "name": "Ауыл"}}))
    assert is_service(received(of_a_new_kind={"count": 3}))
    assert not is_service(received(of_a_new_kind={"count": 3}, forward_origin=FORWARDED))
    assert not is_service(received(of_a_new_kind={"video": {"file_id": "x"}}))
    assert not is_service(received(text="Рас па?"))
    assert not is_service(received(dice={"emoji": "🎲", "value": 3}))


def test_every_event_is_one_whatever_it_holds() -> None:
    for event in forms.SERVICE:
        assert is_event({**BASE, event: {"text": "Рас па?", "file_id": "x"}})


words = st.text("абвгғдеёжзийқөұү", min_size=3, max_size=9)
piece = st.recursive(
    words,
    lambda inner: st.one_of(
        st.lists(inner, max_size=4),
        st.builds(
            lambda kind, text: {"type": kind, "text": text, "url": "https://a.kz"},
            st.sampled_from(["bold", "url", "spoiler", "date_time", "of_a_new_kind"]),
            inner,
        ),
    ),
    max_leaves=8,
)
block = st.recursive(
    piece.map(paragraph),
    lambda inner: st.one_of(
        st.builds(
            lambda kind, blocks, more: {"type": kind, "blocks": blocks, "credit": more},
            st.sampled_from(["blockquote", "collage", "details", "of_a_new_kind"]),
            st.lists(inner, max_size=3),
            piece,
        ),
        st.lists(inner, max_size=3).map(
            lambda blocks: {"type": "list", "items": [{"label": "1.", "blocks": blocks}]}
        ),
        st.lists(st.lists(piece.map(lambda text: {"text": text}), max_size=3), max_size=3).map(
            lambda cells: {"type": "table", "cells": cells}
        ),
    ),
    max_leaves=12,
)


def leaves(value: Any) -> list[str]:
    if isinstance(value, dict):
        return [one for key, part in value.items() if key not in _NO_WORDS for one in leaves(part)]
    return [one for part in value for one in leaves(part)] if isinstance(value, list) else [value]


_NO_WORDS = {"type", "url", "label"}


@given(st.lists(block, max_size=5))
def test_every_word_of_a_rich_message_is_read_whatever_stands_in_what(blocks: list[Json]) -> None:
    said = said_in({"blocks": blocks}).words
    assert [word for word in leaves(blocks) if word not in said] == []


def test_nesting_without_end_and_texts_without_end_are_read_up_to_a_bound() -> None:
    deep: Any = "глубоко"
    for _ in range(20_000):
        deep = {"type": "blockquote", "blocks": [deep]}
    assert said_in({"blocks": [deep]}).words == "глубоко"
    wide = [paragraph("слово")] * 400_000
    assert len(said_in({"blocks": wide}).words) < 2 * MOST_CHARACTERS
    assert len(said_in({"blocks": [paragraph("ы" * 1_000_000)]}).words) == MOST_CHARACTERS
    assert len(list(objects_in(wide))) < len(wide)


anything = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=9)),
    lambda inner: st.one_of(
        st.lists(inner, max_size=4),
        st.dictionaries(
            st.sampled_from([*forms.ORDER, *forms.LINKS, "entities", "type", "chat", "id", "new"]),
            inner,
            max_size=5,
        ),
    ),
    max_leaves=12,
)
fields = [*forms.CONTENT, *forms.ABOUT, *forms.NAMED, *forms.BESIDE, "entities", "new"]


@given(st.dictionaries(st.sampled_from(sorted(fields)), anything, max_size=6))
def test_whatever_stands_under_a_field_reading_never_fails(message: Json) -> None:
    said = said_by(message, labels=True, own=False)
    json.dumps([said.words, said.links]).encode()
    is_event(message)
    origin_of(message)
    origins_of_reply(message)
    unread = Message.de_json({**BASE, "rich_message": message, "new": message}, None)
    assert unread
    post_of([unread])
    named_by(unread)
    unreadable_kind(unread)


def test_the_events_that_the_library_knows_are_events_here() -> None:
    known = [one for one in vars(filters.StatusUpdate) if one.isupper() and one != "ALL"]
    merged = {"CHAT_CREATED", "CHAT_SHARED", "MIGRATE", "REFUNDED_PAYMENT"}
    assert {one.lower() for one in known if one not in merged} <= forms.SERVICE
