"""First likelihoods of all debunks beside a post -> what only shows once they are side by side."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from matching.comparing.alignment import Aligned, closest, features_of
from matching.comparing.difference import KINDS
from matching.reading.windows import Window
from matching.scoring.features import Measured
from matching.search.background import Floats

ALIGNED = ("closeness", *(f"differs_{kind}" for kind in KINDS))
STANDING = ("first", "first_lead", "first_others", *ALIGNED)
"""Inputs of the second model: the first one's logit, its lead over the best other debunk, the sum
of the others' on the same scale, how close the post is word by word, and what it says otherwise."""
MOST_ALIGNED = 2
"""The likeliest debunks that a post is laid beside, at some .7 ms each: the others stay far."""
LEAST_ALIGNED = -2.0
"""The logit from which it is: nothing below can become an answer."""
_NOBODY = -10.0
_MOST = 20.0


Beside = Callable[[Measured, Sequence[Window]], Aligned]


@dataclass(frozen=True, slots=True)
class Standing:
    """How debunks stand beside each other: a row of `STANDING` each, and the alignments made."""

    rows: Floats
    aligned: Sequence[Aligned | None]


def beside(one: Measured, windows: Sequence[Window]) -> Aligned:
    """Return a post beside the phrasing of a debunk that comes closest to it, word by word."""
    phrasings = one.phrasings or (one.claim,)
    return closest(windows, [each.window for each in phrasings])


def standing(
    logits: Floats, measured: Sequence[Measured], windows: Sequence[Window], lay: Beside = beside
) -> Standing:
    """Return how the debunks beside one post stand, by the first model's logits, one or more.

    `lay` lays the post beside one of them.
    """
    rows = np.zeros((len(logits), len(STANDING)), np.float32)
    aligned: list[Aligned | None] = [None] * len(logits)
    order = np.argsort(-logits, kind="stable").tolist()
    best = float(logits[order[0]])
    next_best = float(logits[order[1]]) if len(order) > 1 else _NOBODY
    odds = np.exp(np.minimum(logits, _MOST))
    for at, logit in enumerate(logits.tolist()):
        other = next_best if at == order[0] else best
        rows[at, :3] = logit, logit - other, np.log1p(max(odds.sum() - odds[at], 0.0))
    for at in order[:MOST_ALIGNED]:
        if logits[at] >= LEAST_ALIGNED:
            aligned[at] = found = lay(measured[at], windows)
            values = {"closeness": found.closeness, **features_of(found.suspected)}
            rows[at, 3:] = [values[name] for name in ALIGNED]
    return Standing(rows, aligned)
