import pytest

from handlers.language import guessed


@pytest.mark.parametrize(
    ("system", "typed", "expected"),
    [
        ("ru", "", "ru"),
        ("kk", "", "kk"),
        ("en-GB", "", "en"),
        ("de", "", "en"),
        ("uk", "", "ru"),
        (None, "", "ru"),
        ("ru", "Бұл рас па?", "kk"),
        ("en", "Қазақстан соғысқа кіре ме", "kk"),
        ("en", "это правда?", "ru"),
        ("kk", "рас па", "kk"),
        ("ru", "is it true", "ru"),
    ],
)
def test_someone_who_chose_no_language_is_answered_in_the_one_that_fits_best(
    system: str | None, typed: str, expected: str
) -> None:
    assert guessed(system, typed) == expected
