"""What counts as small talk, as a bare question and as something that could be checked."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.post import Post
from matching.checkable import could_be_checked
from matching.reading.smalltalk import Talk, is_comment, small_talk

QUESTIONS = """
рас па?|правда?|это фейк?|мынау шын ба|is it true|?|Это правда или нет|Правда ли это|а это точно?
рас па осы|шын ба екен|осы рас па, бауырым?|это развод?|проверьте пожалуйста|не фейк ли это
true or fake?|ras pa|shyn ba|osy ras pa bauyrym|мынау рас па екен айтыңыздаршы|ЭТО ПРАВДА?!
Здравствуйте! Это правда?|Сәлеметсіз бе, мынау рас па?|правда ли то, что пишут?|неужели правда
Ребята, это правда???|can you check this please|is this real?|fact check pls|өтірік пе|распа
жалған емес пе|отирик пе|бул рас па|eto pravda?|Можно ли этому верить?|стоит ли верить|❓|🤔
что скажете?|Серик, это правда?|Рас па, Гүлшат?|Роза Ахметовна, это правда?|шын ба осы видео
Айгүл апай, мынау рас па|Скажите пожалуйста, это правда или фейк?|Правда или ложь?|а правда ли?
это правда что пишут в ватсапе?|тексеріп беріңізші|бұл ақпарат шын ба|так это правда
мама прислала, это правда?|hi is this true??|Добрый день! Подскажите, пожалуйста, это правда?
рас па ей|рас паа|это прафда?|эта правда|это 100% правда?|шынымен бе|дұрыс ақпарат па|пруфы есть?
это рил?|чекните плиз|старая новость?|это вирус?|такой закон есть?|анығын айтыңыздаршы|is this ai?
балам көрсетті рас па|апам жіберіп қойды рас па|Бейбіт рас па осы|рас өтірігін айтыңыз|шутите?
мама паникует, это правда?|в родительском чате пишут, правда?|можно переходить по ссылке?
Верить или нет|мынау фейк пе әлде рас па|рас па 🙏|п р а в д а ?|прaвда?|Скажите, пожалуйста
"""
TALK = {
    Talk.THANKS: (
        "Спасибо!|рахмет|рахмет үлкен|сенкью|спасибо, успокоили|бот огонь|rahmet|"
        "рақмет айналайын|спс|thanks a lot|ок понял спс|🙏🙏|❤️"
    ),
    Talk.HELLO: "Здравствуйте|salem kalaisyn|Ассалаумағалейкүм|сәлеметсіз бе|hi|Доброе утро ☀️|👋",
    Talk.WHO: (
        "кто вы?|соедините с оператором|ты нейросеть?|вам можно верить?|"
        "сен жасанды интеллектсің бе|Бұл ботты кім жасады?|who are you|"
        "Сәлем! Сен ботсың ба?|бот ты живой?"
    ),
    Talk.HOW: (
        "как пользоваться|қазақша айтшы|смени язык|это бесплатно?|тегін бе|"
        "куда скидывать видео?|how does this work|қалай қолданамын|что ты умеешь?|"
        "не істеу керек"
    ),
    Talk.STOP: (
        "стоп|отвали|удалите мои сообщения|маған жазуды қой|как удалить бота|Отпишите меня|"
        "unsubscribe|не пишите мне больше|жазбаңыз|тоқта"
    ),
    Talk.INSULT: "дурак|пошел вон|иди в жопу|жоғал|тупой бот|ақымақ|иди на хер|useless bot|ерунда",
    Talk.FINE: "ок|понятно|иә|а|👍|ладно|жарайды түсінікті|да, точно|got it|ok",
    Talk.LAUGH: "хаха|ахахаха|😂😂|lol|хихихи",
    Talk.BYE: "до свидания|сау болыңыз|bye",
    Talk.START: "старт|.start|start|начать",
    Talk.HELP: "help|/хелп|помощь|көмек",
}
CLAIMS = """
огонь в школе|кредит кешіріледі|көмек береді|ватсап платный|чат закрывают|спам запретят
класс на карантине|слух о войне|соғыс болып жатыр|қант жоқ|сад закрыли|нейросети запретят
официально карантин|Вода отравлена|Қайрат Нұртас өлді|правда ли что отключат электричество?
су уланды|света не будет
Здравствуйте! Завтра отключат воду во всём городе|интернет жоқ|Воды нет|Интернета нет
ВОДА ОТРАВЛЕНА, ЭТО ПРАВДА?|это правда, вода отравлена?
Мошенники звонят|люди умирают|Каспи закрывают|в вакцине чипы|отключили свет|Телеграма не будет
is it true that water is poisoned|доллар 600 тенге|Нурлан умер|Банктер жабылады ма
школы закрывают на карантин рас па|https://news.example/a/1|рас па? https://t.me/kanal/12
"""
NOTHING = """
Қайрат Нұртас|Токаев|12345 67890|#казахстан #срочно|осмс|🔴🔴|доллар|землетрясение|правда Токаев?
этот приказ реальный?|мынадай дәрі бар ма|.|100%
Рас па?|спасибо|https://t.me/kanal|@kanal|...|/check|87011234567
"""
DATA = Path(__file__).parents[2] / "evaluation" / "our_posts"


def lines(texts: str) -> list[str]:
    return [text for line in texts.strip().splitlines() for text in line.split("|")]


@pytest.mark.parametrize("text", lines(QUESTIONS))
def test_a_question_without_content_is_known_as_one(text: str) -> None:
    assert small_talk(text) is Talk.QUESTION


@pytest.mark.parametrize("talk", TALK)
def test_small_talk_is_known_by_its_kind(talk: Talk) -> None:
    assert {text: small_talk(text) for text in lines(TALK[talk])} == dict.fromkeys(
        lines(TALK[talk]), talk
    )


@pytest.mark.parametrize("text", lines(CLAIMS))
def test_what_says_something_is_no_small_talk_and_could_be_checked(text: str) -> None:
    assert small_talk(text) is None or "http" in text
    links = tuple(word for word in text.split() if word.startswith("http"))
    assert could_be_checked(Post(text, links))


@pytest.mark.parametrize("text", lines(NOTHING))
def test_what_says_nothing_cannot_be_checked(text: str) -> None:
    assert not could_be_checked(Post(text))


@pytest.mark.parametrize(
    "text",
    [
        "Смотрите что в нашем чате пишут, это правда?",
        "мама прислала",
        "Соседка скинула, боюсь",
        "мынаны көріңізші не деп жатыр",
        "Гүлшат, рас па?",
        "look what I got",
    ],
)
def test_words_over_a_forward_are_known_as_a_comment(text: str) -> None:
    assert is_comment(text)


def test_a_plain_statement_is_no_comment() -> None:
    assert not is_comment("Завтра отключат воду во всём городе и в области")
    assert not is_comment("Қазақстан Ресей жағында соғысуға әскер жібермекші")


def test_no_labelled_post_that_a_debunk_answers_is_small_talk_or_past_checking() -> None:
    answered = [
        row["text"]
        for path in sorted(DATA.glob("*/forwards.jsonl"))
        for row in map(json.loads, path.read_text(encoding="utf-8").splitlines())
        if row["debunk_id"]
    ]
    lost = [text for text in answered if small_talk(text)]
    past = [text for text in answered if not could_be_checked(Post(text))]
    assert len(answered) > 1_000
    assert lost == []
    assert past == []


@given(st.text(max_size=300))
def test_any_text_has_a_kind_or_none_and_never_both_ways(text: str) -> None:
    if small_talk(text):
        assert not could_be_checked(Post(text))
    is_comment(text)


@given(
    st.sampled_from(lines(QUESTIONS)),
    st.sampled_from(["", "!!!", " 😱", "\n", "  ", "🙏🙏"]),
    st.booleans(),
)
def test_marks_signs_and_capitals_change_no_question(text: str, after: str, loud: bool) -> None:
    # A name that no list holds is known by its capital alone.
    if loud and not (set(text.split()) & {"Гүлшат?", "Роза", "Айгүл"}):
        text = text.upper()
    assert small_talk(text + after) is Talk.QUESTION
