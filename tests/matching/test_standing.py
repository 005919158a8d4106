"""How the debunks beside one post stand to each other."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from matching.reading.windows import read
from matching.scoring.claim import PreparedClaim
from matching.scoring.features import NAMES, Measured
from matching.scoring.standing import LEAST_ALIGNED, MOST_ALIGNED, STANDING, standing

CLAIM = PreparedClaim("bridge", "ru", "Мост через Иртыш закроют на 40 дней, объезда не будет.")
ONE = Measured(0, CLAIM, CLAIM.window, np.zeros(len(NAMES), np.float32), (0, 0), (CLAIM,))
FIRST, LEAD, OTHERS = (STANDING.index(name) for name in ("first", "first_lead", "first_others"))
logits = st.lists(st.floats(-30, 30, width=32), min_size=1, max_size=16)


@given(logits)
def test_only_the_likeliest_leads_and_by_as_much_as_the_next_lags(told: list[float]) -> None:
    rows = standing(np.array(told, np.float32), [ONE] * len(told), read("Мост").windows).rows
    assert np.isfinite(rows).all()
    best, *others = sorted(told, reverse=True)
    leads = sorted((float(one) for one in rows[:, LEAD]), reverse=True)
    if others:
        assert leads[0] == pytest.approx(best - others[0], abs=1e-4)
        assert leads[1] == pytest.approx(others[0] - best, abs=1e-4)
    assert all(lead <= 0 for lead in leads[1:])
    assert rows[:, FIRST].tolist() == np.array(told, np.float32).tolist()


@given(logits)
def test_the_others_of_the_likeliest_have_least_together(told: list[float]) -> None:
    rows = standing(np.array(told, np.float32), [ONE] * len(told), read("Мост").windows).rows
    assert rows[int(np.argmax(told)), OTHERS] == rows[:, OTHERS].min()
    assert (rows[:, OTHERS] >= 0).all()


@given(logits)
def test_a_post_is_laid_beside_the_likeliest_two_if_they_may_be_answers(told: list[float]) -> None:
    aligned = standing(np.array(told, np.float32), [ONE] * len(told), read("Мост").windows).aligned
    laid = [one for one, each in zip(told, aligned, strict=True) if each is not None]
    worth = [one for one in told if one >= LEAST_ALIGNED]
    assert sorted(laid) == sorted(sorted(worth)[-MOST_ALIGNED:])


def test_what_a_post_says_otherwise_is_an_input() -> None:
    otherwise = read("Мост через Иртыш откроют на 40 дней, объезда не будет.").windows
    same = read("Мост через Иртыш закроют на 40 дней, объезда не будет!").windows
    column = STANDING.index("differs_opposite")
    told = np.array([3.0], np.float32)
    assert standing(told, [ONE], otherwise).rows[0, column] > 0
    assert standing(told, [ONE], same).rows[0, column] == 0
