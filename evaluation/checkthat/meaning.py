"""Vectors of a whole collection set right: without what all of them share, evenly spread."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from matching.search.background import Floats

_DAMPED = 3.0
"""Added to each variance, in medians of them, so that directions of mere noise do not count."""
_SHARES = (1.0, 0.5)
"""How much of a claim's joint vector is its text's, and how much its title's."""


class Spread:
    """What is learned of the vectors of claims, and of titles if there are any, without labels.

    `kinds` holds them set right, `joint` a row a claim of both together; all of length 1.
    """

    def __init__(self, kinds: Sequence[Floats]) -> None:
        every = np.concatenate(kinds)
        variances, directions = np.linalg.eigh(np.cov((every - every.mean(axis=0)).T))
        scale = (variances + _DAMPED * np.median(variances)) ** -0.5
        self._turn: Floats = (directions * scale).astype(np.float32)
        self.kinds = [self.of(one, one.mean(axis=0)) for one in kinds]
        weighed = [one * share for one, share in zip(self.kinds, _SHARES, strict=False)]
        self.joint = _unit(np.sum(weighed, axis=0))

    def of(self, vectors: Floats, mean: Floats) -> Floats:
        """Return vectors set right, of texts whose vectors have such a mean."""
        return _unit((vectors - mean) @ self._turn)


def _unit(vectors: NDArray[np.floating]) -> Floats:
    unit: Floats = (vectors / np.linalg.norm(vectors, axis=1, keepdims=True)).astype(np.float32)
    return unit
