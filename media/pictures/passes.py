"""The ways of preparing a picture for tesseract, and which of them read it best."""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PIL import Image

from media.pictures.clutter import without_clutter
from media.pictures.kazakh import KAZAKH_WORDS, may_be_misread, with_kazakh
from media.pictures.latin import LATIN_WORDS, is_doubtful, with_latin
from media.pictures.lines import clean, text_of
from media.pictures.preparing import even, paper_share, straight, white_letters
from media.pictures.russian import RUSSIAN_WORDS, may_have_lost_letters, with_russian
from media.pictures.tesseract import (
    LATIN,
    READ_LANGUAGES,
    Grey,
    Installed,
    PassBounds,
    PassFailedError,
    PrintedWord,
    words_in,
)
from media.seen import MediaContents, MediaTrouble

LEAST_CHARACTERS, LEAST_CERTAIN = 60, 20
"""Letters of confident words that a picture must show to count as one that holds text; the second
where tesseract is certain of most of what it reads."""
_CONFIDENT = 70.0
_CERTAIN, _STRAIGHT_BELOW, _GOOD_ON_A_PHOTO, _LATIN_BELOW = 101.0, 85.0, 75.0, 70.0
_PASS_SECONDS, _PHOTO_SECONDS = 6, 2
_CLEAN_PRINT = 0.6
"""The share of letters in confident words from which a few of them are enough."""
_PAPER = 0.6
"""The share of a picture that is background, below which it is a photo."""


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


@dataclass(frozen=True, slots=True)
class Way:
    """A way to prepare a picture; taken where the ways before gave less confidence than `below`.

    `seconds` are the processor's. One that is only `tried` may run out of them: there is nothing
    to read then.
    """

    prepare: Callable[[Image.Image], Grey | None]
    languages: Sequence[str]
    below: float
    seconds: int = _PASS_SECONDS
    tried: bool = False


def _ways(picture: Image.Image, languages: Sequence[str], *, latin: bool) -> list[Way]:
    """Return the ways of reading a picture, the likeliest first."""
    if paper_share(picture) < _PAPER:
        # A photo: what is written over it is mostly white, and the rest only takes time.
        ways = [
            Way(white_letters, languages, _CERTAIN),
            Way(white_letters, [LATIN], _LATIN_BELOW),
            Way(even, languages, _GOOD_ON_A_PHOTO, _PHOTO_SECONDS, tried=True),
        ]
    else:
        ways = [
            Way(even, languages, _CERTAIN),
            Way(straight, languages, _STRAIGHT_BELOW),
            Way(even, [LATIN], _LATIN_BELOW),
            Way(white_letters, languages, _LATIN_BELOW),
        ]
    return [way for way in ways if latin or LATIN not in way.languages]


def holds_text(found: Pass) -> bool:
    """Tell whether what was read is text: in photos without any, a few letters are seen, too."""
    letters = sum(len(word.text) for word in found.words)
    certain = found.confident >= _CLEAN_PRINT * letters
    return found.confident >= (LEAST_CERTAIN if certain else LEAST_CHARACTERS)


def words_of(picture: Image.Image, tesseract: Installed, until: float) -> MediaContents:
    """Return what tesseract reads in a picture, until a moment of the monotonic clock.

    Where the first way does not read it well, others are tried, and the one with the most
    confident letters is kept.
    """
    languages = [one for one in READ_LANGUAGES if one in tesseract.languages]
    best, failed, shown = Pass(), None, None
    prepared: dict[Callable[[Image.Image], Grey | None], Grey | None] = {}
    for way in _ways(picture, languages, latin=LATIN in tesseract.languages):
        if holds_text(best) and best.confidence >= way.below:
            continue
        if way.prepare not in prepared:
            prepared[way.prepare] = way.prepare(picture)
        if (grey := prepared[way.prepare]) is None:
            continue
        try:
            found = words_in(grey, way.languages, tesseract, PassBounds(until, way.seconds))
        except PassFailedError as error:
            if error.late and way.tried and time.monotonic() < until:
                continue
            failed = error
            if error.late:
                # What is too much for one way is so for the others, which take as long again.
                break
            continue
        words = clean(found)
        level = prepared.get(even)
        if level is not None and grey.shape == level.shape:
            words = without_clutter(words, picture, grey.shape[1] / picture.width)
        if Pass(words).confident > best.confident:
            best, shown = Pass(words), grey
    if shown is not None and holds_text(best):
        mended = _with_latin_words(best.words, shown, tesseract, until)
        for again in (_with_kazakh_words, _with_russian_words):
            mended = again(mended, shown, tesseract, until)
        return MediaContents(text_of(mended))
    if failed is None:
        return MediaContents()
    return MediaContents(trouble=MediaTrouble.TOOK_LONG if failed.late else MediaTrouble.DAMAGED)


def _with_latin_words(
    words: Sequence[PrintedWord], shown: Grey, tesseract: Installed, until: float
) -> Sequence[PrintedWord]:
    """Return the words, those in Latin letters read as such where some are doubtful."""
    if LATIN_WORDS not in tesseract.languages or not any(map(is_doubtful, words)):
        return words
    return with_latin(words, _once_more(shown, LATIN_WORDS, tesseract, until))


def _with_kazakh_words(
    words: Sequence[PrintedWord], shown: Grey, tesseract: Installed, until: float
) -> Sequence[PrintedWord]:
    """Return the words, the Kazakh ones read as such where some are doubtful."""
    if KAZAKH_WORDS not in tesseract.languages or not may_be_misread(words):
        return words
    return with_kazakh(words, _once_more(shown, KAZAKH_WORDS, tesseract, until))


def _with_russian_words(
    words: Sequence[PrintedWord], shown: Grey, tesseract: Installed, until: float
) -> Sequence[PrintedWord]:
    """Return the words, the Russian ones with the letters that Kazakh lacks."""
    if RUSSIAN_WORDS not in tesseract.languages or not may_have_lost_letters(words):
        return words
    return with_russian(words, _once_more(shown, RUSSIAN_WORDS, tesseract, until))


def _once_more(
    shown: Grey, language: str, tesseract: Installed, until: float
) -> Sequence[PrintedWord]:
    """Return what one language alone reads in a picture; nothing where it fails."""
    try:
        return words_in(shown, [language], tesseract, PassBounds(until, _PHOTO_SECONDS))
    except PassFailedError:
        return ()
