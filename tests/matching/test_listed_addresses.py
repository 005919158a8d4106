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
        Post("озеро осушают", origin="t.me/pavlodar_now/15"),
    ],
)
async def test_a_listed_address_is_answered_whatever_the_text(matcher: Matcher, post: Post) -> None:
    decision = await matcher.decide(post)
    assert decision.kind is DecisionKind.ANSWER
    assert [(one.debunk_id, one.probability) for one in decision.shown] == [("bridge", 1.0)]


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
