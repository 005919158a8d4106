"""Tweets beside the claims that may answer them: a row a pair, measured as matching measures."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from evaluation.checkthat.collection import Collection, Ints, Rankings
from evaluation.checkthat.ranking import best
from matching.scoring.features import NAMES, measure
from matching.scoring.shortlist import Shortlist
from matching.scoring.sight import look
from matching.search.background import Floats

Bools = NDArray[np.bool_]
BY_MEANING, BY_WORDS = 30, 15
"""Claims that each of two rankings brings to a tweet."""
_SAID = ("score", "lead", "place", "depth")
_FUSED = frozenset({"stems", "letters", "spread claim", "spread"})
_FUSED_FROM = 20


@dataclass(frozen=True, slots=True)
class Table:
    """A row a pair: `names` says what `inputs` hold; `tweet` and `claim` number the two.

    `ours` and `theirs` are the vectors that matching compares; `spread` the products of those set
    right (see `meaning.Spread`), of the claim and of its title side by side.
    """

    names: tuple[str, ...]
    inputs: Floats
    tweet: Ints
    claim: Ints
    right: Bools
    ours: Floats
    theirs: Floats
    spread: Floats


def table_of(collection: Collection, rankings: Rankings) -> Table:
    """Return the rows of all tweets in order."""
    scores = rankings.scores
    parts: list[tuple[Floats, ...]] = []
    tweets: list[Ints] = []
    claims: list[Ints] = []
    for number in range(len(collection.task.tweets)):
        found = best(scores["spread"][number], wanted=BY_MEANING)
        found += best(scores["stems"][number], wanted=BY_WORDS)
        chosen = np.array(list(dict.fromkeys(found)), np.int64)
        measured, ours, theirs = _measured(collection, number, chosen)
        ranked = _ranked({name: rows[number] for name, rows in scores.items()}, chosen)
        beside = [rankings.spread[number] * one[chosen] for one in collection.spread.kinds]
        parts.append((np.hstack([measured, ranked]), ours, theirs, np.hstack(beside)))
        tweets.append(np.full(len(chosen), number, np.int64))
        claims.append(chosen)
    inputs, ours, theirs, spread = (np.concatenate(one) for one in zip(*parts, strict=True))
    names = (*NAMES, *(f"{one} {said}" for one in scores for said in _SAID), "fused", "behind")
    tweet, claim = np.concatenate(tweets), np.concatenate(claims)
    right = [
        at in collection.task.tweets[number].right
        for number, at in zip(tweet.tolist(), claim.tolist(), strict=True)
    ]
    return Table(names, inputs, tweet, claim, np.array(right), ours, theirs, spread)


def _measured(collection: Collection, number: int, chosen: Ints) -> tuple[Floats, Floats, Floats]:
    """Return matching's features, and the vectors of the pair that each claim was measured by."""
    each = collection.each
    phrasings = (each * chosen[:, None] + np.arange(each)).ravel()
    vectors = collection.vectors[phrasings]
    among = Shortlist(
        [collection.phrasings[at] for at in phrasings.tolist()],
        vectors,
        collection.library.weight,
        collection.background,
    )
    post, ours, whole = collection.seen(number)
    sight = look(post, ours, whole, among)
    measured = measure(post, sight, among, range(len(chosen)))
    return (
        np.stack([one.values for one in measured]),
        ours[[one.pair[0] for one in measured]],
        vectors[[one.pair[1] for one in measured]],
    )


def _ranked(scores: Mapping[str, Floats], chosen: Ints) -> Floats:
    """Return of each claim chosen what each ranking says, as `_SAID`, and reciprocal rank fusion.

    Cormack, Clarke and Buettcher (2009), SIGIR, with 20 in place of their 60.
    """
    columns = []
    fused = np.zeros(len(chosen))
    for name, row in scores.items():
        ordered, own = np.sort(row), row[chosen]
        place = 1 + len(row) - np.searchsorted(ordered, own, side="right")
        rival = np.where(own >= ordered[-1], ordered[-2], ordered[-1])
        columns += [own, own - rival, 1 / place, np.log(place)]
        if name in _FUSED:
            fused += 1 / (_FUSED_FROM + place)
    found: Floats = np.stack([*columns, fused, fused - fused.max()], axis=1).astype(np.float32)
    return found
