"""Checks of single values in an interchange line: each returns what is wrong, or None."""

import re
from datetime import date
from urllib.parse import urlsplit

_DATE = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?")
_LANGUAGE = re.compile(r"[a-z]{2,3}(-[a-z0-9]{2,8})?")
_TELEGRAM_HOST = re.compile(r"(?:www\.)?(?:t|telegram)\.me/", re.IGNORECASE)
# Control characters, and surrogates, which in Python's text are always lone.
_UNFIT = re.compile(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff]")
_UNFIT_BUT_LINES = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff]")
_LONGEST_ID = 128
_LONGEST_SHOWN = 40
_LONGEST_ADDRESS = 2_048


def shown(text: str) -> str:
    """Return a text as it may stand in a message: in quotes, short, without control characters."""
    clean = "".join(c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in text)
    return f'"{clean[:_LONGEST_SHOWN]}…"' if len(clean) > _LONGEST_SHOWN else f'"{clean}"'


def kind(value: object) -> str:
    """Return what a JSON value is, in words."""
    match value:
        case None:
            return "null"
        case bool():
            return "true or false"
        case str():
            return "text"
        case list():
            return "a list"
        case dict():
            return "an object"
        case _:
            return "a number"


def wrong_line(text: str) -> str | None:
    """Check a text of one line: a name, a title, a topic."""
    return _wrong_characters(text, _UNFIT)


def wrong_text(text: str) -> str | None:
    """Check running text, which may have several lines."""
    return _wrong_characters(text, _UNFIT_BUT_LINES)


def wrong_id(text: str) -> str | None:
    """Check the id of a debunk: 1 to 128 printable characters without white space."""
    if not text:
        return "is empty"
    if len(text) > _LONGEST_ID:
        return f"is longer than {_LONGEST_ID} characters"
    if not text.isprintable() or any(map(str.isspace, text)):
        return f"{shown(text)} has white space or unprintable characters"
    return None


def wrong_date(text: str) -> str | None:
    """Check a date, which may be partial: YYYY, YYYY-MM or YYYY-MM-DD, and real."""
    parts = _DATE.fullmatch(text)
    if not parts:
        return f"{shown(text)} is not of the form YYYY, YYYY-MM or YYYY-MM-DD"
    year, month, day = parts.groups(default="1")
    try:
        date(int(year), int(month), int(day))
    except ValueError:
        return f"{shown(text)} is not a date of the calendar"
    return None


def wrong_language(text: str) -> str | None:
    """Check a language code: `ru`, `kk`, `kk-latn`."""
    if _LANGUAGE.fullmatch(text):
        return None
    return f"{shown(text)} is not a language code like ru, kk or kk-latn"


def wrong_address(text: str) -> str | None:
    """Check the address of a page: http or https."""
    if wrong := wrong_line(text):
        return wrong
    if len(text) > _LONGEST_ADDRESS:
        return f"an address of over {_LONGEST_ADDRESS} characters"
    try:
        parts = urlsplit(text)
        host = parts.hostname
        _ = parts.port
    except ValueError:
        host = None
    if not host or parts.scheme not in {"http", "https"} or any(map(str.isspace, text)):
        return f"{shown(text)} is not an address that begins with http:// or https://"
    return None


def wrong_appearance(text: str) -> str | None:
    """Check where a rumour was seen: an address; a Telegram one (`t.me/…`) may lack its scheme."""
    return wrong_address(f"https://{text}" if _TELEGRAM_HOST.match(text) else text)


def _wrong_characters(text: str, unfit: re.Pattern[str]) -> str | None:
    if not text.strip():
        return "is empty"
    if found := unfit.search(text):
        return f"has the control character U+{ord(found[0]):04X} at place {found.start() + 1}"
    return None
