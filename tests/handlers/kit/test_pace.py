"""Who may send when, on a clock that only the test moves."""

import heapq
import random
from collections import Counter, defaultdict
from collections.abc import Sequence
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from handlers.kit.pace import Chat, Pace, Turns

PACE = Pace()
GROUP = -100
LONG = 10_000.0


class Hall:
    """Turns with a clock: what was asked for, and what went out when."""

    def __init__(self, pace: Pace = PACE) -> None:
        self.turns, self.now = Turns(pace), 0.0
        self.whose: dict[int, tuple[Chat, str]] = {}
        self.sent: list[tuple[float, Chat, str]] = []
        self.refused: list[Chat] = []

    def reply(self, chat: Chat) -> int:
        return self._keep(self.turns.reply(chat, self.now), chat, "reply")

    def letter(self, chat: Chat) -> int:
        return self._keep(self.turns.letter(chat), chat, "letter")

    def _keep(self, number: int, chat: Chat, kind: str) -> int:
        self.whose[number] = chat, kind
        return number

    def take(self) -> None:
        for number, granted in self.turns.take(self.now):
            chat, kind = self.whose.pop(number)
            if granted:
                self.sent.append((self.now, chat, kind))
                self.turns.answered(number, self.now, self.now)
            else:
                self.refused.append(chat)

    def until(self, end: float = LONG) -> None:
        """Let time pass to the end, or until nothing waits."""
        self.take()
        while (at := self.turns.next_at(self.now)) is not None and at <= end:
            self.now = max(at, self.now + 0.0001)
            self.take()
        self.now = max(self.now, end) if end < LONG else self.now

    def times(self, chat: Chat | None = None, kind: str | None = None) -> list[float]:
        return [at for at, of, what in self.sent if chat in (None, of) and kind in (None, what)]


def most_within(times: Sequence[float], seconds: float) -> int:
    """Return how many lie within any stretch of so many seconds."""
    return max((sum(first <= at < first + seconds for at in times) for first in times), default=0)


def test_a_short_burst_in_one_chat_goes_at_once_and_the_rest_at_one_a_second() -> None:
    hall = Hall()
    for _ in range(20):
        hall.reply(1)
    hall.until()
    assert hall.times()[:5] == [0.0] * 5
    assert most_within(hall.times(), 5) == 5
    assert len(hall.times()) == 20
    assert hall.now == pytest.approx(20 * PACE.in_a_chat, rel=0.3)


def test_a_group_gets_twenty_a_minute() -> None:
    hall = Hall()
    for _ in range(60):
        hall.reply(GROUP)
    hall.until()
    assert most_within(hall.times(), 60) == 20
    assert len(hall.times()) == 60


def test_never_more_than_thirty_a_second_go_out_and_all_do_in_the_order_they_came() -> None:
    hall = Hall()
    for chat in range(1, 301):
        hall.reply(chat)
    hall.until()
    assert [chat for _, chat, _ in hall.sent] == list(range(1, 301))
    assert most_within(hall.times(), 1) == 30
    assert hall.now < 11


def test_a_chat_that_has_to_rest_holds_up_no_other_and_loses_nothing() -> None:
    hall = Hall()
    hall.turns.rest(1, 120.0, hall.now)
    for chat in (1, 1, 2, 1, 3):
        hall.reply(chat)
    hall.until()
    assert hall.times(2) == hall.times(3) == [0.0]
    assert hall.times(1) == [120.0] * 3


def test_what_must_rest_after_its_turn_was_set_rests_too() -> None:
    hall = Hall()
    for chat in range(1, 41):
        hall.reply(chat)
    hall.take()
    hall.turns.rest(40, 60.0, hall.now)
    hall.until()
    assert hall.times(40) == [60.0]


def test_letters_take_what_replies_leave_and_a_few_a_second_always() -> None:
    hall = Hall()
    chat = 0
    letters: set[int] = set()
    for tenth in range(100):
        for _ in range(6):
            chat += 1
            hall.reply(chat)
        if not letters & set(hall.whose):
            letters.add(hall.letter(100_000 + tenth))
        hall.until(hall.now + 0.1)
    assert 2.5 * 10 <= len(hall.times(kind="letter")) <= 4 * 10
    assert len(hall.times(kind="reply")) > 220


def test_letters_alone_keep_to_their_own_pace() -> None:
    hall = Hall()
    for chat in range(1, 251):
        hall.letter(chat)
        hall.until()
    assert hall.now == pytest.approx(10, rel=0.1)
    assert most_within(hall.times(), 1) <= 30


def test_a_reply_goes_at_once_though_letters_never_end() -> None:
    hall = Hall()
    for chat in range(1, 501):
        hall.letter(chat)
    waits = []
    for second in range(1, 11):
        hall.until(second + 0.37)
        number, asked = hall.reply(10_000 + second), hall.now
        while number in hall.whose:
            hall.take()
            hall.now += 0.001
        waits.append(hall.now - asked)
    assert max(waits) < 0.05


def test_a_letter_whose_chat_waits_is_refused_and_not_counted() -> None:
    hall = Hall()
    hall.turns.rest(1, 90.0, hall.now)
    hall.letter(1)
    hall.letter(2)
    hall.until()
    assert hall.refused == [1]
    assert hall.times(2) == [0.0]


