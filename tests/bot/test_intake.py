"""The door: whatever JSON Telegram sends, it becomes an update, a note, or nothing; no error."""

import json
from contextlib import suppress
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from telegram import Bot, Message, Update

from bot.intake.intake import _whose
from bot.intake.plain_json import (
    BrokenBodyError,
    NotUpdatesError,
    harmless,
    update_id_of,
    updates_in,
)
from bot.intake.updates import read_update
from handlers import ALLOWED_UPDATES
from handlers.unreadable import Unreadable
from privacy.sealing import People
from tests.kit.odd import CHANNEL, POLL, READER, SAMPLES, TEXT, message, odd_updates, places

BOT = Bot("1:x")
PEOPLE = People(bytes(32))
SECRETS = ("Планетарий", "срочно", "граница", "слово", "700000123", "example")


def opened(raw: object) -> tuple[Update | Unreadable, ...]:
    return read_update(raw, BOT, ALLOWED_UPDATES)


def read(raw: object) -> Message:
    update = opened(raw)[0]
    assert isinstance(update, Update)
    assert update.effective_message
    return update.effective_message


def used(update: Update) -> None:
    """Do with an update what handlers do."""
    json.dumps(update.to_dict()).encode()
    assert all(isinstance(each, int | None) for each in _whose(update)[:2])
    if user := update.effective_user:
        PEOPLE.seal(user.id)
        assert isinstance(user.language_code, str | None)
        assert isinstance(user.full_name, str | None)
    if (told := update.effective_message) and isinstance(told, Message):
        told.parse_entities()
        told.parse_caption_entities()
        assert isinstance(told.text or told.caption or "", str)
        assert told.date.year < 10_000
        if told.reply_to_message:
            told.reply_to_message.parse_entities()
        if told.poll:
            told.poll.parse_question_entities()
            assert all(isinstance(option.text, str) for option in told.poll.options)


@pytest.mark.parametrize("raw", SAMPLES.values(), ids=SAMPLES.keys())
def test_an_update_as_it_should_be_is_read_whole(raw: dict[str, Any]) -> None:
    update = Update.de_json(raw, BOT)
    assert [one.to_dict() for one in opened(raw) if isinstance(one, Update)] == [update.to_dict()]
    assert len(opened(raw)) == 1


@settings(max_examples=300, deadline=None)
@given(odd_updates())
def test_an_odd_update_can_be_used_or_is_noted(raw: object) -> None:
    for one in opened(raw):
        if isinstance(one, Update):
            used(one)
        else:
            assert not any(secret in one.kind for secret in SECRETS)
            assert all(isinstance(each, int | None) for each in _whose(one)[:2])
            one.document.encode("utf-8", "replace")


def test_a_press_under_an_inaccessible_message_that_holds_more_than_it_may_is_fitted() -> None:
    """Found by the property above: its fields went to the library unread."""
    pressed = {**SAMPLES["a press"]["callback_query"]}
    pressed["message"] = {**pressed["message"], "date": 0, "text": True, "entities": 7}
    for one in opened({"update_id": 1, "callback_query": pressed}):
        if isinstance(one, Update):
            used(one)
            assert one.callback_query
            assert one.callback_query.message
            assert not one.callback_query.message.is_accessible


anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=8,
)


@given(anything)
def test_json_that_is_no_update_is_noted_or_passed_over(raw: object) -> None:
    assert all(isinstance(one, Unreadable) for one in opened(raw))


@given(st.sampled_from(ALLOWED_UPDATES), anything)
def test_a_kind_that_holds_anything_raises_nothing(kind: str, content: object) -> None:
    for one in opened({"update_id": 4, kind: content}):
        if isinstance(one, Update):
            used(one)


def test_every_single_field_of_a_text_may_be_missing_or_wrong_and_its_words_are_read() -> None:
    update = SAMPLES["a text"]
    needed = {"message_id", "text", "chat", "from"}
    for path in places(update["message"]):
        if path[0] not in needed:
            odd = {"update_id": 1, "message": _without(update["message"], path)}
            assert read(odd).text == TEXT["text"], path


