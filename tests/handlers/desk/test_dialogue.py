"""The dialogue of one draft, without a store: what each answer and press makes of it."""

from dataclasses import replace

import pytest

from domain.debunk import Source, Statement, Status, Verdict
from handlers.desk.drafting.answers import AnswerFault
from handlers.desk.drafting.dialogue import Dialogue
from handlers.desk.drafting.parts import Parts, parts_of
from storage.desk.drafts import ASIDE, WAITING
from tests.kit.dialogues import (
    CLAIMED,
    FISH,
    KNOWN,
    MINISTRY,
    NAMED,
    WITH_MINISTRY,
    change_at,
    dialogue_at,
    take,
)


@pytest.mark.parametrize(
    ("step", "text", "following", "parts"),
    [
        ("claim-kk", "Сөйлейтін жайын", "claim-en", None),
        ("verdict", "фейк", "summary-ru", replace(CLAIMED, verdict=Verdict.FAKE)),
        ("summary-ru", "Сомы молчат.", "who", replace(CLAIMED, summary={"ru": "Сомы молчат."})),
        ("who", "Акимат", "said-ru", NAMED),
        ("source", "Разбор https://check.example/1", "topics", None),
        ("topics", "рыба, река", "seen", replace(CLAIMED, topics=("рыба", "река"))),
        ("seen", "https://t.me/gorod_example/17", "review", None),
    ],
)
def test_an_answer_is_put_in_and_the_next_question_asked(
    step: str, text: str, following: str, parts: Parts | None
) -> None:
    now = take(dialogue_at(step), text)
    assert now.step == following
    assert now.body.parts != CLAIMED
    assert parts is None or now.body.parts == parts


def test_an_answer_changes_neither_the_dialogue_before_nor_its_row() -> None:
    before = dialogue_at("claim-kk")
    take(before, "Сөйлейтін жайын")
    assert before == dialogue_at("claim-kk")


def test_what_an_authority_said_when_and_where_goes_into_its_statement() -> None:
    now = take(dialogue_at("said-ru", NAMED), "Улова не было.")
    now = take(now, "4.03.2026")
    now = take(now, "https://akimat.example/1")
    assert now.step == "source"
    assert now.body.parts.statements == (
        Statement(
            {"ru": "Улова не было."}, {"ru": "Акимат"}, "2026-03-04", "https://akimat.example/1"
        ),
    )


@pytest.mark.parametrize(
    "typed",
    [
        "Газета https://gazeta.example/1\nhttps://check.example/1",
        "https://gazeta.example/1 Газета\n\nhttps://check.example/1\n",
    ],
)
def test_several_sources_in_one_message_are_all_taken(typed: str) -> None:
    now = take(dialogue_at("source"), typed)
    assert now.body.parts.sources == (
        Source("Газета", "https://gazeta.example/1"),
        Source(None, "https://check.example/1"),
    )
    again = take(now.back(), "Ещё одна")
    assert len(again.body.parts.sources) == 3


def test_where_a_rumour_was_seen_stays_open_while_more_may_come() -> None:
    now = dialogue_at("seen").answer("https://t.me/gorod/1", (), KNOWN, more=True)
    assert isinstance(now, Dialogue)
    assert now.step == "seen"
    assert take(now, "https://t.me/gorod/2").body.parts.appearances == (
        *("https://t.me/gorod/1", "https://t.me/gorod/2"),
    )


def test_where_a_rumour_was_seen_may_stand_behind_the_words_of_a_message() -> None:
    now = take(dialogue_at("seen"), "Смотрите", "https://t.me/gorod_example/17")
    assert now.body.parts.appearances == ("https://t.me/gorod_example/17",)


