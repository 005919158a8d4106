"""What is measured of a post and a claim: named numbers, each explained where it is made."""

from dataclasses import dataclass

from rapidfuzz import fuzz, process

from matching.weighing import Weighing
from matching.wording import Wording

MOST_MASS = 8.0
LIKE = 70
"""rapidfuzz ratio from which two terms may be one word, misspelt: one letter of four or five."""


@dataclass(frozen=True, slots=True)
class Features:
    """One window of a post beside one claim.

    Shares and ratios are 0 to 1. A weight is `Weighing.weight`'s, so 1 is one rare word.
    """

    covered: float
    """Share of the claim's weight that the window holds; a misspelt word counts by its likeness."""
    told: float
    """Share of the window's weight that the claim holds, word for word."""
    mass: float
    """Weight of the shared terms, up to `MOST_MASS`, as a share of it."""
    partial: float
    """rapidfuzz partial_ratio of the normalised texts."""
    token_sort: float
    """rapidfuzz token_sort_ratio of the terms."""
    grams: float
    """Dice likeness of the letter trigrams of both texts."""
    numbers: float
    """Numbers that both hold, up to 2."""


def measure(said: Wording, claim: Wording, weighing: Weighing) -> Features:
    """Return the features of a window's words and a claim's."""
    shared = said.terms & claim.terms
    mass = weighing.sum(shared)
    near = mass + _nearly(claim.long_terms - shared, said.long_terms - shared, weighing)
    return Features(
        covered=near / (weighing.sum(claim.terms) or 1.0),
        told=mass / (weighing.sum(said.terms) or 1.0),
        mass=min(mass, MOST_MASS) / MOST_MASS,
        partial=fuzz.partial_ratio(said.text, claim.text) / 100,
        token_sort=fuzz.ratio(said.stems, claim.stems) / 100,
        grams=_dice(said.trigrams, claim.trigrams),
        numbers=float(min(len(said.numbers & claim.numbers), 2)),
    )


def _nearly(wanted: frozenset[str], offered: frozenset[str], weighing: Weighing) -> float:
    """Return the weight of the wanted terms times their likeness to the likest one offered."""
    total = 0.0
    for one in wanted:
        if best := process.extractOne(one, offered, scorer=fuzz.ratio, score_cutoff=LIKE):
            total += weighing.weight(one) * best[1] / 100
    return total


def _dice(one: frozenset[str], two: frozenset[str]) -> float:
    return 2 * len(one & two) / ((len(one) + len(two)) or 1)
