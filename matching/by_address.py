"""A post whose address debunks list -> one of the decisions."""

from collections.abc import Collection, Sequence

from domain.decision import Decision, DecisionKind, Match
from matching.decide import (
    MOST_ANSWERS,
    MOST_CHOICES,
    MOST_MATCHES,
    SHIPPED,
    match_of,
    repeats,
)
from matching.scoring.model import Judged


def listed(
    matches: Sequence[Match], judged: Sequence[Judged], about: Collection[str] | None
) -> Decision:
    """Return the decision on a post whose address these debunks list.

    They answer it where it is `about` them too, and are asked about where it is about none; None
    for a post without words to compare. Those of one claim are one answer. That they are is seen
    where the post's text comes near them.
    """
    if about is not None:
        near = [one for one in matches if one.debunk_id in about]
        if not near:
            return _asked_by_address(matches, judged)
        matches = near
    asked = {one.measured.claim.debunk_id: one for one in judged}
    told: list[Match] = []
    again: list[Match] = []
    for one in matches:
        ours, firsts = asked.get(one.debunk_id), told[:1]
        first = asked.get(firsts[0].debunk_id) if firsts else None
        (again if ours and first and repeats(ours, first) else told).append(one)
    kind = DecisionKind.ANSWER if len(told) <= MOST_ANSWERS else DecisionKind.CHOOSE
    most = MOST_ANSWERS if kind is DecisionKind.ANSWER else MOST_CHOICES
    named = {one.debunk_id for one in matches}
    others = [
        one
        for one in sorted(judged, key=lambda one: -one.answers)
        if one.measured.claim.debunk_id not in named
    ]
    if kind is DecisionKind.ANSWER and (first := asked.get(told[0].debunk_id)):
        again += [match_of(one) for one in others if repeats(one, first)]
    ranked = (*matches, *map(match_of, others))[:MOST_MATCHES]
    return Decision(
        kind, tuple(told[:most]), ranked, tuple(again) if kind is DecisionKind.ANSWER else ()
    )


def _asked_by_address(matches: Sequence[Match], judged: Sequence[Judged]) -> Decision:
    """Ask about the debunks that list a post's address, though its words tell something else."""
    named = {one.debunk_id for one in matches}
    best = sorted(judged, key=lambda one: -one.answers)
    others = [match_of(one) for one in best if one.measured.claim.debunk_id not in named]
    likely = [one for one in others if one.probability >= SHIPPED.choose]
    shown = (*matches[: max(1, MOST_CHOICES - len(likely))], *likely)[:MOST_CHOICES]
    return Decision(DecisionKind.CHOOSE, shown, (*matches, *others)[:MOST_MATCHES])
