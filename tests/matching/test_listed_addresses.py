import pytest

from domain.decision import DecisionKind
from domain.post import Post
from matching.matcher import Matcher
from matching.search.shelf import Claimed, Shelf


@pytest.mark.parametrize(
    "post",
    [
        Post("смотрите что пишут", links=("https://t.me/s/Pavlodar_Now/15?single",)),
        Post("смотрите что пишут", origin="https://telegram.me/pavlodar_now/15"),
        Post("смотрите: https://www.pavlodar.example/news/bridge/?utm_source=wa"),
        Post("", links=("pavlodar.example/news/bridge#comments",)),
        Post("Рас па осы?", origin="t.me/pavlodar_now/15"),
        Post("Мост через Иртыш в Павлодаре закроют на 40 дней", origin="t.me/pavlodar_now/15"),
        Post("Говорят, мост через Иртыш закрывают", links=("t.me/pavlodar_now/15",)),
        Post("Ертіс көпірін 40 күнге жабады дейді", links=("t.me/pavlodar_now/15",)),
    ],
)
async def test_a_listed_address_answers_a_post_about_the_claim_or_without_words(
    matcher: Matcher, post: Post
) -> None:
    decision = await matcher.decide(post)
    assert decision.kind is DecisionKind.ANSWER
    assert [(one.debunk_id, one.probability) for one in decision.shown] == [("bridge", 1.0)]


@pytest.mark.parametrize(
    "text",
    [
        "Озеро осушают, воду продают соседям",
        "В субботу в парке откроют каток, вход для детей бесплатный",
        "Балабақшада жаңа ойын алаңы ашылды, ата-аналар қуанып жатыр",
        "The library will be open at night during the exams, students say",
    ],
)
async def test_a_listed_address_asks_about_a_post_that_tells_something_else(
    matcher: Matcher, text: str
) -> None:
    decision = await matcher.decide(Post(text, origin="https://t.me/pavlodar_now/15"))
    assert decision.kind is DecisionKind.CHOOSE
    assert decision.shown[0].debunk_id == "bridge"


async def test_of_two_listed_debunks_the_one_that_a_post_is_about_answers(matcher: Matcher) -> None:
    links = ("t.me/pavlodar_now/15", "t.me/pavlodar_now/16")
    decision = await matcher.decide(Post("В городском мёде нашли пчелиный вирус", links=links))
    assert decision.kind is DecisionKind.ANSWER
    assert [one.debunk_id for one in decision.shown] == ["honey"]


@pytest.mark.parametrize(
    "footer",
    [
        "Подписаться | t.me/pavlodar_now/15",
        "Біздің арнаға жазылыңыз: https://t.me/pavlodar_now/15",
        "Send us your news: https://t.me/pavlodar_now/15",
    ],
)
async def test_a_listed_address_in_a_signature_decides_nothing(
    matcher: Matcher, footer: str
) -> None:
    post = Post(f"В субботу в парке откроют каток, вход для детей бесплатный\n\n{footer}")
    assert (await matcher.decide(post)).kind is DecisionKind.UNKNOWN


async def test_two_listed_addresses_are_answered_with_two_debunks(matcher: Matcher) -> None:
    post = Post("", links=("t.me/pavlodar_now/15", "t.me/pavlodar_now/16"))
    decision = await matcher.decide(post)
    assert decision.kind is DecisionKind.ANSWER
    assert {one.debunk_id for one in decision.shown} == {"bridge", "honey"}


async def test_an_address_that_many_debunks_list_is_left_to_the_reader() -> None:
    shelf = Shelf(*(Claimed(f"d{n}", "ru", f"Слух {n}", ("t.me/all/1",)) for n in range(9)))
    decision = await Matcher(shelf).decide(Post("", origin="https://t.me/all/1"))
    assert decision.kind is DecisionKind.CHOOSE
    assert (len(decision.shown), len(decision.matches)) == (3, 5)


async def test_an_address_that_no_debunk_lists_changes_nothing(matcher: Matcher) -> None:
    text = "Озеро Боровое осушают, воду тайно продают соседнему государству"
    post = Post(f"{text} https://t.me/other/99", origin="t.me/other/99")
    decision = await matcher.decide(post)
    assert (decision.kind, decision.shown[0].debunk_id) == (DecisionKind.ANSWER, "lake")


CHANNEL = Claimed(
    "pie",
    "ru",
    "В городе пекут пирог из снега",
    ("t.me/pavlodar_now", "news.example", "x.com/name"),
)


@pytest.mark.parametrize(
    "post",
    [
        Post("Завтра дождь. Подписаться: https://t.me/pavlodar_now"),
        Post("Завтра дождь", origin="https://t.me/pavlodar_now/77"),
        Post("Завтра дождь", links=("https://t.me/s/pavlodar_now", "https://news.example/ru/")),
        Post("", links=("https://twitter.com/name", "https://news.example")),
    ],
)
async def test_a_listed_channel_site_or_profile_decides_nothing(post: Post) -> None:
    decision = await Matcher(Shelf(CHANNEL)).decide(post)
    assert decision.kind is DecisionKind.UNKNOWN
    assert decision.shown == ()


async def test_a_post_is_found_by_another_of_its_addresses() -> None:
    shelf = Shelf(Claimed("pie", "ru", "Пирог из снега", ("youtube.com/watch?v=aB3dEfGh1Jk",)))
    post = Post("гляньте:https://youtu.be/aB3dEfGh1Jk?t=5это правда?")
    assert (await Matcher(shelf).decide(post)).shown[0].debunk_id == "pie"