def _without(content: Any, path: tuple[Any, ...]) -> Any:
    if isinstance(content, list):
        return [
            _without(one, path[1:]) if index == path[0] else one
            for index, one in enumerate(content)
            if index != path[0] or path[1:]
        ]
    return {
        key: _without(one, path[1:]) if key == path[0] else one
        for key, one in content.items()
        if key != path[0] or path[1:]
    }


@pytest.mark.parametrize(
    ("odd", "kind"),
    [
        ({"live_photo": {"a": 1}}, "message.live_photo.file_id (missing)"),
        ({"edit_date": 10**13}, "message.edit_date (wrong type)"),
        ({"date": 10**13}, "message.date (wrong type)"),
        ({"chat": {"id": READER["id"]}}, "message.chat.type (missing)"),
        ({"reply_to_message": 5}, "message.reply_to_message (wrong type)"),
    ],
)
def test_an_odd_field_beside_a_text_leaves_the_text(odd: dict[str, Any], kind: str) -> None:
    update, note = opened({"update_id": 1, "message": message(**TEXT) | odd})
    assert isinstance(update, Update)
    assert update.message
    assert (update.message.text, update.message.chat.type) == (TEXT["text"], "private")
    assert isinstance(note, Unreadable)
    assert (note.kind, note.in_part) == (kind, True)


@pytest.mark.parametrize("field", sorted(set(POLL) - {"question", "options"}))
def test_a_poll_that_lacks_a_field_is_still_read(field: str) -> None:
    poll = {key: one for key, one in POLL.items() if key != field}
    told = read({"update_id": 1, "message": message(poll=poll)}).poll
    assert told
    assert [told.question, *(option.text for option in told.options)] == [
        "Закроют ли границу?",
        "Да",
        "Нет",
    ]


@pytest.mark.parametrize("content", [{"text": 5}, {"live_photo": {"a": 1}}, {"poll": "x"}])
def test_a_message_all_of_whose_content_is_odd_is_noted_with_whom_to_tell(
    content: dict[str, Any],
) -> None:
    (note,) = opened({"update_id": 1, "message": message(**content)})
    assert isinstance(note, Unreadable)
    assert (note.chat_id, note.message_id, note.in_part) == (READER["id"], 11, False)


def test_a_bot_is_not_told_that_it_cannot_be_read() -> None:
    (note,) = opened({"message": message(text=5) | {"from": {**READER, "is_bot": True}}})
    assert isinstance(note, Unreadable)
    assert (note.chat_id, note.sender) == (None, None)


@pytest.mark.parametrize("sender", [None, 5, {}, {"id": "x"}, {"id": -1}, {"id": 10**400}])
def test_a_sender_that_is_none_is_whose_private_chat_it_is(sender: object) -> None:
    told = read({"update_id": 1, "message": message(**TEXT) | {"from": sender}})
    assert told.from_user
    assert (told.from_user.id, told.from_user.is_bot) == (READER["id"], False)


def test_a_bot_whose_id_is_none_stays_a_bot() -> None:
    sender = {"id": "x", "is_bot": True, "first_name": "Bot"}
    told = read({"update_id": 1, "message": message(**TEXT) | {"from": sender}})
    assert told.from_user
    assert told.from_user.is_bot


def test_a_sender_that_is_none_stays_unknown_in_a_group() -> None:
    told = read({"update_id": 1, "message": message(**TEXT) | {"from": None, "chat": CHANNEL}})
    assert told.from_user is None


@pytest.mark.parametrize("event", ["migrate_from_chat_id", "boost_added", "passport_data"])
@pytest.mark.parametrize("odd", [10**400, float("inf"), 5, "", [], {}])
def test_an_event_is_one_however_odd_it_is(event: str, odd: object) -> None:
    assert opened({"update_id": 1, "message": message(**{event: odd})}) == ()


def test_a_forwarded_message_whose_origin_is_odd_stays_a_forwarded_one() -> None:
    origin = {"type": "channel", "chat": CHANNEL}
    told = read({"update_id": 1, "message": message(**TEXT, forward_origin=origin)})
    assert told.forward_origin


