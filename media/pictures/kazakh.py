"""Kazakh words that were read by Russian's rules: қ taken for к, і for 1, because it was surer."""

import re
from collections.abc import Sequence
from dataclasses import replace

from media.pictures.lines import word_at
from media.pictures.tesseract import PrintedWord

KAZAKH_WORDS = "kaz"
"""What such words are read with, alone: beside Russian, each word goes to the surer of the two."""
_OWN, _ALIKE = "әғқңөұүһі", "эгкноуухи"
_LOOKS = str.maketrans(_OWN + _OWN.upper(), _ALIKE + _ALIKE.upper())
_LEAST_SHARE = 0.03
"""Of a text's letters that are Kazakh's own: fewer stand in Russian texts with a Kazakh name."""
_DOUBTED, _LITTLE_LESS = 94.0, 20.0
"""Confidences: Russian's rules are seldom surer than the first of a Kazakh word."""
_SHORTEST = 4
_LATIN = re.compile("[A-Za-z]")
_LETTERS = re.compile(r"[^\W_]+(?:-[^\W_]+)*")


def may_be_misread(words: Sequence[PrintedWord]) -> bool:
    """Tell whether a text is in Kazakh, in part at least, and some word of it is doubtful."""
    letters = sum(sum(map(str.isalpha, word.text)) for word in words)
    return sum(_own(word.text) for word in words) >= max(1, _LEAST_SHARE * letters) and any(
        word.confidence < _DOUBTED and sum(map(str.isalpha, word.text)) > 1 for word in words
    )


def with_kazakh(
    words: Sequence[PrintedWord], in_kazakh: Sequence[PrintedWord]
) -> tuple[PrintedWord, ...]:
    """Return words with those that Kazakh alone reads with more of its own letters as it does.

    Those in Latin letters stay: і looks like I.

    Where both differ in nothing but marks on letters, the letters are taken over, whatever stands
    before them (# is read as Ж); elsewhere the whole word is, where it is hardly less certain.
    """
    others = [word_at(word, in_kazakh) for word in words]
    return tuple(
        _better(word, other)
        if other is not None and _own(other.text) > _own(word.text) and not _LATIN.search(word.text)
        else word
        for word, other in zip(words, others, strict=True)
    )


def _better(word: PrintedWord, other: PrintedWord) -> PrintedWord:
    found = _LETTERS.search(word.text)
    if found is not None and len(found.group()) >= _SHORTEST:
        tail = "".join(_LETTERS.findall(other.text))[-len(found.group()) :]
        if tail.translate(_LOOKS) == found.group().translate(_LOOKS):
            text = word.text[: found.start()] + tail + word.text[found.end() :]
            return replace(word, text=text)
    hardly_less = other.confidence >= word.confidence - _LITTLE_LESS
    return replace(word, text=other.text) if hardly_less else word


def _own(text: str) -> int:
    return sum(letter in _OWN for letter in text.lower())
