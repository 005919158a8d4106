import pytest

from matching.claim import Claim
from matching.decision import Kind
from matching.encoder import Encoder
from matching.one_claim import one_claim
from matching.post import Post
from tests.matching.shelf import Wording
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
    assert one_claim(Claim("1", "ru", BRIDGE), Claim("2", "ru", other))
    assert one_claim(Claim("2", "ru", other), Claim("1", "ru", BRIDGE))


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
    assert not one_claim(Claim("1", "ru", BRIDGE), Claim("2", "ru", other))


async def test_a_rumour_that_was_checked_twice_is_answered_and_both_debunks_are_named(
    encoder: Encoder,
) -> None:
    matcher = over(
        encoder,
        Wording("first", "ru", f"{BRIDGE}, объезда не будет"),
        Wording("again", "ru", "В Павлодаре на 40 дней закроют мост через Иртыш, объезда не будет"),
        Wording("lake", "ru", "Озеро Боровое осушают и тайно продают воду соседнему государству"),
    )
    text = "Мост через Иртыш в Павлодаре закрывают на 40 дней, объезда не будет! Репост!"
    decision = await matcher.decide(Post(text))
    assert decision.kind is Kind.ANSWER
    named = [one.debunk_id for one in (*decision.shown, *decision.repeated)]
    assert sorted(named) == ["again", "first"]
