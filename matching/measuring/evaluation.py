"""Labelled posts and the decisions on them -> how good the matching is."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from domain.decision import Decision, DecisionKind
from matching.measuring.intervals import wilson

DENIALS = frozenset({"debunk_post", "denial"})
"""Kinds of posts that themselves call a claim false; their `about_id` names its debunk."""
MULTIPLE = "multi"
"""The kind of posts that carry two checked claims: `debunk_id` and `also_ok` are both expected."""


@dataclass(frozen=True, slots=True)
class LabelledPost:
    """A post and what a person says of it.

    `debunk_id` is the debunk that answers it, None where none does; `also_ok` may be shown too, or
    instead; `about_id` is the debunk of the claim that an unanswered post is close to.
    """

    id: str
    text: str
    debunk_id: str | None
    kind: str = ""
    lang: str = ""
    about_id: str | None = None
    also_ok: frozenset[str] = frozenset()

    @property
    def expected(self) -> frozenset[str]:
        """The debunks of which each is right; empty where none is."""
        return self.also_ok | {self.debunk_id} if self.debunk_id is not None else frozenset()


@dataclass(frozen=True, slots=True)
class Outcome:
    """A labelled post and the decision on it."""

    post: LabelledPost
    decision: Decision

    @property
    def answered(self) -> bool:
        """Whether a verdict was put on the post."""
        return self.decision.kind is DecisionKind.ANSWER

    @property
    def answered_rightly(self) -> bool:
        """Whether it was, and every debunk shown is one that answers it."""
        return self.answered and bool(self._shown) and self._shown <= self.post.expected

    @property
    def offered_rightly(self) -> bool:
        """Whether a choice was offered that holds a debunk that answers the post."""
        return self.decision.kind is DecisionKind.CHOOSE and bool(self._shown & self.post.expected)

    @property
    def called_denial(self) -> bool:
        """Whether the post was said to refute a claim."""
        return self.decision.kind is DecisionKind.DENIAL

    @property
    def rank(self) -> int | None:
        """The place of the first right debunk in the ranking, from 1; None if it holds none."""
        ranking = dict.fromkeys(one.debunk_id for one in self.decision.matches)
        places = (at for at, one in enumerate(ranking, start=1) if one in self.post.expected)
        return next(places, None)

    @property
    def _shown(self) -> frozenset[str]:
        return frozenset(one.debunk_id for one in self.decision.shown)

    def shows(self, debunk_ids: Iterable[str | None]) -> bool:
        """Return whether every one of these debunks is shown."""
        return self._shown.issuperset(debunk_ids)


@dataclass(frozen=True, slots=True)
class Share:
    """`hits` in `of` cases, with Wilson's 95 % interval; `value` is None where there are none."""

    hits: float
    of: int
    value: float | None
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Positives:
    """Shares of the posts that a debunk answers.

    The ranking holds five at most, so a right debunk further down counts 0 in `mrr`. `served` is
    answered or offered rightly; what is in none of the shares was `unknown`.
    """

    recall_at_1: Share
    recall_at_5: Share
    mrr: Share
    answered_rightly: Share
    answered_wrongly: Share
    offered_rightly: Share
    offered_wrongly: Share
    called_denial: Share
    served: Share
    both_answered: Share
    """Of the posts that carry two checked claims."""


@dataclass(frozen=True, slots=True)
class Negatives:
    """Shares of the posts that no debunk answers."""

    answered: Share
    offered: Share
    denials_called: Share
    """Of the posts that refute a claim: called `denial`."""
    denials_misplaced: Share
    """Of the posts that refute a claim: called `denial` of another claim only."""
    others_called_denial: Share
    """Of the posts that refute none."""


@dataclass(frozen=True, slots=True)
class Figures:
    """What is known of some posts; `precision` is the share of answers that are right."""

    posts: int
    precision: Share
    positives: Positives
    negatives: Negatives


@dataclass(frozen=True, slots=True)
class Report:
    """The figures of all posts, and of each kind and language, in the order of their names."""

    overall: Figures
    by_kind: Mapping[str, Figures]
    by_lang: Mapping[str, Figures]


def evaluate(outcomes: Sequence[Outcome]) -> Report:
    """Return how good the decisions are; posts without a kind or language are in `overall` only."""
    return Report(
        _figures(outcomes),
        _grouped(outcomes, lambda one: one.post.kind),
        _grouped(outcomes, lambda one: one.post.lang),
    )


def _grouped(
    outcomes: Iterable[Outcome], name_of: Callable[[Outcome], str]
) -> Mapping[str, Figures]:
    groups: dict[str, list[Outcome]] = defaultdict(list)
    for one in outcomes:
        if name := name_of(one):
            groups[name].append(one)
    return {name: _figures(groups[name]) for name in sorted(groups)}


def _figures(outcomes: Sequence[Outcome]) -> Figures:
    answers = [one for one in outcomes if one.answered]
    return Figures(
        len(outcomes),
        _share(answers, lambda one: one.answered_rightly),
        _positives([one for one in outcomes if one.post.expected]),
        _negatives([one for one in outcomes if not one.post.expected]),
    )


def _positives(outcomes: Sequence[Outcome]) -> Positives:
    multiple = [one for one in outcomes if one.post.kind == MULTIPLE]
    return Positives(
        recall_at_1=_share(outcomes, lambda one: one.rank == 1),
        recall_at_5=_share(outcomes, lambda one: one.rank is not None and one.rank <= 5),
        mrr=_of(sum(1 / one.rank for one in outcomes if one.rank), len(outcomes)),
        answered_rightly=_share(outcomes, lambda one: one.answered_rightly),
        answered_wrongly=_share(outcomes, lambda one: one.answered and not one.answered_rightly),
        offered_rightly=_share(outcomes, lambda one: one.offered_rightly),
        offered_wrongly=_share(outcomes, lambda one: _offered(one) and not one.offered_rightly),
        called_denial=_share(outcomes, lambda one: one.called_denial),
        served=_share(outcomes, lambda one: one.answered_rightly or one.offered_rightly),
        both_answered=_share(
            multiple, lambda one: one.answered_rightly and one.shows(one.post.expected)
        ),
    )


def _negatives(outcomes: Sequence[Outcome]) -> Negatives:
    denials = [one for one in outcomes if one.post.kind in DENIALS]
    others = [one for one in outcomes if one.post.kind not in DENIALS]
    return Negatives(
        answered=_share(outcomes, lambda one: one.answered),
        offered=_share(outcomes, _offered),
        denials_called=_share(denials, lambda one: one.called_denial),
        denials_misplaced=_share(denials, _misplaced),
        others_called_denial=_share(others, lambda one: one.called_denial),
    )


def _offered(outcome: Outcome) -> bool:
    return outcome.decision.kind is DecisionKind.CHOOSE


def _misplaced(outcome: Outcome) -> bool:
    about = outcome.post.about_id
    if about is None or not outcome.called_denial:
        return False
    return not any(outcome.shows({one}) for one in {about, *outcome.post.also_ok})


def _share(outcomes: Sequence[Outcome], holds: Callable[[Outcome], bool]) -> Share:
    return _of(sum(map(holds, outcomes)), len(outcomes))


def _of(hits: float, of: int) -> Share:
    return Share(hits, of, hits / of if of else None, *wilson(hits, of))
