"""What stands where something that leads to a person was taken out, and where that is in a text."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

PHONE, IIN, CARD, ACCOUNT = "[телефон]", "[ИИН]", "[карта]", "[счёт]"
EMAIL, DOCUMENT, CAR, LINK = "[почта]", "[документ]", "[номер машины]", "[ссылка]"
ADDRESS, NAME = "[адрес]", "[имя]"

MARKS = (PHONE, IIN, CARD, ACCOUNT, EMAIL, DOCUMENT, CAR, LINK, ADDRESS, NAME)
NUMBERS = (PHONE, IIN, CARD, ACCOUNT, EMAIL, DOCUMENT, ADDRESS)
"""The marks that make a name beside them a person's."""

BLANK = "\x00"
"""What hides a mark from those who look for more: no letter, no digit, no space."""

_MARK = re.compile("|".join(map(re.escape, MARKS)))


@dataclass(frozen=True, slots=True)
class Trace:
    """What leads to a person: where it starts and ends in the text, and the mark for it."""

    start: int
    end: int
    mark: str


def hidden(text: str) -> str:
    """Return the text, as long as before, with the marks in it blank."""
    return _MARK.sub(lambda mark: BLANK * len(mark[0]), text)


def replaced(text: str, found: Iterable[Trace]) -> str:
    """Return the text with the marks in place of what was found; of what overlaps, the first."""
    parts = []
    end = 0
    for one in sorted(found, key=lambda each: (each.start, -each.end)):
        if one.start >= end:
            parts += [text[end : one.start], one.mark]
            end = one.end
    return "".join([*parts, text[end:]])
