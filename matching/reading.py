"""A post's text -> the windows of one or two sentences that are compared with claims."""

import re
from dataclasses import dataclass
from itertools import pairwise

from matching.address import without_addresses
from matching.normalize import plain_words
from matching.repair import repair
from matching.wording import Wording

WINDOW_WORDS = 40
"""Claims are 5 to 45 words; a longer window only adds noise."""
MOST_WORDS = 1_500
"""Words of a post that are read: 4,096 characters hold some 600 of five letters and a space."""
MOST_WINDOWS = 192
LONGEST_WORD = 40

_ENDS = re.compile(r"[.!?…]+(?=[\s\"»”')\]]|$)|[\n\r;•|]+|\s[-–—]{1,2}\s")
_MENTION = re.compile(r"(?<![\w@])@[A-Za-z]\w{3,}")


@dataclass(frozen=True, slots=True)
class Window:
    """One or two neighbouring sentences, which `first` and `last` number from 0."""

    wording: Wording
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence: its normalised words, and whether it ends as a question."""

    words: tuple[str, ...]
    asks: bool


@dataclass(frozen=True, slots=True)
class Reading:
    """What matching sees of a post: its normalised text, sentences and windows in their order."""

    text: str
    sentences: tuple[Sentence, ...]
    windows: tuple[Window, ...]


def read(text: str) -> Reading:
    """Return the reading of a post's text; no windows where it holds no words.

    Addresses and @mentions are left out. At most `MOST_WORDS` words and `MOST_WINDOWS` windows,
    whatever the text, so that every later step has a bound.
    """
    cleaned = _MENTION.sub(" ", without_addresses(repair(text)))
    sentences = _sentences(cleaned)
    return Reading(plain_words(cleaned), sentences, _windows(sentences))


def _sentences(text: str) -> tuple[Sentence, ...]:
    found: list[Sentence] = []
    left = MOST_WORDS
    start = 0
    for stop, end, mark in [
        *((m.start(), m.end(), m.group()) for m in _ENDS.finditer(text)),
        (len(text), len(text), ""),
    ]:
        words = tuple(word[:LONGEST_WORD] for word in plain_words(text[start:stop]).split()[:left])
        start = end
        left -= len(words)
        asks = "?" in mark
        found.extend(Sentence(piece, asks) for piece in _pieces(words))
        if left <= 0:
            break
    return tuple(found)


def _pieces(words: tuple[str, ...]) -> list[tuple[str, ...]]:
    half = WINDOW_WORDS // 2
    if len(words) <= WINDOW_WORDS:
        return [words] if words else []
    return [words[at : at + half] for at in range(0, len(words), half)]


def _windows(sentences: tuple[Sentence, ...]) -> tuple[Window, ...]:
    windows = [Window(Wording(sentence.words), at, at) for at, sentence in enumerate(sentences)]
    for at, (one, two) in enumerate(pairwise(sentences)):
        if len(one.words) + len(two.words) <= WINDOW_WORDS:
            windows.append(Window(Wording(one.words + two.words), at, at + 1))
    windows.sort(key=lambda one: (one.first, one.last))
    return tuple(windows[:MOST_WINDOWS])