@pytest.mark.parametrize(
    ("text", "given_", "left"),
    [
        ("🔥", [(0, 1)], []),
        ("🔥", [(1, 1)], []),
        ("🔥🔥", [(0, 3)], [(0, 2)]),
        ("абв", [(1, 50)], [(1, 2)]),
        ("абв", [(3, 1), (-1, 2), (0, 0), ("0", 1), (True, 1)], []),
        ("\ud83d я", [(0, 3)], [(0, 3)]),
        (None, [(0, 1)], []),
        (5, [(0, 1)], []),
    ],
)
def test_entities_mark_whole_characters_of_their_text(
    text: object, given_: list[tuple[Any, Any]], left: list[tuple[int, int]]
) -> None:
    marks = [{"type": "bold", "offset": at, "length": length} for at, length in given_]
    for names in (("text", "entities"), ("caption", "caption_entities")):
        kept = harmless(dict(zip(names, (text, marks), strict=True)))
        found = [(mark["offset"], mark["length"]) for mark in kept.get(names[1], [])]
        assert found == left


@pytest.mark.parametrize("name", ["boost_added", "passport_data", "successful_payment"])
def test_a_service_message_is_passed_over(name: str) -> None:
    assert opened({"update_id": 1, "message": message(**{name: {"x": 1}})}) == ()


def test_a_message_with_nothing_in_it_is_noted_with_whom_to_tell() -> None:
    empty: tuple[dict[str, Any], ...] = ({}, {"photo": []}, {"reply_to_message": message(text="А")})
    for content in empty:
        (note,) = opened({"update_id": 1, "message": message(**content)})
        assert isinstance(note, Unreadable)
        assert (note.kind, note.chat_id) == ("message (nothing in it)", READER["id"])


@pytest.mark.parametrize("text", [2**63, 5, True, 1.5, float("inf"), {"a": 1}])
@pytest.mark.parametrize("other", [{}, {"brand_new": 5}, {"brand_new": "Слова"}, {"quote": {}}])
def test_a_message_of_whose_words_nothing_can_be_read_is_noted_whatever_is_beside_them(
    text: object, other: dict[str, Any]
) -> None:
    (note, *more) = opened({"update_id": 1, "message": message(text=text, **other)})
    assert isinstance(note, Unreadable)
    assert (note.chat_id, more) == (READER["id"], [])


@pytest.mark.parametrize("value", [False, 5, "", "слово", [], [None], {}])
def test_a_form_newer_than_the_library_that_holds_nothing_is_noted(value: object) -> None:
    (note,) = opened({"update_id": 1, "message": message(rich_message=value)})
    assert isinstance(note, Unreadable)


@pytest.mark.parametrize("chat", [{"id": -62_135_596_801, "type": "private"}, CHANNEL])
def test_what_is_replied_to_is_in_the_chat_of_the_reply(chat: dict[str, Any]) -> None:
    replied = message(text="Ответ", chat=chat)
    asked = read({"update_id": 1, "message": message(text="Правда?", reply_to_message=replied)})
    assert asked.reply_to_message is not None
    assert asked.reply_to_message.chat == asked.chat
    press = {"id": "7", "from": READER, "chat_instance": "8", "data": "none"}
    under = {**press, "message": message(text="А", reply_to_message=replied)}
    update = opened({"update_id": 1, "callback_query": under})[0]
    assert isinstance(update, Update)
    assert update.callback_query is not None
    shown = update.callback_query.message
    assert isinstance(shown, Message)
    assert shown.reply_to_message is not None
    assert shown.reply_to_message.chat == shown.chat


@pytest.mark.parametrize("kind", ["message_reaction", "my_chat_member", "poll", "subscription"])
def test_kinds_of_update_that_nobody_waits_for_are_passed_over(kind: str) -> None:
    assert opened({"update_id": 1, kind: {"new_reaction": [{"type": "hologram"}]}}) == ()


def test_an_update_nested_too_deep_is_read_as_far_as_it_goes() -> None:
    deep: Any = "x"
    for _ in range(600):
        deep = [deep]
    assert read({"update_id": 1, "message": message(**TEXT, rich_message=deep)}).text


def body(*updates: str) -> bytes:
    return f'{{"ok":true,"result":[{",".join(updates)}]}}'.encode()


DEEP = '{"update_id":8,"message":' + '{"a":' * 5000 + "1" + "}" * 5001


