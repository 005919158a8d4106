"""A text -> the words that are compared, and the terms that are indexed."""

import re

from matching.reading.alphabet import fold
from matching.reading.repair import LONGEST, repair

NAME = "words-1"
"""The recipe's name and version: an index made with another name must be made again."""

TERM_LETTERS = 5
"""Words are cut here. Five letters beat Snowball stems in Russian and Kazakh (docs/matching.md)."""
TERM_DIGITS = 12

_WORD = re.compile(r"[^\W\d_]+|\d+")
_STRETCHED = re.compile(r"([^\W\d_])\1{2,}")
_GROUPED = re.compile(r"(?<![^ ])(\d{1,3})((?: \d{3})+)(?![^ ])")
_SINGLES = re.compile(r"(?<![^ ])[^\W\d_](?: [^\W\d_]){3,}(?![^ ])")


def normalize(text: str) -> str:
    """Return the words of a text for comparing, one space apart: repaired, folded, no punctuation.

    "432 500" becomes one number and "700ге" two words. Applying it twice changes nothing. At most
    twice `repair.LONGEST` characters; an empty string where there are no words. Never raises.
    """
    return plain_words(repair(text))


def plain_words(repaired: str) -> str:
    """Return what `normalize` returns, for text (or a part of it) that is repaired already."""
    words = " ".join(_WORD.findall(fold(repaired)))
    words = _STRETCHED.sub(r"\1", words)
    joined = _SINGLES.sub(_joined, words)
    if joined is not words:
        words = _STRETCHED.sub(r"\1", joined)
    return _GROUPED.sub(_joined, words)[: 2 * LONGEST].rstrip()


def terms(text: str) -> list[str]:
    """Return the index terms of a text: each different one once, in order of first appearance.

    A term is a normalised word cut at `TERM_LETTERS` letters (a number at `TERM_DIGITS` digits):
    letters and digits only, so never a piece of FTS5 syntax, as long as it is quoted.
    """
    return list(dict.fromkeys(map(term, normalize(text).split())))


def term(word: str) -> str:
    """Return the index term of one normalised word."""
    return word[:TERM_DIGITS] if word[:1].isdigit() else word[:TERM_LETTERS]


def _joined(match: re.Match[str]) -> str:
    return match.group().replace(" ", "")
