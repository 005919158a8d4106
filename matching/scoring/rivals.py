"""What the other debunks have of the same part of a post."""

from bisect import bisect_right
from collections.abc import Mapping, Sequence, Set
from itertools import combinations, product

import numpy as np

from matching.reading.windows import PostText, Window
from matching.scoring.one_claim import one_claim
from matching.scoring.shortlist import Shortlist
from matching.scoring.sight import Sight, by_debunk
from matching.search.background import Floats

RIVALS = 5
"""Other debunks whose nearness says how crowded the surroundings are."""


class Rivals:
    """How near each debunk is to the part of a post that a window stands in.

    A claim that stands elsewhere in the post is no rival: a post may carry two. Nor is a debunk of
    the very same claim.
    """

    def __init__(
        self, post: PostText, sight: Sight, among: Shortlist, debunks: Sequence[int]
    ) -> None:
        self._post = post
        self._sight = sight
        self._among = among
        self._beside: dict[int, tuple[Best | None, Best]] = {}
        self._repeated = _repeated(among, debunks)

    def beside(self, window: int) -> "tuple[Best | None, Best]":
        """Return the best nearness (None without vectors) and likeness of each debunk there."""
        if window not in self._beside:
            one, sight = self._post.windows[window], self._sight
            there = [
                at
                for at, other in enumerate(self._post.windows)
                if other.first <= one.last and one.first <= other.last
            ]
            near = sight.nearness
            self._beside[window] = (
                None if near is None else self._best(near[there].max(axis=0)),
                self._best(sight.likeness[there].max(axis=0)),
            )
        return self._beside[window]

    def _best(self, scores: Floats) -> "Best":
        return Best(by_debunk(scores, self._among), self._repeated)


def _repeated(among: Shortlist, debunks: Sequence[int]) -> dict[int, set[int]]:
    """Return, for each debunk that has such, the debunks of the same claim; words must agree."""
    found: dict[int, set[int]] = {}
    claims = {one: [among.claims[at] for at in among.by_debunk[one]] for one in debunks}
    words = {
        one: frozenset().union(*(each.window.terms for each in claims[one])) for one in debunks
    }
    least = {one: min(len(each.window.terms) for each in claims[one]) for one in debunks}
    for one, two in combinations(debunks, 2):
        # Two of their claims share no more than all of them do.
        if 2 * len(words[one] & words[two]) < min(least[one], least[two]):
            continue
        pairs = product(claims[one], claims[two])
        if any(_alike(a.window, b.window) and one_claim(a, b) for a, b in pairs):
            found.setdefault(one, set()).add(two)
            found.setdefault(two, set()).add(one)
    return found


def _alike(one: Window, two: Window) -> bool:
    return 2 * len(one.terms & two.terms) >= min(len(one.terms), len(two.terms))


class Best:
    """One number a debunk, to be asked what the others than one have.

    `repeated` are those of the same claim as a debunk: they are none of the others.
    """

    def __init__(self, scores: Floats, repeated: Mapping[int, Set[int]]) -> None:
        self._scores: list[float] = scores.tolist()
        self._repeated = repeated
        left_out = 1 + max(map(len, repeated.values()), default=0)
        order = np.argsort(-scores, kind="stable")[: RIVALS + left_out].tolist()
        self._top = [(at, self._scores[at]) for at in order]
        self._rising = sorted(self._scores)

    def others(self, debunk: int) -> list[float]:
        """Return the highest of the others, at most `RIVALS`, the highest first."""
        same = self._repeated.get(debunk, frozenset())
        return [score for at, score in self._top if at != debunk and at not in same][:RIVALS]

    def above(self, debunk: int, score: float) -> int:
        """Return how many of the others have more."""
        more = len(self._rising) - bisect_right(self._rising, score)
        same = self._repeated.get(debunk, frozenset())
        return more - sum(self._scores[at] > score for at in (debunk, *same))
