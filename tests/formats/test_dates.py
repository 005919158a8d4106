"""Dates as people and programs write them."""

from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from formats.dates import read_date
from formats.fields import wrong_date


@pytest.mark.parametrize(
    "given",
    [
        "2026-03-04",
        "2026-03-04T10:00:00+05:00",
        "2026-03-04T10:00:00.000Z",
        "2026-03-04 10:00:00 UTC",
        "2026/3/4",
        "20260304",
        "04.03.2026",
        "4.3.26",
        "04/03/2026",
        "04.03.2026 г.",
        "04.03.2026, 10:15",
        "March 4, 2026",
        "Mar 4th, 2026 10:00 am",
        "4 March 2026",
        "Wed, 04 Mar 2026 10:00:00 GMT",
        "4 марта 2026 г.",
        "4-е марта 2026 года",
        "4 марта 2026г.",
        "среда, 4 марта 2026, 10:30",
        "2026 жылғы 4 наурыз",
        "2026 жылдың 4 наурызы",
        "2026 ж. 4 наурыз",
        "4 Наурыз 2026",
        "46085",
        "46085.0",
        46085,
        46085.5,
        "1772600400",
        1772600400,
        1772600400000,
        date(2026, 3, 4),
        datetime(2026, 3, 4, 23, 59),
    ],
)
def test_a_day_is_read_however_it_is_written(given: object) -> None:
    assert read_date(given) == "2026-03-04"


@pytest.mark.parametrize(
    ("given", "partial"),
    [
        ("2026", "2026"),
        (2026.0, "2026"),
        ("2026 г.", "2026"),
        ("2026-03", "2026-03"),
        ("03.2026", "2026-03"),
        ("март 2026 г.", "2026-03"),
        ("2026 жылғы наурыз", "2026-03"),
        ("March 2026", "2026-03"),
    ],
)
def test_a_month_or_a_year_stays_one(given: object, partial: str) -> None:
    assert read_date(given) == partial


@pytest.mark.parametrize(
    "given",
    [
        "1772",
        "0001-01-01",
        "2199-01-01",
        "31.02.2026",
        "04/13/2026",
        "завтра",
        "4 марта",
        "март",
        "abc",
        "",
        "12",
        "3",
        "весна 2026",
        "2025-2026",
        None,
        True,
        [],
        {},
        float("nan"),
        "1e308",
    ],
)
def test_what_is_not_sure_is_not_a_date(given: object) -> None:
    assert read_date(given) is None


def test_numbers_that_are_day_and_month_either_way_are_not_read_in_english() -> None:
    assert read_date("4/3/2026", day_first=False) is None
    assert read_date("13/3/2026", day_first=False) == "2026-03-13"
    assert read_date("2026-03-04", day_first=False) == "2026-03-04"


@given(st.text(max_size=40) | st.floats() | st.integers() | st.dates().map(str))
def test_whatever_is_given_a_date_is_sound_or_none(given: object) -> None:
    found = read_date(given)
    assert found is None or (wrong_date(found) is None and 1990 <= int(found[:4]) <= 2100)
