"""What an app puts around a message in a screenshot: its sender's name, the hour, ticks."""

import re
from collections.abc import Sequence

import numpy as np
from PIL import Image

from media.pictures.lines import PrintedLine, lines_of
from media.pictures.tesseract import PrintedWord

_HOUR = re.compile(r"\W*\d{1,2}[:.]\d{2}\W*")
_LIKE_AN_HOUR = re.compile(r"\W*\d{1,2}[\d:.-]?\d{2}\W*")
"""What an hour is read as: 18:11 as 1811 or 18211."""
_SMALL = 0.75
"""How high an hour is at most beside a message's words."""
_MARKS = re.compile(r"[\W_]*|[/VWvwМм]{1,4}")
_LONGEST_NAME = 5
_COLOURED, _NEUTRAL = 60.0, 30.0
"""How far the channels of a letter's ink are apart, 0 to 255, in a name and in a message."""


def without_clutter(
    words: Sequence[PrintedWord], picture: Image.Image, scale: float
) -> tuple[PrintedWord, ...]:
    """Return the words of a screenshot without those that are nobody's message.

    `scale` is how many pixels of the words' boxes are one of the picture. A name is taken for one
    where it stands first, short, and in a colour, while the message is black, white or grey.
    """
    lines = [line for line in map(_without_hour, lines_of(words)) if line.words]
    if len(lines) > 1 and _is_small_hour(lines[-1], lines[:-1]):
        lines.pop()
    if len(lines) > 1 and len(lines[0].words) <= _LONGEST_NAME:
        ink = [_colour(line, picture, scale) for line in lines]
        if ink[0] >= _COLOURED and float(np.median(ink[1:])) <= _NEUTRAL:
            lines = lines[1:]
    return tuple(word for line in lines for word in line.words)


def _without_hour(line: PrintedLine) -> PrintedLine:
    """Return a line without the hour, and the ticks behind it, that stand in it alone."""
    hours = [at for at, word in enumerate(line.words) if _HOUR.fullmatch(word.text)]
    others = [word for word in line.words if not _HOUR.fullmatch(word.text)]
    if len(hours) == 1 and all(_MARKS.fullmatch(word.text) for word in others):
        return PrintedLine(())
    return line


def _is_small_hour(line: PrintedLine, before: Sequence[PrintedLine]) -> bool:
    """Tell whether a line is nothing but an hour, or what one is read as, in smaller print."""
    height = float(np.median([word.height for one in before for word in one.words]))
    return (
        len(line.words) == 1
        and _LIKE_AN_HOUR.fullmatch(line.text) is not None
        and line.words[0].height <= _SMALL * height
    )


def _colour(line: PrintedLine, picture: Image.Image, scale: float) -> float:
    """Return how coloured the ink of a line is: that of the pixels least like its ground."""
    first, last = line.words[0], line.words[-1]
    top = min(word.top for word in line.words)
    bottom = max(word.top + word.height for word in line.words)
    box = [round(side / scale) for side in (first.left, top, last.left + last.width, bottom)]
    cut = np.asarray(picture.crop(tuple(box)), dtype=np.float32).reshape(-1, 3)  # type: ignore[arg-type]
    if not len(cut):
        return 0.0
    apart = np.abs(cut - np.median(cut, axis=0)).sum(axis=1)
    ink = cut[apart >= np.quantile(apart, 0.93)]
    return float(np.median(ink.max(axis=1) - ink.min(axis=1)))
