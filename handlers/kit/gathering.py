"""Messages of one person that are one ask, gathered until no more of them are to come.

Telegram sends a comment typed over a forward as a message of its own, an album picture by picture
and a long letter in pieces, and never says which is the last. So each waits for a moment, beside
the chat's order.
"""

import asyncio
from collections import Counter
from collections.abc import Awaitable, Callable, Hashable, Sequence
from dataclasses import dataclass, field

from telegram import Message

from handlers.kit import handling
from handlers.kit.asked import MessageRole, goes_on, is_full, is_wordless, role_of
from handlers.kit.handling import WORK, Work

WhenWhole = Callable[[Sequence[Message]], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class Patience:
    """How many seconds each kind of message waits for what may follow it; `most` is for all.

    A second is what others found to be enough for albums.
    """

    album: float = 1.0
    wordless: float = 1.0
    letter: float = 1.0
    question: float = 1.5
    forwards: float = 0.7
    most: float = 6.0


_PATIENCE = Patience()
_MOST_PARTS, _MOST_ASIDES = 40, 20
"""Messages kept of one ask. Of a flood of bare questions the first are; it gets one answer."""
_MOST_BEHIND = 10
"""Asks of one person that wait for those before them to be answered."""
_STALLED_SECONDS = 0.2
_ONE_GO = 1
_SOON = 2
"""Seconds between the dates of messages sent in one go, and one after the other."""


@dataclass(frozen=True, slots=True)
class _Part:
    message: Message
    role: MessageRole


@dataclass(slots=True)
class _Waiting:
    """An ask that may not be whole yet. Times are the event loop's."""

    when_whole: WhenWhole
    until: float
    parts: list[_Part] = field(default_factory=list)
    works: list[Work] = field(default_factory=list)
    timer: asyncio.TimerHandle | None = None


class Gathering:
    """Hands on the messages of each ask together, each person's asks in their order."""

    def __init__(self, patience: Patience = _PATIENCE) -> None:
        self._patience = patience
        self._waiting: dict[Hashable, _Waiting] = {}
        self._handing: dict[Hashable, asyncio.Task[None]] = {}
        self._behind: Counter[Hashable] = Counter()
        self._tasks: set[asyncio.Task[None]] = set()

    async def take(self, message: Message, when_whole: WhenWhole, *, edited: bool = False) -> None:
        """Take a message; `when_whole` gets all messages of its ask, in order, once it is whole.

        Returns after that where nothing can follow the message, and at once where it has to wait.
        `when_whole` sees to its own errors, since nobody may be there to see them.
        """
        key = _whose(message)
        while self._behind[key] >= _MOST_BEHIND and (last := self._handing.get(key)):
            # In the chat's turn, where the number of those that wait has a bound.
            await _ended(last)
        waiting = self._waiting.get(key)
        part = _Part(message, role_of(message))
        works = [work] if (work := WORK.get()) else []
        for work in works:
            work.handed_on = True
        if edited:
            if waiting and _replaced(waiting.parts, part):
                waiting.works += works
            else:
                await _ended(self._hand_on(key, _Waiting(when_whole, 0, [part], works)))
            return
        if waiting and not _belongs(waiting.parts, part):
            self._close(key, waiting)
            waiting = None
        now = asyncio.get_running_loop().time()
        if waiting is None:
            waiting = self._waiting[key] = _Waiting(when_whole, now + self._patience.most)
        if len(waiting.parts) < _MOST_ASIDES or part.role is not MessageRole.ASIDE:
            waiting.parts.append(part)
        waiting.works += works
        seconds = min(self._seconds(waiting.parts), waiting.until - now)
        if seconds > 0:
            self._wait(key, waiting, seconds)
        else:
            await _ended(self._close(key, waiting))

    async def settle(self) -> None:
        """Hand on all that is waiting, now, and wait until it has been seen to."""
        for key, waiting in list(self._waiting.items()):
            self._close(key, waiting)
        while self._handing:
            await asyncio.wait(set(self._handing.values()))

    def give_up(self) -> int:
        """End what is being seen to, and what waits for that; return how many asks it was."""
        for task in self._tasks:
            task.cancel()
        return len(self._tasks)

    def _seconds(self, parts: Sequence[_Part]) -> float:
        """Return how long to wait for what may follow these messages; 0 where nothing can."""
        last = parts[-1].message
        if last.media_group_id:
            return self._patience.album
        if is_full(last):
            return self._patience.letter
        if is_wordless(last) and len(parts) == 1:
            return self._patience.wordless
        roles = [part.role for part in parts]
        if set(roles) <= {MessageRole.ASIDE, MessageRole.COMMENT}:
            return self._patience.question
        if roles[-1] is MessageRole.FORWARD and roles[0] in {
            MessageRole.ASIDE,
            MessageRole.COMMENT,
        }:
            return self._patience.forwards
        # A question after a letter or an album, which goes on as it was.
        return self._patience.album if roles[-1] is MessageRole.ASIDE else 0

    def _wait(self, key: Hashable, waiting: _Waiting, seconds: float) -> None:
        if waiting.timer:
            waiting.timer.cancel()
        loop = asyncio.get_running_loop()
        due = loop.time() + seconds
        waiting.timer = loop.call_at(due, self._ripe, key, waiting, due)

    def _ripe(self, key: Hashable, waiting: _Waiting, due: float) -> None:
        now = asyncio.get_running_loop().time()
        left = waiting.until - now
        if now - due > _STALLED_SECONDS and left > 0:
            # The program was held up, and what should have followed may only come in now.
            self._wait(key, waiting, min(now - due, left))
        else:
            self._close(key, waiting)

    def _close(self, key: Hashable, waiting: _Waiting) -> asyncio.Task[None]:
        if waiting.timer:
            waiting.timer.cancel()
        del self._waiting[key]
        return self._hand_on(key, waiting)

    def _hand_on(self, key: Hashable, whole: _Waiting) -> asyncio.Task[None]:
        before = self._handing.get(key)

        async def in_turn() -> None:
            if before:
                await asyncio.wait({before})
            messages = [part.message for part in whole.parts]
            async with handling.of_parts(whole.works):
                await whole.when_whole(sorted(messages, key=lambda message: message.message_id))

        task = asyncio.create_task(in_turn())
        self._handing[key] = task
        self._behind[key] += 1
        self._tasks.add(task)
        task.add_done_callback(lambda done: self._handed(key, done))
        return task

    def _handed(self, key: Hashable, done: asyncio.Task[None]) -> None:
        self._tasks.discard(done)
        self._behind[key] -= 1
        if not self._behind[key]:
            del self._behind[key]
        if self._handing.get(key) is done:
            del self._handing[key]


async def _ended(task: asyncio.Task[None]) -> None:
    """Wait for the end of a task, which has a slot of its own."""
    if work := WORK.get():
        async with work.without_slot():
            await asyncio.wait({task})
    else:
        await asyncio.wait({task})


def _belongs(parts: Sequence[_Part], part: _Part) -> bool:
    """Tell whether a message is of one ask with those of the same person that are waiting."""
    first, last, message, role = parts[0], parts[-1], part.message, part.role
    if len(parts) >= _MOST_PARTS and role is not MessageRole.ASIDE:
        return False
    album = message.media_group_id
    if album and any(one.message.media_group_id == album for one in parts):
        return True
    roles = {one.role for one in parts}
    apart = abs((message.date - last.message.date).total_seconds())
    if role is MessageRole.REPLY:
        return roles <= {MessageRole.ASIDE} and apart <= _SOON
    if all(is_wordless(one.message) for one in parts):
        # Pictures, and what is typed or forwarded with them.
        return role is not MessageRole.MEDIA and apart <= _SOON
    if role is MessageRole.ASIDE:
        # A flood of questions is one, whenever they were typed.
        return roles <= {MessageRole.ASIDE} or apart <= _SOON
    if goes_on(last.message, message) or roles <= {MessageRole.ASIDE}:
        return apart <= _SOON
    if roles <= {MessageRole.ASIDE, MessageRole.COMMENT}:
        return role in {MessageRole.FORWARD, MessageRole.MEDIA} and apart <= _ONE_GO
    # Several forwards sent at once with one comment.
    begun_by_comment = first.role in {MessageRole.ASIDE, MessageRole.COMMENT}
    both = role is MessageRole.FORWARD and last.role is MessageRole.FORWARD
    return begun_by_comment and both and apart <= _ONE_GO


def _replaced(parts: list[_Part], edited: _Part) -> bool:
    for at, part in enumerate(parts):
        if part.message.message_id == edited.message.message_id:
            parts[at] = edited
            return True
    return False


def _whose(message: Message) -> Hashable:
    return message.chat_id, message.from_user.id if message.from_user else 0
