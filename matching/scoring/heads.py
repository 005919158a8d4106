"""Small learned readings of a pair that single features cannot show: of vectors, of words."""

from collections.abc import Mapping
from math import sqrt

import numpy as np
from numpy.typing import NDArray

from matching.reading.cues import is_negated_verb
from matching.reading.windows import Window
from matching.search.background import Floats

HEADS = ("alike", "refuting", "words")
"""`alike`: vectors say the same; `refuting`: they say the opposite; `words`: words of refuting."""


def alike_inputs(ours: Floats, theirs: Floats) -> Floats:
    """Return the inputs of `alike` for rows of query and passage vectors: (n, 768)."""
    inputs: Floats = np.hstack([ours * theirs * 60, np.abs(ours - theirs) * 8])
    return inputs


def refuting_inputs(ours: Floats, theirs: Floats) -> Floats:
    """Return the inputs of `refuting` for rows of query and passage vectors: (n, 1152)."""
    inputs: Floats = np.hstack([ours * 4, ours * theirs * 60, (ours - theirs) * 4])
    return inputs


def linear(inputs: Floats, weights: NDArray[np.float32], bias: float) -> Floats:
    """Return one number a row."""
    told: Floats = inputs @ weights + np.float32(bias)
    return told


def signs(ours: Window, theirs: Window) -> frozenset[str]:
    """Return the terms of a window that the claim lacks and the pairs of neighbours, as signs.

    A word of the claim is `=`, a negated Kazakh verb `~neg`, a number `#`.
    """
    found: set[str] = set()
    before = "^"
    for word in ours.words:
        one = word[:5]
        if is_negated_verb(word):
            one = "~neg"
        elif one in theirs.terms:
            one = "="
        elif word.isdecimal():
            one = "#"
        if one != "=":
            found.add(one)
        if (before, one) != ("=", "="):
            found.add(f"{before} {one}")
        before = one
    found.add(f"{before} $")
    if "?" in ours.raw:
        found.add("?")
    return frozenset(found)


def told_by_words(found: frozenset[str], weights: Mapping[str, float], bias: float) -> float:
    """Return what the signs that have a weight say together; a lone sign says less than several."""
    known = [weights[one] for one in found if one in weights]
    return bias + sum(known) / sqrt(len(known) + 3)
