"""The order in which the store is asked for the words of a query."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.kit.searching import only_asks, tries
from storage.search.sought import Sought


def test_the_words_as_they_stand_come_first() -> None:
    assert tries("отключат свет ")[0] == Sought(("отклю",), ("све",))


def test_then_the_words_without_what_may_be_half_a_question() -> None:
    assert Sought(("отклю",), ("све",)) in tries("отключат свет прав")


def test_a_compound_is_looked_for_in_its_parts_and_parts_as_a_compound() -> None:
    assert Sought(beginnings=("ланч бокс",)) in tries("ланчбокс")
    assert Sought(beginnings=("газпр",)) in tries("газ пром")


def test_one_of_two_words_is_never_enough() -> None:
    for one in tries("мектептер жабылады "):
        assert not one.most
        assert len(one.words) + len(one.beginnings) == 2


@pytest.mark.parametrize("text", ["рас па", "это пра", "?", "", "is it true"])
def test_a_text_may_only_ask(text: str) -> None:
    assert only_asks(text)
    assert not only_asks(f"{text} мост")


@given(st.text(max_size=256))
def test_any_query_asks_a_bounded_number_of_times(text: str) -> None:
    assert len(tries(text)) < 800


def test_a_long_query_asks_few_times() -> None:
    assert len(tries("закроют мосты дороги школы больницы заводы ")) <= 5
