"""`/transparency`: the desk's figures in words, in the reader's language."""

from dataclasses import replace

import pytest

from domain.debunk import Verdict
from domain.deed import Deed
from handlers.kit.card import verdict_words
from handlers.kit.texts import Voice
from handlers.readers.transparency import said
from sandbox import Sandbox
from storage.desk.transparency import Votes, WorkFigures
from storage.readers.feedback import Vote
from storage.store import Store
from tests.kit.desk_room import AT, WATER, correct, publish, retract, row_of
from tests.kit.draft_walk import say
from tests.kit.staff import RU, TEXTS

FIGURES = WorkFigures(
    {Verdict.FAKE: 3, Verdict.TRUE: 40, Verdict.SATIRE: 0}, 2, 4, 5, 7, 7_200.0, Votes(96, 4)
)


@pytest.mark.parametrize("voice", TEXTS.values())
def test_the_figures_are_told_in_each_language(voice: Voice) -> None:
    told = said(FIGURES, voice)
    lines = told.split("\n")
    verdicts = [one for one in lines if one.startswith("•")]
    wanted = [(Verdict.TRUE, 40), (Verdict.FAKE, 3)]
    assert verdicts == [f"• {verdict_words(one, voice)}: {n}" for one, n in wanted]
    assert voice("stats-hours", number=2) in told
    # Wilson (1927): 96 of 100 is 90.2 % to 98.4 %.
    precise = voice("transparency-precision", number=96, of=100, low="90", high="98")
    assert precise in told


@pytest.mark.parametrize("votes", [Votes(0, 0), Votes(9, 0), Votes(0, 9)])
def test_a_few_votes_say_nothing(votes: Votes) -> None:
    assert RU("transparency-few-votes") in said(replace(FIGURES, votes=votes), RU)


async def test_what_became_of_debunks_is_counted_as_readers_saw_it(store: Store) -> None:
    before = await store.transparency.figures(AT)
    debunk = await publish(store)
    corrected = await correct(store, debunk, Verdict.MISLEADING, "Нашли ошибку")
    explained = await store.publishing.save(
        replace(corrected, summary={"ru": "Иначе."}),
        base=corrected.version,
        deed=Deed(None, AT, reason="Яснее"),
    )
    await store.publishing.learn(debunk.id, "ru", "слова читателя", deed=Deed(None, AT))
    found = await store.transparency.figures(AT)
    assert found.new_verdicts == before.new_verdicts + 1
    assert found.new_explanations == before.new_explanations + 1
    assert found.verdicts[Verdict.MISLEADING] == before.verdicts[Verdict.MISLEADING] + 1
    await retract(store, explained)
    after = await store.transparency.figures(AT)
    assert after.retracted == before.retracted + 1
    assert after.verdicts == before.verdicts


async def test_a_draft_that_changed_its_verdict_is_no_correction(store: Store) -> None:
    draft = replace(WATER, id="draft", status=type(WATER.status).DRAFT)
    saved = await store.publishing.save(draft, base=None, deed=Deed(None, AT))
    other = replace(saved, verdict=Verdict.TRUE)
    saved = await store.publishing.save(other, base=saved.version, deed=Deed(None, AT))
    await store.publishing.publish_all([saved], deed=Deed(None, AT))
    found = await store.transparency.figures(AT)
    assert (found.new_verdicts, found.new_explanations) == (0, 0)


async def test_a_reason_that_readers_were_not_told_is_for_the_desk_alone(store: Store) -> None:
    debunk = await publish(store)
    for words, tell in (("Опечатка у Асель", False), ("Уточнили дату", True)):
        debunk = await store.publishing.save(
            replace(debunk, summary={"ru": words}),
            base=debunk.version,
            deed=Deed(None, AT, reason=words, tell=tell),
        )
    told = [one.reason for one in await store.transparency.changes()]
    assert "Уточнили дату" in told
    assert "Опечатка у Асель" not in told


@pytest.mark.usefixtures("bot")
async def test_a_reader_gets_them_by_command(telegram: Sandbox, store: Store) -> None:
    reader = telegram.person("Дана", language="ru")
    await say(reader, "/help")
    for number in range(10):
        row = await row_of(store, telegram.person(f"Ч{number}", started=True))
        await store.deliveries.note(row, "kz-2022-03-04", 1, "fake", None, AT)
        await store.feedback.vote(row, ["kz-2022-03-04"], Vote.HELPED, "ru", "", AT)
    told = await say(reader, "/transparency")
    assert told.text.startswith(RU("transparency"))
    wanted = RU("transparency-precision", number=10, of=10, low="72", high="100")
    assert wanted in told.text