@pytest.mark.parametrize(
    ("step", "text", "fault"),
    [
        ("claim-ru", "я" * 1001, AnswerFault("long", 1000)),
        ("claim-ru", "\x00", AnswerFault("characters")),
        ("verdict", "так себе", AnswerFault("press")),
        ("who", "я" * 201, AnswerFault("long", 200)),
        ("when", "когда-то", AnswerFault("date")),
        ("where", "в газете", AnswerFault("address")),
        ("source", "a https://b.kz https://c.kz", AnswerFault("source")),
        ("topics", "я" * 61, AnswerFault("long", 60)),
        ("seen", "у соседки", AnswerFault("links")),
        ("seen", "https://t.me/gorod", AnswerFault("no-post", shown="https://t.me/gorod")),
        ("review", "и ещё", AnswerFault("press")),
    ],
)
def test_a_wrong_answer_is_a_fault_that_says_which(
    step: str, text: str, fault: AnswerFault
) -> None:
    assert dialogue_at(step, NAMED).answer(text, (), KNOWN) == fault


def test_an_authority_named_in_full_is_the_known_one_in_all_its_languages() -> None:
    now = take(dialogue_at("who"), "министерство  обороны", known=WITH_MINISTRY)
    assert now.body.parts.statements[0].authority == MINISTRY.names


def test_the_beginning_of_a_known_authority_asks_which_and_its_button_names_it() -> None:
    asking = take(dialogue_at("who"), "Мин", known=WITH_MINISTRY)
    assert (asking.step, asking.body.typed) == ("who", "Мин")
    chosen = asking.choose("7", WITH_MINISTRY)
    assert chosen is not None
    assert (chosen.step, chosen.body.typed) == ("said-ru", "")
    assert chosen.body.parts.statements[0].authority == MINISTRY.names


def test_what_was_typed_of_an_authority_can_be_taken_as_it_is() -> None:
    asking = take(dialogue_at("who"), "Мин", known=WITH_MINISTRY)
    for now in (asking.choose("typed", KNOWN), take(asking, "Мин", known=WITH_MINISTRY)):
        assert now is not None
        assert now.body.parts.statements[0].authority == {"ru": "Мин"}


@pytest.mark.parametrize(
    ("step", "value", "following"),
    [
        ("verdict", "fake", "summary-ru"),
        ("when", "yesterday", "where"),
        ("topics", "1", "topics"),
    ],
)
def test_a_pressed_choice_is_an_answer(step: str, value: str, following: str) -> None:
    now = dialogue_at(step, NAMED).choose(value, replace(KNOWN, topics=["рыба", "река"]))
    assert now is not None
    assert now.step == following
    assert now.body.parts != NAMED


@pytest.mark.parametrize(
    ("step", "value"),
    [("verdict", "nonsense"), ("who", "8"), ("who", "typed"), ("topics", "2"), ("claim-ru", "1")],
)
def test_a_choice_that_is_not_offered_is_none(step: str, value: str) -> None:
    offered = replace(WITH_MINISTRY, topics=["рыба", "река"])
    assert dialogue_at(step).choose(value, offered) is None


def test_a_topic_pressed_again_is_taken_away() -> None:
    offered = replace(KNOWN, topics=["рыба"])
    once = dialogue_at("topics").choose("0", offered)
    assert once is not None
    twice = once.choose("0", offered)
    assert twice is not None
    assert (once.body.parts.topics, twice.body.parts.topics) == (("рыба",), ())


def test_skipping_leads_through_every_question_to_the_last_and_going_back_to_the_first() -> None:
    now, steps = dialogue_at("claim-ru"), ["claim-ru"]
    while now.step != "review":
        now = now.skip()
        steps.append(now.step)
    assert steps == [
        *("claim-ru", "claim-kk", "claim-en", "verdict", "summary-ru"),
        *("who", "source", "topics", "seen", "review"),
    ]
    for step in [*reversed(steps[:-1]), "claim-ru"]:
        now = now.back()
        assert now.step == step
    assert now == dialogue_at("claim-ru")


def test_another_statement_follows_the_one_before_and_back_leads_there() -> None:
    now = dialogue_at("source", NAMED).another()
    assert (now.step, now.body.at) == ("who", 1)
    assert (now.back().step, now.back().body.at) == ("where", 0)
    assert now.skip().step == "source"


