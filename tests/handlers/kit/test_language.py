import pytest

from handlers.kit.language import guessed, written_in


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
        ("ru", "is it true", "en"),
        ("ru", "В городе Қонаев отключат свет", "ru"),
        ("kk", "Завтра по всему городу отключат свет", "ru"),
        ("ru", "бул рас па", "kk"),
        ("ru", "bul ras pa", "kk"),
        ("en", "zharaydy, rahmet", "kk"),
        ("uk", "Це правда, що завтра вимкнуть світло?", "ru"),
        ("kk", "Це правда, що завтра вимкнуть світло?", "kk"),
        ("ky", "Эртең жарык өчүрүлөт экен, бул туурабы?", "ru"),
        ("de", "Эртең жарык өчүрүлөт экен, бул туурабы?", "ru"),
        ("de", "Stimmt das?", "en"),
        ("kk", "Қонаев", "kk"),
        ("ru", "Қонаев", "ru"),
        ("en", "ок", "en"),
        ("kk", "👍", "kk"),
    ],
)
def test_someone_who_chose_no_language_is_answered_in_the_one_that_fits_best(
    system: str | None, typed: str, expected: str
) -> None:
    assert guessed(system, typed) == expected


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        ("Министерство обороны РК", "ru"),
        ("Қорғаныс министрлігі", "kk"),
        ("Акимат города Қонаев", "ru"),
        ("Ministry of Defence", "en"),
        ("Қазпошта", "kk"),
        ("Казпочта", "ru"),
        ("Kaspi Bank", "en"),
        ("Ертеннен бастап барлык мектептер жабылады", "kk"),
        ("Со слов Нұрлана Әлімжанова, воду в городе отравили", "ru"),
        ("123", "en"),
    ],
)
def test_a_desks_text_is_in_the_language_of_its_words_and_a_name_in_that_of_its_letters(
    text: str, lang: str
) -> None:
    assert written_in(text) == lang