@pytest.mark.parametrize(
    "odd",
    [
        DEEP,
        '{"update_id":8,"message":{"text":"]}, {[","date":' + "9" * 5000 + "}}",
        '{"update_id":8,"message":nonsense}',
        '{"update_id":8,"message":{"text":"\\ud83d","x":NaN,"y":-Infinity}}',
        "5",
        '"\\"update_id\\": 3"',
        "null",
        "[]",
    ],
    ids=["deep", "long number", "no word", "lone surrogate", "number", "text", "null", "list"],
)
def test_one_odd_update_in_a_body_leaves_the_others(odd: str) -> None:
    plain = '{"update_id":%s,"message":{}}'
    updates = updates_in(body(plain % 7, odd, plain % 9))
    assert [update_id_of(one) for one in (updates[0], updates[-1])] == [7, 9]
    assert len(updates) == 3
    assert all(isinstance(one, Unreadable) for raw in updates for one in opened(raw))


DEEP_LISTS = "[" * 5000 + "]" * 5000


@pytest.mark.parametrize("place", ["message", "message.from", "message.chat", "message.text", ""])
def test_what_is_nested_too_deep_costs_neither_the_rest_of_its_update_nor_another(
    place: str,
) -> None:
    odd: dict[str, Any] = {"update_id": 8, "message": message(**TEXT)}
    holder = odd
    for key in place.split(".") if place != "message.text" else ["message"]:
        holder = holder[key] if key else holder
    holder["text" if place == "message.text" else "brand_new"] = "DEEP"
    told = json.dumps(odd).replace('"DEEP"', DEEP_LISTS)
    updates = updates_in(body('{"update_id":7}', told, '{"update_id":9}'))
    assert [update_id_of(one) for one in updates] == [7, 8, 9]
    first = opened(updates[1])[0]
    if place == "message.text":
        assert isinstance(first, Unreadable)
        assert first.chat_id == READER["id"]
    else:
        assert isinstance(first, Update)
        assert first.message is not None
        assert first.message.text == TEXT["text"]


def test_a_number_without_end_makes_nothing_else_of_the_numbers_of_others() -> None:
    empty = json.dumps({"update_id": 7, "message": message()})
    updates = updates_in(body(empty, '{"update_id":8,"message":' + "9" * 5000 + "}"))
    assert updates[0] == json.loads(empty)
    (note,) = opened(updates[0])
    assert isinstance(note, Unreadable)
    assert (note.chat_id, note.message_id) == (READER["id"], 11)


@pytest.mark.parametrize("whose", ["chat", "from"])
def test_a_broken_update_with_a_deep_part_costs_no_other(whose: str) -> None:
    broken = f'{{"update_id":8,"message":{{"x":nonsense,"{whose}":{{"id":{DEEP_LISTS}}}}}}}'
    updates = updates_in(body('{"update_id":7}', broken, '{"update_id":9}'))
    assert [update_id_of(one) for one in updates] == [7, 8, 9]
    assert all(isinstance(one, Unreadable) for one in opened(updates[1]))


def test_who_pressed_a_button_of_what_is_nested_too_deep_is_answered() -> None:
    press = {"id": "77", "from": READER, "chat_instance": "8", "data": "none", "message": "DEEP"}
    told = json.dumps({"update_id": 8, "callback_query": press}).replace('"DEEP"', DEEP_LISTS)
    (update,) = updates_in(body(told))
    first = opened(update)[0]
    assert isinstance(first, Update)
    assert first.callback_query is not None
    assert first.callback_query.id == "77"


def test_a_body_whose_brackets_do_not_match_is_told_from_no_updates_at_all() -> None:
    with pytest.raises(BrokenBodyError):
        updates_in(b'{"ok":true,"result":[{"update_id":5,"message":{]}')
    for other in (b"<html>", b"", b"{}", b'{"ok":true,"result":5}', b"[1]", b"\xff"):
        with pytest.raises(NotUpdatesError) as raised:
            updates_in(other)
        assert not isinstance(raised.value, BrokenBodyError)


@pytest.mark.parametrize("wrong", [None, True, -4, 0, "x", [], {}, 1.5, 10**30, float("inf")])
def test_what_can_be_no_number_of_an_update_is_none(wrong: object) -> None:
    assert update_id_of({"update_id": wrong}) is None


@given(st.binary())
def test_any_bytes_are_updates_or_a_known_error(data: bytes) -> None:
    with suppress(NotUpdatesError):
        updates_in(data)
