"""Boosted trees by scikit-learn -> complete trees of one depth, which numpy walks all at once."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sklearn.ensemble import HistGradientBoostingClassifier

from matching.search.background import Floats

DEPTH = 4
ROUNDS = 200
RATE = 0.06
PENALTY = 2.0
LEAST_ROWS = 20
_EDGES = 254
"""Thresholds tried of an input: scikit-learn takes 255 different values as they are."""
_NEVER = 3.0e38
"""A threshold that no input is above: the branch to the right of it is never taken."""


def edges_of(inputs: Floats) -> list[Floats]:
    """Return the thresholds to try of each column: its quantiles, each different one once."""
    shares = np.linspace(0, 1, _EDGES + 2)[1:-1]
    return [np.unique(one).astype(np.float32) for one in np.quantile(inputs, shares, axis=0).T]


def boost(
    inputs: Floats,
    edges: Sequence[Floats],
    target: NDArray[np.bool_],
    weights: NDArray[np.float64],
    slopes: Sequence[int],
    seed: int,
) -> dict[str, Any]:
    """Return trees as a part of a weights file; `slopes` are 1 or -1 for monotonic inputs, else 0.

    They are fitted on how many edges lie below an input: scikit-learn's own way of finding
    weighted quantiles would take most of the time, once a seed.
    """
    codes = np.stack(
        [np.searchsorted(each, column) for each, column in zip(edges, inputs.T, strict=True)],
        axis=1,
    )
    boosted = HistGradientBoostingClassifier(
        max_depth=DEPTH,
        max_iter=ROUNDS,
        learning_rate=RATE,
        l2_regularization=PENALTY,
        min_samples_leaf=LEAST_ROWS,
        max_features=0.5,
        random_state=seed,
        early_stopping=False,
        monotonic_cst=list(slopes),
    ).fit(codes, target, sample_weight=weights)
    made = [_complete(one[0].nodes, edges) for one in boosted._predictors]
    return {
        "features": [features for features, _, _ in made],
        "thresholds": [thresholds for _, thresholds, _ in made],
        "leaves": [leaves for _, _, leaves in made],
        "base": float(np.ravel(boosted._baseline_prediction)[0]),
    }


def _complete(nodes: Any, edges: Sequence[Floats]) -> tuple[list[int], list[float], list[float]]:
    inner = 2**DEPTH - 1
    features, thresholds = [0] * inner, [_NEVER] * inner
    leaves = [0.0] * 2**DEPTH

    def walk(number: int, at: int) -> None:
        node = nodes[number]
        if at >= inner:
            leaves[at - inner] = round(float(node["value"]), 6)
        elif node["is_leaf"]:
            walk(number, 2 * at + 1)
        else:
            features[at] = int(node["feature_idx"])
            # Left go codes of at most this number, which are the inputs up to the edge of it.
            thresholds[at] = float(edges[features[at]][int(node["num_threshold"])])
            walk(int(node["left"]), 2 * at + 1)
            walk(int(node["right"]), 2 * at + 2)

    walk(0, 0)
    return features, thresholds, leaves
