"""Words as they stand in a picture -> the text that somebody has typed."""

from hypothesis import given
from hypothesis import strategies as st

from media.pictures.lines import clean, text_of
from media.pictures.tesseract import PrintedWord

LETTER, HEIGHT, MARGIN = 10, 20, 400


def printed(*lines: str, confidence: float = 95) -> list[PrintedWord]:
    """Words of lines that begin at the left, each letter ten pixels wide."""
    words = []
    for number, line in enumerate(lines):
        left = 0
        for word in line.split():
            width = LETTER * len(word)
            place = (1, 1, number)
            words.append(PrintedWord(word, confidence, place, left, width, HEIGHT, number * 30))
            left += width + LETTER
    return words


def wrapped(text: str) -> list[str]:
    """A text in lines as an app breaks it."""
    lines = [""]
    for word in text.split():
        longer = f"{lines[-1]} {word}".strip()
        if LETTER * len(longer) > MARGIN:
            lines.append(word)
        else:
            lines[-1] = longer
    return lines


words = st.text("абвгдеАБВ", min_size=1, max_size=12)


@given(st.lists(words, min_size=1, max_size=40).map(" ".join))
def test_what_an_app_broke_into_lines_is_one_text_again(text: str) -> None:
    assert text_of(printed("а" * 40, *wrapped(text))).split("а" * 40, 1)[1].split() == text.split()
    assert "\n" not in text_of(printed(*wrapped(text.lower())))


def test_lines_that_end_early_stay_lines() -> None:
    read = text_of(printed("Что взять:", "Воду", "Хлеб", "Соль и ещё очень много чего другого"))
    assert read.count("\n") == 3


def test_a_word_cut_at_a_line_s_end_is_whole_again() -> None:
    read = text_of(printed("Завтра по всему городу отключат элект-", "ричество и воду"))
    assert read == "Завтра по всему городу отключат электричество и воду"


def test_a_dash_at_a_line_s_end_is_one() -> None:
    read = text_of(printed("Главное, что нужно запомнить сегодня —", "воды не будет"))
    assert read == "Главное, что нужно запомнить сегодня — воды не будет"


def test_spots_are_no_words() -> None:
    spot = printed("= ~", confidence=20)
    assert clean(spot) == ()
    line = printed("Завтра отключат воду")
    far = PrintedWord("ж", 40, line[0].line, 900, 10, HEIGHT)
    assert [one.text for one in clean([*line, far])] == ["Завтра", "отключат", "воду"]


def test_a_short_word_at_a_line_s_end_stays() -> None:
    line = printed("Воды не будет и")
    assert clean(line) == tuple(line)
