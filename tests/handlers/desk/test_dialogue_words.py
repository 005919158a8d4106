"""What a dialogue understands of typed words: facts in one message, and languages told apart."""

from dataclasses import replace

import pytest

from domain.debunk import Claim, Statement, Verdict
from handlers.desk.drafting import questions
from handlers.desk.drafting.answers import AnswerFault
from handlers.desk.drafting.body import Body
from handlers.desk.drafting.dialogue import Dialogue
from handlers.desk.drafting.parts import Parts, parts_of
from tests.kit.dialogues import (
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
    "typed",
    [
        "Минздрав, 12 ноября, https://minzdrav.example/1",
        "https://minzdrav.example/1 12 ноября Минздрав",
        "Минздрав 12.11.2026 https://minzdrav.example/1",
        "Минздрав | 2026-11-12 | https://minzdrav.example/1",
        "Минздрав\nот 12 ноября 2026 года\nhttps://minzdrav.example/1",
        "Минздрав, 12 қараша, https://minzdrav.example/1",
        "Минздрав, 2026 жылғы 12 қараша, https://minzdrav.example/1",
        "Минздрав, 12 November 2026, https://minzdrav.example/1",
        "Минздрав, November 12, 2026, https://minzdrav.example/1",
        "12 нояб., Минздрав — https://minzdrav.example/1",
        "Минздрав 12 ноября 2026 года https://minzdrav.example/1",
        "Минздрав 2026 жылғы 12 қараша https://minzdrav.example/1",
        "November 12 2026 Минздрав https://minzdrav.example/1",
        "12.11 Минздрав https://minzdrav.example/1",
    ],
)
def test_who_when_and_where_of_a_statement_are_understood_in_one_message(typed: str) -> None:
    now = take(dialogue_at("who"), typed)
    assert now.body.parts.statements == (
        Statement({}, {"ru": "Минздрав"}, "2026-11-12", "https://minzdrav.example/1"),
    )
    assert now.step == "said-ru"
    assert take(now, "Такого не было.").step == "source"


def test_a_day_and_month_without_a_year_is_the_last_one_that_there_was() -> None:
    now = take(dialogue_at("who"), "Акимат, 3 декабря")
    assert now.body.parts.statements[0].date == "2025-12-03"


@pytest.mark.parametrize(
    ("typed", "names"),
    [
        ("Департамент по ЧС № 12, Алматы", {"ru": "Департамент по ЧС № 12, Алматы"}),
        ("Школа 2026", {"ru": "Школа 2026"}),
        ("Городской Мин 12 ноября", {"ru": "Городской Мин"}),
        ("Больница 5 мая 2026", {"ru": "Больница"}),
        ("Час, 24", {"ru": "Час, 24"}),
        ("Акимат - отдел ЧС - 3 ноября", {"ru": "Акимат - отдел ЧС"}),
        ("Акимат города / Қала әкімдігі", {"ru": "Акимат города", "kk": "Қала әкімдігі"}),
        (
            "Акимат города / Қала әкімдігі, 3 ноября",
            {"ru": "Акимат города", "kk": "Қала әкімдігі"},
        ),
        (
            "Комитет науки, высшего образования, 3 ноября",
            {"ru": "Комитет науки, высшего образования"},
        ),
    ],
)
def test_a_name_with_numbers_and_commas_stays_whole(typed: str, names: dict[str, str]) -> None:
    assert take(dialogue_at("who"), typed).body.parts.statements[0].authority == names


def test_the_beginning_of_a_known_authority_may_stand_with_date_and_address() -> None:
    asking = take(dialogue_at("who"), "Мин, 12 ноября, https://mod.example/1", known=WITH_MINISTRY)
    assert (asking.step, asking.body.typed) == ("who", "Мин")
    chosen = asking.choose("7", WITH_MINISTRY)
    assert chosen is not None
    assert chosen.body.parts.statements[0] == Statement(
        {}, MINISTRY.names, "2026-11-12", "https://mod.example/1"
    )


def test_two_addresses_of_one_statement_are_a_fault() -> None:
    typed = "Минздрав, https://a.example/1 https://b.example/2"
    assert dialogue_at("who").answer(typed, (), KNOWN) == AnswerFault("address")


def test_date_and_address_may_come_together_at_either_question() -> None:
    for step in ("when", "where"):
        now = take(dialogue_at(step, NAMED), "12 ноября, https://akimat.example/1")
        assert now.body.parts.statements[0].date == "2026-11-12"
        assert now.body.parts.statements[0].url == "https://akimat.example/1"
        assert now.step == "source"


