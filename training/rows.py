"""Posts beside debunks as one table: a row a pair, with what is to be learned of it."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from evaluation.labelled import TRAINING_ONLY
from matching.comparing.alignment import Aligned
from matching.reading.windows import Window
from matching.scoring.features import NAMES, Measured
from matching.scoring.heads import signs
from matching.scoring.standing import beside
from matching.search.background import Floats
from training.examples import CHANGED, INVENTED
from training.pairs import Example
from training.swapped import SWAP

Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]
Doubles = NDArray[np.float64]
REFUTING = frozenset({"debunk_post", "opposite"})
"""Kinds of posts that are about the debunk they name and refute its claim."""
_TRAINING_SHARE, _INVENTED_SHARE = 0.5, 0.25
"""How much such an author counts, where one who is tested counts 1."""
_SWAP_SHARE = 0.25
"""How much a post with a decisive word changed counts beside one that was reworded: in life nearly
all posts that look like a claim are the claim, and changes that nothing shows must not spoil it."""


@dataclass(frozen=True, slots=True)
class Rows:
    """`features` (n, as `NAMES`); `ours`, `theirs` (n, 384): the pair's vectors, empty without.

    `post` numbers the example of a row, `author` names it. A post is `about` the debunk that
    answers it and the one that it refutes; `refutes` is true of the second. `signs` are there for
    rows that are about their debunk. `measured` and `windows`, the post's, are what a row is of.
    `changed` rows are of posts in a claim's own words with a change: only side by side with the
    claim, word by word, can be told which. `share` is how much a row counts within its author's.
    """

    features: Floats
    ours: Floats
    theirs: Floats
    post: Ints
    author: NDArray[np.str_]
    about: Bools
    refutes: Bools
    changed: Bools
    share: Doubles
    signs: Sequence[frozenset[str]]
    measured: Sequence[Measured]
    windows: Sequence[Sequence[Window]]
    laid: dict[int, Aligned] = field(default_factory=dict)

    def beside(self, one: Measured, windows: Sequence[Window]) -> Aligned:
        """Return a post beside a debunk of the rows; it is laid there once for all folds."""
        if id(one) not in self.laid:
            self.laid[id(one)] = beside(one, windows)
        return self.laid[id(one)]

    def weights(self, kept: Bools) -> Doubles:
        """Return weights of mean 1 over the rows kept: authors count the same in all."""
        sizes = Counter(self.author[kept].tolist())
        shares = {
            **dict.fromkeys(set(self.author.tolist()), 1.0),
            **dict.fromkeys(TRAINING_ONLY, _TRAINING_SHARE),
            INVENTED: _INVENTED_SHARE,
        }
        each = np.array([shares[one] / max(1, sizes[one]) for one in self.author.tolist()])
        each *= self.share
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
    taken: list[Measured] = []
    windows: list[Sequence[Window]] = []
    for number, one in enumerate(examples):
        beside = one.by_meaning if meaning else one.by_words
        if beside is None:
            continue
        refuted = one.label.about_id if one.label.kind in REFUTING else None
        for at, measured in enumerate(beside.measured):
            debunk_id = measured.claim.debunk_id
            repeated, denied = debunk_id in one.label.expected, debunk_id == refuted
            features.append(measured.values)
            if beside.ours is not None and beside.theirs is not None:
                ours.append(beside.ours[at])
                theirs.append(beside.theirs[at])
            post.append(number)
            about.append(repeated or denied)
            refutes.append(denied)
            told = signs(measured.window, measured.claim.window) if about[-1] else frozenset()
            found.append(told)
            taken.append(measured)
            windows.append(one.post.windows)
    return Rows(
        np.array(features, np.float32).reshape(-1, len(NAMES)),
        np.array(ours, np.float32),
        np.array(theirs, np.float32),
        np.array(post, np.int64),
        np.array([examples[at].author for at in post], np.str_),
        np.array(about, np.bool_),
        np.array(refutes, np.bool_),
        np.array([examples[at].store == CHANGED for at in post], np.bool_),
        np.array([_SWAP_SHARE if examples[at].label.kind == SWAP else 1.0 for at in post]),
        found,
        taken,
        windows,
    )
