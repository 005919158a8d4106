import pytest

from domain.decision import DecisionKind
from domain.post import Post
from matching.scoring.claim import PreparedClaim
from matching.scoring.one_claim import one_claim, one_rumour
from matching.search.encoder import Encoder
from matching.search.shelf import Claimed
from tests.kit.rumours import RUMOURS
from tests.matching.test_decisions import over

BRIDGE = "Мост через Иртыш в Павлодаре закрывают на 40 дней"


@pytest.mark.parametrize(
    "other",
    [
        BRIDGE,
        "В Павлодаре на 40 дней закроют мост через Иртыш",
        "Мост через Иртыш в Павлодаре закрывают на сорок дней из-за ремонта",
    ],
)
def test_a_claim_told_in_another_form_or_at_more_length_is_the_same(other: str) -> None:
    assert one_claim(PreparedClaim("1", "ru", BRIDGE), PreparedClaim("2", "ru", other))
    assert one_claim(PreparedClaim("2", "ru", other), PreparedClaim("1", "ru", BRIDGE))


@pytest.mark.parametrize(
    "other",
    [
        "Мост через Иртыш в Павлодаре закрывают на 60 дней",
        "Мост через Иртыш в Семее закрывают на 40 дней",
        "Мост через Иртыш в Павлодаре открывают на 40 дней",
        "Мост через Иртыш в Павлодаре не закрывают на 40 дней",
        "Мост через Ишим в Павлодаре закрывают на 40 дней",
        "Вокзал у Иртыша в Павлодаре закрывают на 40 дней",
        "В Павлодаре подорожает проезд",
    ],
)
def test_a_claim_with_another_fact_is_another(other: str) -> None:
    assert not one_claim(PreparedClaim("1", "ru", BRIDGE), PreparedClaim("2", "ru", other))


async def test_a_rumour_that_was_checked_twice_is_answered_and_both_debunks_are_named(
    encoder: Encoder,
) -> None:
    matcher = over(
        encoder,
        Claimed("first", "ru", f"{BRIDGE}, объезда не будет"),
        Claimed("again", "ru", "В Павлодаре на 40 дней закроют мост через Иртыш, объезда не будет"),
        Claimed("lake", "ru", "Озеро Боровое осушают и тайно продают воду соседнему государству"),
    )
    text = "Мост через Иртыш в Павлодаре закрывают на 40 дней, объезда не будет! Репост!"
    decision = await matcher.decide(Post(text))
    assert decision.kind is DecisionKind.ANSWER
    named = [one.debunk_id for one in (*decision.shown, *decision.repeated)]
    assert sorted(named) == ["again", "first"]


CHECKS = (
    Claimed("first", "ru", f"{BRIDGE}, объезда не будет"),
    Claimed("first", "kk", "Павлодардағы Ертіс көпірі 40 күнге жабылады, айналма жол болмайды"),
    Claimed("again", "ru", "В Павлодаре на 40 дней закроют мост через Иртыш, объезда не будет"),
    Claimed("again", "kk", "Павлодарда 40 күнге Ертіс көпірі жабылмақ, айналма жол болмайды"),
    Claimed("third", "ru", "Мост через Иртыш в Павлодаре закроют на сорок дней, объезда не будет"),
    *RUMOURS[2:],
)
POSTS = (
    "Мост через Иртыш в Павлодаре закрывают на 40 дней, объезда не будет! Репост!",
    "Павлодарда Ертіс көпірін 40 күнге жабады екен, айналма жол болмайды дейді",
)


@pytest.mark.parametrize("text", POSTS)
async def test_a_rumour_that_was_checked_three_times_is_one_answer_in_either_language(
    encoder: Encoder, text: str
) -> None:
    decision = await over(encoder, *CHECKS).decide(Post(text))
    assert decision.kind is DecisionKind.ANSWER
    assert len(decision.shown) == 1
    named = [one.debunk_id for one in (*decision.shown, *decision.repeated)]
    assert sorted(named) == ["again", "first", "third"]


async def test_beside_a_second_claim_a_rumour_that_was_checked_again_comes_first(
    encoder: Encoder,
) -> None:
    text = (
        "Мост через Иртыш в Павлодаре закрывают на 40 дней, объезда не будет, "
        "а в мёде нашли пчелиный вирус, от него выпадают волосы"
    )
    decision = await over(encoder, *CHECKS).decide(Post(text))
    first, *others = [one.debunk_id for one in decision.shown]
    assert others == ["honey"]
    named = [first, *(one.debunk_id for one in decision.repeated)]
    assert sorted(named) == ["again", "first", "third"]


@pytest.mark.parametrize("where", [("first",), ("first", "third"), ("first", "again", "third")])
async def test_a_listed_address_of_a_rumour_that_was_checked_again_names_all_checks(
    encoder: Encoder, where: tuple[str, ...]
) -> None:
    address = "https://t.me/pavlodar_news/77"
    wordings = [
        Claimed(one.debunk_id, one.lang, one.text, ("t.me/pavlodar_news/77",))
        if one.debunk_id in where
        else one
        for one in CHECKS
    ]
    decision = await over(encoder, *wordings).decide(Post(POSTS[0], (address,)))
    assert (decision.kind, len(decision.shown)) == (DecisionKind.ANSWER, 1)
    named = [one.debunk_id for one in (*decision.shown, *decision.repeated)]
    assert sorted(named) == ["again", "first", "third"]


def test_one_phrasing_alike_is_not_enough_where_another_tells_another_fact() -> None:
    ours = [PreparedClaim("1", "ru", BRIDGE), PreparedClaim("1", "ru", f"{BRIDGE} весной")]
    alike, other = PreparedClaim("2", "ru", BRIDGE), PreparedClaim("2", "ru", f"{BRIDGE} осенью")
    assert one_rumour(ours, [alike])
    assert not one_rumour(ours, [alike, other])
