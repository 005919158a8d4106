"""Dates as people and programs write them -> dates of the interchange format.

Numbers alone are read day first, as all of Kazakhstan writes them, unless they begin with the
year. A day stays the one that is written, whatever the time of day and zone behind it.
"""

import re
from datetime import date, datetime, timedelta, timezone
from functools import lru_cache

from dateparser.date import DateDataParser

EARLIEST = 1990
"""No fact check is older than this year: what says so was misread."""

_ISO = re.compile(r"(\d{4})[-/.](\d{1,2})(?:[-/.](\d{1,2}))?(?:[T\s].*)?", re.DOTALL)
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})(?:[T\s]?\d{4,6}Z?)?")
_DAY_FIRST = re.compile(r"(\d{1,2})\s?[./-]\s?(\d{1,2})\s?[./-]\s?(\d{4}|\d{2})(?:[\s,]+\d.*)?")
_MONTH_FIRST = re.compile(r"(\d{1,2})[./](\d{4})")
_YEAR = re.compile(r"(\d{4})")
_NUMBER = re.compile(r"\d{5,17}(?:\.\d+)?|\d{1,3}(?:\.\d+)?[eE]\+\d{1,2}")
# Day 0 of a spreadsheet, with the 29 February 1900 that never was.
_SHEET_BEGINS = date(1899, 12, 30)
_LAST_SERIAL = 99_999
_MILLISECONDS = 100_000_000_000
# A moment in seconds is a day of the desk's own time; all of Kazakhstan is one zone.
_HERE = timezone(timedelta(hours=5))
# What dateparser does not know: "year" and "of the year" behind or between the numbers.
_FILLING = re.compile(
    r"\b(?:жылғы|жылдың|жылы|жыл|ж|года|году|год|г)\b\.?|(?<=\d)(?:г|ж|-?(?:го|е|ое|ші|шы|інші))\b\.?",
    re.IGNORECASE,
)
_YEAR_FIRST = re.compile(r"\s*(\d{4})[\s,]+(\d{1,2})[\s,]+([^\W\d_]+)\W*(?:\d{1,2}:.*)?")
_FOUR_DIGITS = re.compile(r"(?<!\d)(?:19|20)\d{2}(?!\d)")
_LETTERS = re.compile(r"[^\W\d_]{3}")
_KAZAKH_CASE = re.compile(
    r"\b(қаңтар|ақпан|наурыз|сәуір|мамыр|маусым|шілде|тамыз|қыркүйек|қазан|қараша|желтоқсан)\w{1,6}",
    re.IGNORECASE,
)
_MONTHS = 12
_LONGEST = 60
_WORDS = DateDataParser(
    languages=["ru", "kk", "en"],
    settings={"DATE_ORDER": "DMY", "PARSERS": ["absolute-time"], "NORMALIZE": True},
)


def read_date(given: object, *, day_first: bool = True) -> str | None:
    """Return a date as `YYYY`, `YYYY-MM` or `YYYY-MM-DD`, or None where it is not understood.

    Takes text in Russian, Kazakh or English, ISO with or without a time, Unix seconds and
    milliseconds, and a spreadsheet's day numbers. Years before 1990 and after the next are not
    understood. Without `day_first`, numbers that could be day and month either way round are not
    understood either. Never raises.
    """
    latest = datetime.now(_HERE).year + 1
    if isinstance(given, bool) or given is None:
        return None
    if isinstance(given, datetime | date):
        found: str | None = given.isoformat()[:10]
    else:
        found = _from_text(" ".join(str(given).split()).strip(" '\"«»()[]"), day_first)
    return found if found and EARLIEST <= int(found[:4]) <= latest else None


def _from_text(text: str, day_first: bool) -> str | None:
    text = text.removesuffix(".0")
    if not text or len(text) > _LONGEST:
        return None
    if _NUMBER.fullmatch(text) and not _COMPACT.fullmatch(text):
        return _from_number(float(text))
    if parts := _ISO.fullmatch(text):
        return _real(parts[1], parts[2], parts[3])
    if parts := _COMPACT.fullmatch(text):
        return _real(*parts.groups()) or (_from_number(float(text)) if text.isdigit() else None)
    if parts := _DAY_FIRST.fullmatch(text.rstrip(" г.ж")):
        sure = day_first or int(parts[1]) > _MONTHS or parts[1] == parts[2]
        return _real(_century(parts[3]), parts[2], parts[1]) if sure else None
    if parts := _MONTH_FIRST.fullmatch(text):
        return _real(parts[2], parts[1], None)
    bare = " ".join(_KAZAKH_CASE.sub(r"\1", _FILLING.sub(" ", text)).split())
    if _YEAR.fullmatch(bare):
        return bare
    if parts := _YEAR_FIRST.fullmatch(bare):
        bare = f"{parts[2]} {parts[3]} {parts[1]}"
    return _from_words(bare)


def _from_number(number: float) -> str | None:
    if number <= _LAST_SERIAL:
        return (_SHEET_BEGINS + timedelta(days=int(number))).isoformat()
    seconds = number / 1000 if number >= _MILLISECONDS else number
    try:
        return datetime.fromtimestamp(seconds, _HERE).date().isoformat()
    except (ValueError, OverflowError, OSError):
        return None


def _real(year: str, month: str, day: str | None) -> str | None:
    try:
        found = date(int(year), int(month), int(day or 1)).isoformat()
    except ValueError:
        return None
    return found if day else found[:7]


def _century(year: str) -> str:
    return year if len(year) > 2 else f"20{year}"


@lru_cache(maxsize=4_096)
def _from_words(text: str) -> str | None:
    """Read a date with its month in letters; a year must be written in full."""
    if not _LETTERS.search(text) or len(_FOUR_DIGITS.findall(text)) != 1:
        return None
    try:
        found = _WORDS.get_date_data(text)
    except (ValueError, OverflowError, TypeError):
        return None
    if found is None or found.date_obj is None or found.period not in {"day", "month"}:
        return None
    year = _FOUR_DIGITS.search(text)
    if year is None or found.date_obj.year != int(year[0]):
        return None
    whole: str = found.date_obj.date().isoformat()
    return whole if found.period == "day" else whole[:7]
