"""Kazakh and Russian words and a chat's hour that tesseract has read as something else."""

from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from media.pictures import lines
from media.pictures.clutter import without_clutter
from media.pictures.kazakh import may_be_misread, with_kazakh
from media.pictures.russian import may_have_lost_letters, with_russian
from media.pictures.tesseract import PrintedWord

ALIKE = str.maketrans("әғқңөұүһі", "эгкноуухи")
HEIGHT = 40

kazakh = st.text("абдежзлмнпрстқғңөұүәі", min_size=4, max_size=12)


def line_of(text: str, confidence: float = 92, number: int = 0) -> list[PrintedWord]:
    """Words of one line, each letter ten pixels wide."""
    made, left = [], 0
    for word in text.split():
        width = 10 * len(word)
        top = 60 * number
        made.append(PrintedWord(word, confidence, (1, 1, number), left, width, HEIGHT, top))
        left += width + 10
    return made


def text_of(words: Sequence[PrintedWord]) -> str:
    return " ".join(word.text for word in words)


@given(st.lists(kazakh, min_size=1, max_size=8).map(" ".join))
def test_words_that_lost_their_kazakh_letters_get_them_again(text: str) -> None:
    read = with_kazakh(line_of(text.translate(ALIKE)), line_of(text, 85))
    assert text_of(read) == text


@given(kazakh.filter(lambda word: word != word.translate(ALIKE)))
def test_a_hashtag_keeps_its_sign_and_gets_its_letters(word: str) -> None:
    read = with_kazakh(line_of("#" + word.translate(ALIKE)), line_of("Ж" + word, 30))
    assert text_of(read) == "#" + word


def test_digits_and_signs_that_were_letters_are_letters_again() -> None:
    read = with_kazakh(line_of("пункттер! 1степ"), line_of("пункттері істеп", 97))
    assert text_of(read) == "пункттері істеп"


@pytest.mark.parametrize(
    ("word", "other", "confidence"),
    [
        ("IELTS", "ІЕІТ5", 91),
        ("WhatsApp", "Үһаіѕарр", 37),
        ("қазақ", "казак", 97),
        ("жылы", "жылы", 97),
        ("Москва", "Ұоскуа", 60),
    ],
)
def test_what_kazakh_alone_guesses_at_is_left(word: str, other: str, confidence: float) -> None:
    assert text_of(with_kazakh(line_of(word), line_of(other, confidence))) == word


def test_words_that_stand_elsewhere_are_no_other_reading() -> None:
    elsewhere = [replace(one, top=500) for one in line_of("қазақ", 97)]
    assert text_of(with_kazakh(line_of("казак"), elsewhere)) == "казак"


@pytest.mark.parametrize(
    ("text", "confidence", "expected"),
    [
        ("Казак елі қайда барады", 92, True),
        ("Қазақ елі қайда барады", 96, False),
        ("Завтра отключат воду во всех домах", 80, False),
        ("", 90, False),
    ],
)
def test_kazakh_of_which_some_is_doubtful_is_read_again(
    text: str, confidence: float, expected: bool
) -> None:
    assert may_be_misread(line_of(text, confidence)) is expected


russian = st.text("абгдешщьъ", min_size=2, max_size=12)


@given(st.lists(russian, min_size=1, max_size=8).map(" ".join))
def test_words_that_lost_their_russian_letters_get_them_again(text: str) -> None:
    read = line_of(text.translate(str.maketrans("щъ", "шь")))
    assert text_of(with_russian(read, line_of(text))) == text


@pytest.mark.parametrize(("word", "other"), [("шум", "щит"), ("щит", "шит"), ("рош", "рощу")])
def test_words_that_differ_otherwise_stay(word: str, other: str) -> None:
    assert text_of(with_russian(line_of(word), line_of(other, 97))) == word


@pytest.mark.parametrize(
    ("text", "confidence", "expected"),
    [("Вообше", 92, True), ("подьезд", 92, True), ("Вообше", 97, False), ("вода", 60, False)],
)
def test_russian_that_may_have_lost_letters_is_read_again(
    text: str, confidence: float, expected: bool
) -> None:
    assert may_have_lost_letters(line_of(text, confidence)) is expected


def test_two_hyphens_that_stand_alone_are_a_dash() -> None:
    assert lines.text_of(line_of("Суда -- нет")) == "Суда — нет"
    assert lines.text_of(line_of("--help")) == "--help"


def chat(last: str, height: int) -> str:
    """What is kept of a message whose last line is of such a height."""
    words = line_of("Ертең су болмайды") + line_of("бүкіл қалада", number=1)
    words += [replace(word, height=height) for word in line_of(last, number=2)]
    return text_of(without_clutter(words, Image.new("RGB", (800, 300), "white"), 1.0))


@pytest.mark.parametrize("hour", ["18:11", "1811", "18211", "22-17", "7.05", "22:17,"])
def test_a_small_hour_is_no_part_of_a_message_however_it_was_read(hour: str) -> None:
    assert chat(hour, HEIGHT // 2) == "Ертең су болмайды бүкіл қалада"


@pytest.mark.parametrize(
    ("last", "height"), [("2024", HEIGHT), ("112", HEIGHT), ("87012345678", 20), ("1811 үй", 20)]
)
def test_a_number_of_a_message_stays(last: str, height: int) -> None:
    assert chat(last, height).endswith(last)
