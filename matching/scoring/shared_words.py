"""How much a post's windows and the claims beside it share in words and letters."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, pairwise

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import fuzz, process

from matching.comparing.letters import Letters, letters
from matching.reading.windows import PostText, Window
from matching.scoring.shortlist import Shortlist

NAMES = (
    "covered",
    "nearly",
    "told",
    "mass",
    "token_set",
    "token_sort",
    "grams",
    "partial",
)
_MOST_MASS = 8.0
_LEAST_ALIKE = 70
"""Likeness of two terms, of 100, from which one may be the other misspelt or inflected."""

_Alike = Mapping[str, Sequence[tuple[str, float]]]


@dataclass(frozen=True, slots=True)
class _Read:
    """A window of the post beside the claims that it is compared with, looked at once for all.

    `alike` holds which of its terms are like a term of a claim's, the likest first; `grams` how
    many trigrams it shares with each claim.
    """

    window: Window
    letters: Letters
    mass: float
    alike: _Alike
    grams: Mapping[int, int]


class SharedWords:
    """Compares pairs of a window and a claim; what belongs to one text is made once a post."""

    def __init__(self, post: PostText, among: Shortlist, pairs: Iterable[tuple[int, int]]) -> None:
        """Take all pairs that will be asked for."""
        self._among = among
        beside: dict[int, dict[int, None]] = defaultdict(dict)
        for window, claim in pairs:
            beside[window][claim] = None
        self._windows = {at: self._read(post.windows[at], list(beside[at])) for at in beside}

    def most(self, pairs: Iterable[tuple[int, int]]) -> dict[str, float]:
        """Return the greatest value of each of `NAMES` over pairs of a window and a claim."""
        values: list[tuple[float, ...]] = []
        partial = 0.0
        # Only the greatest counts: what cannot reach it need not be looked at closely.
        for window, claim in sorted(pairs, key=lambda one: -self._windows[one[0]].grams[one[1]]):
            ours, theirs = self._windows[window], self._among.claims[claim].window
            found = fuzz.partial_ratio(ours.window.text, theirs.text, score_cutoff=partial)
            partial = max(partial, found)
            values.append((*self._compared(ours, claim), found / 100))
        return dict(zip(NAMES, map(max, zip(*values, strict=True)), strict=True))

    def _compared(self, ours: _Read, at: int) -> tuple[float, ...]:
        claim = self._among.claims[at]
        theirs, terms = claim.letters, claim.window.terms
        shared = ours.window.terms & terms
        mass = self._among.mass(shared)
        whole = self._among.masses[at] or 1.0
        return (
            mass / whole,
            (mass + self._nearly(ours.alike, terms - shared, terms)) / whole,
            mass / (ours.mass or 1.0),
            min(mass, _MOST_MASS) / _MOST_MASS,
            fuzz.token_set_ratio(ours.letters.stems, theirs.stems) / 100,
            # The stems are sorted already.
            fuzz.ratio(ours.letters.stems, theirs.stems) / 100,
            2 * ours.grams[at] / ((len(ours.letters.grams) + len(theirs.grams)) or 1),
        )

    def _nearly(self, alike: _Alike, wanted: frozenset[str], theirs: frozenset[str]) -> float:
        """Return the weight of a claim's other terms, each as far as a window's comes near it."""
        total = 0.0
        for one in wanted:
            for other, score in alike.get(one, ()):
                if other not in theirs:
                    total += self._among.weight(one) * score / 100
                    break
        return total

    def _read(self, window: Window, claims: Sequence[int]) -> _Read:
        ours = letters(window)
        theirs = [self._among.claims[at].letters for at in claims]
        return _Read(
            window,
            ours,
            self._among.mass(window.terms),
            _alike(list(dict.fromkeys(chain.from_iterable(one.long for one in theirs))), ours.long),
            dict(zip(claims, _shared(ours.grams, [one.grams for one in theirs]), strict=True)),
        )


def _alike(wanted: Sequence[str], ours: Sequence[str]) -> _Alike:
    """Return which of our terms are like each of others, the likest first."""
    if not wanted or not ours:
        return {}
    scores = process.cdist(
        wanted, ours, scorer=fuzz.ratio, score_cutoff=_LEAST_ALIKE, dtype=np.float64
    )
    found: dict[str, list[tuple[str, float]]] = defaultdict(list)
    rows, columns = scores.nonzero()
    told = zip(rows.tolist(), columns.tolist(), scores[rows, columns].tolist(), strict=True)
    for row, column, score in told:
        found[wanted[row]].append((ours[column], score))
    return {one: sorted(others, key=lambda other: -other[1]) for one, others in found.items()}


def _shared(ours: NDArray[np.int64], others: Sequence[NDArray[np.int64]]) -> list[int]:
    """Return how many of our numbers each of some lists holds; ours rise, none is twice."""
    if not others or not len(ours):
        return [0] * len(others)
    every = np.concatenate(others)
    held = np.zeros(len(every) + 1, np.int64)
    np.cumsum(ours.take(np.searchsorted(ours, every), mode="clip") == every, out=held[1:])
    ends = held.take(np.cumsum([len(one) for one in others])).tolist()
    return [end - start for start, end in pairwise([0, *ends])]
