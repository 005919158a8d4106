"""Who will wait for long, and who makes others wait: each is told once."""

import asyncio
from collections import deque
from collections.abc import Callable

from bot.intake.lanes import Item
from handlers.flood import flood_of, long_queue_of

LONG_SECONDS = 10.0
"""Whoever is likely to wait longer for a reply is told so."""
MOST_OF_A_CHAT = 200
"""Who has so many updates waiting is told that it takes a while; Telegram's apps forward up to 100
in one go."""

_MEASURED_SECONDS = 5.0
_USUAL_RATE = 25.0


class Crowd:
    """Watches how long the queue is and how fast it moves; `say` has a notice sent.

    A chat is told once until all that it has sent is answered.
    """

    def __init__(self, say: Callable[[object], None]) -> None:
        self._say = say
        self._ends: deque[float] = deque(maxlen=1_000)
        self._busy_since = 0.0
        self._waiting: dict[bytes, int] = {}
        self._told: set[bytes] = set()

    def note(self, item: Item, of_its_chat: int, of_all: int) -> None:
        """Take note of an update that comes in while so many wait, of its chat and of all.

        Chats take turns, so that before it come as many of each other chat as of its own.
        """
        lane = item.lane
        if not of_all:
            self._busy_since = asyncio.get_running_loop().time()
        self._waiting[lane] = self._waiting.get(lane, 0) + 1
        if lane in self._told:
            return
        before = min(of_all, len(self._waiting) * (of_its_chat + 1))
        long = before > LONG_SECONDS * self._rate()
        notice: object = None
        if of_its_chat >= MOST_OF_A_CHAT or (long and 2 * of_its_chat > before):
            notice = flood_of(item.opened[0])
        elif long:
            notice = long_queue_of(item.opened[0])
        if notice is not None:
            self._told.add(lane)
            self._say(notice)

    def done(self, lane: bytes) -> None:
        """Take note that an update of a chat is done."""
        self._ends.append(asyncio.get_running_loop().time())
        left = self._waiting.get(lane, 0) - 1
        if left > 0:
            self._waiting[lane] = left
        else:
            self._waiting.pop(lane, None)
            self._told.discard(lane)

    def _rate(self) -> float:
        """Return how many updates are done in a second, as far as that is known."""
        now = asyncio.get_running_loop().time()
        if now - self._busy_since < _MEASURED_SECONDS:
            return _USUAL_RATE
        lately = sum(end > now - _MEASURED_SECONDS for end in self._ends)
        return max(1, lately) / _MEASURED_SECONDS
