from collections.abc import Iterator
from contextlib import contextmanager
from math import log, sqrt
from threading import Thread

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matching.search.words import WordIndex

TERMS = st.sampled_from([f"{letter}{number}" for letter in "абв" for number in range(6)])
WINDOWS = st.frozensets(TERMS, max_size=8)
CHANGES = st.lists(st.tuples(st.integers(0, 12), st.none() | WINDOWS), max_size=40)
BACKGROUND = {"а0": 5, "б1": 2, "нет": 1}


class Model:
    """The same index in the plainest way."""

    def __init__(self, held: dict[int, frozenset[str]]) -> None:
        self.held = held

    def frequency(self, term: str) -> int:
        return sum(term in one for one in self.held.values())

    def weight(self, term: str) -> float:
        total = len(self.held) + 9
        holding = self.frequency(term) + BACKGROUND.get(term, 0)
        most = log(1 + (total + 0.5) / 0.5)
        return log(1 + (total - holding + 0.5) / (holding + 0.5)) / most

    def mass(self, terms: frozenset[str]) -> float:
        return sum(map(self.weight, terms))

    def likeness(self, window: frozenset[str], slot: int) -> float:
        theirs = self.held.get(slot, frozenset())
        scale = sqrt((self.mass(theirs) + 2) * (self.mass(window) + 2))
        return self.mass(window & theirs) / scale

    def best(self, window: frozenset[str]) -> list[float]:
        liked = [self.likeness(window, slot) for slot in self.held]
        return sorted((one for one in liked if one > 0), reverse=True)


def changed(changes: list[tuple[int, frozenset[str] | None]]) -> tuple[WordIndex, Model]:
    index, held = WordIndex(BACKGROUND, 9), dict[int, frozenset[str]]()
    for slot, terms in changes:
        held.pop(slot, None)
        if terms is None:
            index.remove(slot)
        else:
            index.put(slot, terms)
            if terms:
                held[slot] = terms
    return index, Model(held)


@settings(deadline=None)
@given(CHANGES, st.lists(WINDOWS, max_size=4), st.integers(1, 20))
def test_after_any_changes_a_search_finds_what_comparing_all_finds(
    changes: list[tuple[int, frozenset[str] | None]], windows: list[frozenset[str]], limit: int
) -> None:
    index, model = changed(changes)
    found = index.search_many(windows, limit)
    assert len(found) == len(windows)
    for window, (slots, scores) in zip(windows, found, strict=True):
        assert scores.tolist() == pytest.approx(model.best(window)[:limit], abs=1e-5)
        assert scores.tolist() == pytest.approx(
            [model.likeness(window, slot) for slot in slots.tolist()], abs=1e-5
        )
        assert len(set(slots.tolist())) == len(slots)


@settings(deadline=None)
@given(CHANGES, st.lists(WINDOWS, max_size=3), st.lists(st.integers(-1, 15), max_size=6))
def test_after_any_changes_likeness_and_weights_are_those_of_the_formula(
    changes: list[tuple[int, frozenset[str] | None]],
    windows: list[frozenset[str]],
    slots: list[int],
) -> None:
    index, model = changed(changes)
    assert index.count == len(model.held)
    expected = [[model.likeness(window, slot) for slot in slots] for window in windows]
    assert index.likeness(windows, slots) == pytest.approx(
        np.array(expected, np.float32).reshape(len(windows), len(slots)), abs=1e-5
    )
    terms = ["а0", "б1", "в3", "нет", "новое"]
    assert index.frequencies(terms) == {term: model.frequency(term) for term in terms}
    assert [index.weight(term) for term in terms] == pytest.approx(list(map(model.weight, terms)))


@settings(deadline=None)
@given(CHANGES, WINDOWS, st.integers(1, 10))
def test_what_is_found_on_a_small_budget_is_scored_in_full(
    changes: list[tuple[int, frozenset[str] | None]], window: frozenset[str], budget: int
) -> None:
    index, model = changed(changes)
    slots, scores = index.search(window, 20, budget)
    assert len(slots) <= budget
    assert bool(len(slots)) == bool(model.best(window))
    assert scores.tolist() == pytest.approx(
        [model.likeness(window, slot) for slot in slots.tolist()], abs=1e-5
    )


def test_a_budget_is_spent_on_the_rarest_terms() -> None:
    index = WordIndex()
    for slot in range(1_000):
        index.put(slot, ["обыч", "част"] if slot != 700 else ["обыч", "редк"])
    slots, _ = index.search({"обыч", "част", "редк"}, 3, budget=1)
    assert slots.tolist() == [700]


def test_the_best_of_many_phrasings_is_found_among_those_that_share_a_common_word() -> None:
    index = WordIndex()
    for slot in range(30_000):
        index.put(slot, ["общее", f"с{slot % 3_000}", f"д{slot}"])
    index.put(30_000, ["общее", "с17", "с18", "с19"])
    slots, _ = index.search({"общее", "с17", "с18", "с19"}, 5)
    assert slots[0] == 30_000


def test_ties_go_to_the_lower_slot() -> None:
    index = WordIndex()
    for slot in (5, 3, 9, 1):
        index.put(slot, ["слово"])
    assert index.search({"слово"}, 3)[0].tolist() == [1, 3, 5]


def test_one_debunk_and_many_are_weighed_alike_beside_a_background() -> None:
    background = {f"т{number}": 1 + number % 50 for number in range(500)}
    claim = {"т1", "т7", "т40", "своё"}
    liked = []
    for others in (0, 10):
        index = WordIndex(background, 1_000)
        for slot in range(others):
            index.put(slot, [f"т{(slot * 37 + step) % 500}" for step in range(8)])
        index.put(others, claim)
        liked.append(float(index.likeness([claim - {"т7"}], [others])[0, 0]))
    assert liked[0] == pytest.approx(liked[1], abs=0.02)


def test_a_negative_slot_is_refused() -> None:
    with pytest.raises(ValueError, match="counted from 0"):
        WordIndex().put(-1, ["слово"])


def test_an_empty_index_finds_nothing() -> None:
    index = WordIndex()
    assert [len(slots) for slots, _ in index.search_many([{"слово"}, set()], 5)] == [0, 0]
    assert index.search_many([], 5) == []
    assert index.likeness([{"слово"}], [0, 7]).tolist() == [[0.0, 0.0]]


@settings(max_examples=5, deadline=None)
@given(st.integers(0, 1_000))
def test_searches_beside_changes_see_each_phrasing_whole(seed: int) -> None:
    index = WordIndex()
    for slot in range(300):
        index.put(slot, ["старо", f"с{slot}"])
    with _running(lambda: _rewrite(index, seed)):
        for _ in range(50):
            slots, scores = index.search({"старо", "новое"}, 400)
            assert len(slots) == 300
            assert (scores > 0).all()


def _rewrite(index: WordIndex, seed: int) -> None:
    for step in range(600):
        slot = (seed + step * 7) % 300
        index.put(slot, ["новое", f"с{slot}"] if step % 2 else ["старо", f"с{slot}"])


@contextmanager
def _running(work: object) -> Iterator[None]:
    assert callable(work)
    thread = Thread(target=work)
    thread.start()
    try:
        yield
    finally:
        thread.join()
