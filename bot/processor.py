"""In which order updates are handled, and how many of them may wait."""

import asyncio
from collections import defaultdict
from collections.abc import Awaitable, Callable, Hashable
from typing import Any

from telegram import Update
from telegram.ext import BaseUpdateProcessor

from handlers.kit.recent import ARRIVED
from handlers.unreadable import Unreadable

_NO_LIMIT = 1_000_000
MOST_WAITING = 200
"""Updates of one chat that wait for its turn; Telegram's apps forward up to 100 in one go."""

TurnedAway = Callable[[object], Awaitable[None]]


class OneByOneInEachChat(BaseUpdateProcessor):
    """Handles chats side by side and the updates of one chat in their order.

    Of a chat that sends faster than it is answered no more than `most_waiting` updates wait. What
    comes beyond is dropped; the first such update, until the chat has been answered, goes to
    `turned_away`, beside the chat's turn.
    """

    def __init__(self, at_once: int = 256, most_waiting: int = MOST_WAITING) -> None:
        # The library's own limit would count updates that only wait for their chat's turn, so that
        # one flood could hold up everyone; the limit that matters is taken inside the turn.
        super().__init__(_NO_LIMIT)
        self._at_once = asyncio.Semaphore(at_once)
        self._most_waiting = most_waiting
        self._locks: defaultdict[Hashable, asyncio.Lock] = defaultdict(asyncio.Lock)
        self._waiting: defaultdict[Hashable, int] = defaultdict(int)
        self._told: set[Hashable] = set()
        self._tasks: set[asyncio.Task[Any]] = set()
        self.turned_away: TurnedAway | None = None

    async def do_process_update(self, update: object, coroutine: Awaitable[Any]) -> None:
        """Wait for the chat's turn, then handle the update."""
        ARRIVED.set(asyncio.get_running_loop().time())
        whose = _whose(update)
        task = asyncio.current_task()
        if self._waiting[whose] >= self._most_waiting:
            await self._turn_away(whose, update, coroutine)
            return
        self._waiting[whose] += 1
        if task:
            self._tasks.add(task)
        try:
            async with self._locks[whose], self._at_once:
                await coroutine
        finally:
            if task:
                self._tasks.discard(task)
            if asyncio.iscoroutine(coroutine):
                # Given up before its turn came; closing one that has run does nothing.
                coroutine.close()
            self._waiting[whose] -= 1
            if not self._waiting[whose]:
                del self._waiting[whose], self._locks[whose]
                self._told.discard(whose)

    def give_up(self) -> int:
        """End what is being handled and what waits for its turn; return how many updates it was."""
        for task in self._tasks:
            task.cancel()
        return len(self._tasks)

    async def initialize(self) -> None:
        """Nothing to prepare."""

    async def shutdown(self) -> None:
        """Nothing to put away."""

    async def _turn_away(self, whose: Hashable, update: object, coroutine: Awaitable[Any]) -> None:
        if asyncio.iscoroutine(coroutine):
            coroutine.close()
        if whose not in self._told and self.turned_away:
            self._told.add(whose)
            await self.turned_away(update)


def _whose(update: object) -> Hashable:
    """Return what an update waits in line with; None for the line of those that are nobody's."""
    found: object = None
    if isinstance(update, Unreadable):
        found = update.chat_id or (update.sender and update.sender.user_id)
    elif isinstance(update, Update):
        if update.effective_chat:
            found = update.effective_chat.id
        elif update.effective_user:
            found = update.effective_user.id
    return found if isinstance(found, int) else None
