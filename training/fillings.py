"""Other claims that fill a store up to a real size: told by nobody tested, about other things."""

import random
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain

import numpy as np

from evaluation.labelled import TRAINING_ONLY, Claims, claims_of, posts_of
from matching.reading.windows import clean, read, sentences_of
from matching.scoring.features import language_of
from matching.search.background import Floats
from matching.search.encoder import Encoder
from training.invented import claims as invented

SEED = 9
_LEAST_WORDS, _MOST_WORDS = 5, 30
_ONE_CLAIM = 0.91
"""Cosine of two claims from which they may be one; two phrasings of a debunk have .90."""
_AT_ONCE = 256


def fillings(
    author: str | None, encoder: Encoder, without: Iterable[tuple[int, ...]] = ()
) -> Iterator[tuple[str, list[tuple[str, str]]]]:
    """Yield claims by a name of their own, without end: every second one invented, then all.

    The others are debunks of the sets that only train, and sentences of their posts. What comes
    near a claim of the author's own is left out: it may be the same one. So are invented events
    of which `without` holds the facts.
    """
    own = [text for one in claims_of([author] if author else []).values() for _, text in one]
    beside = encoder.passages(own) if own else None
    told = _told(sorted(TRAINING_ONLY - {author}))
    random.Random(f"{SEED} {author}").shuffle(told)
    events = invented(SEED, without)
    numbered = enumerate(chain(chain.from_iterable(zip(told, events, strict=False)), events))
    while True:
        part = [next(numbered) for _ in range(_AT_ONCE)]
        for (number, claims), near in zip(part, _nearness(part, beside, encoder), strict=True):
            if near < _ONE_CLAIM:
                yield f"other {number}", claims


def _told(authors: Sequence[str]) -> list[list[tuple[str, str]]]:
    """Return the claims of these authors' debunks, and every sentence of their posts as a claim."""
    found = [list(claims) for claims in claims_of(authors).values()]
    sentences: dict[str, str] = {}
    for author in authors:
        for label, _ in posts_of(author):
            for one in sentences_of(clean(label.text)[0]):
                if _LEAST_WORDS <= len(one.split()) <= _MOST_WORDS and not one.endswith("?"):
                    sentences.setdefault(one, language_of(read(one)))
    return [*found, *([(lang, text)] for text, lang in sentences.items())]


def _nearness(
    part: Sequence[tuple[int, Claims]], own: Floats | None, encoder: Encoder
) -> list[float]:
    if own is None:
        return [0.0] * len(part)
    rows = encoder.passages([text for _, claims in part for _, text in claims])
    nearest = (rows @ own.T).max(axis=1)
    ends = np.cumsum([len(claims) for _, claims in part])
    return [float(one.max()) for one in np.split(nearest, ends[:-1])]
