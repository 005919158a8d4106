"""The claims that a post is compared with in full, out of all that the store holds."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

from matching.reading.windows import Window
from matching.scoring.claim import PreparedClaim
from matching.search.background import LANGS, Background, Floats

_SMOOTHING = 2.0
"""Weight added on both sides of a likeness: sharing the only word is not sharing everything."""
_NUMBERED = {name: at for at, name in enumerate(LANGS)}


class Shortlist:
    """Some debunks' claims side by side: their vectors, if there are any, and their words' weights.

    `weight` is a term's idf over the whole store and the background, 0 to 1; `out_of` is how many
    debunks the store holds, where these are the nearest of it; `hubs` is the vectors' `hubness`,
    where it is known already. `masses` holds the weight of each claim's terms together.
    """

    def __init__(
        self,
        claims: Sequence[PreparedClaim],
        vectors: Floats | None,
        weight: Callable[[str], float],
        background: Background,
        out_of: int | None = None,
        hubs: Floats | None = None,
    ) -> None:
        self.claims = claims
        self.vectors = vectors
        self.background = background
        self.weight = weight
        self.debunks = tuple(dict.fromkeys(one.debunk_id for one in claims))
        self.out_of = out_of or len(self.debunks)
        numbered = {name: at for at, name in enumerate(self.debunks)}
        self.owner = np.array([numbered[one.debunk_id] for one in claims], np.int64)
        self.langs = np.array([_NUMBERED.get(one.lang, 0) for one in claims], np.int64)
        self.by_debunk: dict[int, list[int]] = defaultdict(list)
        for at, owner in enumerate(self.owner.tolist()):
            self.by_debunk[owner].append(at)
        if hubs is None and vectors is not None:
            hubs = background.hubness(vectors)
        self.hubs: Floats = np.zeros(len(claims), np.float32) if hubs is None else hubs
        self.masses = [self.mass(one.window.terms) for one in claims]
        self.weights_of = np.array(self.masses, np.float32)
        self._holding: dict[str, list[int]] = defaultdict(list)
        for at, claim in enumerate(claims):
            for term in claim.window.terms:
                self._holding[term].append(at)

    def mass(self, terms: Iterable[str]) -> float:
        """Return the weight of several terms together."""
        return sum(map(self.weight, terms))

    def shared(self, terms: Iterable[str]) -> NDArray[np.float64]:
        """Return the weight of the terms that each claim holds of some."""
        found = [0.0] * len(self.claims)
        for term in terms:
            if holding := self._holding.get(term):
                weight = self.weight(term)
                for at in holding:
                    found[at] += weight
        return np.array(found)

    def likeness(self, one: Window) -> Floats:
        """Return the weight that each claim shares with a window, over the root of both weights."""
        scale = np.sqrt((self.weights_of + _SMOOTHING) * (self.mass(one.terms) + _SMOOTHING))
        liked: Floats = (self.shared(one.terms).astype(np.float32) / scale).astype(np.float32)
        return liked