def test_an_answer_that_is_cleared_is_asked_for_again() -> None:
    now = dialogue_at("claim-ru").clear()
    assert now.step == "claim-ru"
    assert now.body.parts == Parts()


def test_one_part_of_a_new_debunk_alone_leads_back_to_the_review() -> None:
    now = dialogue_at("review").one_part("verdict")
    assert take(now, "фейк").step == "review"
    assert now.back().step == "review"


def test_one_part_of_a_change_leads_back_to_the_overview_and_a_statement_to_its_end() -> None:
    now = change_at("parts").one_part("who", 9)
    assert now.body.at == 0
    now = take(take(take(take(now, "Акимат"), "Не было."), "2026"), "https://akimat.example/1")
    assert now.step == "parts"
    assert not now.body.single


def test_the_overview_of_parts_can_be_gone_to_from_a_part() -> None:
    now = change_at("parts").one_part("verdict").overview()
    assert (now.step, now.body.single) == ("parts", False)


def test_a_change_that_readers_have_seen_is_asked_the_reason_for() -> None:
    changed = replace(parts_of(FISH), topics=("рыба",))
    assert change_at("parts").done().step == "review"
    asking = change_at("parts", changed).done()
    assert asking.step == "reason"
    asking = take(asking, "Дополнили")
    assert (asking.step, asking.body.reason) == ("tell", "Дополнили")
    silent = asking.choose("no", KNOWN)
    assert silent is not None
    assert (silent.step, silent.body.tell) == ("review", False)
    assert silent.back().step == "parts"


def test_a_change_of_an_unpublished_debunk_is_asked_for_no_reason() -> None:
    now = change_at("parts", replace(parts_of(FISH), topics=("рыба",)))
    unseen = replace(now, body=replace(now.body, was=replace(FISH, status=Status.DRAFT)))
    assert unseen.done().step == "review"


def test_of_another_verdict_readers_are_told_unasked() -> None:
    now = change_at("reason", replace(parts_of(FISH), verdict=Verdict.SATIRE))
    assert now.skip().step == "review"


def test_what_is_to_be_taken_back_is_asked_the_reason_for_and_nothing_else() -> None:
    now = change_at("reason", retract=True)
    assert now.skip().step == "review"
    assert now.skip().back().step == "reason"


def test_a_draft_put_aside_is_taken_up_where_it_was_left() -> None:
    resting = dialogue_at("verdict").rest()
    assert resting.step == ASIDE
    assert not resting.expects_words
    assert resting.take_up().step == "verdict"


def test_a_step_that_is_no_more_is_taken_up_at_the_review_or_the_overview() -> None:
    assert dialogue_at("of-old").take_up().step == "review"
    assert change_at("of-old").take_up().step == "parts"


def test_a_change_left_to_a_chief_waits() -> None:
    assert change_at("review").wait().step == WAITING


def test_a_change_begun_anew_keeps_ones_own_parts_on_top_of_what_others_changed() -> None:
    now = change_at("review", replace(parts_of(FISH), topics=("рыба",)))
    theirs = replace(FISH, verdict=Verdict.SATIRE, topics=("река",), version=4)
    again = now.redo(theirs)
    assert again is not None
    assert (again.step, again.draft.base, again.body.was) == ("review", 4, theirs)
    assert again.body.parts.verdict is Verdict.SATIRE
    assert again.body.parts.topics == ("рыба",)
    assert dialogue_at("review").redo(theirs) is None


def test_a_filled_template_replaces_all_parts_and_is_looked_at() -> None:
    now = dialogue_at("claim-ru", Parts()).fill(CLAIMED)
    assert (now.step, now.body.parts) == ("review", CLAIMED)


def test_the_row_holds_the_whole_dialogue() -> None:
    now = take(change_at("who", at=1, reason="Так", message=5), "Мин", known=WITH_MINISTRY)
    row = now.under(6).row(at=77)
    assert row.changed == 77
    assert Dialogue.of(row).body == now.under(6).body
    assert Dialogue.of(row).step == "who"
