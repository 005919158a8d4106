"""Scores of claims beside tweets -> how good the ranking is."""

from collections.abc import Sequence

import numpy as np

from evaluation.checkthat.data import Tweet
from matching.measuring.evaluation import Share
from matching.measuring.intervals import wilson
from matching.search.background import Floats

DEPTH = 5
"""As in MAP@5."""


def best(scores: Floats, numbers: Sequence[int] | None = None, wanted: int = DEPTH) -> list[int]:
    """Return the claims of the highest scores, by `numbers` or by place; ties to the first."""
    order = np.argsort(-scores, kind="stable")[:wanted].tolist()
    return order if numbers is None else [numbers[at] for at in order]


def mean_precision(tweets: Sequence[Tweet], ranked: Sequence[Sequence[int]]) -> Share:
    """Return MAP@5: the precision at each right claim among five, over how many are right."""
    return _share([_precision(one, found) for one, found in zip(tweets, ranked, strict=True)])


def recall(tweets: Sequence[Tweet], ranked: Sequence[Sequence[int]], depth: int) -> Share:
    """Return for how many tweets a right claim is among the first `depth`."""
    found = zip(tweets, ranked, strict=True)
    return _share([float(bool(one.right.intersection(claims[:depth]))) for one, claims in found])


def _precision(tweet: Tweet, ranked: Sequence[int]) -> float:
    hits, total = 0, 0.0
    for place, claim in enumerate(ranked[:DEPTH], start=1):
        if claim in tweet.right:
            hits += 1
            total += hits / place
    return total / len(tweet.right)


def _share(each: Sequence[float]) -> Share:
    hits, of = sum(each), len(each)
    return Share(hits, of, hits / of if of else None, *wilson(hits, of))
