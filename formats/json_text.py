"""JSON as it is found in files and pages: with what browsers forgive and parsers do not."""

import html
import json
import re
from collections.abc import Callable, Iterator

_DECODER = json.JSONDecoder(
    strict=False,
    # Digits without end would be refused; nothing here needs a number of more than 20.
    parse_int=lambda digits: int(digits) if len(digits) <= 20 else float(digits),
)
# What may stand before, between and behind documents: marks of comments and of character data,
# the beginning of an assignment in a script.
_BETWEEN = re.compile(
    r"(?:[\s;,\ufeff\u00a0]+|(?://\s*)?(?:<!--|-->|<!\[CDATA\[|\]\]>)|//[^\n{\[]*"
    r"|/\*.{0,5000}?\*/"
    r"|(?:(?:var|let|const)\s+)?[\w.$]+\s*=(?=\s*[\[{]))*",
    re.DOTALL,
)
_FORGIVEN = re.compile(
    r'"[^"\\]*+(?:\\.[^"\\]*+)*+"|(?P<comma>,)(?=\s*[}\]])'
    r"|(?P<comment>//[^\n]*|/\*(?:[^*]|\*(?!/))*+(?:\*/)?)",
    re.DOTALL,
)

# How many times its own length a broken text is read for what is whole in it.
_AGAIN = 8
_MOST_BROKEN = 100


class NotJson(ValueError):  # noqa: N818 - what is wrong, in its name
    """A text that is not JSON: at which line and character, from 1, it ceases to be."""

    def __init__(self, line: int, at: int, *, too_deep: bool = False) -> None:
        super().__init__(f"line {line}, character {at}")
        self.line = line
        self.at = at
        self.too_deep = too_deep


def json_documents(text: str) -> Iterator[tuple[int, object]]:
    """Yield the JSON values of a text, one behind the other, each with the line it begins in.

    Line ends and tabs within strings, commas too many, comments, a semicolon at the end, CDATA
    marks and an assignment before it do no harm. Raises `NotJson`.
    """
    at = _after(text, 0)
    line, counted = 1, 0
    mended = False
    while at < len(text):
        try:
            value, end = _DECODER.raw_decode(text, at)
        except RecursionError:
            raise NotJson(_line(text, at), 1, too_deep=True) from None
        except ValueError as error:
            position = getattr(error, "pos", at)
            if mended:
                raise NotJson(_line(text, position), _place(text, position)) from None
            mended = True
            rest = text[at:]
            escaped = "&quot;" in rest and '"' not in rest
            rest = _without_forgiven(html.unescape(rest) if escaped else rest)
            text = text[:at] + rest
            continue
        line, counted = line + text.count("\n", counted, at), at
        yield line, value
        at = _after(text, end)


def salvaged(text: str, is_wanted: Callable[[object], bool]) -> tuple[list[object], list[NotJson]]:
    """Return the wanted objects of a text that is no JSON as a whole, and where it is broken.

    What is within a wanted object is not looked at for itself. Gives up on a text that would have
    to be gone through again and again.
    """
    found: list[object] = []
    broken: set[int] = set()
    at, left = text.find("{"), _AGAIN * len(text) + _AGAIN
    while at >= 0 and left > 0 and len(broken) < _MOST_BROKEN:
        try:
            value, end = _DECODER.raw_decode(text, at)
        except RecursionError:
            break
        except ValueError as error:
            position = getattr(error, "pos", at)
            broken.add(position)
            left -= position - at + 1
            at = text.find("{", at + 1)
            continue
        if is_wanted(value):
            found.append(value)
        at = text.find("{", end)
    return found, [NotJson(_line(text, one), _place(text, one)) for one in sorted(broken)]


def _after(text: str, at: int) -> int:
    found = _BETWEEN.match(text, at)
    return found.end() if found else at


def _without_forgiven(text: str) -> str:
    def kept(found: re.Match[str]) -> str:
        whole: str = found[0]
        if found["comma"] or found["comment"]:
            return re.sub(r"[^\n]", " ", whole)
        return whole

    return _FORGIVEN.sub(kept, text)


def _line(text: str, at: int) -> int:
    return text.count("\n", 0, at) + 1


def _place(text: str, at: int) -> int:
    return at - text.rfind("\n", 0, at)
