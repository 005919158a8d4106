"""Dates as moderators type them."""

import re
from datetime import date, timedelta

from formats.fields import wrong_date

_TODAY = {"сегодня", "бүгін", "today"}
_YESTERDAY = {"вчера", "кеше", "yesterday"}
_ISO = re.compile(r"(\d{4})(?:[-./](\d{1,2})(?:[-./](\d{1,2}))?)?")
_DAY_FIRST = re.compile(r"(?:(\d{1,2})[-./ ])?(\d{1,2})[-./ ](\d{4})")
_YEAR_MARK = re.compile(r"\s*(?:г\.?|года?|ж\.?|жылы?)$")


def typed_date(text: str, today: date) -> str | None:
    """Return a typed date as `2022`, `2022-03` or `2022-03-04`, or None where it is none.

    `4.03.2022`, `03.2022`, `2022-03-04` and the words for today and yesterday are understood.
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
        return None
    partial = "-".join([year, *(part.zfill(2) for part in (month, day) if part)])
    return None if wrong_date(partial) else partial
