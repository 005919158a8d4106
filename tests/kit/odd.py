"""Updates as they should be, and ways in which one can be odd."""

import copy
from collections.abc import Iterator
from typing import Any

from hypothesis import strategies as st

Json = dict[str, Any]

READER: Json = {
    "id": 700_000_123,
    "is_bot": False,
    "first_name": "Планетарий",
    "language_code": "ru",
}
CHAT: Json = {"id": READER["id"], "type": "private", "first_name": READER["first_name"]}
CHANNEL: Json = {"id": -100_777_000_222, "type": "channel", "title": "Слухи", "username": "rumours"}
PHOTO: Json = {"file_id": "p", "file_unique_id": "q", "width": 9, "height": 9, "file_size": 5}
POLL: Json = {
    "id": "5",
    "question": "Закроют ли границу?",
    "question_entities": [{"type": "custom_emoji", "offset": 0, "length": 2}],
    "options": [
        {"persistent_id": "1", "text": "Да", "voter_count": 1},
        {"persistent_id": "2", "text": "Нет", "voter_count": 0},
    ],
    "total_voter_count": 1,
    "is_closed": False,
    "is_anonymous": True,
    "type": "regular",
    "allows_multiple_answers": False,
    "allows_revoting": True,
    "members_only": False,
}
TEXT: Json = {
    "text": "🔥 срочно https://example.kz и тут",
    "entities": [
        {"type": "url", "offset": 10, "length": 18},
        {"type": "text_link", "offset": 31, "length": 3, "url": "https://example.org"},
    ],
}


def message(**content: Any) -> Json:
    """A message in the reader's private chat."""
    return {"message_id": 11, "date": 1_790_000_000, "from": READER, "chat": CHAT, **content}


SAMPLES: dict[str, Json] = {
    "a text": {"update_id": 1, "message": message(**TEXT)},
    "a forwarded picture": {
        "update_id": 1,
        "message": message(
            photo=[PHOTO, PHOTO],
            caption="Смотрите",
            caption_entities=[{"type": "bold", "offset": 0, "length": 8}],
            forward_origin={"type": "channel", "date": 5, "chat": CHANNEL, "message_id": 4},
        ),
    },
    "a reply": {
        "update_id": 1,
        "message": message(
            text="Правда?",
            reply_to_message=message(**TEXT),
            quote={"text": "срочно", "position": 3},
            link_preview_options={"url": "https://example.kz"},
        ),
    },
    "a poll": {"update_id": 1, "message": message(poll=POLL)},
    "an edit": {"update_id": 1, "edited_message": message(**TEXT, edit_date=1_790_000_100)},
    "a command": {
        "update_id": 1,
        "message": message(
            text="/start i-zzz", entities=[{"type": "bot_command", "offset": 0, "length": 6}]
        ),
    },
    "a press": {
        "update_id": 1,
        "callback_query": {
            "id": "77",
            "from": READER,
            "chat_instance": "8",
            "data": "none",
            "message": message(
                text="Ответ",
                reply_markup={"inline_keyboard": [[{"text": "Нет", "callback_data": "none"}]]},
            ),
        },
    },
    "a search": {
        "update_id": 1,
        "inline_query": {
            "id": "78",
            "from": READER,
            "query": "граница",
            "offset": "",
            "chat_type": "sender",
        },
    },
}

WRONG: list[object] = [
    None,
    True,
    -1,
    0,
    5,
    2**63,
    10**30,
    1.5,
    float("nan"),
    float("inf"),
    "",
    "слово",
    "\ud83d",
    [],
    [5],
    [[]],
    {},
    {"a": 1},
]


def places(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Yield the way to everything in a JSON value."""
    if path:
        yield path
    if isinstance(value, dict):
        for key, one in value.items():
            yield from places(one, (*path, key))
    elif isinstance(value, list):
        for index, one in enumerate(value):
            yield from places(one, (*path, index))


def changed(update: Json, path: tuple[Any, ...], *value: object) -> Json:
    """Return an update with another value at a place, or with none at all."""
    odd = copy.deepcopy(update)
    holder: Any = odd
    for step in path[:-1]:
        holder = holder[step]
    if value:
        holder[path[-1]] = value[0]
    else:
        del holder[path[-1]]
    return odd


@st.composite
def odd_updates(draw: st.DrawFn) -> object:
    """A sample with up to three things in it removed or replaced."""
    update = SAMPLES[draw(st.sampled_from(sorted(SAMPLES)))]
    for _ in range(draw(st.integers(1, 3))):
        ways = list(places(update))
        if not ways:
            break
        path = draw(st.sampled_from(ways))
        wrong = draw(st.sampled_from([*WRONG, ...]))
        update = changed(update, path) if wrong is ... else changed(update, path, wrong)
    return update
