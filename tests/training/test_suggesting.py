"""From which likeness pairs of cases are suggested."""

from training.suggesting import RIGHT, least_likeness

FEW = 30


def test_the_least_likeness_leaves_the_share_of_right_ones_that_is_asked_for() -> None:
    pairs = [(0.9 - number / 1_000, number % 10 != 9) for number in range(200)]
    pairs += [(0.3 - number / 1_000, number % 2 == 0) for number in range(200)]
    least = least_likeness(pairs)
    kept = [right for likely, right in pairs if likely >= least]
    assert sum(kept) >= RIGHT * len(kept)
    assert 200 <= len(kept) < 210


def test_nothing_is_suggested_where_no_likeness_leaves_so_many_right() -> None:
    assert least_likeness([(number / 100, number % 2 == 0) for number in range(100)]) == 1.0
    assert least_likeness([]) == 1.0


def test_a_few_pairs_prove_nothing() -> None:
    assert least_likeness([(0.9, True)] * (FEW - 1)) == 1.0
