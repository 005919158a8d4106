"""Checks of single values in an interchange line: each returns the fault, or None."""

import re
from datetime import date
from urllib.parse import urlsplit

from domain.fingerprint import fingerprint_in
from formats.faults import Fault

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
    """Return a text as it may stand in a message: short, without control characters."""
    clean = "".join(c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in text)
    return f"{clean[:_LONGEST_SHOWN]}…" if len(clean) > _LONGEST_SHOWN else clean


def kind(value: object) -> str:
    """Return what a JSON value is: the `kind` by which texts of faults name it."""
    match value:
        case None:
            return "null"
        case bool():
            return "boolean"
        case str():
            return "text"
        case list():
            return "list"
        case dict():
            return "object"
        case _:
            return "number"


def wrong_line(text: str) -> Fault | None:
    """Check a text of one line: a name, a title, a topic."""
    return _wrong_characters(text, _UNFIT)


def wrong_text(text: str) -> Fault | None:
    """Check running text, which may have several lines."""
    return _wrong_characters(text, _UNFIT_BUT_LINES)


def wrong_id(text: str) -> Fault | None:
    """Check the id of a debunk: 1 to 128 printable characters without white space."""
    if not text:
        return Fault("empty")
    if len(text) > _LONGEST_ID:
        return Fault("id-long", {"limit": _LONGEST_ID})
    if not text.isprintable() or any(map(str.isspace, text)):
        return Fault("id-characters", {"words": shown(text)})
    return None


def wrong_date(text: str) -> Fault | None:
    """Check a date, which may be partial: YYYY, YYYY-MM or YYYY-MM-DD, and real."""
    parts = _DATE.fullmatch(text)
    if not parts:
        return Fault("date", {"words": shown(text)})
    year, month, day = parts.groups(default="1")
    try:
        date(int(year), int(month), int(day))
    except ValueError:
        return Fault("date-calendar", {"words": shown(text)})
    return None


def wrong_language(text: str) -> Fault | None:
    """Check a language code: `ru`, `kk`, `kk-latn`."""
    if _LANGUAGE.fullmatch(text):
        return None
    return Fault("language", {"words": shown(text)})


def wrong_address(text: str) -> Fault | None:
    """Check the address of a page: http or https."""
    if wrong := wrong_line(text):
        return wrong
    if len(text) > _LONGEST_ADDRESS:
        return Fault("address-long", {"limit": _LONGEST_ADDRESS})
    try:
        parts = urlsplit(text)
        host = parts.hostname
        _ = parts.port
    except ValueError:
        host = None
    if not host or parts.scheme not in {"http", "https"} or any(map(str.isspace, text)):
        return Fault("address", {"words": shown(text)})
    return None


def wrong_appearance(text: str) -> Fault | None:
    """Check where a rumour was seen: an address; a Telegram one (`t.me/…`) may lack its scheme."""
    return wrong_address(f"https://{text}" if _TELEGRAM_HOST.match(text) else text)


def wrong_fingerprint(text: str) -> Fault | None:
    """Check a picture's fingerprint: 16 and 64 hex digits with a hyphen between them."""
    return None if fingerprint_in(text) else Fault("fingerprint", {"words": shown(text)})


def _wrong_characters(text: str, unfit: re.Pattern[str]) -> Fault | None:
    if not text.strip():
        return Fault("empty")
    if found := unfit.search(text):
        return Fault("control", {"code": f"U+{ord(found[0]):04X}", "at": found.start() + 1})
    return None
