"""Whose trouble it is, on a clock that only the test moves."""

import random
from itertools import pairwise

import pytest

from handlers.kit.refusals import Failure
from handlers.mail.clock_leaps import ClockLeaps
from handlers.mail.failures import pause_after
from handlers.mail.troubles import Troubles


class Clock:
    def __init__(self) -> None:
        self.at = 1_000.0

    def __call__(self) -> float:
        return self.at


@pytest.mark.parametrize("failure", [Failure.PASSING, Failure.REFUSED, Failure.NO_CHAT])
def test_pauses_grow_to_five_minutes_at_most(failure: Failure) -> None:
    spread = random.Random(1).uniform
    pauses = [pause_after(failure, times, spread) for times in range(2_000)]
    assert pauses[0] < pauses[2] < pauses[4]
    assert max(pauses) <= 300
    assert min(pauses) >= 1


def test_what_may_have_arrived_is_tried_five_times_in_the_first_hour_and_then_once_an_hour() -> (
    None
):
    at, tries = 0.0, []
    for times in range(40):
        tries.append(at)
        at += pause_after(Failure.UNCLEAR, times, lambda least, _: least)
    assert sum(one < 3_600 for one in tries) == 5
    assert all(second - first > 2_800 for first, second in pairwise(tries[5:]))


def test_one_chat_in_trouble_lets_all_others_go_on() -> None:
    troubles = Troubles(clock := Clock())
    for _ in range(20):
        troubles.note(1, clock.at, 3_000.0)
        clock.at += 1
    assert not troubles.are_general
    assert troubles.rest_until < clock.at


def test_a_second_chat_in_trouble_rests_all_for_as_long_as_telegram_asks() -> None:
    troubles = Troubles(clock := Clock())
    troubles.note(1, clock.at, 20.0)
    troubles.note(2, clock.at, 20.0)
    assert troubles.are_general
    assert troubles.rest_until == clock.at + 20


def test_a_message_that_arrives_ends_the_trouble_of_all() -> None:
    troubles = Troubles(clock := Clock())
    troubles.note(1, clock.at)
    troubles.clear(arrived=True)
    troubles.note(2, clock.at)
    assert not troubles.are_general


def test_what_was_on_its_way_when_the_rest_began_makes_it_no_longer() -> None:
    troubles = Troubles(clock := Clock())
    started = clock.at
    for who in range(16):
        clock.at += 0.1
        troubles.note(who, started)
    assert troubles.rest_until - clock.at < 2


def test_silence_makes_the_rest_of_all_longer_but_never_longer_than_half_a_minute() -> None:
    troubles = Troubles(clock := Clock())
    rests = []
    for who in range(40):
        troubles.note(who, clock.at)
        rests.append(troubles.rest_until - clock.at)
        clock.at = max(clock.at, troubles.rest_until) + 0.1
    assert rests[1:5] == [1, 2, 4, 8]
    assert rests[-1] == 30


def test_who_is_refused_alone_is_known_by_what_arrives_meanwhile() -> None:
    troubles = Troubles(clock := Clock())
    assert not troubles.something_arrives()
    troubles.clear()
    assert not troubles.something_arrives()
    troubles.clear(arrived=True)
    assert troubles.something_arrives()
    clock.at += 7_200
    assert not troubles.something_arrives()


@pytest.mark.parametrize("leap", [-120, 86_400, -31_536_000])
def test_a_clock_that_was_set_is_seen_once_and_one_that_runs_is_not(leap: int) -> None:
    wall, steady = Clock(), Clock()
    leaps = ClockLeaps(wall, steady)
    for clock in (wall, steady):
        clock.at += 5_000.4
    assert leaps.since_last() == 0
    wall.at += leap
    assert leaps.since_last() == leap
    assert leaps.since_last() == 0
