"""Words as they stand in a picture -> a text as somebody has typed it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from media.pictures.tesseract import PrintedWord

_HYPHENS = ("-", "‐", "\u00ad", "­")
_TWO_HYPHENS = re.compile(r"(?<!\S)--(?!\S)")
"""What a dash is read as."""
_ROOM = 1.15
"""How much wider than the next word the room at a line's end must be for a break to be meant."""


@dataclass(frozen=True, slots=True)
class PrintedLine:
    """The words of one line, from left to right, in pixels."""

    words: tuple[PrintedWord, ...]

    @property
    def text(self) -> str:
        """The words with spaces between them."""
        return " ".join(word.text for word in self.words)

    @property
    def right(self) -> int:
        """Where the last word ends."""
        return self.words[-1].left + self.words[-1].width


def lines_of(words: Sequence[PrintedWord]) -> list[PrintedLine]:
    """Return words line by line, as they stand."""
    by_line: dict[tuple[int, int, int], list[PrintedWord]] = {}
    for word in words:
        by_line.setdefault(word.line, []).append(word)
    return [PrintedLine(tuple(found)) for found in by_line.values()]


def word_at(word: PrintedWord, others: Sequence[PrintedWord]) -> PrintedWord | None:
    """Return which of other words, read in the same picture, stands where a word does."""
    for other in others:
        across = min(word.left + word.width, other.left + other.width) - max(word.left, other.left)
        down = min(word.top + word.height, other.top + other.height) - max(word.top, other.top)
        if across >= 0.7 * max(word.width, other.width) and down > 0:
            return other
    return None


def clean(words: Sequence[PrintedWord]) -> tuple[PrintedWord, ...]:
    """Return words without what is no print: spots, edges and ornaments that were taken for it."""
    kept: list[PrintedWord] = []
    for line in (list(one.words) for one in lines_of(words)):
        letters = sum(len(word.text) for word in line)
        if sum(len(word.text) * word.confidence for word in line) < _LINE * letters:
            continue
        while line and _is_spot(line[0], _gap(*line[:2])):
            line.pop(0)
        while line and _is_spot(line[-1], _gap(*line[-2:])):
            line.pop()
        kept += line
    return tuple(kept)


def _gap(first: PrintedWord, second: PrintedWord | None = None) -> float:
    """Return how far apart two words are, in heights of the lower one."""
    if second is None:
        return 0.0
    return (second.left - first.left - first.width) / max(1, min(first.height, second.height))


def _is_spot(word: PrintedWord, gap: float) -> bool:
    """Tell whether what stands at a line's end is rather a spot than a word."""
    if word.text in _DASHES:
        return False
    letters = sum(map(str.isalnum, word.text))
    if not letters:
        return word.confidence < _SHORT or gap > _FAR
    if gap > _FAR:
        return word.confidence < (_SHORT if letters < 3 else _LINE)
    return letters < 3 and word.confidence < _UNSURE


_LINE, _SHORT, _UNSURE = 50.0, 70.0, 35.0
"""Confidences, 0 to 100: below the first a line is none; the others are those of its ends."""
_FAR = 1.2
"""Heights: words of one line stand nearer than that."""
_DASHES = {"-", "–", "—"}


def text_of(words: Sequence[PrintedWord]) -> str:
    """Return words as running text: a line that was merely full goes on in the next one."""
    lines = lines_of(words)
    margin = max((line.right for line in lines), default=0)
    text = ""
    for number, line in enumerate(lines):
        if not text:
            text = line.text
        elif _goes_on(lines[number - 1], line, margin):
            cut = text.endswith(_HYPHENS) and len(text) > 1 and text[-2].isalpha()
            text = (
                text[:-1] + line.text if cut and line.text[0].islower() else f"{text} {line.text}"
            )
        else:
            text = f"{text}\n{line.text}"
    return _TWO_HYPHENS.sub("—", text)


def _goes_on(before: PrintedLine, line: PrintedLine, margin: int) -> bool:
    """Tell whether a line broke because the next word had no room, or in mid-sentence."""
    first = line.words[0]
    return first.text[0].islower() or margin - before.right < first.width * _ROOM
