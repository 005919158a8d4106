"""Posts about known rumours -> the turn that brings posts about one rumour together."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from evaluation.labelled import claims_of
from evaluation.rumours import Rumour
from matching.joining import wording
from matching.search.background import Floats
from matching.search.encoder import Encoder
from matching.search.sameness import Turn

AXES = 192
_SHRINKAGE = 0.3
"""How much of the mean spread within a rumour is added to every direction's."""


def fitted(chosen: Sequence[Rumour], sets: Sequence[str], encoder: Encoder) -> Turn:
    """Fit linear discriminants on the posts and claims of some rumours of these sets."""
    claims = claims_of(sets)
    texts: list[str] = []
    labels: list[int] = []
    for number, rumour in enumerate(chosen):
        told = [*(post.text for post in rumour.posts), *(text for _, text in claims[rumour.id])]
        found = [one for one in map(wording, told) if one]
        texts += found
        labels += [number] * len(found)
    sides = [encoder.queries(texts), encoder.passages(texts)]
    means = np.stack([side.mean(axis=0) for side in sides])
    rows = np.vstack([side - mean for side, mean in zip(sides, means, strict=True)])
    return Turn(means, _axes(rows.astype(np.float64), np.array(labels + labels)))


def _axes(rows: NDArray[np.float64], labels: NDArray[np.int64]) -> Floats:
    middles = np.stack([rows[labels == one].mean(axis=0) for one in np.unique(labels)])
    apart = rows - middles[labels]
    within = apart.T @ apart / (len(rows) - len(middles))
    within += _SHRINKAGE * np.trace(within) / len(within) * np.eye(len(within))
    spread, directions = np.linalg.eigh(within)
    whitening = (directions / np.sqrt(spread)) @ directions.T
    _, between = np.linalg.eigh(np.cov((middles @ whitening).T))
    found: Floats = (whitening @ between[:, -AXES:]).astype(np.float32)
    return found
