"""What a reader gets where the desk has checked one rumour more than once."""

import pytest

from domain.debunk import Status, Verdict
from domain.decision import Decision, DecisionKind, Match
from domain.post import Post
from handlers.kit.answer import answer_to
from handlers.kit.markup import without_markup
from handlers.kit.texts import Texts
from storage.store import Store
from tests.handlers.kit.test_card import debunk

TEXTS = Texts.load()
DATES = {"again-1": "2022-03-04", "again-2": "2024-11", "again-3": "2023", "again-4": None}


async def answered(
    store: Store, lang: str, shown: tuple[str, ...], repeated: tuple[str, ...]
) -> tuple[list[str], str]:
    for name, date in DATES.items():
        status = Status.RETRACTED if name == "again-4" else Status.PUBLISHED
        await store.debunks.save(
            debunk(id=name, date=date, status=status, verdict=Verdict.FALSE, summary={"ru": name})
        )
    first, others = (
        tuple(Match(name, "Казахстан отправит войска.", 0.9) for name in names)
        for names in (shown, repeated)
    )
    decision = Decision(DecisionKind.ANSWER, first, (*first, *others), others)
    answer = await answer_to(decision, Post("Войска отправят"), store.debunks, TEXTS[lang])
    return [one.id for one in answer.cards], without_markup(answer.content)


@pytest.mark.parametrize("lang", ["ru", "kk", "en"])
@pytest.mark.parametrize("likeliest", ["again-1", "again-2", "again-3"])
async def test_the_newest_check_is_shown_and_the_one_before_it_is_named(
    store: Store, lang: str, likeliest: str
) -> None:
    others = tuple(name for name in DATES if name != likeliest)
    cards, text = await answered(store, lang, (likeliest,), others)
    assert cards == ["again-2"]
    assert TEXTS[lang].date("2023") in text.split("\n")[0]


async def test_a_check_that_was_taken_back_is_not_named(store: Store) -> None:
    cards, text = await answered(store, "ru", ("again-1",), ("again-4",))
    assert cards == ["again-1"]
    assert "не раз" not in text


async def test_two_claims_are_announced_though_the_check_before_was_taken_back(
    store: Store,
) -> None:
    cards, text = await answered(store, "ru", ("again-1", "again-3"), ("again-4",))
    assert cards == ["again-1", "again-3"]
    assert text.startswith(TEXTS["ru"]("answer-two"))


async def test_a_second_claim_keeps_its_card(store: Store) -> None:
    cards, _ = await answered(store, "ru", ("again-1", "again-3"), ("again-2",))
    assert cards == ["again-2", "again-3"]
