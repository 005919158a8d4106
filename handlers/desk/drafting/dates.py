"""Dates as moderators type them."""

import re
from datetime import date, timedelta

from formats.dates import read_date
from formats.fields import wrong_date

_TODAY = {"сегодня", "бүгін", "today"}
_YESTERDAY = {"вчера", "кеше", "yesterday"}
_ISO = re.compile(r"(\d{4})(?:[-./](\d{1,2})(?:[-./](\d{1,2}))?)?")
_DAY_FIRST = re.compile(r"(?:(\d{1,2})[-./ ])?(\d{1,2})[-./ ](\d{4})")
_YEAR_MARK = re.compile(r"\s*(?:г\.?|года?|ж\.?|жылы?)$")
_DAY_AND_MONTH = re.compile(r"(?:\d{1,2}[\s.-]*[^\W\d_]{3,12}\.?|[^\W\d_]{3,12}\.?\s*\d{1,2})")
_IN_WORDS = re.compile(r"[^\W\d_]{3}")
_ANY_DIGIT = re.compile(r"\d")


def typed_date(text: str, today: date) -> str | None:
    """Return a typed date as `2022`, `2022-03` or `2022-03-04`, or None where it is none.

    `4.03.2022`, `03.2022`, `2022-03-04`, the words for today and yesterday and months by their
    names are understood; a day of a month without a year is the last one that there was.
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
    else:
        return _in_words(text.strip(), today)
    partial = "-".join([year, *(part.zfill(2) for part in (month, day) if part)])
    return None if wrong_date(partial) else partial


def _in_words(text: str, today: date) -> str | None:
    if not _ANY_DIGIT.search(text) or not _IN_WORDS.search(text):
        return None
    if not _DAY_AND_MONTH.fullmatch(text):
        return read_date(text)
    this_year, last_year = (read_date(f"{text} {today.year - back}") for back in (0, 1))
    return last_year if this_year and this_year > today.isoformat() else this_year
