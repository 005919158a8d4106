"""How near a post comes to cases once its vectors are turned."""

from pathlib import Path

import numpy as np
import pytest

from matching.search.background import Floats
from matching.search.sameness import NAMES, Turn, sameness


def rows(*given: list[float]) -> Floats:
    return np.array(given, np.float32)


@pytest.fixture
def turn() -> Turn:
    """Only the first two of three dimensions tell rumours apart."""
    return Turn(rows([0, 0, 0], [0, 0, 1]), rows([1, 0], [0, 1], [0, 0]))


def test_what_does_not_tell_rumours_apart_does_not_count(turn: Turn) -> None:
    found = sameness(turn, rows([1, 0, 9]), {"1": rows([2, 0, -5]), "2": rows([0, 1, 9])})
    assert found["1"]["same"] == pytest.approx(1)
    assert found["2"]["same"] == pytest.approx(0)


def test_each_case_is_told_how_far_it_leads_or_lags(turn: Turn) -> None:
    found = sameness(turn, rows([1, 0, 0]), {"1": rows([1, 0, 0]), "2": rows([0, 1, 0])})
    assert found["1"]["same_lead"] == pytest.approx(1)
    assert found["2"]["same_lead"] == pytest.approx(-1)


def test_one_strange_wording_does_not_hide_a_case(turn: Turn) -> None:
    case = rows([1, 0, 0], [1, 0, 0], [-1, 0, 0])
    told = sameness(turn, rows([1, 0, 0]), {"1": case})["1"]
    assert told["same"] == pytest.approx(1)
    assert told["same_three"] == pytest.approx(1 / 3)
    assert told["same_middle"] == pytest.approx(1)


def test_windows_and_wordings_without_a_vector_are_far_away(turn: Turn) -> None:
    nothing = rows([0, 0, 0])
    told = sameness(turn, nothing, {"1": nothing})["1"]
    assert told == dict.fromkeys(NAMES, 0.0)


def test_a_turn_is_read_as_it_was_written(turn: Turn, tmp_path: Path) -> None:
    turn.write(tmp_path / "turn.npz")
    with np.load(tmp_path / "turn.npz") as stored:
        again = Turn(stored["means"], stored["axes"])
    given = rows([1, 2, 3])
    assert (again.queries(given) == turn.queries(given)).all()
    assert (again.passages(given) == turn.passages(given)).all()
