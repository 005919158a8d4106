import re

from hypothesis import given
from hypothesis import strategies as st

from handlers.kit.markup import bold, linked, plain, quotation, shortened, width, without_markup

ANY_TEXT = st.text(st.characters(exclude_categories=["Cs"]))


@given(ANY_TEXT)
def test_whatever_is_put_in_comes_out_as_the_same_words(text: str) -> None:
    assert without_markup(plain(text)) == text


@given(ANY_TEXT, ANY_TEXT)
def test_no_text_can_open_or_close_a_tag(text: str, address: str) -> None:
    for content in (
        plain(text),
        bold(text),
        linked(text, address) or plain(text),
        quotation(plain(text)),
    ):
        tags = re.findall(r"<[^>]*>", content)
        assert all(
            re.fullmatch(r'</?(b|a|blockquote)( expandable| href="[^"]*")?>', t) for t in tags
        )
        assert content.count("<") == content.count(">") == len(tags) <= 2


@given(ANY_TEXT, st.integers(0, 200))
def test_a_shortened_text_keeps_within_its_limit_in_telegram_s_units(text: str, limit: int) -> None:
    assert width(shortened(text, limit)) <= max(limit, 0) or width(text) <= limit


@given(ANY_TEXT)
def test_a_text_that_fits_is_not_touched(text: str) -> None:
    assert shortened(text, width(text)) == text


def test_a_long_text_is_cut_at_the_end_of_a_sentence() -> None:
    text = "Министерство ответило. Переговоров нет. Учения идут по плану, о них объявили заранее."
    assert shortened(text, 50) == "Министерство ответило. Переговоров нет. …"


def test_a_long_sentence_is_cut_between_words() -> None:
    assert shortened("один два три четыре пять шесть", 20) == "один два три …"


def test_an_emoji_counts_twice_and_is_never_cut_in_half() -> None:
    assert width("🔴") == 2
    assert shortened("🔴" * 10, 9) == "🔴🔴🔴 …"
