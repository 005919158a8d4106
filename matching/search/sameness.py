"""Vectors turned so that what differs between posts about one rumour counts for little."""

from collections.abc import Mapping
from importlib.resources import as_file, files
from pathlib import Path

import numpy as np

from matching.search.background import Floats

NAMES = ("same", "same_three", "same_middle", "same_lead")
_FEW = 3


class Turn:
    """A linear map of an encoder's vectors: `means` has a row for its queries and for its passages.

    `axes` (dimensions, fewer dimensions) are those that tell rumours apart best for their spread
    within one rumour: posts that say the same in other words, languages or lengths come together.
    """

    def __init__(self, means: Floats, axes: Floats) -> None:
        self._means = means.astype(np.float32)
        self._axes = axes.astype(np.float32)

    @classmethod
    def read(cls) -> "Turn":
        """Read the one that comes with the program."""
        with as_file(files("matching") / "joining.npz") as path, np.load(path) as stored:
            return cls(stored["means"], stored["axes"])

    def write(self, path: Path) -> None:
        """Write it to a file, in half precision."""
        means, axes = self._means.astype(np.float16), self._axes.astype(np.float16)
        np.savez_compressed(path, means=means, axes=axes)

    def queries(self, vectors: Floats) -> Floats:
        """Return query vectors turned, a row of length 1 each; rows of zeros stay zero."""
        return self._turned(vectors, self._means[0])

    def passages(self, vectors: Floats) -> Floats:
        """Return passage vectors turned, as `queries`."""
        return self._turned(vectors, self._means[1])

    def _turned(self, vectors: Floats, mean: Floats) -> Floats:
        empty = ~np.abs(vectors).any(axis=1)
        turned: Floats = np.matmul(vectors - mean, self._axes, dtype=np.float32)
        turned[empty] = 0.0
        return _of_length_one(turned)


def sameness(turn: Turn, ours: Floats, cases: Mapping[str, Floats]) -> dict[str, dict[str, float]]:
    """Return how near a post's windows come to each case's wordings, by `NAMES`.

    Its best wording, its best three, the middle of all, and its lead before other cases. `ours`
    are query vectors, a row a window; `cases` have passage vectors, a row a wording.
    """
    windows = turn.queries(ours)
    found: dict[str, dict[str, float]] = {}
    for case, vectors in cases.items():
        theirs = turn.passages(vectors)
        near = np.sort((windows @ theirs.T).max(axis=0))[::-1]
        middle = _of_length_one(theirs.mean(axis=0, keepdims=True, dtype=np.float32))
        told = (near[0], near[:_FEW].mean(), (windows @ middle.T).max())
        found[case] = dict(zip(NAMES, map(float, told), strict=False))
    best = sorted((one["same"] for one in found.values()), reverse=True)
    for one in found.values():
        rival = best[1 if one["same"] == best[0] else 0] if len(best) > 1 else 0.0
        one["same_lead"] = one["same"] - rival
    return found


def _of_length_one(rows: Floats) -> Floats:
    lengths = np.linalg.norm(rows, axis=1, keepdims=True)
    scaled: Floats = np.divide(rows, np.where(lengths > 0, lengths, 1.0), dtype=np.float32)
    return scaled
