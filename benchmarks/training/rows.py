"""Posts beside debunks as one table: a row a pair, with what is to be learned of it."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from benchmarks.training.pairs import TRAINING_ONLY, Example
from matching.background import Floats
from matching.features import NAMES
from matching.heads import signs

Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]
Doubles = NDArray[np.float64]
REFUTING = frozenset({"debunk_post", "opposite"})
"""Kinds of posts that are about the debunk they name and refute its claim."""


@dataclass(frozen=True, slots=True)
class Rows:
    """`features` (n, as `NAMES`); `ours`, `theirs` (n, 384): the pair's vectors, empty without.

    `post` numbers the example of a row, `author` names it. A post is `about` the debunk that
    answers it and the one that it refutes; `refutes` is true of the second. `signs` are there for
    rows that are about their debunk.
    """

    features: Floats
    ours: Floats
    theirs: Floats
    post: Ints
    author: NDArray[np.str_]
    about: Bools
    refutes: Bools
    signs: Sequence[frozenset[str]]

    def weights(self, kept: Bools) -> Doubles:
        """Return weights of mean 1 over the rows kept: authors count the same in all."""
        sizes = Counter(self.author[kept].tolist())
        shares = {one: 0.5 if one in TRAINING_ONLY else 1.0 for one in set(self.author.tolist())}
        each = np.array([shares[one] / max(1, sizes[one]) for one in self.author.tolist()])
        weights: Doubles = each / each[kept].mean()
        return weights


def rows_of(examples: Sequence[Example], *, meaning: bool) -> Rows:
    """Return the rows of all posts in order, measured with vectors or by words alone."""
    features: list[Floats] = []
    ours: list[Floats] = []
    theirs: list[Floats] = []
    post: list[int] = []
    about: list[bool] = []
    refutes: list[bool] = []
    found: list[frozenset[str]] = []
    for number, one in enumerate(examples):
        refuted = one.label.about_id if one.label.kind in REFUTING else None
        for measured in one.by_meaning if meaning else one.by_words:
            debunk_id = measured.claim.debunk_id
            repeated, denied = debunk_id in one.label.expected, debunk_id == refuted
            features.append(measured.values)
            if meaning and one.vectors is not None and one.among.vectors is not None:
                ours.append(one.vectors[measured.pair[0]])
                theirs.append(one.among.vectors[measured.pair[1]])
            post.append(number)
            about.append(repeated or denied)
            refutes.append(denied)
            told = signs(measured.window, measured.claim.window) if about[-1] else frozenset()
            found.append(told)
    return Rows(
        np.array(features, np.float32).reshape(-1, len(NAMES)),
        np.array(ours, np.float32),
        np.array(theirs, np.float32),
        np.array(post, np.int64),
        np.array([examples[at].author for at in post], np.str_),
        np.array(about, np.bool_),
        np.array(refutes, np.bool_),
        found,
    )
