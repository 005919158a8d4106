"""Plain JSON from Telegram, whatever it is: split into updates, then made harmless to read."""

import json
import math
import re
from collections.abc import Iterator, Mapping
from typing import Any

Json = dict[str, Any]

DEEPEST = 250
"""How deep a value may be nested; what lies deeper is left out. Telegram's own go some 40 deep."""

_LARGEST_INTEGER = 2**63 - 1
_MOST_DIGITS = 20
_LONE_SURROGATE = re.compile("[\ud800-\udfff]")
_UNKNOWN_CHARACTER = "\ufffd"
_ENTITIES = "entities"
# Names that the library gives a meaning of its own when it makes an object of the JSON.
_RESERVED = frozenset({"self", "api_kwargs", "bot", "from_user"})
_TOKEN = re.compile(r'"(?:[^"\\]++|\\.)*+"|[\[\]{},]', re.DOTALL)
_WORD = re.compile(r"[^\s:]++")
_KNOWN_WORD = re.compile(r"true|false|null|-?\d++(?:\.\d++)?+(?:[eE][+-]?\d++)?+")
_UPDATE_ID = re.compile(r'"update_id"\s*+:\s*+"?(\d{1,15})\b')


class NotUpdatesError(ValueError):
    """A body that holds no list of updates; the message is free of what it holds."""


class BrokenBodyError(NotUpdatesError):
    """A body that holds updates but cannot be told apart into them."""

    def __init__(self, body: str) -> None:
        super().__init__("the updates cannot be told apart")
        self.body = body


def updates_in(body: bytes) -> list[object]:
    """Return the updates of a `getUpdates` response, in order.

    Of one that is no JSON (a wrong word in it) what can be read is returned, and the source text of
    one of which nothing can. Raises BrokenBodyError where the brackets do not even match, and
    NotUpdatesError where the response is another thing altogether.
    """
    text = body.decode("utf-8-sig", "replace")
    try:
        response = parsed(text)
    except ValueError:
        pieces = _pieces(text)
        if pieces is None:
            if '"update_id"' in text:
                raise BrokenBodyError(text) from None
            raise NotUpdatesError("the response is no JSON") from None
        return [update_or_source(piece) for piece in pieces]
    if not isinstance(response, dict) or not isinstance(response.get("result"), list):
        raise NotUpdatesError("the response holds no list of updates")
    return list(response["result"])


def parsed(text: str) -> object:
    """Return what JSON says, null where it is nested too deep. Raises ValueError for no JSON."""
    try:
        return _loaded(text)
    except RecursionError:
        return _loaded(_shallow(text))


def _loaded(text: str) -> object:
    try:
        return json.loads(text)
    except ValueError:
        return json.loads(text, parse_int=_number)


def _number(digits: str) -> float:
    # Python reads no integer of thousands of digits; as a number without end it is dropped.
    return int(digits) if len(digits) <= _MOST_DIGITS else float(digits)


def _shallow(text: str) -> str:
    """Return JSON's source with null for each value that is nested too deep to be read."""
    kept: list[str] = []
    depth, start = 0, 0
    for token in _TOKEN.finditer(text):
        mark = token[0]
        if mark in ("[", "{"):
            depth += 1
            if depth == DEEPEST + 1:
                kept += text[start : token.start()], "null"
        elif mark in ("]", "}"):
            if depth == DEEPEST + 1:
                start = token.end()
            depth -= 1
    return "".join((*kept, text[start:]))


def update_id_of(update: object) -> int | None:
    """Return an update's number, None where it has none that can be one."""
    number: object = None
    if isinstance(update, str):
        found = _UPDATE_ID.search(update)
        number = int(found[1]) if found else None
    elif isinstance(update, dict):
        number = update.get("update_id")
    if isinstance(number, float) and number.is_integer():
        number = int(number)
    if isinstance(number, str) and number.isascii() and number.isdigit() and len(number) < 16:
        number = int(number)
    if isinstance(number, int) and not isinstance(number, bool) and 0 < number < 2**53:
        return number
    return None


def update_or_source(text: str) -> object:
    """Return what an update's text says, as far as it can be read, else the text itself."""
    try:
        return parsed(text)
    except ValueError:
        outline = outline_of(text)
        return text.strip() if outline is None else outline


