"""Rows -> the weights file's contents: heads first, then on top of them trees and regressions."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.preprocessing import StandardScaler

from matching.scoring.features import NAMES
from matching.scoring.heads import HEADS
from matching.scoring.model import blend, inputs_of
from matching.scoring.standing import ALIGNED, STANDING, standing
from matching.search.background import Floats
from training.heads import Heads, Line, fit_heads
from training.rows import Bools, Doubles, Ints, Rows
from training.trees import boost, edges_of

INNER = 5
"""Folds by which the training posts get heads, and first logits, that were not fitted on them."""
DIFFERENCES = frozenset(ALIGNED) - {"closeness"}
SEEDS = 2
ABOUT_C = 0.3
REFUTES_C = 0.03
REFUTES_BALANCE = 2.0
"""How much more a pair that refutes weighs than one that repeats."""
RISING = frozenset(
    {"nearness", "lead", "crowd", "floor", "likeness", "covered", "nearly", "token_set"}
    | {"first", "first_lead"}
)
"""More of these never makes a debunk less likely, and more of the next never makes it likelier."""
FALLING = frozenset({"denial", "numbers_clash", "turned", "store"}) | DIFFERENCES

Data = dict[str, Any]


def fit(full: Rows, kept: Bools, inner: Ints, worded: tuple[Rows, Bools, Ints] | None) -> Data:
    """Return heads, models and usual inputs, as a weights file holds them, from the rows kept.

    `inner` numbers the fold of each row, 0 to `INNER` - 1. `worded` is the same for pairs measured
    by words alone; without it there are no models for posts without vectors.
    """
    heads, models, usual = _fit(full, kept, inner, "full")
    if worded is not None:
        models |= _fit(*worded, "words_only")[1]
    words, bias = heads.words
    said = {
        "alike": _line(heads.alike),
        "refuting": _line(heads.refuting),
        "words": {"weights": words, "bias": bias},
    }
    return {"features": list(NAMES), "record": {"usual": usual}, "heads": said, "models": models}


def _fit(
    rows: Rows, kept: Bools, inner: Ints, kind: str
) -> tuple[Heads, Data, Mapping[str, float]]:
    weights = rows.weights(kept)
    told = np.zeros((len(rows.post), len(HEADS)), np.float32)
    plain = kept & ~rows.changed
    by_fold, heads = fit_heads(rows, plain, inner, INNER)
    for fold, one in enumerate(by_fold):
        one.add_to(told, rows, np.flatnonzero(kept & (inner == fold)))
    inputs = np.hstack([rows.features, told])
    denials = kept & rows.about
    heavier = weights * np.where(rows.refutes, REFUTES_BALANCE, 1.0)
    about, second, refutes = f"about_{kind}", f"beside_{kind}", f"refutes_{kind}"
    stand = _standing(_first(about, inputs, rows, kept, inner), rows, kept)
    models = {
        about: _about(about, inputs[plain], rows.about[plain], weights[plain]),
        second: _about(second, np.hstack([inputs, stand])[kept], rows.about[kept], weights[kept]),
        refutes: _refutes(refutes, inputs[denials], rows.refutes[denials], heavier[denials]),
    }
    means = np.average(inputs[kept], axis=0, weights=weights[kept])
    usual = {name: round(float(means[_columns((name,))[0]]), 5) for name in inputs_of(about)}
    return heads, models, usual


def _first(name: str, inputs: Floats, rows: Rows, kept: Bools, inner: Ints) -> Floats:
    """Return the logit of each row kept by a first model of the other inner folds."""
    weights = rows.weights(kept)
    logits = np.zeros(len(inputs), np.float32)
    for fold in range(INNER):
        others, asked = kept & ~rows.changed & (inner != fold), kept & (inner == fold)
        if others.any() and asked.any():
            model = blend(_about(name, inputs[others], rows.about[others], weights[others], 1))
            logits[asked] = model.logits(inputs[asked][:, _columns(model.inputs)])
    return logits


def _standing(logits: Floats, rows: Rows, kept: Bools) -> Floats:
    """Return the inputs that show once the debunks of a post are side by side, a row each."""
    found = np.zeros((len(logits), len(STANDING)), np.float32)
    chosen = np.flatnonzero(kept)
    firsts = np.flatnonzero(np.diff(rows.post[chosen], prepend=-1))
    for part in np.split(chosen, firsts[1:]):
        measured = [rows.measured[at] for at in part.tolist()]
        windows = rows.windows[part[0]]
        found[part] = standing(logits[part], measured, windows, rows.beside).rows
    return found


def _about(name: str, inputs: Floats, target: Bools, weights: Doubles, seeds: int = SEEDS) -> Data:
    names = inputs_of(name)
    given = inputs[:, _columns(names)]
    slopes = [(one in RISING) - (one in FALLING) for one in names]
    parts = _trees(given, target, weights, slopes, seeds)
    parts.append({"share": 1.0, **regression(given, target, weights, ABOUT_C)})
    return {"inputs": list(names), "parts": parts}


def _refutes(name: str, inputs: Floats, target: Bools, weights: Doubles) -> Data:
    names = inputs_of(name)
    given = inputs[:, _columns(names)]
    parts = _trees(given, target, weights, [0] * len(names), SEEDS)
    parts.append({"share": 1.0, **regression(given, target, weights, REFUTES_C)})
    return {"inputs": list(names), "parts": parts}


def _trees(
    given: Floats, target: Bools, weights: Doubles, slopes: Sequence[int], seeds: int
) -> list[Data]:
    """Return boosted trees of some seeds, which count as much as one regression together."""
    edges = edges_of(given)
    return [
        {"share": 1 / seeds, **boost(given, edges, target, weights, slopes, seed)}
        for seed in range(seeds)
    ]


def regression(inputs: Floats, target: Bools, weights: Doubles, strength: float) -> Data:
    """Fit a logistic regression on scaled inputs and return it for inputs as they are."""
    scaler = StandardScaler().fit(inputs)
    fitted = LogisticRegression(C=strength, max_iter=1000)
    fitted.fit(scaler.transform(inputs), target, sample_weight=weights)
    slopes = fitted.coef_[0] / scaler.scale_
    bias = float(fitted.intercept_[0] - (slopes * scaler.mean_).sum())
    return {"weights": [round(float(one), 6) for one in slopes], "bias": bias}


def _columns(names: tuple[str, ...]) -> list[int]:
    return [(*NAMES, *HEADS, *STANDING).index(one) for one in names]


def _line(line: Line | None) -> Data:
    if line is None:
        raise ValueError("heads of vectors need rows with vectors")
    weights, bias = line
    return {"weights": [round(float(one), 5) for one in weights], "bias": bias}
