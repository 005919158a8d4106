"""Number plates of cars in Kazakhstan and Russia."""

import re
from collections.abc import Iterator

from privacy.marks import CAR, Trace

_APART = r"(?:[^\S\r\n]|[-\u2010-\u2015])?"
# Letters of number plates, with the Cyrillic ones that look like Latin ones.
_PLATE = "A-ZАВЕКМНОРСТУХІ"
_NO_LETTER = r"(?<![^\W_])"
_END = r"(?![^\W_])"
_REGION = r"(?:0[1-9]|1[0-9]|20)"
# What stands between two numbers in capitals too: units, currencies, models.
_NO_PLATE = re.compile(
    "КМ|СМ|ММ|КВ|СОМ|ТОМ|СЕК|МАР|ОКТ|СЕН|ЕВР|АВТ|ТОН|KM|CM|MM|KG|GB|MB|TB|KB|ML|HP|USD|EUR|KZT|RUB"
    "|KGS|UZS|CNY|GBP|NEO|MAX|PRO",
    re.IGNORECASE,
)
_PLATES = (
    # 123 ABC 02, and without gaps in small letters too.
    re.compile(rf"(?<![\d.,])\d{{3}}{_APART}([{_PLATE}]{{2,3}}){_APART}{_REGION}{_END}"),
    re.compile(rf"(?<![\w.,])\d{{3}}([{_PLATE}]{{2,3}}){_REGION}{_END}", re.IGNORECASE),
    # А 123 ВС 77, and the same without gaps.
    re.compile(
        rf"{_NO_LETTER}[{_PLATE}]{_APART}\d{{3}}{_APART}([{_PLATE}]{{2}}){_APART}\d{{2,3}}{_END}"
    ),
    re.compile(rf"{_NO_LETTER}[{_PLATE}]\d{{3}}([{_PLATE}]{{2}})\d{{2,3}}{_END}", re.IGNORECASE),
    # A123BC and A123BCD; with gaps where a number is spoken of.
    re.compile(rf"{_NO_LETTER}[{_PLATE}]\d{{3}}([{_PLATE}]{{2,3}}){_END}"),
)
_NAMED_PLATE = re.compile(
    rf"(?:номер|нөмір|госном|гос\.)[^\d\n]{{0,12}}?{_NO_LETTER}"
    rf"([{_PLATE}]{_APART}\d{{3}}{_APART}[{_PLATE}]{{2,3}}){_END}",
    re.IGNORECASE,
)


def plates(text: str) -> Iterator[Trace]:
    """Yield the number plates of cars."""
    for pattern in _PLATES:
        for found in pattern.finditer(text):
            if not _NO_PLATE.fullmatch(found[1]):
                yield Trace(found.start(), found.end(), CAR)
    for found in _NAMED_PLATE.finditer(text):
        yield Trace(found.start(1), found.end(1), CAR)