def outline_of(text: str) -> Json | None:
    """Return an object with null for words in it that are no JSON.

    None is returned where its brackets or commas are not in order either.
    """
    kept: list[str] = []
    end = 0
    for token in _TOKEN.finditer(text):
        kept += _WORD.sub(_known_word, text[end : token.start()]), token[0]
        end = token.end()
    kept.append(_WORD.sub(_known_word, text[end:]))
    try:
        found = parsed("".join(kept))
    except ValueError:
        return None
    return found if isinstance(found, dict) else None


def _known_word(word: re.Match[str]) -> str:
    return word[0] if _KNOWN_WORD.fullmatch(word[0]) else "null"


def harmless(value: object, depth: int = DEEPEST) -> Any:
    """Return a JSON value without what breaks whoever reads it; None where nothing is left.

    Left out are nulls, numbers that no program counts with (beyond 64 bits, infinite, not a
    number), what is nested too deep, and entities that do not fit their text. A lone surrogate
    becomes U+FFFD, which takes one UTF-16 unit too, so that offsets still hold.
    """
    if isinstance(value, str):
        return _LONE_SURROGATE.sub(_UNKNOWN_CHARACTER, value)
    if isinstance(value, bool) or value is None:
        return value
    if isinstance(value, int):
        return value if -_LARGEST_INTEGER <= value <= _LARGEST_INTEGER else None
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    if depth <= 0:
        return None
    if isinstance(value, list):
        return [item for one in value if (item := harmless(one, depth - 1)) is not None]
    if isinstance(value, dict):
        return _object(value, depth)
    return None


def _object(value: Mapping[object, object], depth: int) -> Json:
    kept: Json = {}
    marked = False
    for key, one in value.items():
        if not isinstance(key, str) or key in _RESERVED:
            continue
        name = _LONE_SURROGATE.sub(_UNKNOWN_CHARACTER, key)
        if (item := harmless(one, depth - 1)) is not None:
            kept[name] = item
            marked = marked or name.endswith(_ENTITIES)
    if marked:
        for key in [key for key in kept if key.endswith(_ENTITIES)]:
            _fit_entities(kept, key)
    return kept


def _fit_entities(holder: Json, key: str) -> None:
    """Keep those entities that mark whole characters of the text beside them, cut to its end."""
    text = holder.get("text" if key == _ENTITIES else key.removesuffix("_" + _ENTITIES))
    marks = holder.pop(key)
    if not isinstance(text, str) or not isinstance(marks, list):
        return
    units = text.encode("utf-16-le")
    lengths = [_fitting_length(mark, units) if isinstance(mark, dict) else 0 for mark in marks]
    if fitting := [
        {**mark, "length": length} for mark, length in zip(marks, lengths, strict=True) if length
    ]:
        holder[key] = fitting


def _fitting_length(mark: Json, units: bytes) -> int:
    """Return how many UTF-16 units of the text an entity can mark, 0 for none."""
    offset, length = mark.get("offset"), mark.get("length")
    if type(offset) is not int or type(length) is not int or offset < 0 or length <= 0:
        return 0
    end = min(offset + length, len(units) // 2)
    if offset >= end or _splits_a_pair(units, offset):
        return 0
    if _splits_a_pair(units, end):
        end -= 1
    return max(0, end - offset)


def _splits_a_pair(units: bytes, at: int) -> bool:
    # A low surrogate, the second half of a character, begins with a byte of 0xDC to 0xDF.
    return 2 * at + 1 < len(units) and 0xDC <= units[2 * at + 1] <= 0xDF


def _pieces(text: str) -> list[str] | None:
    """Return the source texts of the updates, found by brackets; None if those do not match."""
    found = list(_result_items(text))
    if not found or found[-1] is not None:
        return None
    return [piece for piece in found if piece is not None and piece.strip()]


def _result_items(text: str) -> Iterator[str | None]:
    """Yield the items of the array `result`, then None where its end was found."""
    depth, start, name = 0, -1, ""
    for token in _TOKEN.finditer(text):
        mark = token[0]
        if mark[0] == '"':
            name = mark if depth == 1 else name
        elif mark in "[{":
            depth += 1
            if depth == 2 and start < 0 and mark == "[" and name == '"result"':
                start = token.end()
        elif mark in "]}":
            depth -= 1
            if depth == 1 and start >= 0:
                yield text[start : token.start()]
                yield None
                return
        elif depth == 2 and start >= 0:
            yield text[start : token.start()]
            start = token.end()
