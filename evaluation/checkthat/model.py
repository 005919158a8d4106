"""The table of pairs -> a score of each by weights that were fitted on other folds only."""

import numpy as np
from sklearn.linear_model import Ridge

from evaluation.checkthat.collection import Ints
from evaluation.checkthat.table import Bools, Table
from matching.scoring.heads import alike_inputs
from matching.scoring.model import Blend, Regression, Trees
from matching.search.background import Floats
from training.fit import ABOUT_C, FALLING, INNER, RISING, SEEDS, regression
from training.heads import ALIKE_BALANCE, ALIKE_PENALTY
from training.trees import boost, edges_of

_SPREAD_PENALTY = 3_000.0
_SPREAD_SCALE = 60.0
"""Brings products of vectors of length 1 to about 1, as in `heads.alike_inputs`."""


def scores(table: Table, fold: Ints, inner: Ints) -> Floats:
    """Return a score of each pair: heads, then trees and a regression, as of `about_full`.

    `fold` and `inner` number the folds of each tweet. A pair is scored by weights of the tweets in
    other folds, whose heads in turn come from other inner folds.
    """
    heads = (
        (alike_inputs(table.ours, table.theirs), ALIKE_PENALTY),
        (table.spread * np.float32(_SPREAD_SCALE), _SPREAD_PENALTY),
    )
    names = (*table.names, "alike", "spread")
    scored = np.zeros(len(table.tweet), np.float32)
    of, within = fold[table.tweet], inner[table.tweet]
    for one in np.unique(fold):
        kept = of != one
        told = np.stack(
            [_told(inputs, penalty, table.right, kept, within) for inputs, penalty in heads], axis=1
        )
        inputs = np.hstack([table.inputs, told])
        blend = _fitted(names, inputs[kept], table.right[kept])
        scored[~kept] = blend.logits(inputs[~kept])
    return scored


def _told(inputs: Floats, penalty: float, right: Bools, kept: Bools, within: Ints) -> Floats:
    """Return what a head says of each row, fitted on the rows kept less those of its inner fold."""
    told = np.zeros(len(right), np.float32)
    weights = np.where(right, ALIKE_BALANCE, 1.0)
    parts = [(kept & (within != one), kept & (within == one)) for one in range(INNER)]
    for learned, asked in [*parts, (kept, ~kept)]:
        head = Ridge(alpha=penalty)
        each = weights[learned] / weights[learned].mean()
        head.fit(inputs[learned], right[learned].astype(np.float32), sample_weight=each)
        told[asked] = head.predict(inputs[asked])
    return told


def _fitted(names: tuple[str, ...], inputs: Floats, right: Bools) -> Blend:
    weights = np.ones(len(right))
    edges = edges_of(inputs)
    slopes = [(one in RISING) - (one in FALLING) for one in names]
    parts: list[tuple[float, Regression | Trees]] = []
    for seed in range(SEEDS):
        made = boost(inputs, edges, right, weights, slopes, seed)
        trees = Trees(
            np.array(made["features"], np.int64),
            np.array(made["thresholds"], np.float32),
            np.array(made["leaves"], np.float32),
            made["base"],
        )
        parts.append((1 / SEEDS, trees))
    line = regression(inputs, right, weights, ABOUT_C)
    parts.append((1.0, Regression(np.array(line["weights"], np.float32), line["bias"])))
    return Blend(names, tuple(parts))