KAZAKH = "Тасты ауылының өзенінен сөйлейтін жайын ұсталыпты"
RUSSIAN = "В реке у посёлка Тасты поймали говорящего сома"
ENGLISH = "A talking catfish was caught in the river near the village"


@pytest.mark.parametrize(
    ("lead", "text", "order"),
    [
        ("kk", KAZAKH, ["claim-kk", "claim-ru", "claim-en"]),
        ("ru", RUSSIAN, ["claim-ru", "claim-kk", "claim-en"]),
        ("en", ENGLISH, ["claim-en", "claim-ru", "claim-kk"]),
    ],
)
def test_a_post_in_any_language_is_asked_for_in_the_others_too(
    lead: str, text: str, order: list[str]
) -> None:
    now = dialogue_at(f"claim-{lead}", Parts(claims=(Claim(lead, text),)), lead=lead)
    steps = [now.step]
    while now.step != "verdict":
        now = now.skip()
        steps.append(now.step)
    assert steps == [*order, "verdict"]


@pytest.mark.parametrize("kind", ["claim", "summary", "said"])
@pytest.mark.parametrize(
    ("asked", "text", "looks"),
    [
        ("kk", RUSSIAN, "ru"),
        ("ru", KAZAKH, "kk"),
        ("en", RUSSIAN, "ru"),
        ("kk", ENGLISH, "en"),
        ("ru", ENGLISH, "en"),
    ],
)
def test_words_in_another_language_are_kept_as_that_or_as_asked_by_one_press(
    kind: str, asked: str, text: str, looks: str
) -> None:
    doubt = take(dialogue_at(f"{kind}-{asked}", Parts()), text)
    assert (doubt.step, doubt.body.looks) == (f"{kind}-{asked}", looks)
    assert doubt.body.parts == Parts()
    other, same = doubt.choose("looks", KNOWN), doubt.choose("asked", KNOWN)
    assert other is not None
    assert same is not None
    for now, lang in ((other, looks), (same, asked)):
        assert _texts(kind, now) == {lang: text}
        assert (now.body.typed, now.body.looks) == ("", "")
    assert other.step == f"{kind}-{asked}"
    assert same.step != f"{kind}-{asked}"
    assert doubt.back().body.parts == Parts()
    assert _texts(kind, take(doubt.back(), text).finish()) == {looks: text}


def _texts(kind: str, dialogue: Dialogue) -> dict[str, str]:
    parts = dialogue.body.parts
    if kind == "claim":
        return {claim.lang: claim.text for claim in parts.claims}
    return dict(parts.summary if kind == "summary" else parts.statements[0].text)


def test_after_the_verdict_every_question_can_be_left_for_the_last_page() -> None:
    parts = replace(NAMED, verdict=Verdict.FAKE)
    for step in questions.order(Body(parts))[:-1]:
        now = dialogue_at(step, parts)
        assert now.may_finish, step
        assert now.finish().step == "review"
        assert not replace(now, body=Body(replace(parts, verdict=None))).may_finish
    assert not change_at("verdict").may_finish


def test_what_was_typed_of_an_authority_is_not_lost_by_finishing() -> None:
    asking = take(dialogue_at("who"), "Мин", known=WITH_MINISTRY)
    assert asking.finish().body.parts.statements[0].authority == {"ru": "Мин"}


def test_the_verdict_can_be_chosen_in_place_of_the_last_claim() -> None:
    now = dialogue_at("claim-en").choose("fake", KNOWN)
    assert now is not None
    assert (now.step, now.body.parts.verdict) == ("summary-ru", Verdict.FAKE)
    assert dialogue_at("claim-kk").choose("fake", KNOWN) is None
    assert dialogue_at("claim-en", single=True).choose("fake", KNOWN) is None


def test_the_reason_for_a_change_may_be_typed_below_the_overview_of_its_parts() -> None:
    changed = replace(parts_of(FISH), verdict=Verdict.SATIRE)
    now = take(change_at("parts", changed), "Дополнили")
    assert (now.step, now.body.reason) == ("review", "Дополнили")
    assert not change_at("parts").expects_words


@pytest.mark.parametrize(
    ("asked", "text"),
    [
        ("ru", "<b>Сом</b> & <script>alert(1)</script>"),
        ("ru", "The Wall Street Journal: сом"),
        ("kk", "Сбежавший жайынды өзеннен ұстады"),
        ("kk", "Фейк"),
        ("en", "Qazaqstan"),
    ],
)
def test_words_that_leave_a_doubt_are_taken_as_asked_for(asked: str, text: str) -> None:
    now = take(dialogue_at(f"claim-{asked}", Parts()), text)
    assert now.body.parts.claims == (Claim(asked, text),)
