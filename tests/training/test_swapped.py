"""Posts made for training: one decisive word changed, or reworded without harm."""

from collections import Counter

from matching.measuring.evaluation import LabelledPost
from training.swapped import HARMLESS, SWAP, SWAPS_EACH, swapped

CLAIMS = {
    "bridge": [
        ("ru", "С 1 марта в Семее закроют подвесной мост на ремонт, автобусы пустят в объезд."),
        ("kk", "1 наурыздан бастап Семейде аспалы көпір жөндеуге жабылады, автобус айналып өтеді."),
    ],
    "meat": [
        ("ru", "Все магазины Тараза обязали продавать говядину дешевле 2000 тенге."),
        ("en", "Every shop in Taraz must sell beef for less than 2,000 tenge."),
    ],
    "pupils": [("ru", "Школьников Актау больше не будут кормить бесплатно, столовые продали.")],
}
TOLD = LabelledPost("p", "слышали, мост в Семее закроют на ремонт?", "bridge", "short", "ru")


def test_a_swap_answers_no_debunk_and_a_rewording_answers_its_own() -> None:
    for label, ties in swapped(CLAIMS):
        assert label.kind in (SWAP, HARMLESS)
        rightly = label.debunk_id if label.kind == HARMLESS else label.about_id
        assert (rightly,) == ties
        assert (label.debunk_id is None) == (label.kind == SWAP)


def test_no_text_is_the_claim_that_it_was_made_of() -> None:
    for label, (debunk_id,) in swapped(CLAIMS):
        assert label.text not in {text for _, text in CLAIMS[debunk_id]}


def test_every_debunk_has_a_bounded_number_of_texts_of_its_own() -> None:
    made = Counter((ties, label.kind) for label, ties in swapped(CLAIMS, [TOLD]))
    for debunk_id in CLAIMS:
        assert 1 <= made[(debunk_id,), SWAP] <= SWAPS_EACH
        assert made[(debunk_id,), HARMLESS] == 1


def test_a_short_post_is_changed_in_a_word_of_its_claim() -> None:
    texts = [label.text for label, _ in swapped({"bridge": CLAIMS["bridge"]}, [TOLD])]
    assert any("слышали" in text and text != TOLD.text for text in texts)


def test_a_post_of_two_claims_is_left_alone() -> None:
    both = LabelledPost("p", TOLD.text, "bridge", "multi", "ru", also_ok=frozenset({"meat"}))
    assert not any("слышали" in label.text for label, _ in swapped(CLAIMS, [both]))


def test_the_same_claims_make_the_same_texts() -> None:
    assert swapped(CLAIMS, [TOLD], seed=3) == swapped(CLAIMS, [TOLD], seed=3)
