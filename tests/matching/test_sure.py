"""What is certainly a rumour that was checked, and what only comes near it."""

import pytest

from domain.decision import Decision, DecisionKind, Match
from domain.post import Post
from matching.sure import is_sure

CLAIM = "С понедельника воду отключат во всём городе на неделю"
LONG = (
    "Жители пишут: с понедельника воду отключат во всём городе, ремонт займёт неделю, запасайте "
    "воду в вёдрах, магазины уже пустые, детские сады закроют на карантин"
)


def answer(likelihood: float = 0.9, kind: DecisionKind = DecisionKind.ANSWER) -> Decision:
    match = (Match("water", CLAIM, likelihood),)
    return Decision(kind, match, match)


def sure(text: str, decision: Decision | None = None, *, listed: bool = False) -> bool:
    return is_sure(decision or answer(), Post(text), listed=listed)


@pytest.mark.parametrize(
    "text",
    [
        CLAIM,
        CLAIM.upper() + "!!!",
        f"❗️СРОЧНО❗️ {CLAIM}. Перешлите всем",
        f"{CLAIM} https://example.kz/water #вода",
        CLAIM.replace("о", "o").replace("а", "a"),
        CLAIM.replace("ё", "е"),
    ],
)
def test_a_claim_word_for_word_is_certain(text: str) -> None:
    assert sure(text)


@pytest.mark.parametrize(
    "text",
    [
        f"{CLAIM}?",
        f"«{CLAIM}»",
        f"Сосед: {CLAIM}",
        f"{CLAIM} Бред",
        f"{CLAIM} 😂",
        f"{CLAIM} :)",
        f"{CLAIM} хахаха",
        CLAIM.replace("понедельника", "вторника"),
        CLAIM.replace("на неделю", "на 2 недели"),
        CLAIM.replace("отключат", "не отключат"),
        CLAIM.partition(" на ")[0],
        "Воду отключат",
        "",
    ],
)
def test_what_has_one_word_more_or_another_one_is_not(text: str) -> None:
    assert not sure(text)


def test_likeness_is_never_enough() -> None:
    assert not sure(LONG, answer(0.999))


def test_a_listed_post_is_certain_unless_it_doubts() -> None:
    assert sure("Смотрите сами", listed=True)
    assert not sure("Смотрите сами, это фейк", listed=True)


@pytest.mark.parametrize("kind", [DecisionKind.CHOOSE, DecisionKind.DENIAL])
def test_what_is_not_answered_is_not_certain(kind: DecisionKind) -> None:
    assert not sure(CLAIM, answer(1.0, kind))


def test_what_carries_two_claims_or_was_checked_twice_is_not_certain() -> None:
    one, two = Match("water", CLAIM, 0.9), Match("gas", "Газ отключат", 0.9)
    assert not sure(CLAIM, Decision(DecisionKind.ANSWER, (one, two), (one, two)))
    assert not sure(CLAIM, Decision(DecisionKind.ANSWER, (one,), (one, two), (two,)))
