"""Text made drawable, and the letters that come with the program."""

from importlib.resources import files

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageDraw, ImageFont

from media.cards.letters import BOX, drawable, in_one_line, is_mark
from media.cards.typesetting import Face, TextLine, Weight, font_of, length, shapes, wrapped

FACE = Face(Weight.REGULAR, 40)
KAZAKH = "әғқңөұүһіӘҒҚҢӨҰҮҺІ"


def pixels(text: str, weight: Weight) -> bytes:
    path = str(files("media.cards") / "fonts" / f"NotoSans-{weight}.ttf")
    font = ImageFont.truetype(path, 40, layout_engine=ImageFont.Layout.BASIC)
    picture = Image.new("L", (160, 100))
    ImageDraw.Draw(picture).text((20, 20), text, 255, font)
    return picture.tobytes()


@pytest.mark.parametrize("weight", Weight)
def test_the_letters_hold_kazakh_russian_english_and_what_is_written_with_them(
    weight: Weight,
) -> None:
    missing = pixels("\U0010fff0", weight)
    alphabet = "абвгдеёжзийклмнопрстуфхцчшщъыьэюя"
    for char in KAZAKH + alphabet + alphabet.upper() + "aZ09«»„“”—–…№₸€$%№§°×±•":
        assert pixels(char, weight) != missing, char
        assert drawable(char, 10) == char


@given(st.characters(codec="utf-8"))
def test_what_counts_as_drawable_is_in_the_font(char: str) -> None:
    for kept in drawable(char, 10).replace(BOX, ""):
        if not kept.isspace():
            assert pixels(kept, Weight.REGULAR) != pixels("\U0010fff0", Weight.REGULAR), ascii(kept)


def test_scripts_are_shaped_where_this_program_is_tested() -> None:
    assert shapes()
    joined, apart = TextLine("قازاق", rightwards=False), TextLine("ق ا ز ا ق", rightwards=False)
    assert length(joined, FACE) < length(apart, FACE)


@pytest.mark.parametrize(
    ("given_", "shown"),
    [
        ("Срочно!!! 🔥🔥👩‍👩‍👧 Свет отключат 🇰🇿", "Срочно!!! Свет отключат"),
        ("a\u202eдурок\u202c\u2066b\u200b\u00adc", "aдурокbc"),
        ("𝐅𝐚𝐤𝐞 ① ﬁ", "Fake 1 fi"),
        ("漢字カナ и слово", f"{BOX} и слово"),
        ("З" + "\u0301" * 40 + "ло", "З" + "\u0301" * 2 + "ло"),
        ("один\u2029два\x85три\r\n\r\n\r\nчетыре", "один\nдва\nтри\nчетыре"),
        ("3\u00a0мая", "3\u00a0мая"),
        ("1️⃣", "1"),
        (" \u3000 ", ""),
        ("", ""),
    ],
)
def test_what_cannot_be_drawn_goes_or_becomes_one_box(given_: str, shown: str) -> None:
    assert drawable(given_, 1_000) == shown


@given(st.text(max_size=300))
def test_making_drawable_twice_changes_nothing_more(text: str) -> None:
    once = in_one_line(text, 300)
    assert in_one_line(once, 1_000) == once


@given(st.text(max_size=400), st.integers(60, 800))
def test_lines_are_within_their_width_and_together_are_the_text(text: str, width: int) -> None:
    shown = in_one_line(text, 400)
    lines = list(wrapped(shown, FACE, width))
    assert all(length(line, FACE) <= width or len(line.text) <= 3 for line in lines)
    assert "".join(line.text for line in lines).replace(" ", "") == shown.replace(" ", "")


@given(st.integers(1, 200))
def test_a_long_word_is_broken_and_no_mark_leaves_its_letter(times: int) -> None:
    lines = list(wrapped("ы\u0301ш\u0306" * times, FACE, 200))
    assert all(not is_mark(line.text[0]) for line in lines)


def test_the_licence_of_the_letters_comes_with_them() -> None:
    folder = files("media.cards") / "fonts"
    licence = (folder / "OFL.txt").read_text("utf-8")
    assert "SIL OPEN FONT LICENSE Version 1.1" in licence
    assert "Copyright 2015-2020 Google LLC" in licence
    font = font_of(FACE)
    assert font.getname() == ("Noto Sans", "Regular")
