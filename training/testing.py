"""Posts that no weights were fitted on -> the decisions that weights from the others lead to."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from evaluation.labelled import TRAINING_ONLY
from matching.decide import SHIPPED, Thresholds, decide
from matching.measuring.evaluation import Outcome
from matching.reading.windows import PostText
from matching.scoring.model import Judged, Model
from matching.scoring.second_claim import Part
from training.examples import INVENTED, OWN
from training.fit import INNER, Data, fit
from training.folds import folds
from training.pairs import Beside, Example
from training.rows import Bools, Rows, rows_of

FOLDS = 5
ACROSS = (("a", "b"), ("b", "a"), ("ab", "c"), ("ac", "b"), ("bc", "a"))
"""Authors trained on and tested on. Those that only train do so every time."""
_INNER_PARTS = 30


@dataclass(frozen=True, slots=True)
class Tested:
    """A post in a store, and the debunks beside it as weights judged them that never saw it."""

    example: Example
    judged: Sequence[Judged]
    parts: Sequence[Part] = ()

    def outcome(self, thresholds: Thresholds = SHIPPED) -> Outcome:
        """Return the decision on the post."""
        one = self.example
        made = decide(self.judged, one.post, one.debunks, thresholds, self.parts)
        return Outcome(one.label, made)


class Bench:
    """All examples, their rows, and the splits of them."""

    def __init__(self, examples: Sequence[Example]) -> None:
        self._examples = examples
        self._full = rows_of(examples, meaning=True)
        self._author = np.array([one.author for one in examples])
        # A post is on one side in whatever store it is asked of.
        ties = [(*one.ties, f"post {one.author} {one.label.id}") for one in examples]
        self._outer = folds(ties, FOLDS, seed=0)
        self._inner = folds(ties, _INNER_PARTS, seed=1) % INNER
        self._tested = ~np.isin(self._author, list(TRAINING_ONLY))
        self._own = np.array([one.store == OWN for one in examples])

    def all_weights(self) -> Data:
        """Return weights from every example, for posts with and without vectors."""
        words = rows_of(self._examples, meaning=False)
        every = np.ones(len(self._examples), np.bool_)
        return self._fit(every, words)

    def cross_validated(self, *, meaning: bool = True) -> list[Tested]:
        """Return every tested post in every store, judged by weights from the other folds."""
        tested: dict[int, Tested] = {}
        for fold in range(FOLDS):
            out = self._tested & (self._outer == fold)
            tested |= self._judged(out, ~(self._outer == fold), meaning=meaning)
        return [tested[at] for at in sorted(tested)]

    def across(self) -> Mapping[str, list[Tested]]:
        """Return one author's posts in the author's own store by weights from others' alone.

        The keys are as "a+b → c".
        """
        always = [*TRAINING_ONLY, INVENTED]
        return {
            f"{'+'.join(train)} → {test}": list(
                self._judged(
                    (self._author == test) & self._own, np.isin(self._author, [*train, *always])
                ).values()
            )
            for train, test in ACROSS
        }

    def _fit(self, kept: Bools, words: Rows | None = None) -> Data:
        full = self._full
        worded = (words, kept[words.post], self._inner[words.post]) if words is not None else None
        return fit(full, kept[full.post], self._inner[full.post], worded)

    def _judged(self, tested: Bools, trained: Bools, *, meaning: bool = True) -> dict[int, Tested]:
        words = None if meaning else rows_of(self._examples, meaning=False)
        model = Model(self._fit(trained, words))
        found: dict[int, Tested] = {}
        for at in np.flatnonzero(tested).tolist():
            one = self._examples[at]
            beside = one.by_meaning if meaning else one.by_words
            if beside is not None:
                parts = [Part(post, _by(model, part, post)) for post, part in beside.parts]
                found[at] = Tested(one, _by(model, beside, one.post), parts)
        return found


def _by(model: Model, beside: Beside, post: PostText) -> list[Judged]:
    return model.judge_pairs(beside.measured, beside.ours, beside.theirs, post.windows)
