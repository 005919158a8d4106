from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matching.measuring.calibration import (
    LEAST_ANSWER,
    LEAST_CHOOSE,
    MOST_OFFERED,
    Sample,
    attainable,
    choose_from,
    fit,
    left_out,
)
from matching.measuring.intervals import reaches

likelihoods = st.sampled_from([0.3, 0.5, 0.7, 0.9, 0.95, 0.99, 0.999, 1.0]) | st.floats(0, 1)
groups = st.sampled_from("abcdefghijklmn")
usually_right = st.sampled_from([True] * 15 + [False])
sample_lists = st.lists(st.builds(Sample, likelihoods, usually_right, groups), max_size=300)
precisions = st.floats(0.5, 0.999)


def samples(count: int, wrong: int = 0, probability: float = 0.99) -> list[Sample]:
    return [Sample(probability, number >= wrong, str(number % 20)) for number in range(count)]


def test_it_takes_183_right_answers_to_show_98_per_cent() -> None:
    assert fit(samples(182), 0.98) is None
    assert fit(samples(183), 0.98) is not None
    assert fit(samples(276, wrong=1), 0.98) is None
    assert fit(samples(277, wrong=1), 0.98) is not None


def test_the_threshold_ends_where_answers_turn_wrong() -> None:
    found = fit([*samples(200), *samples(100, wrong=50, probability=0.8)], 0.95)
    assert found is not None
    assert found.threshold == 0.99
    assert (found.right, found.answered) == (200, 200)


def test_the_threshold_goes_down_as_far_as_answers_stay_right() -> None:
    found = fit([*samples(100), *samples(100, probability=0.6)], 0.95)
    assert found is not None
    assert found.threshold == 0.6


def test_no_labels_show_nothing() -> None:
    assert fit([], 0.9) is None
    assert attainable([]) == 0
    assert left_out([], 0.9).answered == 0


@given(sample_lists, precisions)
def test_no_more_is_promised_than_the_samples_show(rows: list[Sample], precision: float) -> None:
    found = fit(rows, precision)
    if found is None:
        return
    answers = [one for one in rows if one.probability >= found.threshold]
    assert len(answers) == found.answered
    assert sum(one.right for one in answers) == found.right
    assert reaches(found.right, found.answered, precision)
    assert LEAST_ANSWER <= found.threshold <= 1


@given(sample_lists, precisions, precisions)
def test_more_precision_never_lowers_the_threshold(
    rows: list[Sample], one: float, other: float
) -> None:
    less, more = (fit(rows, precision) for precision in sorted((one, other)))
    if more is not None:
        assert less is not None
        assert less.threshold <= more.threshold


@given(sample_lists, precisions)
def test_the_order_of_labels_changes_nothing(rows: list[Sample], precision: float) -> None:
    assert fit(rows, precision) == fit(rows[::-1], precision)


@given(sample_lists)
def test_the_greatest_precision_told_is_one_that_can_be_had(rows: list[Sample]) -> None:
    most = attainable(rows)
    if most:
        assert fit(rows, most) is not None
    assert most == 0.999 or fit(rows, max(most, 0.499) + 0.001) is None


@given(sample_lists, precisions)
def test_posts_left_out_are_answered_at_most_once(rows: list[Sample], precision: float) -> None:
    found = left_out(rows, precision)
    assert 0 <= found.right <= found.answered <= len(rows)
    assert found.fitted <= found.folds <= 10


def test_posts_of_one_debunk_are_never_on_both_sides() -> None:
    # Without the debunk "all", nothing is left to fit on; were it split, something would be.
    rows = [Sample(0.99, True, "all") for _ in range(400)]
    assert left_out(rows, 0.9).answered == 0


def test_the_precision_promised_is_seldom_missed_on_further_posts() -> None:
    # A world in which the chance of a wrong answer grows as likelihood falls.
    random = Random(3)
    asked, missed, promised = 0.95, 0, 0
    for _ in range(200):
        chances = [random.random() for _ in range(400)]
        rows = [Sample(1 - one / 2, random.random() > one**2 / 3, "a") for one in chances]
        if found := fit(rows, asked):
            promised += 1
            worst = 2 * (1 - found.threshold)
            missed += worst**2 / 9 > 1 - asked
    assert promised > 150
    assert missed / promised < 0.05


def test_choices_are_offered_from_where_few_enough_others_are_asked() -> None:
    asked = [0.15] * 100 + [0.35] * 20
    assert choose_from(asked, 400, 0.9) == 0.16
    assert choose_from([], 400, 0.9) == LEAST_CHOOSE


def test_choices_stay_as_they_are_where_too_few_posts_tell() -> None:
    assert choose_from([], 5, 0.9) is None
    assert choose_from([0.99] * 50, 100, 0.9) is None


@given(st.lists(st.floats(0.1, 1), max_size=200), st.integers(0, 200), st.floats(0.5, 1))
def test_choices_never_ask_more_than_was_allowed(
    asked: list[float], spared: int, highest: float
) -> None:
    unanswered = len(asked) + spared
    found = choose_from(asked, unanswered, highest)
    if found is not None:
        assert LEAST_CHOOSE <= found <= highest
        offered = sum(one >= found for one in asked)
        assert offered <= MOST_OFFERED * unanswered


@pytest.mark.parametrize("count", [1, 10, 1_000])
def test_samples_of_one_likelihood_stand_or_fall_together(count: int) -> None:
    found = fit(samples(count, probability=0.7), 0.6)
    assert (found is not None) == reaches(count, count, 0.6)
    assert found is None or found.answered == count
