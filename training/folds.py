"""Splits of the posts that keep on one side what would give the answer away."""

from collections import Counter
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]


def folds(ties: Sequence[Sequence[str]], count: int, seed: int) -> Ints:
    """Return each post's fold, 0 to `count` - 1; posts that share a tie are in the same one.

    A tie is a debunk or the filler of a long post. Folds come out of about one size, the same for
    the same posts in the same order.
    """
    groups = _groups(ties)
    sizes = Counter(groups)
    names = list(sizes)
    dice = np.random.default_rng(seed)
    dice.shuffle(names)
    names.sort(key=lambda name: -sizes[name])
    load = np.zeros(count)
    fold_of: dict[str, int] = {}
    for name in names:
        fold = int(np.argmin(load + dice.random(count) * 0.5))
        fold_of[name] = fold
        load[fold] += sizes[name]
    return np.array([fold_of[name] for name in groups], np.int64)


def _groups(ties: Sequence[Sequence[str]]) -> list[str]:
    parent: dict[str, str] = {}

    def root(name: str) -> str:
        parent.setdefault(name, name)
        while parent[name] != name:
            parent[name] = parent[parent[name]]
            name = parent[name]
        return name

    firsts = []
    for at, shared in enumerate(ties):
        names = list(shared) or [f"alone {at}"]
        top = root(names[0])
        for name in names[1:]:
            parent[root(name)] = top
        firsts.append(names[0])
    return [root(name) for name in firsts]
