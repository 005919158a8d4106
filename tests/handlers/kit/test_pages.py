"""Pages that cut nothing, unseen characters made visible, marks over everything."""

from dataclasses import fields, replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.debunk import Debunk
from handlers.desk.drafting.differences import differences
from handlers.desk.drafting.excerpts import excerpts
from handlers.desk.drafting.parts import parts_of
from handlers.desk.drafting.whole import whole
from handlers.desk.reading_through import Reading, Turning, page
from handlers.kit.desk_presses import desk_button
from handlers.kit.hidden import visible
from handlers.kit.marks import mark_of
from handlers.kit.markup import bold, plain, width, without_markup
from handlers.kit.pages import Passage, Piece, as_text, paged, passage
from tests.kit.staff import TEXTS
from tests.kit.variations import NOT_FOR_PEOPLE, WHOLE, variations

VARIATIONS = dict(variations(WHOLE))
_text = st.text(st.characters(codec="utf-8"), max_size=6_000)
_words = st.lists(st.sampled_from(["сом", "река", "не", "говорит", "два\nтри"]), max_size=400)


def test_each_field_of_a_debunk_is_varied() -> None:
    varied = {path.partition(".")[0].partition(" ")[0] for path in VARIATIONS}
    assert varied == {one.name for one in fields(Debunk)} - NOT_FOR_PEOPLE


@pytest.mark.parametrize("lang", ["ru", "kk", "en"])
def test_each_variation_of_a_debunk_is_seen_and_has_a_mark_of_its_own(lang: str) -> None:
    voice = TEXTS[lang]
    before = as_text(whole(WHOLE, voice))
    for path, other in VARIATIONS.items():
        assert as_text(whole(other, voice)) != before, path
    marks = {mark_of(WHOLE), *map(mark_of, VARIATIONS.values())}
    assert len(marks) == len(VARIATIONS) + 1
    assert {len(mark) for mark in marks} == {22}
    assert mark_of(replace(WHOLE, version=2)) != mark_of(WHOLE)


def test_each_variation_but_of_what_was_learned_is_shown_old_beside_new() -> None:
    voice, was = TEXTS["ru"], parts_of(WHOLE)
    for path, other in VARIATIONS.items():
        now = parts_of(other)
        shown = as_text(differences(was, now, voice))
        assert bool(shown) == (now != was), path
        # What differs deep inside a long text is there; what both share is not all there.
        assert len(shown) < 1_200, path


@given(st.lists(st.tuples(st.text(max_size=40), _text), max_size=6))
def test_pages_hold_every_character_and_fit_into_a_message(parts: list[tuple[str, str]]) -> None:
    passages = [passage(label, text) for label, text in parts]
    pages = paged(passages, 1_000)
    assert all(width(without_markup(one)) <= 1_000 + 60 for one in pages)
    said = "".join(without_markup(one) for one in pages)
    for label, text in parts:
        # A passage that goes on has its name above the rest: taken out, all of it is there.
        assert len(said) >= len(visible(text))
        assert visible(label) in said


@given(_text)
def test_pages_of_one_passage_are_that_passage(text: str) -> None:
    pages = [without_markup(one) for one in paged([passage("Имя", text)], 700)]
    assert all(one.startswith("Имя\n") for one in pages)
    assert "".join(one.removeprefix("Имя\n") for one in pages) == visible(text)


@given(_words, _words)
def test_excerpts_show_all_that_differs_and_only_where_something_does(
    old: list[str], new: list[str]
) -> None:
    before, after = " ".join(old), " ".join(new)
    found = excerpts(before, after)
    assert bool(found) == (before != after)
    for one in found:
        assert any(part.differs for part in (*one.old, *one.new))
        for text, parts in ((before, one.old), (after, one.new)):
            shown = "".join(part.text for part in parts)
            assert shown.removeprefix("… ").removesuffix("…") in text


@given(_words, st.integers(0, 399), st.integers(0, 399))
def test_two_places_far_apart_are_both_shown(words: list[str], one: int, other: int) -> None:
    after = list(words)
    for at in (one, other):
        if at < len(after):
            after[at] = f"НОВОЕ{at}"
    shown = "".join(
        part.text
        for each in excerpts(" ".join(words), " ".join(after))
        for part in each.new
        if part.differs
    )
    assert all(f"НОВОЕ{at}" in shown for at in (one, other) if at < len(after))


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("да\u200bнет", "да⟦U+200B⟧нет"),
        ("\u202eтевирп", "⟦U+202E⟧тевирп"),
        ("\u2066a\u2069", "⟦U+2066⟧a⟦U+2069⟧"),
        ("\ufeffда", "⟦U+FEFF⟧да"),
        ("а\u00adб", "а⟦U+00AD⟧б"),
        ("\u3164", "⟦U+3164⟧"),
        ("a\U000e0041", "a⟦U+E0041⟧"),
        ("а\ufe0fб", "а⟦U+FE0F⟧б"),
        ("а\u200dб", "а⟦U+200D⟧б"),
        ("10\u00a0000", "10⍽000"),
        ("a\u2009b", "a⟦U+2009⟧b"),
        ("\ud800", "⟦U+D800⟧"),
        ("👩\u200d🔬 ❗\ufe0f 1\ufe0f\u20e3\nда", "👩\u200d🔬 ❗\ufe0f 1\ufe0f\u20e3\nда"),
        ("Қазақша ёж — «да», № 5 ₸", "Қазақша ёж — «да», № 5 ₸"),
    ],
)
def test_what_nobody_sees_is_made_visible(text: str, shown: str) -> None:
    assert visible(text) == shown


@given(st.lists(st.text(), min_size=2, max_size=4), st.data())
def test_a_mark_tells_its_parts_apart(parts: list[str], data: st.DataObject) -> None:
    at = data.draw(st.integers(1, len(parts) - 1))
    moved = [*parts[: at - 1], parts[at - 1] + parts[at], *parts[at + 1 :]]
    assert mark_of(*parts) != mark_of(*moved)


def test_a_piece_of_any_style_is_shown_whole() -> None:
    shown = paged([Passage("Имя", (Piece("а" * 900), Piece("<b>&" * 300)))], 600)
    said = "".join(without_markup(one).removeprefix("Имя\n") for one in shown)
    assert said == "а" * 900 + "<b>&" * 300


@given(st.text(st.characters(codec="utf-8"), max_size=9_000), st.integers(0, 12))
def test_every_page_is_a_message_that_telegram_takes_and_the_last_alone_decides(
    text: str, at: int
) -> None:
    decide = desk_button("!", "publish", "yes", 1)
    turning = Turning("publish", "see", 1, "m")
    closing = [plain("о" * 1_500)]
    reading = Reading(bold("и" * 400), [passage("Имя", text)], turning, closing, [[decide]])
    shown = page(reading, at, TEXTS["ru"])
    assert width(without_markup(shown.content)) <= 4_096
    assert shown.keyboard is not None
    labels = [one.text for row in shown.keyboard.inline_keyboard for one in row]
    assert ("!" in labels) != (TEXTS["ru"]("file-button-after") in labels)
