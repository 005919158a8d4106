"""The ways of preparing a picture for tesseract, and which of them read it best."""

import time
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from PIL import Image, ImageFilter

from media.pictures.tesseract import (
    READ_LANGUAGES,
    Grey,
    Installed,
    PassFailedError,
    PrintedWord,
    words_in,
)
from media.seen import MediaContents, MediaTrouble

LEAST_CHARACTERS = 60
"""Letters of confident words that a picture must show to count as one that holds text."""
_CONFIDENT = 70.0
_WHITE_BELOW = 85.0
_LATIN_BELOW = 70.0


@dataclass(frozen=True, slots=True)
class Pass:
    """What one way of preparing a picture has let tesseract read."""

    words: tuple[PrintedWord, ...] = ()

    @property
    def confidence(self) -> float:
        """0 to 100, each word counted by its length."""
        letters = sum(len(word.text) for word in self.words)
        return sum(len(word.text) * word.confidence for word in self.words) / max(1, letters)

    @property
    def confident(self) -> int:
        """The letters of the words that tesseract is sure of."""
        return sum(
            len(word.text)
            for word in self.words
            if word.confidence >= _CONFIDENT and sum(map(str.isalpha, word.text)) >= 3
        )

    @property
    def text(self) -> str:
        """The words, line by line, with a blank line between paragraphs."""
        return text_of(self.words)


def text_of(words: Sequence[PrintedWord]) -> str:
    """Return words as lines."""
    lines: dict[tuple[int, int, int], list[str]] = {}
    for word in words:
        lines.setdefault(word.line, []).append(word.text)
    return "\n".join(" ".join(line) for line in lines.values())


def words_of(picture: Image.Image, tesseract: Installed, until: float) -> MediaContents:
    """Return what tesseract reads in a picture, until a moment of the monotonic clock."""
    grey = np.asarray(picture.convert("L"))
    languages = [one for one in READ_LANGUAGES if one in tesseract.languages]
    try:
        found = words_in(even(grey), languages, tesseract, until - time.monotonic())
    except PassFailedError as failed:
        return MediaContents(
            trouble=MediaTrouble.TOOK_LONG if failed.late else MediaTrouble.DAMAGED
        )
    best = Pass(tuple(found))
    return MediaContents(best.text if best.confident >= LEAST_CHARACTERS else "")


def even(grey: Grey) -> Grey:
    """Return a picture divided by its background: dark on white, however it is lit."""
    if np.median(grey) < 110:
        grey = 255 - grey
    picture = Image.fromarray(grey)
    small = picture.resize((max(1, picture.width // 8), max(1, picture.height // 8)))
    lit = small.filter(ImageFilter.MaxFilter(5)).filter(ImageFilter.GaussianBlur(4))
    background = np.asarray(lit.resize(picture.size), dtype=np.float32)
    return np.clip(grey * (255.0 / np.maximum(background, 1.0)), 0, 255).astype(np.uint8)
