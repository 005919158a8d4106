from collections.abc import Sequence

import pytest

from domain.decision import Decision, DecisionKind, Match
from matching.measuring.evaluation import LabelledPost, Outcome, Report, evaluate

ANSWER, CHOOSE, DENIAL, UNKNOWN = (
    DecisionKind.ANSWER,
    DecisionKind.CHOOSE,
    DecisionKind.DENIAL,
    DecisionKind.UNKNOWN,
)


def post(
    answers: str | None = None,
    *also: str,
    kind: str = "",
    lang: str = "",
    about: str | None = None,
) -> LabelledPost:
    return LabelledPost("p", "text", answers, kind, lang, about, frozenset(also))


def outcome(label: LabelledPost, kind: DecisionKind, shown: str = "", ranking: str = "") -> Outcome:
    """Debunks have names of one letter: "ab" shows a and b."""
    decision = Decision(kind, matches(shown), matches(ranking or shown))
    return Outcome(label, decision)


def matches(names: str) -> tuple[Match, ...]:
    return tuple(Match(name, "a phrasing", 0.9) for name in names)


def report(*outcomes: Outcome) -> Report:
    return evaluate(outcomes)


def value(outcomes: Sequence[Outcome], figure: str) -> float | None:
    overall = evaluate(outcomes).overall
    part = overall.positives if hasattr(overall.positives, figure) else overall.negatives
    found = getattr(part, figure).value
    assert found is None or isinstance(found, float)
    return found


def test_recall_and_reciprocal_rank_go_by_the_first_right_debunk() -> None:
    outcomes = [
        outcome(post("a"), UNKNOWN, ranking="abc"),
        outcome(post("a"), UNKNOWN, ranking="bcda"),
        outcome(post("a"), UNKNOWN, ranking="bcd"),
        outcome(post("a"), UNKNOWN),
    ]
    assert value(outcomes, "recall_at_1") == 0.25
    assert value(outcomes, "recall_at_5") == 0.5
    assert value(outcomes, "mrr") == pytest.approx((1 + 0.25) / 4)


def test_a_debunk_that_may_answer_too_is_as_right_as_the_one_named() -> None:
    outcomes = [outcome(post("a", "b"), ANSWER, "b")]
    assert value(outcomes, "recall_at_1") == 1
    assert value(outcomes, "answered_rightly") == 1


@pytest.mark.parametrize(
    ("label", "shown", "rightly"),
    [
        (post("a"), "a", True),
        (post("a"), "b", False),
        (post("a", "b"), "ab", True),
        (post("a"), "ab", False),
        (post("a", "b"), "bc", False),
        (post(), "a", False),
    ],
)
def test_an_answer_is_right_when_it_shows_a_right_debunk_and_no_wrong_one(
    label: LabelledPost, shown: str, rightly: bool
) -> None:
    found = evaluate([outcome(label, ANSWER, shown)]).overall.precision
    assert found.value == (1 if rightly else 0)


def test_precision_counts_answers_to_posts_that_no_debunk_answers_as_wrong() -> None:
    precision = report(
        outcome(post("a"), ANSWER, "a"),
        outcome(post("a"), CHOOSE, "a"),
        outcome(post(), ANSWER, "a"),
        outcome(post(), UNKNOWN),
    ).overall.precision
    assert (precision.hits, precision.of) == (1, 2)
    assert (precision.low, precision.high) == pytest.approx((0.0945, 0.9055), abs=1e-4)


def test_what_was_done_with_answerable_posts_adds_up() -> None:
    outcomes = [
        outcome(post("a"), ANSWER, "a"),
        outcome(post("a"), ANSWER, "b"),
        outcome(post("a"), CHOOSE, "bca"),
        outcome(post("a"), CHOOSE, "b"),
        outcome(post("a"), DENIAL, "a"),
        outcome(post("a"), UNKNOWN, ranking="a"),
        outcome(post(), CHOOSE, "a"),
    ]
    for figure in (
        "answered_rightly",
        "answered_wrongly",
        "offered_rightly",
        "offered_wrongly",
        "called_denial",
    ):
        assert value(outcomes, figure) == pytest.approx(1 / 6), figure
    assert value(outcomes, "served") == pytest.approx(2 / 6)


def test_a_post_with_two_claims_is_whole_only_with_both() -> None:
    both = post("a", "b", kind="multi")
    outcomes = [
        outcome(both, ANSWER, "ab"),
        outcome(both, ANSWER, "a"),
        outcome(post("a", "b"), ANSWER, "a"),
    ]
    assert value(outcomes, "both_answered") == 0.5
    assert value(outcomes, "answered_rightly") == 1


def test_denials_are_told_from_other_posts_that_no_debunk_answers() -> None:
    denial = post(kind="debunk_post", about="a")
    outcomes = [
        outcome(denial, DENIAL, "a"),
        outcome(denial, DENIAL, "b"),
        outcome(denial, ANSWER, "a"),
        outcome(denial, CHOOSE, "a"),
        outcome(post(kind="opposite", about="a"), DENIAL, "a"),
        outcome(post(kind="chatter"), UNKNOWN),
    ]
    assert value(outcomes, "denials_called") == 0.5
    assert value(outcomes, "denials_misplaced") == 0.25
    assert value(outcomes, "others_called_denial") == 0.5
    assert value(outcomes, "answered") == pytest.approx(1 / 6)
    assert value(outcomes, "offered") == pytest.approx(1 / 6)


def test_each_kind_and_language_has_figures_of_its_own() -> None:
    found = report(
        outcome(post("a", kind="short", lang="kk"), ANSWER, "a"),
        outcome(post("a", kind="chain", lang="kk"), ANSWER, "b"),
        outcome(post("a"), ANSWER, "b"),
    )
    assert found.overall.posts == 3
    assert list(found.by_kind) == ["chain", "short"]
    assert found.by_kind["short"].precision.value == 1
    assert found.by_lang["kk"].precision.value == 0.5


def test_a_share_of_no_posts_has_no_value_and_the_widest_interval() -> None:
    recall = report(outcome(post(), UNKNOWN)).overall.positives.recall_at_1
    assert (recall.value, recall.low, recall.high) == (None, 0, 1)
