"""What the bot answered a moment ago: for questions about it, and for messages changed since."""

import asyncio
from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterable
from contextvars import ContextVar
from dataclasses import dataclass, replace
from math import inf
from typing import TypeVar

from telegram import Message

from domain.post import Post

LIFETIME_SECONDS = 3600
"""How long an answered post is remembered, in memory alone."""
ARRIVED: ContextVar[float] = ContextVar("arrived", default=inf)
"""When the update that is handled came in, by the event loop's clock; the processor sets it."""
_MOST = 5_000
_Key = TypeVar("_Key", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Answered:
    """A post, the messages of its ask where there are several, and the bot's reply (its id).

    `begun` is when the reply began to go out, by the event loop's clock; `mark` stands for what it
    says; `anew` where it stands in the place of an earlier one. `at` is when that was, in seconds.
    """

    post: Post
    parts: tuple[Message, ...]
    reply: int
    begun: float
    mark: str = ""
    anew: bool = False
    at: int = 0


class Recent:
    """The posts answered last, by the messages that they came in and by the bot's replies.

    Nothing of it is stored: what is older than `LIFETIME_SECONDS`, or beyond the last few
    thousand, is gone, and so is everything at a restart. `now` tells the time in seconds.
    """

    def __init__(self, now: Callable[[], int], most: int = _MOST) -> None:
        self._now = now
        self._most = most
        self._by_message: OrderedDict[tuple[int, int], Answered] = OrderedDict()
        self._by_album: OrderedDict[tuple[int, str], Answered] = OrderedDict()
        self._last: OrderedDict[int, Answered] = OrderedDict()
        self._tidying: asyncio.TimerHandle | None = None

    def note(self, chat: int, answered: Answered, carrier: int) -> None:
        """Remember what messages of a chat said, and how they were answered.

        `carrier` is the message that the reply went to, mostly one of them.
        """
        # A message that was all of its ask is replaced when it is changed, so it need not be kept.
        kept = answered.parts if len(answered.parts) > 1 or _is_album(answered.parts) else ()
        lasting = replace(answered, parts=kept, at=self._now())
        for number in (*(part.message_id for part in answered.parts), carrier, answered.reply):
            self._put(self._by_message, (chat, number), lasting)
        for album in {part.media_group_id for part in answered.parts if part.media_group_id}:
            self._put(self._by_album, (chat, album), lasting)
        self._put(self._last, chat, lasting)
        self._tidy_later()

    def said_in(self, chat: int, message: int) -> Answered | None:
        """Return the post that a message of a chat belonged to or answered, if it is known."""
        return self._fresh(self._by_message.get((chat, message)), LIFETIME_SECONDS)

    def said_in_album(self, chat: int, album: str | None) -> Answered | None:
        """Return the post that an album of a chat belonged to, if it is known."""
        return self._fresh(self._by_album.get((chat, album or "")), LIFETIME_SECONDS)

    def last(self, chat: int, within: int) -> Answered | None:
        """Return what was answered last in a chat, if that was within so many seconds."""
        return self._fresh(self._last.get(chat), within)

    def forget(self, chat: int) -> None:
        """Forget what was said in a chat."""
        self._last.pop(chat, None)
        _drop_chat(self._by_message, chat)
        _drop_chat(self._by_album, chat)

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
        _drop_old(self._by_album, before)
        _drop_old(self._last, before)
        if self._last:
            self._tidy_later()


def _is_album(parts: Iterable[Message]) -> bool:
    return any(part.media_group_id for part in parts)


def _drop_chat(kept: OrderedDict[tuple[int, _Key], Answered], chat: int) -> None:
    for key in [key for key in kept if key[0] == chat]:
        del kept[key]


def _drop_old(kept: OrderedDict[_Key, Answered], before: int) -> None:
    while kept and next(iter(kept.values())).at <= before:
        kept.popitem(last=False)
