"""Odd updates against the running bot: the figure of `python -m benchmarks odd-updates`, small."""

import random
from collections import Counter

import pytest
from aiogram.types import Message as NewestMessage

from benchmarks.odd.oracle import Due, expected
from benchmarks.odd.run import OddPlan, measured
from benchmarks.odd.samples import SAMPLES, OddPerson
from benchmarks.odd.schema import ways
from benchmarks.odd.updates import odd_update


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


@pytest.mark.parametrize("name", sorted(SAMPLES))
def test_what_is_due_for_a_known_combination_is_not_left_open(name: str) -> None:
    due = expected({"update_id": 2, **SAMPLES[name](OddPerson(2, random.Random(1)))}).due
    assert (due is Due.OPEN) == ("a new kind" in name)
