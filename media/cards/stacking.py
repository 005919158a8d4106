"""Lines of text under one another, by how far the ink of each reaches."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from media.cards.palette import Shade
from media.cards.typesetting import Face, TextLine, ink, length

_LEADING = 1.32
"""From one base line to the next, in sizes of the letters, where no ink asks for more."""
_ASCENT, _DESCENT = 0.78, 0.24
_AIR = 2


@dataclass(frozen=True, slots=True)
class Box:
    """A part of the picture, in pixels; right and bottom are outside of it."""

    left: int
    top: int
    right: int
    bottom: int

    @property
    def width(self) -> int:
        """From left to right."""
        return self.right - self.left

    @property
    def height(self) -> int:
        """From top to bottom."""
        return self.bottom - self.top

    def lower(self, by: int) -> "Box":
        """Return the same box further down."""
        return replace(self, top=self.top + by, bottom=self.bottom + by)


@dataclass(frozen=True, slots=True)
class Words:
    """A line of text: where it begins on its base line, its colours, how far its ink reaches."""

    line: TextLine
    face: Face
    x: int
    base: int
    role: Shade
    on: Shade
    box: Box

    def lower(self, by: int) -> "Words":
        """Return the same line further down."""
        return replace(self, base=self.base + by, box=self.box.lower(by))


@dataclass(frozen=True, slots=True)
class Column:
    """From where to where a text runs, and its colours."""

    left: int
    right: int
    role: Shade = Shade.TEXT
    on: Shade = Shade.PAGE

    @property
    def width(self) -> int:
        """In pixels."""
        return self.right - self.left


def stacked(
    lines: Sequence[TextLine], face: Face, column: Column, top: int
) -> tuple[list[Words], int]:
    """Return lines from `top` on downwards, and where the last one ends."""
    words: list[Words] = []
    base, bottom = 0, top
    for line in lines:
        reach = ink(line, face)
        step = round(face.size * _LEADING) if words else top + round(face.size * _ASCENT)
        base = max(base + step, bottom + (_AIR if words else 0) - reach.top)
        x = column.left
        if not line.rightwards:
            x = column.right - round(length(line, face))
        box = Box(x + reach.left, base + reach.top, x + reach.right, base + reach.bottom)
        words.append(Words(line, face, x, base, column.role, column.on, box))
        bottom = max(box.bottom, base + round(face.size * _DESCENT))
    return words, bottom


def lines_within(height: int, face: Face) -> int:
    """Return how many lines a height has room for, where no ink asks for more."""
    one = round(face.size * _LEADING)
    return max(0, (height - round(face.size * (_ASCENT + _DESCENT))) // one + 1)


def lower(words: Iterable[Words], by: int) -> tuple[Words, ...]:
    """Return the same lines further down."""
    return tuple(each.lower(by) for each in words)
