"""The entities that Telegram finds in a text by itself: commands, addresses, mentions, tags."""

import re
from collections.abc import Sequence

from sandbox.text import Entity, utf16_length

_PATTERNS = (
    (
        "url",
        re.compile(
            r"(?<![\w@.])(?:https?://[^\s<>\"«»]+|(?:[a-z0-9-]+\.)+"
            r"(?:com|org|net|info|ru|kz|me|io|gov|edu|uk|de|dev|app|рф|қаз)"
            r"(?![\w-])(?:[/?#][^\s<>\"«»]*)?)",
            re.IGNORECASE,
        ),
    ),
    ("email", re.compile(r"(?<![\w.+-])[\w.+-]+@[a-z0-9-]+(?:\.[a-z0-9-]+)+", re.IGNORECASE)),
    (
        "bot_command",
        re.compile(r"(?<![\w/<>])/[a-zA-Z0-9_]{1,64}(?:@[a-zA-Z0-9_]{3,32})?(?![\w/])"),
    ),
    ("mention", re.compile(r"(?<![\w@])@[a-zA-Z0-9_]{4,32}(?!\w)")),
    ("hashtag", re.compile(r"(?<![\w#])#\w*[^\W\d]\w*")),
)
_CLOSERS = ".,:;!?'\")]}…"


def with_found(text: str, entities: Sequence[Entity]) -> list[Entity]:
    """Return the given entities and those found where none of code, links or mentions lies."""
    taken = [
        (entity["offset"], entity["offset"] + entity["length"])
        for entity in entities
        if entity["type"] in {"pre", "code", "text_link", "text_mention"}
    ]
    found: list[Entity] = []
    for kind, pattern in _PATTERNS:
        for match in pattern.finditer(text):
            part = match[0].rstrip(_CLOSERS) if kind == "url" else match[0]
            offset = utf16_length(text[: match.start()])
            stop = offset + utf16_length(part)
            if all(stop <= left or right <= offset for left, right in taken):
                taken.append((offset, stop))
                found.append({"type": kind, "offset": offset, "length": stop - offset})
    if not found:
        return list(entities)
    return sorted((*entities, *found), key=lambda entity: (entity["offset"], -entity["length"]))
