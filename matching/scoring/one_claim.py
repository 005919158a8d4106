"""Two debunks of one claim: a rumour that came back and was checked again."""

from collections.abc import Sequence
from functools import lru_cache
from itertools import product

from rapidfuzz import fuzz

from matching.comparing.alignment import align
from matching.reading.cues import content_words, turns
from matching.reading.numbers import compare, numbers
from matching.scoring.claim import PreparedClaim

_NEARLY = 75
"""Likeness of two words, 0 to 100, from which one is the other inflected or misspelt."""
_LEAST_SHARED = 0.6
"""Share of the shorter claim's content words that the longer one must have too."""


def one_rumour(ours: Sequence[PreparedClaim], theirs: Sequence[PreparedClaim]) -> bool:
    """Tell whether two debunks, by all their phrasings, check the same claim.

    Two phrasings in one language must say the same, and none in one language another fact.
    """
    pairs = [(one, two) for one, two in product(ours, theirs) if one.lang == two.lang]
    return any(one_claim(*pair) for pair in pairs) and not any(_differ(*pair) for pair in pairs)


def one_claim(one: PreparedClaim, two: PreparedClaim) -> bool:
    """Tell whether two phrasings in one language say the same, sure enough to answer with either.

    One may say more than the other. Where each has a word, number or place of its own, they may
    tell two things of one frame, and are two claims.
    """
    # What was read of each already, before what has to be compared word by word.
    if (
        one.lang != two.lang
        or one.negations != two.negations
        or not (one.places <= two.places or two.places <= one.places)
        or turns(one.sides, two.sides)
        or compare(one.numbers, two.numbers).clash
    ):
        return False
    ours, theirs = content_words(one.window.words), content_words(two.window.words)
    alone, also = _unlike(ours, theirs), _unlike(theirs, ours)
    fewer = min(len(ours), len(theirs))
    return (
        not (alone and also)
        and fewer > 0
        and fewer - min(len(alone), len(also)) >= _LEAST_SHARED * fewer
        and not align(one.window, two.window).differences
    )


def _differ(one: PreparedClaim, two: PreparedClaim) -> bool:
    return (
        compare(one.numbers, two.numbers).clash > 0
        or turns(one.sides, two.sides) > 0
        or bool(align(one.window, two.window).differences)
    )


def _unlike(ours: frozenset[str], theirs: frozenset[str]) -> frozenset[str]:
    """Return the words that the other text has in no form; numbers are compared elsewhere."""
    return frozenset(
        word
        for word in ours - theirs
        if not any(fuzz.ratio(word, other, score_cutoff=_NEARLY) for other in theirs)
        and not _counts(word)
    )


@lru_cache(maxsize=8_192)
def _counts(word: str) -> bool:
    found = numbers(word)
    return bool(found.firm or found.loose)
