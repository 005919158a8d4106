"""A desk's own labelled posts -> the thresholds that keep a precision; the weights stay.

It knows nothing of how posts are scored: only how sure the matching was and whether it was right.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate

from matching.measuring.intervals import cases_needed, reaches

LEAST_ANSWER = 0.5
"""A post is never answered at a likelihood lower than this, whatever the labels say."""
LEAST_CHOOSE = 0.1
"""A reader is never asked at a likelihood lower than this."""
MOST_OFFERED = 0.25
"""Share of the posts that no debunk answers whose readers may be asked "is it one of these?"."""
FOLDS = 10
LEAST_DEBUNKS = FOLDS
"""Debunks that the labels must be about: fewer would fit the thresholds to a few claims' words."""
LEAST_UNANSWERED = cases_needed(0.95)
"""Posts that no debunk answers: fewer could hide that one in twenty of them is answered."""
_STEP = 1.1
_GRID = 100
_FINEST = 1_000


@dataclass(frozen=True, slots=True)
class Sample:
    """A post that the matching would answer at some threshold.

    `probability` (0 to 1) is that of its best match; `right` says whether the answer would be;
    `group` is the debunk that it is about, which keeps it on one side of a split.
    """

    probability: float
    right: bool
    group: str


@dataclass(frozen=True, slots=True)
class Fit:
    """A threshold, and how many of the samples it answers, and rightly."""

    threshold: float
    right: int
    answered: int


@dataclass(frozen=True, slots=True)
class LeftOut:
    """What thresholds did on the samples that they were not fitted to.

    `fitted` of `folds` training parts were enough to find a threshold; the others answer nothing.
    """

    right: int
    answered: int
    fitted: int
    folds: int


def fit(samples: Sequence[Sample], precision: float) -> Fit | None:
    """Return the lowest threshold that the samples show to keep a precision; None if none does.

    Shown means that the exact 95 % interval of the share of right answers lies at or above
    `precision` (more than 0, less than 1); at most a hundred or so thresholds are tried, each with
    a tenth more answers than the one before. More precision never gives a lower threshold.

    Trying many thresholds flatters: in simulations of 400 to 1,600 samples the precision was missed
    in 2 % of fits where likelihood tells right from wrong, and in up to 15 % where it tells nothing
    and the true precision lies a hair below the one asked for. `left_out` is the check on that.
    """
    ordered = sorted(
        (one for one in samples if one.probability >= LEAST_ANSWER),
        key=lambda one: -one.probability,
    )
    rights = list(accumulate(one.right for one in ordered))
    best: Fit | None = None
    for answered in _ladder(ordered):
        if reaches(rights[answered - 1], answered, precision):
            best = Fit(ordered[answered - 1].probability, rights[answered - 1], answered)
    return best


def attainable(samples: Sequence[Sample]) -> float:
    """Return the greatest precision, in thousandths, that `fit` finds a threshold for; 0 if none.

    Precisions under a half are not looked for.
    """
    low, high = _FINEST // 2 - 1, _FINEST
    while high - low > 1:
        middle = (low + high) // 2
        if fit(samples, middle / _FINEST):
            low = middle
        else:
            high = middle
    return low / _FINEST if low >= _FINEST // 2 else 0.0


def left_out(samples: Sequence[Sample], precision: float) -> LeftOut:
    """Return what comes of fitting on all folds but one and answering that one, for each fold.

    All samples of one group are in one fold.
    """
    right = answered = fitted = 0
    folds = _folds(samples)
    for held in folds:
        found = fit([one for fold in folds if fold is not held for one in fold], precision)
        if found is None:
            continue
        fitted += 1
        answers = [one for one in held if one.probability >= found.threshold]
        answered += len(answers)
        right += sum(one.right for one in answers)
    return LeftOut(right, answered, fitted, len(folds))


def choose_from(asked: Sequence[float], unanswered: int, highest: float) -> float | None:
    """Return from which likelihood on to offer a choice; None where no threshold is shown to do.

    `asked` holds the likelihoods of those of the `unanswered` posts that no debunk answers whose
    readers would be asked at `LEAST_CHOOSE`. It is the lowest threshold, in hundredths up to
    `highest`, at which the exact 95 % interval of the share asked lies at or below `MOST_OFFERED`.
    """
    for step in range(round(LEAST_CHOOSE * _GRID), int(highest * _GRID) + 1):
        threshold = step / _GRID
        spared = unanswered - sum(one >= threshold for one in asked)
        if reaches(spared, unanswered, 1 - MOST_OFFERED):
            return threshold
    return None


def _ladder(ordered: Sequence[Sample]) -> list[int]:
    """Return how many of the surest samples each threshold to try would answer, fewest first.

    The rungs depend on the likelihoods alone: neither the labels nor the precision asked for choose
    which thresholds are tried. Samples of equal likelihood are answered together.
    """
    rungs = set()
    size = float(len(ordered))
    while size >= 1:
        rung = int(size)
        while rung < len(ordered) and ordered[rung].probability == ordered[rung - 1].probability:
            rung += 1
        rungs.add(rung)
        size /= _STEP
    return sorted(rungs)


def _folds(samples: Sequence[Sample]) -> list[list[Sample]]:
    groups: dict[str, list[Sample]] = defaultdict(list)
    for one in samples:
        groups[one.group].append(one)
    folds: list[list[Sample]] = [[] for _ in range(min(FOLDS, len(groups)))]
    for name in sorted(groups, key=lambda name: (-len(groups[name]), name)):
        min(folds, key=len).extend(groups[name])
    return folds
