"""What the bot answered a moment ago, so that a question about it is understood."""

import asyncio
from collections import OrderedDict
from collections.abc import Callable, Iterable
from contextvars import ContextVar
from dataclasses import dataclass
from math import inf
from typing import TypeVar

from domain.post import Post

LIFETIME_SECONDS = 3600
"""How long an answered post is remembered, in memory alone."""
ARRIVED: ContextVar[float] = ContextVar("arrived", default=inf)
"""When the update that is handled came in, by the event loop's clock; the processor sets it."""
_MOST = 5_000
_Key = TypeVar("_Key")


@dataclass(frozen=True, slots=True)
class Answered:
    """A post, the bot's reply to it (its message id) and when that was, in seconds.

    `begun` is when the reply began to go out, by the event loop's clock.
    """

    post: Post
    reply: int
    at: int
    begun: float


class Recent:
    """The posts answered last, by the messages that they came in and by the bot's replies.

    Nothing of it is stored: what is older than `LIFETIME_SECONDS`, or beyond the last few
    thousand, is gone, and so is everything at a restart. `now` tells the time in seconds.
    """

    def __init__(self, now: Callable[[], int], most: int = _MOST) -> None:
        self._now = now
        self._most = most
        self._by_message: OrderedDict[tuple[int, int], Answered] = OrderedDict()
        self._last: OrderedDict[int, Answered] = OrderedDict()
        self._tidying: asyncio.TimerHandle | None = None

    def note(
        self, chat: int, messages: Iterable[int], post: Post, reply: int, begun: float
    ) -> None:
        """Remember that these messages of a chat said `post`, and were answered by `reply`."""
        answered = Answered(post, reply, self._now(), begun)
        for message in (*messages, reply):
            self._put(self._by_message, (chat, message), answered)
        self._put(self._last, chat, answered)
        self._tidy_later()

    def said_in(self, chat: int, message: int) -> Answered | None:
        """Return the post that a message of a chat belonged to or answered, if it is known."""
        return self._fresh(self._by_message.get((chat, message)), LIFETIME_SECONDS)

    def last(self, chat: int, within: int) -> Answered | None:
        """Return what was answered last in a chat, if that was within so many seconds."""
        return self._fresh(self._last.get(chat), within)

    def forget(self, chat: int) -> None:
        """Forget what was said in a chat."""
        self._last.pop(chat, None)
        for key in [key for key in self._by_message if key[0] == chat]:
            del self._by_message[key]

    def _fresh(self, answered: Answered | None, within: int) -> Answered | None:
        return answered if answered and self._now() - answered.at <= within else None

    def _put(self, kept: OrderedDict[_Key, Answered], key: _Key, answered: Answered) -> None:
        kept.pop(key, None)
        kept[key] = answered
        if len(kept) > self._most:
            kept.popitem(last=False)

    def _tidy_later(self) -> None:
        if self._tidying is None:
            loop = asyncio.get_running_loop()
            self._tidying = loop.call_later(LIFETIME_SECONDS, self._tidy)

    def _tidy(self) -> None:
        self._tidying = None
        before = self._now() - LIFETIME_SECONDS
        _drop_old(self._by_message, before)
        _drop_old(self._last, before)
        if self._last:
            self._tidy_later()


def _drop_old(kept: OrderedDict[_Key, Answered], before: int) -> None:
    while kept and next(iter(kept.values())).at <= before:
        kept.popitem(last=False)
