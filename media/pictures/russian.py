"""Russian words that were read by Kazakh's rules: щ taken for ш, ъ for ь, which Kazakh lacks."""

from collections.abc import Sequence
from dataclasses import replace

from media.pictures.lines import word_at
from media.pictures.tesseract import PrintedWord

RUSSIAN_WORDS = "rus"
"""What such words are read with, alone."""
_LOST, _TAKEN = "щъ", "шь"
_LOOKS = str.maketrans(_LOST + _LOST.upper(), _TAKEN + _TAKEN.upper())
_DOUBTED = 94.0


def may_have_lost_letters(words: Sequence[PrintedWord]) -> bool:
    """Tell whether some doubtful word has a letter that another may have been taken for."""
    return any(word.confidence < _DOUBTED and _has(word.text, _TAKEN) for word in words)


def with_russian(
    words: Sequence[PrintedWord], in_russian: Sequence[PrintedWord]
) -> tuple[PrintedWord, ...]:
    """Return words with щ and ъ where Russian alone reads them so, and all else alike."""
    others = [word_at(word, in_russian) for word in words]
    return tuple(
        replace(word, text=other.text)
        if other is not None
        and _has(other.text, _LOST)
        and other.text.translate(_LOOKS) == word.text.translate(_LOOKS)
        and sum(one in _LOST for one in other.text.lower())
        > sum(one in _LOST for one in word.text.lower())
        else word
        for word, other in zip(words, others, strict=True)
    )


def _has(text: str, letters: str) -> bool:
    return any(letter in letters for letter in text.lower())
