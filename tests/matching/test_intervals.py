from math import comb

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matching.measuring.intervals import cases_needed, lower_end, reaches, wilson

counts = st.integers(1, 400).flatmap(lambda of: st.tuples(st.integers(0, of), st.just(of)))


@pytest.mark.parametrize(
    ("hits", "of", "low", "high"),
    [
        # scipy 1.17: binomtest(81, 263).proportion_ci(method="wilson"), and so on.
        (81, 263, 0.2552885199, 0.3662095770),
        (0, 20, 0.0, 0.1611251581),
        (10, 10, 0.7224672001, 1.0),
        (0, 0, 0.0, 1.0),
    ],
)
def test_wilson_s_interval_has_its_known_values(
    hits: int, of: int, low: float, high: float
) -> None:
    assert wilson(hits, of) == pytest.approx((low, high), abs=1e-9)


@pytest.mark.parametrize(
    ("right", "of", "low"),
    [(9, 10, 0.5549838830), (263, 266, 0.9673959497), (10, 10, 0.025 ** (1 / 10)), (0, 5, 0.0)],
)
def test_the_exact_interval_s_lower_end_has_its_known_values(
    right: int, of: int, low: float
) -> None:
    assert lower_end(right, of) == pytest.approx(low, abs=1e-9)


def test_so_many_cases_are_needed_to_show_98_per_cent() -> None:
    assert [cases_needed(0.98, wrong) for wrong in range(3)] == [183, 277, 359]


@given(counts)
def test_the_share_found_lies_in_wilson_s_interval(count: tuple[int, int]) -> None:
    hits, of = count
    low, high = wilson(hits, of)
    assert 0 <= low <= hits / of <= high <= 1


@given(counts)
def test_the_exact_lower_end_leaves_out_no_more_than_a_fortieth(count: tuple[int, int]) -> None:
    right, of = count
    low = lower_end(right, of)
    by_chance = sum(
        comb(of, some) * low**some * (1 - low) ** (of - some) for some in range(right, of + 1)
    )
    assert low <= right / of
    assert not right or by_chance == pytest.approx(0.025, abs=1e-6)


@given(counts, st.floats(0.01, 0.99))
def test_reaching_a_share_is_having_the_lower_end_at_or_above_it(
    count: tuple[int, int], share: float
) -> None:
    right, of = count
    low = lower_end(right, of)
    if abs(low - share) > 1e-6:
        assert reaches(right, of, share) == (low >= share)


@given(st.floats(0.5, 0.99), st.integers(0, 5))
def test_one_case_fewer_than_needed_does_not_do(share: float, wrong: int) -> None:
    needed = cases_needed(share, wrong)
    assert reaches(needed - wrong, needed, share)
    assert not reaches(needed - 1 - wrong, needed - 1, share)
