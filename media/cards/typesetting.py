"""Lines of text by measure: how wide they are, where they break, where they are cut."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from importlib.resources import files
from io import BytesIO
from itertools import islice

from PIL import ImageFont, features

from media.cards.letters import is_mark

_SENTENCE_END = re.compile(r"[.!?…؟]+[»”\")]*(?=\s|$)")
_GOOD_BREAK = re.compile(r"[-–—/.,_?&=](?=[^-–—/.,_?&=]*$)")
_ELLIPSIS = " …"


class Weight(StrEnum):
    """The two weights that the letters come in."""

    REGULAR = "Regular"
    BOLD = "Bold"


@dataclass(frozen=True, slots=True)
class Face:
    """Letters of one weight and size, in pixels of the picture."""

    weight: Weight
    size: int


@dataclass(frozen=True, slots=True)
class TextLine:
    """One line of text and the direction of its paragraph."""

    text: str
    rightwards: bool = True


@dataclass(frozen=True, slots=True)
class Ink:
    """How far a line's ink reaches from where it begins on its base line; y grows downwards."""

    left: int
    top: int
    right: int
    bottom: int


def font_of(face: Face) -> ImageFont.FreeTypeFont:
    """Return the letters of a face, as Pillow draws them."""
    return _font(face.weight, face.size)


@lru_cache(maxsize=64)
def _font(weight: Weight, size: int) -> ImageFont.FreeTypeFont:
    content = (files("media.cards") / "fonts" / f"NotoSans-{weight}.ttf").read_bytes()
    return ImageFont.truetype(BytesIO(content), size)


def shapes() -> bool:
    """Say whether joined letters, and text from right to left, are set as they should be."""
    return bool(features.check("raqm"))


def direction_of(line: TextLine) -> str | None:
    """Return the direction of a line for Pillow; None where it cannot set any but one."""
    if not shapes():
        return None
    return "ltr" if line.rightwards else "rtl"


def length(line: TextLine, face: Face) -> float:
    """Return the width of a line in pixels."""
    return font_of(face).getlength(line.text, direction=direction_of(line)) if line.text else 0.0


def ink(line: TextLine, face: Face) -> Ink:
    """Return how far the ink of a line reaches."""
    box = font_of(face).getbbox(line.text, anchor="ls", direction=direction_of(line))
    return Ink(int(box[0]) - 1, int(box[1]), int(box[2]) + 1, int(box[3]) + 1)


def wrapped(text: str, face: Face, width: float) -> Iterator[TextLine]:
    """Break a text into lines of at most `width` pixels, longer words inside."""
    for paragraph in text.split("\n"):
        rightwards = _runs_rightwards(paragraph)
        for each in _broken(paragraph, face, width, rightwards):
            yield TextLine(each, rightwards)


def fitted(text: str, face: Face, width: float, most: int) -> tuple[list[TextLine], bool]:
    """Return at most so many lines of a text, and whether it is all there.

    What does not fit is cut at a sentence, else at a word, and marked with an ellipsis.
    """
    lines = list(islice(wrapped(text, face, width), most + 1))
    if len(lines) <= most:
        return lines, True
    head = " ".join(line.text for line in lines[:most])
    ends = [found.end() for found in _SENTENCE_END.finditer(head)]
    kept = head[: ends[-1]] if ends and ends[-1] >= len(head) // 2 else head
    while most > 0 and kept:
        lines = list(islice(wrapped(kept.rstrip() + _ELLIPSIS, face, width), most + 1))
        if len(lines) <= most:
            return lines, False
        cut = kept.rstrip().rfind(" ")
        kept = kept[:cut] if cut > 0 else kept[:-1]
    return [], False


def _broken(paragraph: str, face: Face, width: float, rightwards: bool) -> Iterator[str]:
    """Yield the lines of a paragraph, each as full as it may be."""
    line, taken = "", 0.0
    space = length(TextLine("\u00a0"), face)
    for word in paragraph.split(" "):
        wide = length(TextLine(word, rightwards), face)
        # Kerning across a space is not in the sum, so what seems to fit is measured whole.
        joined = f"{line} {word}" if line else word
        if taken + space + wide <= width and length(TextLine(joined, rightwards), face) <= width:
            line, taken = joined, taken + space + wide
            continue
        if line:
            yield line
        *pieces, line = _pieces(word, face, width, rightwards) if wide > width else (word,)
        yield from pieces
        taken = length(TextLine(line, rightwards), face)
    if line:
        yield line


def _pieces(word: str, face: Face, width: float, rightwards: bool) -> Iterator[str]:
    """Yield the pieces of a word that is longer than a line, marks left with their letters."""
    rest = word
    while length(TextLine(rest, rightwards), face) > width:
        low, high = 1, len(rest)
        while low < high:
            middle = (low + high + 1) // 2
            if length(TextLine(rest[:middle], rightwards), face) <= width:
                low = middle
            else:
                high = middle - 1
        cut = low
        good = _GOOD_BREAK.search(rest, 0, cut)
        if good and good.end() >= cut // 2:
            cut = good.end()
        while cut > 1 and cut < len(rest) and is_mark(rest[cut]):
            cut -= 1
        yield rest[:cut]
        rest = rest[cut:]
    yield rest


def _runs_rightwards(paragraph: str) -> bool:
    kinds = map(unicodedata.bidirectional, paragraph)
    return next((kind for kind in kinds if kind in {"L", "R", "AL"}), "L") == "L"
