"""Mended slips apart from other claims."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.debunk import Claim
from storage.imports.likeness import differences, nearest, normal, shared


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("Вакцина содержит чипы", "Вакцына содержит чипы"),
        ("Вкацина содержит чипы", "Вакцина содержит чипы."),
        ("В Алматы закроют «Зелёный» базар", "в алматы закроют зеленый базар!"),
        ("В школах отменят литератуу", "В школах отменят литературу"),
        ("Банктер шоттарды бұғаттайды", "Банктер шоттарды бұғатайды"),
        ("Не правда, что умер актёр", "Неправда, что умер актер"),
        ("Маринованные огурцы вредны", "Маринованые огурцы вредны"),
        ("The vaccine contains microchips", "The vaccine contains microchips…"),
    ],
)
def test_a_slip_of_the_pen_is_no_difference(old: str, new: str) -> None:
    assert differences(old, new) == []


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("Штраф вырастет до 20000 тенге", "Штраф вырастет до 30000 тенге"),
        ("Воду отключат в июне", "Воду отключат в июле"),
        ("Су сенбіде өшеді", "Су жексенбіде өшеді"),
        ("Мост рухнул", "Мост не рухнул"),
        ("Вакцина полезна", "Вакцина бесполезна"),
        ("Запретят въезд в город", "Запретят выезд в город"),
        ("В Астане рухнул мост", "В Алматы рухнул мост"),
        ("Мост рухнул", "Мост в Астане рухнул"),
        ("Магазины откроют", "Магазины закроют"),
        ("Погибли пять человек", "Погибли семь человек"),
        ("Мектеп ашылады", "Мектеп ашылады емес"),
        ("Schools will open on Monday", "Schools will open on Friday"),
    ],
)
def test_one_decisive_word_makes_another_claim(old: str, new: str) -> None:
    assert differences(old, new)


def test_claims_share_words_in_any_form() -> None:
    assert shared("Прививка с чипом", "Вакцина содержит чипы") > 0
    assert shared("Мост рухнул", "Кошка родила котят") == 0


def test_claims_in_two_languages_that_share_nothing_cannot_be_compared() -> None:
    russian, kazakh = Claim("ru", "Мост рухнул"), Claim("kk", "Көпір құлады")
    assert nearest([russian], [kazakh]) is None
    assert nearest([russian], [kazakh, russian]) == (1.0, russian.text, russian.text)


@given(st.text(), st.text())
def test_no_text_breaks_the_comparing(one: str, other: str) -> None:
    assert normal(normal(one)) == normal(one)
    assert differences(one, one) == []
    assert 0 <= shared(one, other) <= 1