def test_what_was_given_up_goes_out_no_more_and_those_behind_it_do() -> None:
    hall = Hall()
    numbers = [hall.reply(1) for _ in range(8)]
    letter = hall.letter(2)
    for number in (numbers[0], numbers[7], letter):
        hall.turns.give_up(number, hall.now)
        hall.turns.give_up(number, hall.now)
    hall.until()
    assert len(hall.times(1)) == 6
    assert hall.turns.waiting == 0


@given(
    asked=st.lists(
        st.tuples(st.sampled_from([1, 2, 3, GROUP, "@channel"]), st.floats(0, 3)), max_size=60
    ),
    rest=st.floats(0, 50),
)
@settings(max_examples=60, deadline=None)
def test_nothing_is_lost_each_chat_keeps_its_order_and_every_limit_holds(
    asked: list[tuple[Chat, float]], rest: float
) -> None:
    hall = Hall()
    order: defaultdict[Chat, list[int]] = defaultdict(list)
    went: defaultdict[Chat, list[int]] = defaultdict(list)
    hall.turns.rest(2, rest, hall.now)
    for chat, after in asked:
        hall.until(hall.now + after)
        order[chat].append(hall.reply(chat))
    while order and hall.turns.waiting:
        for number, granted in hall.turns.take(hall.now):
            assert granted
            hall.turns.answered(number, hall.now, hall.now)
            went[hall.whose[number][0]].append(number)
            hall.sent.append((hall.now, *hall.whose[number]))
        hall.now = max(hall.turns.next_at(hall.now) or hall.now, hall.now + 0.001)
    assert Counter(chat for _, chat, _ in hall.sent) == Counter(chat for chat, _ in asked)
    assert all(numbers == sorted(numbers) for numbers in went.values())
    assert all(first <= second for (first, *_), (second, *_) in pairwise(hall.sent))
    assert most_within(hall.times(), 1) <= 30
    for chat in (1, 2, 3):
        assert most_within(hall.times(chat), 5) <= 5
    for group in (GROUP, "@channel"):
        assert most_within(hall.times(group), 60) <= 20


@pytest.mark.parametrize("before", [0, 3, 5, 6, 17, 40])
def test_the_wait_that_is_told_of_one_chat_is_the_one_that_comes(before: int) -> None:
    hall = Hall()
    for _ in range(before):
        hall.reply(1)
    hall.take()
    told = hall.turns.waiting_seconds(1, hall.now)
    hall.reply(1)
    hall.until()
    assert hall.times(1)[-1] == pytest.approx(told, abs=0.01)


@pytest.mark.parametrize("before", [0, 10, 29, 30, 45, 400])
def test_the_wait_that_is_told_behind_others_is_the_one_that_comes(before: int) -> None:
    hall = Hall()
    for chat in range(1, before + 1):
        hall.reply(chat)
    hall.take()
    told = hall.turns.waiting_seconds(9_999, hall.now)
    hall.reply(9_999)
    hall.until()
    assert hall.times(9_999)[0] == pytest.approx(told, abs=1.1)
    assert (told > 0) == (before >= 30)


def test_chats_that_are_idle_are_forgotten() -> None:
    hall = Hall(Pace(a_second=100_000))
    for chat in range(1, 20_001):
        hall.now += 0.01
        hall.reply(chat)
        hall.take()
    assert len(hall.sent) == 20_000
    assert len(hall.turns._lines) < 9_000


def arrivals(seed: int, messages: int, way: tuple[float, float]) -> tuple[list[float], float]:
    """Send so many to as many chats; return when each was counted, and when all were answered.

    Each way there and back takes some time between these two.
    """
    chance, turns, now = random.Random(seed), Turns(PACE), 0.0
    counted: list[float] = []
    answers: list[tuple[float, int, float]] = []
    for chat in range(1, messages + 1):
        turns.reply(chat, now)
    while len(counted) < messages or answers:
        for number, _ in turns.take(now):
            arrival = now + chance.uniform(*way)
            counted.append(arrival)
            heapq.heappush(answers, (arrival + chance.uniform(*way), number, now))
        again = turns.next_at(now)
        times = [answers[0][0]] if answers else []
        now = max(min(times + ([again] if again is not None else [])), now + 0.0001)
        while answers and answers[0][0] <= now:
            _, number, set_out = heapq.heappop(answers)
            turns.answered(number, now, set_out)
    return sorted(counted), now


@pytest.mark.parametrize("seed", range(5))
def test_what_travels_for_long_and_unevenly_is_still_counted_no_more_than_thirty_a_second(
    seed: int,
) -> None:
    counted, _ = arrivals(seed, 300, (0.02, 0.45))
    assert len(counted) == 300
    assert most_within(counted, 1) <= 30


@pytest.mark.parametrize("way", [0.001, 0.1, 0.3, 0.45])
def test_a_long_way_makes_nothing_slower_while_an_answer_takes_less_than_a_second(
    way: float,
) -> None:
    counted, _ = arrivals(1, 300, (way, way))
    assert most_within(counted, 1) == 30
    assert counted[-1] - counted[0] < 10.5


def test_messages_that_are_never_answered_hold_up_the_others_for_no_more_than_seconds() -> None:
    hall = Hall()
    for chat in range(1, 31):
        hall.turns.reply(chat, hall.now)
    hall.turns.take(hall.now)
    hall.reply(31)
    hall.until()
    assert hall.times(31)[0] < 5
