"""Posts that no weights were fitted on -> the decisions that weights from the others lead to."""

from collections.abc import Mapping, Sequence

import numpy as np

from benchmarks.training.fit import INNER, Data, fit
from benchmarks.training.folds import folds
from benchmarks.training.pairs import TRAINING_ONLY, Example
from benchmarks.training.rows import Bools, Rows, rows_of
from matching.decide import decide
from matching.evaluation import Outcome
from matching.model import Model

FOLDS = 5
ACROSS = (("a", "b"), ("b", "a"), ("ab", "c"), ("ac", "b"), ("bc", "a"))
"""Authors trained on and tested on. Those that only train do so every time."""
_INNER_PARTS = 30


class Bench:
    """All examples, their rows, and the splits of them."""

    def __init__(self, examples: Sequence[Example]) -> None:
        self._examples = examples
        self._full = rows_of(examples, meaning=True)
        self._author = np.array([one.author for one in examples])
        ties = [one.ties for one in examples]
        self._outer = folds(ties, FOLDS, seed=0)
        self._inner = folds(ties, _INNER_PARTS, seed=1) % INNER
        self._tested = ~np.isin(self._author, list(TRAINING_ONLY))

    def all_weights(self) -> Data:
        """Return weights from every example, for posts with and without vectors."""
        words = rows_of(self._examples, meaning=False)
        every = np.ones(len(self._examples), np.bool_)
        return self._fit(every, words)

    def cross_validated(self) -> list[Outcome]:
        """Return decisions on every tested post by weights from the other folds, in order."""
        decided: dict[int, Outcome] = {}
        for fold in range(FOLDS):
            out = self._tested & (self._outer == fold)
            decided |= self._decided(out, ~out)
        return [decided[at] for at in sorted(decided)]

    def across(self) -> Mapping[str, list[Outcome]]:
        """Return decisions on one author's posts by weights from others', by "a+b → c"."""
        return {
            f"{'+'.join(train)} → {test}": list(
                self._decided(
                    self._author == test, np.isin(self._author, [*train, *TRAINING_ONLY])
                ).values()
            )
            for train, test in ACROSS
        }

    def authors(self) -> list[str]:
        """Return the author of each tested post, in order."""
        return [str(one) for one in self._author[self._tested]]

    def _fit(self, kept: Bools, words: Rows | None = None) -> Data:
        full = self._full
        worded = (words, kept[words.post], self._inner[words.post]) if words is not None else None
        return fit(full, kept[full.post], self._inner[full.post], worded)

    def _decided(self, tested: Bools, trained: Bools) -> dict[int, Outcome]:
        model = Model(self._fit(trained))
        chosen = [int(at) for at in np.flatnonzero(tested)]
        return {at: _outcome(model, self._examples[at]) for at in chosen}


def _outcome(model: Model, example: Example) -> Outcome:
    judged = (
        model.judge(example.by_meaning, example.among, example.vectors)
        if example.by_meaning
        else []
    )
    return Outcome(example.label, decide(judged, example.post, len(example.among.debunks)))
