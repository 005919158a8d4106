"""How much a post's windows and the claims beside it share in words and letters."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

import numpy as np
from rapidfuzz import fuzz, process

from matching.shortlist import Shortlist
from matching.windows import PostText, Window

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
_LONG = 3


@dataclass(frozen=True, slots=True)
class _Text:
    """What the comparisons need of one text, made once for all of them.

    `alike` holds which of its own terms are like a term that was looked for, the likest first;
    `long` those that can be like others.
    """

    terms: frozenset[str]
    text: str
    stems: str
    long: tuple[str, ...]
    grams: frozenset[int]
    mass: float
    alike: dict[str, Sequence[tuple[str, float]]] = field(default_factory=dict)

    def look_for(self, terms: Iterable[str]) -> None:
        """Find what is like these terms, unless that was done before."""
        new = [one for one in terms if one not in self.alike]
        if not new or not self.long:
            return
        self.alike.update(dict.fromkeys(new, ()))
        scores = process.cdist(
            new, self.long, scorer=fuzz.ratio, score_cutoff=_LEAST_ALIKE, dtype=np.float64
        )
        for row in np.flatnonzero(scores.any(axis=1)).tolist():
            told = zip(self.long, scores[row].tolist(), strict=True)
            found = [(other, score) for other, score in told if score]
            self.alike[new[row]] = sorted(found, key=lambda one: -one[1])


class SharedWords:
    """Compares pairs of a window and a claim; what belongs to one text is made once a post."""

    def __init__(self, post: PostText, among: Shortlist) -> None:
        self._post = post
        self._among = among
        self._windows: dict[int, _Text] = {}
        self._claims: dict[int, _Text] = {}

    def most(self, pairs: Iterable[tuple[int, int]]) -> dict[str, float]:
        """Return the greatest value of each of `NAMES` over pairs of a window and a claim."""
        values: list[tuple[float, ...]] = []
        partial = 0.0
        for window, claim in pairs:
            ours, theirs = self._window(window), self._claim(claim)
            ours.look_for(theirs.long)
            # Only the greatest counts: what cannot reach it need not be looked at closely.
            found = fuzz.partial_ratio(ours.text, theirs.text, score_cutoff=partial)
            partial = max(partial, found)
            values.append((*self._compared(window, claim), found / 100))
        return dict(zip(NAMES, map(max, zip(*values, strict=True)), strict=True))

    def _compared(self, window: int, claim: int) -> tuple[float, ...]:
        ours, theirs = self._window(window), self._claim(claim)
        shared = ours.terms & theirs.terms
        mass = self._among.mass(shared)
        whole = theirs.mass or 1.0
        return (
            mass / whole,
            (mass + self._nearly(window, theirs.terms - shared, theirs)) / whole,
            mass / (ours.mass or 1.0),
            min(mass, _MOST_MASS) / _MOST_MASS,
            fuzz.token_set_ratio(ours.stems, theirs.stems) / 100,
            # The stems are sorted already.
            fuzz.ratio(ours.stems, theirs.stems) / 100,
            2 * len(ours.grams & theirs.grams) / ((len(ours.grams) + len(theirs.grams)) or 1),
        )

    def _nearly(self, window: int, wanted: frozenset[str], theirs: _Text) -> float:
        """Return the weight of a claim's other terms, each as far as a window's comes near it."""
        total = 0.0
        alike = self._window(window).alike
        for one in wanted:
            for other, score in alike.get(one, ()):
                if other not in theirs.terms:
                    total += self._among.weight(one) * score / 100
                    break
        return total

    def _window(self, at: int) -> _Text:
        known = self._windows.get(at)
        if known is None:
            known = self._windows[at] = self._read(self._post.windows[at])
        return known

    def _claim(self, at: int) -> _Text:
        known = self._claims.get(at)
        if known is None:
            known = self._claims[at] = self._read(self._among.claims[at].window)
        return known

    def _read(self, window: Window) -> _Text:
        return _Text(
            window.terms,
            window.text,
            " ".join(sorted(window.terms)),
            tuple(one for one in window.terms if len(one) > _LONG and one.isalpha()),
            _trigrams(window.text),
            self._among.mass(window.terms),
        )


def _trigrams(text: str) -> frozenset[int]:
    """Return the runs of three letters, each as one number: quicker to make than as text."""
    codes = np.frombuffer(f" {text} ".encode("utf-32-le", "surrogatepass"), "<u4")
    codes = codes.astype(np.int64)
    return frozenset((codes[:-2] << 42 | codes[1:-1] << 21 | codes[2:]).tolist())
