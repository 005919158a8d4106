"""A rumour in any form of message gets its card, from the real bot on the sandbox."""

from collections.abc import Awaitable, Callable
from typing import Any

import pytest

from handlers.kit.texts import Texts
from sandbox import Channel, HiddenUser, Message, Person, Sandbox
from sandbox.shapes import PLAIN

RU = Texts.load()["ru"]
RUMOUR = (
    "Казахстан тайно собирается встать на сторону России! Минобороны уже ведёт переговоры об "
    "отправке наших солдат и техники в Украину."
)
NEWS = "Погода на неделю: тепло и солнечно, дождя не будет."
SOMEONE = HiddenUser("Кто-то")
pytestmark = [pytest.mark.one_bot, pytest.mark.usefixtures("bot")]

Json = dict[str, Any]


def paragraph(text: Any) -> Json:
    return {"type": "paragraph", "text": text}


def table(*rows: list[str]) -> Json:
    place = {"align": "left", "valign": "top"}
    return {"type": "table", "cells": [[{**place, "text": cell} for cell in row] for row in rows]}


def buttons(label: str) -> Json:
    return {"inline_keyboard": [[{"text": label, "url": "https://news.example/1"}]]}


def option(number: int, text: str) -> Json:
    return {"persistent_id": str(number), "text": text, "voter_count": 0}


FORMS: dict[str, Callable[[Person], Awaitable[Message]]] = {
    "a rich message": lambda one: one.send_rich(
        {"type": "heading", "size": 1, "text": "Срочно"},
        paragraph([{"type": "bold", "text": RUMOUR[:40]}, RUMOUR[40:]]),
    ),
    "a cell of a forwarded table": lambda one: one.send_rich(
        table(["Погода", "тепло и солнечно"], ["Армия", RUMOUR]), origin=SOMEONE
    ),
    "what is folded away in a list": lambda one: one.send_rich(
        {
            "type": "details",
            "summary": "Подробности",
            "blocks": [
                {"type": "list", "items": [{"label": "1.", "blocks": [paragraph(RUMOUR)]}]},
            ],
        },
        origin=Channel("Новости", username="news_example", message_id=4),
    ),
    "the caption of paid media": lambda one: one.send_paid_media(RUMOUR, origin=SOMEONE),
    "the caption of a live photo": lambda one: one.send_live_photo(RUMOUR),
    "an answer of a poll": lambda one: one.send_poll(
        poll={**PLAIN["poll"], "options": [option(0, RUMOUR[:100]), option(1, RUMOUR[100:])]}
    ),
    "the explanation of a quiz": lambda one: one.send_poll(
        poll={**PLAIN["poll"], "explanation": RUMOUR}
    ),
    "a task of a checklist": lambda one: one.send_checklist(
        checklist={"title": "Что будет", "tasks": [{"id": 1, "text": RUMOUR}]}
    ),
    "the prize of a giveaway": lambda one: one.send_giveaway(
        giveaway={**PLAIN["giveaway"], "prize_description": RUMOUR}, origin=SOMEONE
    ),
    "the button of a forward": lambda one: one.send(
        NEWS, origin=SOMEONE, reply_markup=buttons(RUMOUR)
    ),
}


@pytest.mark.parametrize("form", FORMS.values(), ids=FORMS.keys())
async def test_a_rumour_gets_its_card_in_every_form(
    telegram: Sandbox, form: Callable[[Person], Awaitable[Message]]
) -> None:
    reader = telegram.person("Айгүл", language="ru")
    answer = await reader.reply_to(await form(reader))
    assert "🔴 Фейк" in answer.text


async def test_media_of_new_kinds_without_words_are_met_with_a_sentence(telegram: Sandbox) -> None:
    reader = telegram.person("Айгүл", language="ru")
    live = await reader.reply_to(await reader.send_live_photo())
    paid = await reader.reply_to(await reader.send_paid_media())
    assert live.text == RU("unreadable", kind="photo")
    assert paid.text == RU("unreadable", kind="paid-media")


async def test_an_event_that_the_library_does_not_know_gets_no_reply(telegram: Sandbox) -> None:
    reader = telegram.person("Айгүл", language="ru")
    asked = await reader.send("/help")
    await reader.reply_to(asked)
    bare = {key: asked.raw[key] for key in ("chat", "from", "date")}
    added = {"community": {"id": 1, "name": "Ауыл"}}
    telegram.inject({"message": {**bare, "message_id": 900, "community_chat_added": added}})
    await reader.reply_to(await reader.send("/help"))
    assert len(reader.received()) == 2
