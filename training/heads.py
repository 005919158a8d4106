"""The three heads: ridge regressions on vectors and a logistic one on words of refuting."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import reduce
from math import sqrt
from operator import add

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression

from matching.scoring.heads import alike_inputs, linear, refuting_inputs, told_by_words
from matching.search.background import Floats
from training.rows import Bools, Doubles, Ints, Rows

ALIKE_PENALTY = 1_000.0
ALIKE_BALANCE = 3.0
"""How much more a pair about the same thing weighs than one that is not."""
REFUTING_PENALTY = 30.0
WORDS_C = 5.0
LEAST_PAIRS = 3
"""Pairs in which a sign must occur to have a weight."""

Inputs = Callable[[Floats, Floats], Floats]
Line = tuple[Floats, float]
"""The weights of a regression and its bias."""


@dataclass(frozen=True, slots=True)
class Heads:
    """What the heads learned; without vectors only `words` is there."""

    words: tuple[Mapping[str, float], float]
    alike: Line | None
    refuting: Line | None

    def add_to(self, told: Floats, rows: Rows, at: Ints) -> None:
        """Write what they say of the rows numbered `at`: columns alike, refuting, words.

        `words` is said only of rows that are about their debunk: no other is learned from.
        """
        if self.alike and self.refuting and len(at):
            ours, theirs = rows.ours[at], rows.theirs[at]
            told[at, 0] = linear(alike_inputs(ours, theirs), *self.alike)
            told[at, 1] = linear(refuting_inputs(ours, theirs), *self.refuting)
        for one in at[rows.about[at]].tolist():
            told[one, 2] = told_by_words(rows.signs[one], *self.words)


def fit_heads(rows: Rows, kept: Bools, fold: Ints, count: int) -> tuple[list[Heads], Heads]:
    """Return, for each fold (0 to `count` - 1), heads out of the other folds; and out of all."""
    weights = rows.weights(kept)
    parts = [kept & (fold == one) for one in range(count)]
    words = [_words(rows, kept & rows.about & ~part, weights) for part in parts]
    all_words = _words(rows, kept & rows.about, weights)
    if not len(rows.ours):
        return [Heads(one, None, None) for one in words], Heads(all_words, None, None)
    alike = _lines(rows, parts, rows.about, weights, alike_inputs)
    about = [part & rows.about for part in parts]
    refuting = _lines(rows, about, rows.refutes, weights, refuting_inputs)
    made = [Heads(*one) for one in zip([*words, all_words], alike, refuting, strict=True)]
    return made[:-1], made[-1]


@dataclass(frozen=True, slots=True)
class _Sums:
    """All that a ridge regression needs to know of some rows; those of more rows add up."""

    count: int
    weight: float
    inputs: Doubles
    squares: Doubles

    def __add__(self, other: "_Sums") -> "_Sums":
        return _Sums(
            self.count + other.count,
            self.weight + other.weight,
            self.inputs + other.inputs,
            self.squares + other.squares,
        )


def _lines(
    rows: Rows, parts: Sequence[Bools], target: Bools, weights: Doubles, inputs: Inputs
) -> list[Line]:
    """Return a regression without each of the parts, and at last one of all."""
    no = [_sums(rows, part & ~target, weights, inputs) for part in parts]
    yes = [_sums(rows, part & target, weights, inputs) for part in parts]
    left_out: list[int | None] = [*range(len(parts)), None]
    lines = []
    for out in left_out:
        others = [at for at in range(len(parts)) if at != out]
        zeros, ones = (reduce(add, [of[at] for at in others]) for of in (no, yes))
        if inputs is alike_inputs:
            lines.append(_ridge(zeros, ones, ALIKE_BALANCE, ALIKE_PENALTY))
        else:
            balance = 0.5 * (zeros.weight + ones.weight) / ones.weight
            lines.append(_ridge(zeros, ones, balance, REFUTING_PENALTY))
    return lines


def _sums(rows: Rows, kept: Bools, weights: Doubles, inputs: Inputs) -> _Sums:
    given = inputs(rows.ours[kept], rows.theirs[kept]).astype(np.float64)
    each = weights[kept]
    rooted = given * np.sqrt(each)[:, None]
    return _Sums(len(given), float(each.sum()), each @ given, rooted.T @ rooted)


def _ridge(zeros: _Sums, ones: _Sums, balance: float, penalty: float) -> Line:
    """Fit 0 and 1 by weighted ridge regression; weights are brought to a mean of 1."""
    count = zeros.count + ones.count
    scale = count / (zeros.weight + balance * ones.weight)
    mean = scale * (zeros.inputs + balance * ones.inputs) / count
    share = scale * balance * ones.weight / count
    squares = scale * (zeros.squares + balance * ones.squares) - count * np.outer(mean, mean)
    squares[np.diag_indices_from(squares)] += penalty
    found = np.linalg.solve(squares, scale * balance * ones.inputs - count * share * mean)
    return found.astype(np.float32), float(share - mean @ found)


def _words(rows: Rows, kept: Bools, weights: Doubles) -> tuple[dict[str, float], float]:
    chosen = np.flatnonzero(kept)
    holding = Counter(sign for at in chosen.tolist() for sign in rows.signs[at])
    known = sorted(sign for sign, pairs in holding.items() if pairs >= LEAST_PAIRS)
    column = {sign: at for at, sign in enumerate(known)}
    pairs: list[int] = []
    columns: list[int] = []
    values: list[float] = []
    for number, at in enumerate(chosen.tolist()):
        found = sorted(column[sign] for sign in rows.signs[at] if sign in column)
        pairs += [number] * len(found)
        columns += found
        values += [1 / sqrt(len(found) + 3)] * len(found)
    table = csr_matrix((values, (pairs, columns)), shape=(len(chosen), len(known)))
    fitted = LogisticRegression(C=WORDS_C, max_iter=500, class_weight="balanced")
    fitted.fit(table, rows.refutes[chosen], sample_weight=weights[chosen])
    told = dict(zip(known, (round(float(one), 4) for one in fitted.coef_[0]), strict=True))
    return told, float(fitted.intercept_[0])
