"""Odd updates against the running bot: the figure of `python -m benchmarks odd-updates`, small."""

import random
from collections import Counter

import pytest
from aiogram.types import Message as NewestMessage

from benchmarks.odd.desk import DESK_SAMPLES, is_of_desk, role_of
from benchmarks.odd.oracle import Due, expected
from benchmarks.odd.run import OddPlan, measured
from benchmarks.odd.samples import SAMPLES, OddPerson
from benchmarks.odd.schema import ways
from benchmarks.odd.updates import odd_update
from domain.moderator import Role


@pytest.mark.parametrize("webhook", [False, True], ids=["polling", "webhook"])
async def test_odd_updates_silence_nobody_and_answer_nobody_who_expects_nothing(
    webhook: bool,
) -> None:
    outcome = await measured(OddPlan(count=300 if webhook else 400, seed=3, webhook=webhook))
    faults = {
        "silences": outcome.silences,
        "undue": outcome.undue,
        "strays": outcome.strays,
        "doubled": outcome.doubled,
        "error codes": outcome.error_codes,
        "called unreadable": outcome.called_unreadable,
    }
    assert {name: found for name, found in faults.items() if found} == {}
    assert (outcome.crashed, outcome.errors, outcome.left) == (False, Counter(), 0)
    assert {Due.REPLY, Due.PRESS, Due.INLINE, Due.NOTHING} <= set(outcome.due)
    assert set(outcome.statuses) == ({200} if webhook else set())


def test_an_odd_update_is_the_same_each_time() -> None:
    first = [odd_update(5, number) for number in range(2, 300)]
    assert [odd_update(5, number) for number in range(2, 300)] == first
    assert [one.source() for one in first] == [
        odd_update(5, number).source() for number in range(2, 300)
    ]


def test_every_field_of_the_newest_message_is_reached() -> None:
    known = {field.alias or name for name, field in NewestMessage.model_fields.items()}
    reached = {way.keys[-1] for way in ways() if way.holders[-1] is NewestMessage}
    assert reached == known


def test_what_json_s_own_writer_refuses_is_sent_nevertheless() -> None:
    sources = [odd_update(5, number).source() for number in range(2, 600)]
    assert any("[" * 5_000 in one for one in sources)
    assert any("1" + "0" * 5_000 in one for one in sources)


def test_the_desk_s_people_of_every_role_send_odd_updates_about_their_own_drafts() -> None:
    numbers = [number for number in range(2, 600) if is_of_desk(number)]
    assert {role_of(number) for number in numbers} == {*Role, None}
    found = {odd_update(5, number).what.partition(";")[0] for number in numbers}
    assert found >= set(DESK_SAMPLES)
    assert any("76543" in odd_update(5, number).source(draft=76_543) for number in numbers)


@pytest.mark.parametrize("name", sorted(DESK_SAMPLES))
def test_what_is_due_for_what_the_desk_sends_is_not_left_open(name: str) -> None:
    person = OddPerson(21, random.Random(1))
    assert expected({"update_id": 21, **DESK_SAMPLES[name](person)}).due is not Due.OPEN


@pytest.mark.parametrize("name", sorted(SAMPLES))
def test_what_is_due_for_a_known_combination_is_not_left_open(name: str) -> None:
    due = expected({"update_id": 2, **SAMPLES[name](OddPerson(2, random.Random(1)))}).due
    assert (due is Due.OPEN) == ("a new kind" in name)
