"""Numbers in posts and claims, however people write them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matching.reading.numbers import Quantity, compare, numbers


def values(text: str) -> set[float]:
    return {one.value for one in numbers(text).firm}


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("штраф 90 000 тенге", 90_000),
        ("штраф 90 тыс", 90_000),
        ("штраф девяносто тысяч тенге", 90_000),
        ("сто двадцать тысяч", 120_000),
        ("екі жүз мың теңге", 200_000),
        ("үш жүз мыңға", 300_000),
        ("60 мыңға сатып жатыр", 60_000),
        ("бір жарым миллион", 1_500_000),
        ("полтора миллиона", 1_500_000),
        ("1,5 млн", 1_500_000),
        ("10.000 тг", 10_000),
        ("он бес пайыз", 15),
        ("three hundred people", 300),
    ],
)
def test_one_number_in_many_spellings_is_one_number(text: str, value: float) -> None:
    assert values(text) == {value}


@pytest.mark.parametrize(
    "text",
    [
        "24 и 25 октября отключат интернет",
        "24-25 октября отключат интернет",
        "24.10 и 25.10 отключат интернет",
        "қазанның 24-інен 25-іне дейін интернет болмайды",
        "24, 25 қазанда интернет болмайды",
    ],
)
def test_days_have_their_month_wherever_it_stands(text: str) -> None:
    days = {Quantity(24.0, "date", 10), Quantity(25.0, "date", 10)}
    assert numbers(text).firm == days


@pytest.mark.parametrize("text", ["он сказал правду", "одна женщина", "тысячи людей", "в 22:00"])
def test_words_that_only_look_like_numbers_state_none(text: str) -> None:
    assert numbers(text).firm == frozenset()


def test_small_number_words_said_by_the_way_match_but_never_conflict() -> None:
    claim, post = numbers("штраф пять процентов"), numbers("два раза говорили: штраф 5%")
    assert compare(post, claim).shared == 1
    assert compare(post, claim).clash == 0


@pytest.mark.parametrize(
    ("post", "claim"),
    [
        ("мост закроют на 15 дней", "мост закроют на 40 дней"),
        ("дадут 60 мыңға", "дадут 40 тысяч тенге"),
        ("карантин с 20 декабря", "карантин с 14 декабря"),
        ("до 2035 года", "до 2036 года"),
    ],
)
def test_other_numbers_of_the_same_things_conflict(post: str, claim: str) -> None:
    assert compare(numbers(post), numbers(claim)).clash == 1


@pytest.mark.parametrize(
    ("post", "claim"),
    [
        ("маме 71 год, пришла ссылка", "договор истёк, ссылка на 24 часа"),
        ("Kaspi берёт 5%", "с 1 января Kaspi берёт комиссию"),
        ("в 2027 году откроют 3 школы", "откроют школы 1 сентября"),
    ],
)
def test_numbers_of_different_things_do_not_conflict(post: str, claim: str) -> None:
    assert compare(numbers(post), numbers(claim)).clash == 0


@given(st.text(max_size=300))
def test_any_text_has_numbers_that_are_its_own(text: str) -> None:
    found = numbers(text)
    assert compare(found, found).clash == compare(found, found).extra == 0
