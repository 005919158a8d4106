"""In which order and how fast messages go out: the rules alone, without a clock of their own."""

import heapq
from bisect import insort
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from math import inf
from time import monotonic

Chat = int | str

_SLACK = 1.02
# What is on its way for longer is taken to have arrived at once: one that hangs holds up nothing.
_LONGEST_WAY = 3.0
_WAYS = 64
_GROUP_MESSAGES = 20
_FORGET_FROM = 4_096
# How many letters may follow each other at once where the sender has come too late for them.
_CATCH_UP = 3


@dataclass(frozen=True, slots=True)
class Pace:
    """How fast to send: letters a second; seconds a message, to a reader and to a group.

    Telegram allows some 30 messages a second, one a second in a chat after a short burst and 20 a
    minute in a group (core.telegram.org/bots/faq). So much is sent at most, of which letters, the
    messages that nobody asked for just now, take no more than `a_second`. `look_again` is how often
    to look for what another program has queued, in seconds; `steady` a clock in seconds that nobody
    sets, by which it is seen that the clock on the wall was.
    """

    a_second: float = 25.0
    in_a_chat: float = 1.0
    in_the_desk: float = 3.0
    look_again: float = 2.0
    burst: int = 5
    steady: Callable[[], float] = monotonic

    @property
    def most_a_second(self) -> int:
        """How many messages of all kinds go out within any second."""
        return max(1, int(self.a_second * 1.2))

    @property
    def letters_at_least(self) -> int:
        """How many letters a second go out even where replies could take all of it."""
        return max(1, int(self.a_second / 8))


class _Window:
    """How many messages may be counted by Telegram within so many seconds, and which are.

    When one is counted is known only to lie between its start and its answer.
    """

    def __init__(self, most: int, seconds: float) -> None:
        self.most, self.seconds = most, seconds * _SLACK
        self._on_their_way: dict[int, float] = {}
        self._counted: list[float] = []

    def start(self, number: int, now: float) -> None:
        """Note that a message sets out."""
        self._on_their_way[number] = now

    def end(self, number: int, counted: float | None) -> None:
        """Note when a message was counted at the latest; None for one that never set out."""
        if self._on_their_way.pop(number, None) is not None and counted is not None:
            insort(self._counted, counted)

    def free_at(self, now: float) -> float:
        """Return from when on one more may set out, as far as is known."""
        for number, at in list(self._on_their_way.items()):
            if at + _LONGEST_WAY > now:
                break
            self.end(number, at)
        while self._counted and self._counted[0] + self.seconds <= now:
            del self._counted[0]
        if self._room() > 0:
            return -inf
        ends = [self._counted[0] + self.seconds] if self._counted else []
        return min([*ends, *(at + _LONGEST_WAY for at in self._on_their_way.values())])

    def is_idle(self, now: float) -> bool:
        """Tell whether nothing of it is on its way or counted any more."""
        self.free_at(now)
        return not self._on_their_way and not self._counted

    def seconds_behind(self, ahead: int, now: float) -> float:
        """Return how long one has to wait behind so many that may go before it."""
        if (room := self._room()) > ahead:
            return 0.0
        # Those that leave the window one after another; what is on its way counts as counted now.
        rounds, rest = divmod(ahead - room, self.most)
        leaving = [*self._counted, *[now] * len(self._on_their_way)]
        return leaving[rest] + self.seconds * (rounds + 1) - now

    def _room(self) -> int:
        return self.most - len(self._on_their_way) - len(self._counted)


class _Line:
    """What waits in one chat, and until when it rests."""

    def __init__(self, most: int, each: float) -> None:
        self.window = _Window(most, most * each)
        self.waiting: deque[int] = deque()
        self.rests = -inf

    def free_at(self, now: float) -> float:
        """Return when the next message may go out, as far as is known."""
        return max(self.rests, self.window.free_at(now))

    def seconds_for_one_more(self, now: float) -> float:
        """Return how long a message would have to wait behind those that wait already."""
        self.window.free_at(now)
        behind = self.window.seconds_behind(len(self.waiting), now)
        if self.rests <= now:
            return behind
        # After a rest all that was counted before it is forgotten.
        rounds = len(self.waiting) // self.window.most
        return max(behind, self.rests - now + rounds * self.window.seconds)


