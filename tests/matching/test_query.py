import pytest
from hypothesis import given

from matching.reading.query import read_query
from tests.matching.test_normalize import TRICKY


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("правда ли что отключат электричество", "отключат електричество"),
        ("Это правда, отключат свет?", "отключат свет"),
        ("рас па су уланды", "су уланди"),
        ("шын ба мектептер жабылады", "мектептер жабилади"),
        ("bul ras pa su ulandy", "су уланди"),
        ("Здравствуйте, подскажите пожалуйста, вода отравлена или нет?", "вода отравлена"),
        ("рас па", ""),
        ("это правда?", ""),
        ("is it true", ""),
        ("Сәлеметсіз бе, бұл шын ба екен?", ""),
        ("это пр", ""),
        ("это прив", ""),
        ("это привив", "привив"),
        ("👍", ""),
        ("", ""),
    ],
)
def test_words_that_only_ask_are_left_out(text: str, words: str) -> None:
    assert " ".join(read_query(text).words) == words


@pytest.mark.parametrize(
    ("text", "begun", "doubtful"),
    [
        ("отключат электрич", True, False),
        ("отключат электрич ", False, False),
        ("отключат электрич?", False, False),
        ("отключат электричество прав", True, True),
        ("пр", True, True),
        ("отключат электричество правда", False, False),
        ("т", True, True),
    ],
)
def test_a_last_word_may_be_unfinished_and_may_become_one_that_only_asks(
    text: str, begun: bool, doubtful: bool
) -> None:
    query = read_query(text)
    assert (query.begun, query.doubtful) == (begun, doubtful)


@given(TRICKY)
def test_any_text_can_be_searched_for(text: str) -> None:
    query = read_query(text)
    assert query.words or not query.begun
    assert query.begun or not query.doubtful
