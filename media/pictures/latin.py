"""Latin words in a Cyrillic text: names of firms, programmes and applications."""

import re
from collections.abc import Sequence
from dataclasses import replace

from media.pictures.lines import word_at
from media.pictures.tesseract import PrintedWord

LATIN_WORDS = "eng"
"""What such words are read with; it comes with every tesseract."""
_DOUBTED, _CERTAIN, _FAR_BETTER = 75.0, 80.0, 20.0
_BETWEEN = 90.0
_LATIN = re.compile(r"\W*[A-Za-z][A-Za-z0-9.'&-]*\W*")
_TORN = re.compile(r"[^\W\d_][$\[\]{}|=<>@]|[$|]\w|[^\W\d_][0-9!]+[^\W\d_]|[^\W\d_]{2}[0-9]\b")
"""What stands within a word where its letters were taken for others."""
_ADDRESS = re.compile(r"@[A-Za-z]\w{3,}|\w\.\w{2,}/\w|https?:/|[A-Za-z]_[A-Za-z]")
_LIKELY = 40.0
_ALIKE = frozenset("ABCEHKMOPTXYaceopxybkmnrut")
"""Latin letters that Cyrillic ones look like: a word of them alone says nothing."""


def is_doubtful(word: PrintedWord) -> bool:
    """Tell whether a word may be one in other letters."""
    letters = sum(map(str.isalpha, word.text))
    torn = _TORN.search(word.text) is not None
    return letters >= 2 and (word.confidence < _DOUBTED or torn)


def with_latin(
    words: Sequence[PrintedWord], in_latin: Sequence[PrintedWord]
) -> tuple[PrintedWord, ...]:
    """Return words with those in Latin letters as they were read as such.

    One is taken over where it is far more certain, or stands between two that are.
    """
    words = _with_addresses(words, in_latin)
    latin = [other for other in in_latin if _LATIN.fullmatch(other.text)]
    others = [word_at(word, latin) for word in words]
    taken = [
        other is not None and is_doubtful(word) and _is_better(word, other)
        for word, other in zip(words, others, strict=True)
    ]
    result = []
    for at, (word, other) in enumerate(zip(words, others, strict=True)):
        between = 0 < at < len(words) - 1 and taken[at - 1] and taken[at + 1]
        if other is not None and (taken[at] or (between and other.confidence >= _BETWEEN)):
            result.append(replace(word, text=other.text, confidence=other.confidence))
        else:
            result.append(word)
    return tuple(result)


def _with_addresses(
    words: Sequence[PrintedWord], in_latin: Sequence[PrintedWord]
) -> list[PrintedWord]:
    """Return words with links and @names whole, which are read in pieces otherwise."""
    result = list(words)
    for other in in_latin:
        if other.confidence < _LIKELY or not _ADDRESS.search(other.text):
            continue
        covered = [word for word in result if _covers(other, word)]
        if any(map(is_doubtful, covered)):
            at = result.index(covered[0])
            whole = replace(covered[0], text=other.text, confidence=_CERTAIN)
            result = [word for word in result if word not in covered]
            result.insert(at, whole)
    return result


def _covers(other: PrintedWord, word: PrintedWord) -> bool:
    across, down = word.left + word.width / 2, word.top + word.height / 2
    return (
        other.left <= across <= other.left + other.width
        and other.top <= down <= other.top + other.height
    )


def _is_better(word: PrintedWord, other: PrintedWord) -> bool:
    torn = _TORN.search(word.text) is not None
    if set(filter(str.isalpha, other.text)) <= _ALIKE:
        return False
    return other.confidence >= _CERTAIN and (
        torn or other.confidence >= word.confidence + _FAR_BETTER
    )
