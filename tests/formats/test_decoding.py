"""Bytes of a desk's files -> text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from formats.decoding import decoded, is_damaged

RUSSIAN = "вердикт;утверждение\nфейк;Выдуманный слух о закрытии рынка в посёлке\n"
CAPITALS = "ВЕРДИКТ;УТВЕРЖДЕНИЕ\nФЕЙК;РЫНОК ЗАКРОЮТ ДО ОСЕНИ\n"
KAZAKH = "үкім;тұжырым\nЖалған;Қазақстанда көлік салығы өседі\n"
ENGLISH = "verdict,claim\nfake,“The bridge” — fell\n"
UTF = ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"]


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        *((text, name) for text in (RUSSIAN, CAPITALS, KAZAKH, ENGLISH) for name in UTF),
        *((text, name) for text in (RUSSIAN, CAPITALS) for name in ("cp1251", "koi8-r", "cp866")),
        (KAZAKH, "kz1048"),
        ("fake;Київський міст зруйновано\n", "cp1251"),
        (ENGLISH, "cp1252"),
    ],
)
def test_a_text_is_read_in_the_encoding_that_it_was_saved_in(text: str, encoding: str) -> None:
    assert decoded(text.encode(encoding)) == text


def test_a_damaged_place_does_not_change_how_the_rest_is_read() -> None:
    assert decoded("Мост рухнул".encode()[:-1]) == "Мост рухну\ufffd"


@pytest.mark.parametrize("content", [bytes(range(256)) * 4, b"\0" * 100, b"\x89PNG\0\0\0\r"])
def test_what_is_no_text_is_none(content: bytes) -> None:
    assert decoded(content) is None


@pytest.mark.parametrize("word", ["Привет", "Фейк", "Қазақстан", "Мост рухнул", "өтірік сөз"])
@pytest.mark.parametrize("wrong", ["cp1251", "latin-1", "cp1252"])
def test_utf8_that_was_read_as_something_else_is_told(word: str, wrong: str) -> None:
    assert is_damaged(word.encode().decode(wrong, "replace"))


@pytest.mark.parametrize("text", ["Мо\ufffdт", "?аза?стан Республикасы", "???? ????? ???"])
def test_letters_that_were_lost_are_told(text: str) -> None:
    assert is_damaged(text)


@pytest.mark.parametrize(
    "text",
    [
        "СССР, РСФСР и РФ",
        "Что? Где? Когда?",
        "Правда?нет",
        "Қазақстан Республикасы",
        "«АО РЖД» №1",
        "В РОССИИ РЫНОК",
        "Тіл — ел тірегі",
        "https://a.kz/?a=b&c=d",
        "Что??? Где???",
        "25 °С",
    ],
)
def test_sound_words_are_not_called_damaged(text: str) -> None:
    assert not is_damaged(text)


@given(st.binary(max_size=300))
def test_no_bytes_break_the_reading(content: bytes) -> None:
    text = decoded(content)
    assert text is None or isinstance(is_damaged(text), bool)


@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0\x04\ufeff")))
def test_utf8_is_always_read_as_it_is(text: str) -> None:
    assert decoded(text.encode()) == text