class Turns:
    """Whose turn it is to send. All times are seconds of one clock that never goes back.

    Replies go in the order in which they came, each chat at its own pace, so that a chat that has
    to wait holds up no other. Letters get what replies leave, and a few a second in any case.
    """

    def __init__(self, pace: Pace) -> None:
        self._pace = pace
        self._last = 0
        self._lines: dict[Chat, _Line] = {}
        self._whose: dict[int, Chat] = {}
        self._ready: list[tuple[int, Chat]] = []
        self._sleeping: list[tuple[float, int, Chat]] = []
        self._window = _Window(pace.most_a_second, 1.0)
        self._on_their_way: dict[int, Chat] = {}
        self._ways: deque[float] = deque(maxlen=_WAYS)
        self._letters: deque[tuple[int, Chat]] = deque()
        self._letters_sent: deque[float] = deque(maxlen=pace.letters_at_least)
        self._next_letter = -inf
        self._forget_from = _FORGET_FROM

    @property
    def waiting(self) -> int:
        """How many messages wait."""
        return len(self._whose)

    def reply(self, chat: Chat, now: float) -> int:
        """Queue a reply and return its number, which `take` names when it may go."""
        number = self._number(chat)
        line = self._line(chat, now)
        line.waiting.append(number)
        if len(line.waiting) == 1:
            self._schedule(chat, line, now)
        return number

    def letter(self, chat: Chat) -> int:
        """Queue a letter and return its number."""
        number = self._number(chat)
        self._letters.append((number, chat))
        return number

    def give_up(self, number: int, now: float) -> None:
        """Let a number wait no longer."""
        chat = self._whose.pop(number, None)
        if chat is None:
            return
        line = self._line(chat, now)
        if number in line.waiting:
            first = line.waiting[0] == number
            line.waiting.remove(number)
            if first and line.waiting:
                self._schedule(chat, line, now)
        else:
            self._letters = deque(one for one in self._letters if one[0] != number)

    def answered(self, number: int, now: float, set_out: float | None) -> None:
        """Note that a message whose turn it was is answered, and when it had set out.

        Without that it never did, and counts for nothing.
        """
        chat = self._on_their_way.pop(number, None)
        if chat is None:
            return
        counted = None
        if set_out is not None:
            self._ways.append(now - set_out)
            # The way back, and the next one's way there, take at least half of the shortest each.
            counted = max(set_out, now - min(self._ways))
        line = self._line(chat, now)
        for window in (self._window, line.window):
            window.end(number, counted)
        if line.waiting:
            self._schedule(chat, line, now)

    def rest(self, chat: Chat, until: float, now: float) -> None:
        """Let nothing go out in a chat until then, and hold up no other chat."""
        line = self._line(chat, now)
        line.rests = max(line.rests, until)

    def take(self, now: float) -> list[tuple[int, bool]]:
        """Return the numbers whose turn it is; False beside a letter whose chat has to wait."""
        taken = []
        self._wake_sleepers(now)
        while True:
            if self._letters_starve(now) and self._may_send_letter(now):
                taken.append(self._take_letter(now))
            elif self._window.free_at(now) <= now and (number := self._take_reply(now)) is not None:
                taken.append((number, True))
            elif self._may_send_letter(now):
                taken.append(self._take_letter(now))
            else:
                return taken

    def next_at(self, now: float) -> float | None:
        """Return when to call `take` again; None where nothing waits."""
        times = [self._sleeping[0][0]] if self._sleeping else []
        room_at = max(now, self._window.free_at(now))
        if self._ready:
            times.append(room_at)
        if self._letters:
            times.append(max(room_at, self._next_letter))
        return min(times, default=None)

    def waiting_seconds(self, chat: Chat, now: float) -> float:
        """Return how long a reply in a chat would have to wait, as far as can be told now."""
        line = self._lines.get(chat)
        own = line.seconds_for_one_more(now) if line else 0.0
        self._window.free_at(now)
        return max(own, self._window.seconds_behind(len(self._ready), now))

    def rest_of(self, chat: Chat, now: float) -> float:
        """Return for how long nothing may go out in a chat."""
        line = self._lines.get(chat)
        return max(0.0, line.free_at(now) - now) if line else 0.0

    def _number(self, chat: Chat) -> int:
        self._last += 1
        self._whose[self._last] = chat
        return self._last

    def _line(self, chat: Chat, now: float) -> _Line:
        line = self._lines.get(chat)
        if line is None:
            self._forget_idle(now)
            pace = self._pace
            group = isinstance(chat, str) or chat < 0
            most = _GROUP_MESSAGES if group else pace.burst
            each = pace.in_the_desk if group else pace.in_a_chat
            line = self._lines[chat] = _Line(most, each)
        return line

    def _forget_idle(self, now: float) -> None:
        if len(self._lines) < self._forget_from:
            return
        self._lines = {
            chat: line
            for chat, line in self._lines.items()
            if line.waiting or line.rests > now or not line.window.is_idle(now)
        }
        self._forget_from = max(_FORGET_FROM, 2 * len(self._lines))

    def _schedule(self, chat: Chat, line: _Line, now: float) -> None:
        number, at = line.waiting[0], line.free_at(now)
        if at <= now:
            heapq.heappush(self._ready, (number, chat))
        else:
            heapq.heappush(self._sleeping, (at, number, chat))

    def _wake_sleepers(self, now: float) -> None:
        while self._sleeping and self._sleeping[0][0] <= now:
            _, number, chat = heapq.heappop(self._sleeping)
            if self._is_first(number, chat):
                self._schedule(chat, self._lines[chat], now)

    def _is_first(self, number: int, chat: Chat) -> bool:
        line = self._lines.get(chat)
        return line is not None and bool(line.waiting) and line.waiting[0] == number

    def _letters_starve(self, now: float) -> bool:
        """Tell whether fewer letters have gone in the last second than always may."""
        sent = self._letters_sent
        return len(sent) < self._pace.letters_at_least or sent[0] + 1 <= now

    def _may_send_letter(self, now: float) -> bool:
        due = bool(self._letters) and self._next_letter <= now
        return due and self._window.free_at(now) <= now

    def _take_letter(self, now: float) -> tuple[int, bool]:
        number, chat = self._letters.popleft()
        del self._whose[number]
        line = self._line(chat, now)
        if line.waiting or line.free_at(now) > now:
            return number, False
        self._start(number, chat, now)
        self._letters_sent.append(now)
        apart = 1 / self._pace.a_second
        self._next_letter = max(self._next_letter, now - _CATCH_UP * apart) + apart
        return number, True

    def _take_reply(self, now: float) -> int | None:
        while self._ready:
            number, chat = heapq.heappop(self._ready)
            if not self._is_first(number, chat):
                continue
            line = self._lines[chat]
            if line.free_at(now) > now:
                # It was told to rest after its turn had come.
                self._schedule(chat, line, now)
                continue
            line.waiting.popleft()
            del self._whose[number]
            self._start(number, chat, now)
            if line.waiting:
                self._schedule(chat, line, now)
            return number
        return None

    def _start(self, number: int, chat: Chat, now: float) -> None:
        self._on_their_way[number] = chat
        for window in (self._window, self._lines[chat].window):
            window.start(number, now)
