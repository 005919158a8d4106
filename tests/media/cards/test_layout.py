"""Where things stand on a card, whatever its texts hold."""

from dataclasses import replace
from itertools import combinations

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from domain.debunk import Verdict
from media.cards.layout import Laid, lay_out
from media.cards.measures import HEIGHT, MARGIN, WIDTH
from media.cards.palette import Shade
from media.cards.picture_card import PictureCard, Quotation
from media.cards.stacking import Box

CARD = PictureCard(
    Verdict.FALSE,
    "Неправда",
    "Что мы проверили:",
    "Из-за аварии три дня не будет света",
    (Quotation("Официальное заявление: KEGOC, 3 мая 2026 г.", "Отключений не планируется."),),
    notes=("Источник: example.kz", "Проверено: 3 мая 2026 г."),
    desk="Рас па?",
    address="https://example.kz/checks/1",
    scan="Наведите камеру на код, и откроется источник.",
    cut="Текст сокращён. Целиком он откроется по коду ниже.",
)
SENTENCE = "Министерство энергетики сообщает, что отключений электричества не планируется. "
# Texts of thousands of signs take minutes to shrink.
PHASES = (Phase.explicit, Phase.reuse, Phase.generate)
WORDS = st.text(
    st.one_of(
        st.sampled_from("ааабвгдежз әғқңөұүһі . , ! — \n «»"),
        st.sampled_from("قازاقستان رەسپۋبليكاسى"),
        st.sampled_from("\u0301\u0308\u064b\u0651\ufe0f\u200d\u202e\u2066\u00a0\u2029\x85\x1c"),
        st.sampled_from("🔥✅👩‍👩‍👧漢字あא𝐅①ﷺ"),
        st.characters(codec="utf-8"),
    ),
    max_size=700,
)
LONG = st.integers(0, 60).map(lambda times: SENTENCE * times)
TEXTS = st.one_of(WORDS, LONG, st.integers(1, 2_500).map(lambda times: "ЩЁ" * times))
CARDS = st.builds(
    PictureCard,
    st.sampled_from(Verdict),
    st.sampled_from(["Фейк", "Вводит в заблуждение", "Рас", "Жаңылыстырады"]),
    st.sampled_from(["Что мы проверили:", "Нені тексердік:"]),
    TEXTS,
    st.lists(st.builds(Quotation, TEXTS, TEXTS), max_size=4).map(tuple),
    TEXTS,
    st.lists(TEXTS, max_size=5).map(tuple),
    TEXTS,
    st.sampled_from([None, "https://example.kz/1", "https://example.kz/" + "a" * 120]),
    st.just("Наведите камеру на код, и откроется источник."),
    st.just("Текст сокращён. Целиком он откроется по коду ниже."),
)


def overlap(one: Box, other: Box) -> bool:
    return (
        one.left < other.right
        and other.left < one.right
        and one.top < other.bottom
        and other.top < one.bottom
    )


def inside(inner: Box, outer: Box) -> bool:
    return (
        inner.left >= outer.left
        and inner.right <= outer.right
        and inner.top >= outer.top
        and inner.bottom <= outer.bottom
    )


def solid(laid: Laid) -> list[Box]:
    """What no text may touch."""
    boxes = [laid.sign, laid.strip, laid.rule, *laid.bars]
    return [*boxes, laid.code_box] if laid.code_box else boxes


def check(laid: Laid) -> None:
    page = Box(0, 0, WIDTH, laid.height)
    assert laid.height <= HEIGHT
    for one, other in combinations(laid.words, 2):
        assert not overlap(one.box, other.box), (one.line.text, other.line.text)
    for words in laid.words:
        assert not any(overlap(words.box, box) for box in solid(laid)), words.line.text
        assert inside(words.box, page)
        assert words.x >= MARGIN - 1
        on = {Shade.STAMP: laid.stamp, Shade.PANEL: laid.panel}.get(words.on)
        assert on is None or inside(words.box, on)
        assert on is not None or not any(
            overlap(words.box, box) for box in (laid.stamp, laid.panel)
        )


@settings(max_examples=80, phases=PHASES)
@given(CARDS)
def test_no_text_touches_another_or_leaves_its_place_whatever_the_texts_hold(
    card: PictureCard,
) -> None:
    check(lay_out(card))


@settings(max_examples=30, phases=PHASES)
@given(LONG, LONG, LONG)
def test_what_is_not_cut_stands_there_whole_and_what_is_cut_says_so(
    claim: str, said: str, more: str
) -> None:
    said, more = said.replace("энергетики", "обороны"), more.replace("энергетики", "финансов")
    quotations = (Quotation("Первое", said), Quotation("Второе", more))
    laid = lay_out(replace(CARD, claim=claim, quotations=quotations))
    check(laid)
    drawn = "".join(words.line.text for words in laid.words).replace(" ", "")
    texts = (claim, said, more)
    assert laid.whole == all(text.replace(" ", "") in drawn for text in texts)
    assert laid.whole != (CARD.cut.replace(" ", "") in drawn)


@settings(max_examples=30, phases=PHASES)
@given(CARDS)
def test_nothing_is_set_smaller_than_can_be_read_on_a_phone(card: PictureCard) -> None:
    on_a_phone = 360 / WIDTH
    for words in lay_out(card).words:
        assert words.face.size * on_a_phone >= (15 if words.role is Shade.TEXT else 10.5) or (
            words.role is Shade.TEXT
            and words.on is Shade.PAGE
            and words.face.size * on_a_phone >= 12
        )


@pytest.mark.parametrize("times", [1, 3, 10, 60])
def test_a_long_claim_leaves_the_statement_its_room(times: int) -> None:
    laid = lay_out(replace(CARD, claim=SENTENCE * times))
    assert any("Отключений" in words.line.text for words in laid.words)


@pytest.mark.parametrize("times", [1, 3, 10, 60])
def test_a_long_statement_leaves_the_claim_whole(times: int) -> None:
    laid = lay_out(replace(CARD, quotations=(Quotation("Кто", SENTENCE * times),)))
    claim = [words.line.text for words in laid.words if words.on is Shade.PANEL]
    assert " ".join(claim).endswith(CARD.claim)


def test_a_cut_ends_with_a_sentence_where_one_ends_near() -> None:
    laid = lay_out(replace(CARD, quotations=(Quotation("Кто", SENTENCE * 60),)))
    last = [words.line.text for words in laid.words if "…" in words.line.text]
    assert last
    assert last[-1].endswith("планируется. …")


def test_short_texts_are_set_in_the_largest_letters() -> None:
    def claim_size(claim: str) -> int:
        return max(
            words.face.size
            for words in lay_out(replace(CARD, claim=claim)).words
            if words.on is Shade.PANEL
        )

    assert claim_size("Свет отключат") > claim_size(SENTENCE * 4)


def test_arabic_script_runs_from_the_right() -> None:
    laid = lay_out(replace(CARD, claim="قازاقستان رەسپۋبليكاسى"))
    claim = [words for words in laid.words if words.on is Shade.PANEL][-1]
    assert not claim.line.rightwards
    assert laid.panel.right - claim.box.right < claim.box.left - laid.panel.left


def test_without_an_address_there_is_neither_code_nor_the_words_about_it() -> None:
    laid = lay_out(replace(CARD, address=None))
    assert laid.code_box is None
    assert not any("камеру" in words.line.text for words in laid.words)
