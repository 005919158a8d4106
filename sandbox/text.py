"""Text as Telegram keeps it: offsets in UTF-16 units, control characters out, ends trimmed."""

import re
from collections.abc import Sequence
from typing import Any

Entity = dict[str, Any]

_WHITE = " \n"
_REMOVED = re.compile("[\r\u2028-\u202e]")
_BLANKED = re.compile("[\x00-\x09\x0b\x0c\x0e-\x1f]")
_KEPT_WHEN_BLANK = frozenset({"pre", "code"})


def utf16_length(text: str) -> int:
    """Return the length in UTF-16 code units."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le", "surrogatepass")) // 2


def utf16_slice(text: str, offset: int, length: int) -> str:
    """Return the part that an entity covers; offset and length in UTF-16 code units."""
    units = text.encode("utf-16-le", "surrogatepass")
    return units[offset * 2 : (offset + length) * 2].decode("utf-16-le", "replace")


def covered(text: str, entity: Entity) -> str:
    """Return the part of the text that the entity covers."""
    return utf16_slice(text, entity["offset"], entity["length"])


def clean(text: str, entities: Sequence[Entity]) -> tuple[str, list[Entity]]:
    """Return text and entities as the server keeps them.

    Control characters become spaces, carriage returns and direction marks go, the end is trimmed,
    and so is the beginning as far as the first entity (tdlib, fix_formatted_text). Entities are cut
    to what is left; empty ones go.
    """
    kept = [dict(entity) for entity in entities]
    text = _BLANKED.sub(" ", text)
    if _REMOVED.search(text):
        text, kept = _without(text, kept)
    text = text.rstrip(_WHITE)
    end = utf16_length(text)
    first = min((entity["offset"] for entity in kept), default=end)
    lead = min(len(text) - len(text.lstrip(_WHITE)), first)
    return text[lead:], [
        moved for entity in kept if (moved := _cut(text, entity, lead, end)) is not None
    ]


def _cut(text: str, entity: Entity, lead: int, end: int) -> Entity | None:
    start = entity["offset"]
    stop = min(start + entity["length"], end)
    if stop <= start:
        return None
    if (
        entity["type"] not in _KEPT_WHEN_BLANK
        and not utf16_slice(text, start, stop - start).strip()
    ):
        return None
    return {**entity, "offset": start - lead, "length": stop - start}


def _without(text: str, entities: list[Entity]) -> tuple[str, list[Entity]]:
    gone = [utf16_length(text[: found.start()]) for found in _REMOVED.finditer(text)]

    def moved(offset: int) -> int:
        return offset - sum(place < offset for place in gone)

    shifted = []
    for entity in entities:
        start = moved(entity["offset"])
        stop = moved(entity["offset"] + entity["length"])
        shifted.append({**entity, "offset": start, "length": stop - start})
    return _REMOVED.sub("", text), shifted
