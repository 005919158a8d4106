"""In which order updates are handled."""

import asyncio
from collections import defaultdict
from collections.abc import Awaitable, Hashable
from typing import Any

from telegram import Update
from telegram.ext import BaseUpdateProcessor

from handlers.kit.recent import ARRIVED
from handlers.unreadable import Unreadable

_NO_LIMIT = 1_000_000


class OneByOneInEachChat(BaseUpdateProcessor):
    """Handles chats side by side and the updates of one chat in their order."""

    def __init__(self, at_once: int = 256) -> None:
        # The library's own limit would count updates that only wait for their chat's turn, so that
        # one flood could hold up everyone; the limit that matters is taken inside the turn.
        super().__init__(_NO_LIMIT)
        self._at_once = asyncio.Semaphore(at_once)
        self._locks: defaultdict[Hashable, asyncio.Lock] = defaultdict(asyncio.Lock)
        self._waiting: defaultdict[Hashable, int] = defaultdict(int)

    async def do_process_update(self, update: object, coroutine: Awaitable[Any]) -> None:
        """Wait for the chat's turn, then handle the update."""
        ARRIVED.set(asyncio.get_running_loop().time())
        whose = _whose(update)
        self._waiting[whose] += 1
        try:
            async with self._locks[whose], self._at_once:
                await coroutine
        finally:
            self._waiting[whose] -= 1
            if not self._waiting[whose]:
                del self._waiting[whose], self._locks[whose]

    async def initialize(self) -> None:
        """Nothing to prepare."""

    async def shutdown(self) -> None:
        """Nothing to put away."""


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
