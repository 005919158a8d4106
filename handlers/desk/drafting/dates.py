"""Dates as moderators type them."""

import re
from collections.abc import Callable
from datetime import date, timedelta

from formats.dates import read_date
from formats.fields import wrong_date

_TODAY = {"сегодня", "бүгін", "today"}
_YESTERDAY = {"вчера", "кеше", "yesterday"}
_ISO = re.compile(r"(\d{4})(?:[-./](\d{1,2})(?:[-./](\d{1,2}))?)?")
_DAY_FIRST = re.compile(r"(?:(\d{1,2})[-./ ])?(\d{1,2})[-./ ](\d{4})")
_YEAR_MARK = re.compile(r"\s*(?:г\.?|года?|ж\.?|жылы?)$")
_DAY_MONTH = re.compile(r"(\d{1,2})[./](\d{1,2})(?:[./](\d{2}))?")
_THIS_YEAR = re.compile(
    r"[\s,]*\b(?:(?:этого|сего|текущего) года|биыл(?:ғы)?|this year)\b[\s,]*", re.I
)
_ORDINAL = re.compile(r"(?<=\d)-?(?:[сш]?[іы](?:нде|нда)?|[іы]?н?[шс][іы])\b", re.IGNORECASE)
_YEAR = re.compile(r"\d{4}")
_LETTERS = re.compile(r"[^\W\d_]{3}")
# The beginning of many a ministry's name is also how minutes are shortened.
_HOURS = re.compile(r"\b(?:мин|час|сағ|min|hour)\b", re.IGNORECASE)
_LEAP_YEARS = 8
_DIGIT = re.compile(r"\d")


def typed_date(text: str, today: date) -> str | None:
    """Return a typed date as `2022`, `2022-03` or `2022-03-04`, or None where it is none.

    `4.03.2022`, `03.2022`, `2022-03-04`, `4.03`, the words for today and yesterday and months by
    their names are understood; a day of a month without a year is the last one that there was.
    """
    words = _YEAR_MARK.sub("", text.strip().lower())
    if words in _TODAY:
        return today.isoformat()
    if words in _YESTERDAY:
        return (today - timedelta(days=1)).isoformat()
    if found := _ISO.fullmatch(words):
        year, month, day = found.groups()
    elif found := _DAY_FIRST.fullmatch(words):
        day, month, year = found.groups()
    elif found := _DAY_MONTH.fullmatch(words):
        day, month, year = found.groups()
        if year is None:
            return _last(lambda year: f"{day}.{month}.{year}", today)
        year = f"20{year}"
    else:
        return _in_words(text, today)
    partial = "-".join([year, *(part.zfill(2) for part in (month, day) if part)])
    return None if wrong_date(partial) else partial


def _in_words(text: str, today: date) -> str | None:
    words = _ORDINAL.sub("", _THIS_YEAR.sub(" ", text)).strip()
    if not _DIGIT.search(words) or not _LETTERS.search(words) or _HOURS.search(words):
        return None
    if _YEAR.search(words):
        return read_date(words)
    return _last(lambda year: f"{words} {year}", today)


def _last(dated: Callable[[int], str], today: date) -> str | None:
    """Return the last day until today of those that the words mean in this year and the one before.

    A 29 February may have been earlier still.
    """
    for back in range(_LEAP_YEARS if "29" in dated(0) else 2):
        found = read_date(dated(today.year - back))
        if found and found <= today.isoformat():
            return found
    return None
