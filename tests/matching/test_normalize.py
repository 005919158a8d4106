import pytest
from hypothesis import given
from hypothesis import strategies as st

from matching.reading.normalize import TERM_DIGITS, TERM_LETTERS, normalize, terms
from matching.reading.repair import LONGEST

PLAIN = "риба из балхаша заражена ртутю"
TRICKY = st.text(
    alphabet=st.one_of(
        st.sampled_from("аоерсухкмнйёіәқңABCEHKMOPTXaceopxy0346@$ .-_\u200b\u0301\u0306\u00ad1 \n"),
        st.characters(),
    ),
    max_size=80,
)


@pytest.mark.parametrize(
    ("trick", "text"),
    [
        ("none", "Рыба из Балхаша заражена ртутью."),
        ("capitals", "РЫБА ИЗ БАЛХАША ЗАРАЖЕНА РТУТЬЮ"),
        ("zero width", "Ры\u200bба и\u2060з Балх\u00adаша за\u200dражена рту\u200cтью"),
        ("Latin look-alikes", "Pыбa из Бaлxaшa зapaжeнa pтyтью"),
        ("a whole word of look-alikes", "Рыбa из Балхаша зapажена pтутью"),
        ("spaced out", "Р ы б а  из  Б а л х а ш а  заражена  р т у т ь ю"),
        ("dotted", "Р.ы.б.а из Б-а-л-х-а-ш-а з_а_р_а_ж_е_н_а р.т.у.т.ь.ю."),
        ("stretched", "Рыыыба из Балхашаааа заражееена ртутью!!!"),
        ("leet", "Рыб@ из Б@лх@ш@ з@р@жена ртутью"),
        ("emoji", "🐟Рыба из Балхаша⚠️заражена ртутью☠️☠️"),
        ("stress marks", "Ры́ба из Балха́ша заражена́ рту́тью"),
        ("wide letters", "\uff32ыба из Балхаша заражена ртутью".replace("\uff32", "Р")),
        ("Markdown and HTML", "**Рыба** <из> _Балхаша_ [заражена](ртутью)"),
    ],
)
def test_tricks_of_spelling_change_nothing(trick: str, text: str) -> None:
    assert normalize(text) == PLAIN, trick


@pytest.mark.parametrize(
    "text",
    [
        "Қазақстан теңгесі құнсызданады",
        "Казакстан тенгеси кунсызданады",
        "Qazaqstan teñgesi qūnsyzdanady",
        "Qazaqstan teńgesi qunsyzdanady",
        "Kazakstan tengesi kunsyzdanady",
        "Kazakstan tengesi kunsizdanadi",
    ],
)
def test_kazakh_on_any_keyboard_comes_out_alike(text: str) -> None:
    assert normalize(text) == "казакстан тенгеси кунсизданади"


@pytest.mark.parametrize(
    ("one", "two"),
    [
        ("432 500 теңге", "432500 теңге"),
        ("20.000 тг", "20 000 тг"),
        ("700ге", "700-ге"),
        ("ещё", "еще"),
        ("WhatsApp", "whatsapp"),
        ("Ko\u0301kshetau", "Kókshetau"),
        ("шойын", "шои\u0306ын"),
        ("Kаspi", "Kaspi"),
    ],
)
def test_two_spellings_are_one(one: str, two: str) -> None:
    assert normalize(one) == normalize(two)


@pytest.mark.parametrize(
    "text", ["30 дней", "5 млн", "40к", "2 недели 3 часа", "G2 и QR", "я и ты"]
)
def test_honest_digits_and_short_words_stay(text: str) -> None:
    assert not set("30542") & set(text) ^ set("30542") & set(normalize(text))


def test_an_english_claim_is_found_by_an_english_post() -> None:
    assert set(terms("Vaccine made them ill")) < set(terms("They say vaccines... MADE them ill!"))


@given(TRICKY)
def test_normalising_twice_changes_nothing(text: str) -> None:
    once = normalize(text)
    assert normalize(once) == once


@given(TRICKY)
def test_normal_text_is_words_and_single_spaces(text: str) -> None:
    words = normalize(text).split(" ")
    assert words == [""] or all(word.isalnum() or word.isnumeric() for word in words)


@given(TRICKY)
def test_terms_are_different_short_words(text: str) -> None:
    found = terms(text)
    assert len(set(found)) == len(found)
    assert all(one.isalnum() for one in found)
    assert all(len(one) <= (TERM_DIGITS if one[0].isdigit() else TERM_LETTERS) for one in found)


@pytest.mark.parametrize(
    "piece", ["а", "\u0301", "й", "\ufdfa", "😀", "ш\u0301\u0316", "а ", "9", "$3"]
)
def test_a_long_text_is_cut(piece: str) -> None:
    assert len(normalize(piece * 100_000)) <= 2 * LONGEST


@pytest.mark.parametrize("text", ["", " \n\t", "😀😀", "!!!", "\u200b\u200e", "\u3164", "---"])
def test_text_without_words_is_empty(text: str) -> None:
    assert normalize(text) == ""
    assert terms(text) == []


def test_search_syntax_leaves_only_words() -> None:
    assert terms('"мёд" NEAR(вода*) -лес:^газ') == ["мед", "неар", "вода", "лес", "газ"]
