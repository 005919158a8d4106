import json
from importlib.resources import files

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matching.reading.language import language_of, words_of
from tests.matching.test_normalize import TRICKY

RUSSIAN = """
Завтра в городе Қонаев отключат свет на весь день
Это правда, что Әлия Назарбаева уехала?
Нұр-Сұлтан снова переименуют, пишут в чатах
ҚОНАЕВ ОТКЛЮЧАТ ОТ ГАЗА ЗАВТРА
В Қостанае закроют все школы?
АО «Қазақтелеком» поднимет цены на интернет
eto pravda chto zavtra otklyuchat svet vo vsem gorode
спасибо
это фейк?
правда?
отключат свет
"""
KAZAKH = """
Ертеңнен бастап мектептер жабылады екен, рас па?
Ертеннен бастап мектептер жабылады екен, рас па?
Ертеннен бастап мектептер жабылады екен дейди
бул рас па
калай
шын ба
рас
рас па су уланды
рахмет
ok rahmet
bul ras pa
būl ras pa
zharaydy
ertennen bastap mektepter zhabylady eken
Erteñnen bastap mektepter jabylady eken
Erten'nen bastap mektepter jabylady eken, s'yn ba
Erteńnen bastap mektepter jabylady eken, qalaı bolady
suga u qosqan deidi, ishuge bolmaidy
свет кашан келеди
ҚАЗІР БАРЛЫҚ БАНКОМАТТАР ЖАБЫЛАДЫ
Қайрат Нұртас өлді
доллар өсті
Назарбаев өлді
"""
ENGLISH = """
Is it true that schools close tomorrow?
is it true
schools close
They say the water in Almaty is poisoned
Қонаев is closing its schools, is it true?
thanks
"""
NONE_OF_OURS = """
Чи правда, що завтра вимкнуть світло?
Це правда, що Київ залишиться без світла
Підписали закон і тепер усім дадуть гроші
Гэта праўда, што заўтра адключаць святло?
Бул чынбы?
Эртең жарык өчүрүлөт экен, бул туурабы?
Бу ростми? Эртага чироқ ўчириларкан
Бу дөресме? Иртәгә утны сүндерәләр дип әйтәләр
Был дөрөҫмө? Иртәгә утты һүндерәләр тип әйтәләр
Bu doğru mu, yarın okullar kapanacak mı?
Stimmt das, dass die Schulen morgen geschlossen werden?
"""
SAYS_NOTHING = """
ок
Қонаев
Алматы
Kaspi Gold
👍👍
123 456
https://example.org/it/is/the/news
t.me/kazakh_news/123
@news_of_the_world
#фейк #рас
/start
???
"""


def lines(text: str) -> list[str]:
    return text.strip().splitlines()


@pytest.mark.parametrize("text", lines(RUSSIAN))
def test_russian_stays_russian_whatever_names_stand_in_it(text: str) -> None:
    assert language_of(text) == "ru"


@pytest.mark.parametrize("text", lines(KAZAKH))
def test_kazakh_is_told_in_any_letters(text: str) -> None:
    assert language_of(text) == "kk"


@pytest.mark.parametrize("text", lines(ENGLISH))
def test_english_is_told(text: str) -> None:
    assert language_of(text) == "en"


@pytest.mark.parametrize("text", lines(NONE_OF_OURS))
def test_a_language_with_some_of_the_same_letters_is_not_taken_for_ours(text: str) -> None:
    assert language_of(text) is None


@pytest.mark.parametrize("text", lines(SAYS_NOTHING))
def test_names_addresses_mentions_hashtags_commands_and_emoji_say_nothing(text: str) -> None:
    assert language_of(text) is None


def test_what_is_no_word_does_not_outvote_the_words() -> None:
    assert language_of("рас па? https://the.news.example.org/and/the/others @the_news #the") == "kk"


def test_of_two_languages_the_one_with_more_words_is_told() -> None:
    assert language_of("Сәлем! Завтра на весь город отключат горячую воду, пишут соседи") == "ru"
    assert (
        language_of("Сосед айтты, ертеңнен бастап қалада ыстық су болмайды екен, правда?") == "kk"
    )


def test_tricks_do_not_hide_a_language() -> None:
    assert language_of("Е р т е ң мектептер ж.а.б.ы.л.а.д.ы дейді") == "kk"
    assert language_of("Р\u200bа\u200bхм\u200bет с\u200bізге") == "kk"


@pytest.mark.parametrize(
    "piece", ["а", "a.", "a@", "'", "ş\u0301", "#", "https://", "қ ", "й\u0306"]
)
def test_a_long_text_is_told_by_its_beginning(piece: str) -> None:
    assert len(list(words_of(piece * 50_000))) <= 1_000
    language_of(piece * 50_000)


@given(st.one_of(TRICKY, st.text()))
def test_any_text_is_told_or_not_without_a_fault(text: str) -> None:
    assert language_of(text) in {"ru", "kk", "en", None}


def test_the_record_says_what_was_counted() -> None:
    held = json.loads((files("matching.reading") / "language.json").read_text(encoding="utf-8"))
    record = held["record"]
    assert record["command"] == "python -m evaluation.language make"
    assert {"evaluation/our_posts/a", "evaluation/our_posts/b"}.isdisjoint(record["data"])
    assert min(record["texts"][lang] for lang in ("ru", "kk", "kk-latn", "en")) > 90
