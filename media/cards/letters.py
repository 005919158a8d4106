"""Text as it can be drawn: what the shipped letters lack goes, or shows as a box."""

import re
import unicodedata
from collections.abc import Iterator

_HELD = re.compile(
    "[\u0020-\u007e\u00a0-\u00ac\u00ae-\u017f\u018f\u01cd-\u01dc\u0218-\u021b\u0259\u02b9-\u02bc"
    "\u02c6-\u02dd\u0300-\u030c\u0323-\u0328\u0332\u0370-\u0377\u037a-\u037f\u0384-\u038a\u038c"
    "\u038e-\u03a1\u03a3-\u03e1\u03f0-\u0487\u048a-\u052f\u060c\u061b\u061f-\u066d\u0670-\u06d5"
    "\u06f0-\u06f9\u2000-\u200a\u2010-\u2027\u202f-\u203a\u2044\u2070\u2071\u2074-\u208e"
    "\u20a0-\u20bf\u2116\u2120-\u2122\u25cc]+"
)
"""What the font files hold and a line may.

Marks of direction are not among it: a text must read as it was checked.
"""
BOX = "\u3013"
"""A character that the fonts lack, so that a box is drawn."""
_MARKS = 2
_SPACES = re.compile("[ \t\u2000-\u2006\u2008-\u200a\u205f\u3000]+")
_FIXED_SPACES = re.compile("[\u00a0\u2007\u202f]+")
_LINES = re.compile("\\s*[\n\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]\\s*")


def drawable(text: str, limit: int) -> str:
    """Return a text as it can be drawn: of its first `limit` characters, lines parted by "\\n".

    Emoji and what is invisible go, letters in fancy dress are undressed, a run of others that we
    lack becomes one box, and a letter keeps two marks at most, so that no line grows into another.
    """
    composed = unicodedata.normalize("NFC", text[:limit])
    fixed = _FIXED_SPACES.sub("\u00a0", composed)
    lines = (_SPACES.sub(" ", "".join(_kept(line))) for line in _LINES.split(fixed))
    return "\n".join(line for line in (line.strip() for line in lines) if line)


def in_one_line(text: str, limit: int) -> str:
    """Return a text as `drawable` does, its lines joined."""
    return drawable(text, limit).replace("\n", " ")


def is_mark(char: str) -> bool:
    """Say whether a character stands on the letter before it."""
    return unicodedata.category(char)[0] == "M"


def _kept(line: str) -> Iterator[str]:
    marks, boxed = _MARKS, False
    for char in _SPACES.sub(" ", line):
        if is_mark(char):
            marks += 1
            if marks <= _MARKS and _HELD.match(char):
                yield char
            continue
        plainer = char if _HELD.match(char) else unicodedata.normalize("NFKC", char)
        if _HELD.fullmatch(plainer):
            marks, boxed = 0, False
            yield plainer
        elif char == BOX or unicodedata.category(char)[0] in "LNP":
            # No marks on a box.
            marks = _MARKS
            if not boxed:
                yield BOX
            boxed = True
