"""What stands where something else should: other types, extremes, what no program counts with."""

import json
import random
from collections.abc import Mapping, Sequence
from typing import Any

DEEP = "\u27e8deep\u27e9"
HUGE = "\u27e8huge\u27e9"
"""What JSON's own writer refuses: `written` puts a list of thousands of lists, or a number of
thousands of digits, in the place of such a string."""

DRAFT = "\u27e8draft\u27e9"
"""Stands for the number of the draft that awaits its sender, which only the store gives."""

_MOST_ITEMS = 2_000
# As JSON's own writer writes them.
_STANDS_FOR = {
    json.dumps(DEEP): "[" * 5_000 + "]" * 5_000,
    json.dumps(HUGE): "1" + "0" * 5_000,
}

ODD_STRINGS: Sequence[str] = (
    "",
    " ",
    "\n\t",
    "\u0000",
    "x" * 4_097,
    "Слово " * 1_500,
    "\ud83d",
    "\udd25 слово \ud83d",
    "שלום עליכם, זה נכון?",
    "\u202eтекст наоборот\u202c",
    "\u200b\u200d\ufeff",
    "👩‍👩‍👧‍👦🔥",
    "🔥",
    "e\u0301" * 500,
    "NaN",
    "null",
    "-1",
    "1e400",
    "9" * 400,
    "<b>&amp;</i>",
    "/start i-zzz",
    "/",
    "@",
    "https://",
    "http://[::1",
    "tg://user?id=1",
    "brand_new_kind",
)
_NUMBERS: Sequence[object] = (
    0,
    -1,
    1,
    2**31,
    -(2**31),
    2**53,
    2**63,
    10**400,
    HUGE,
    0.5,
    1e308,
    float("inf"),
    float("nan"),
    -62_135_596_801,
    253_402_300_800,
    253_402_300_799,
)
_LISTS: Sequence[object] = (
    [],
    [None],
    [[]],
    [[[]]],
    [{}],
    ["слово"],
    [5],
    [DEEP],
    ["слово"] * 3_000,
    [{"type": "bold", "offset": 0, "length": 1}] * 3_000,
)
_OBJECTS: Sequence[object] = ({}, {"a": 1}, {"type": "brand_new"}, {"": {}}, {"self": 1, "bot": 2})
_OTHER: Sequence[object] = (None, True, False, DEEP)
ANYTHING = (*ODD_STRINGS, *_NUMBERS, *_LISTS, *_OBJECTS, *_OTHER)
"""Every odd value."""


def odd_value(value: object, chance: random.Random) -> object:
    """Return an extreme of a value's own type, or a value of another type."""
    if chance.random() < 0.4:
        return chance.choice(ANYTHING)
    if isinstance(value, str):
        return chance.choice(ODD_STRINGS)
    if isinstance(value, bool):
        return not value
    if isinstance(value, int | float):
        return chance.choice(_NUMBERS)
    if isinstance(value, list):
        many = value * (_MOST_ITEMS // max(1, len(value)))
        return many if many and chance.random() < 0.15 else chance.choice(_LISTS)
    if isinstance(value, Mapping):
        return chance.choice(_OBJECTS)
    return chance.choice(ANYTHING)


def odd_entities(text: str, chance: random.Random) -> list[dict[str, Any]]:
    """Return marks that split characters, lie outside the text, or are of an unknown kind."""
    units = len(text.encode("utf-16-le", "surrogatepass")) // 2
    places = (-1, 0, 1, 2, units - 1, units, units + 1, 2**31, 2**63)
    kinds = ("url", "text_link", "bold", "text_mention", "bot_command", "custom_emoji", "brand_new")
    return [
        {
            "type": chance.choice(kinds),
            "offset": chance.choice(places),
            "length": chance.choice(places),
            **({"url": chance.choice(ODD_STRINGS)} if chance.random() < 0.6 else {}),
        }
        for _ in range(chance.choice((1, 2, 5)))
    ]


def written(source: str, draft: int) -> str:
    """Return JSON, in ASCII, with what the stand-ins of this module stand for."""
    for mark, what in _STANDS_FOR.items():
        source = source.replace(mark, what)
    return source.replace(json.dumps(DRAFT)[1:-1], str(draft))
