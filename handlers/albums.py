"""Albums: Telegram sends each picture as a message of its own and never says which is the last."""

import asyncio
from collections.abc import Awaitable, Callable

from telegram import Message

WhenWhole = Callable[[list[Message]], Awaitable[None]]


class Albums:
    """Gathers the messages of an album and hands them on once no more have come for a while.

    A second is what others found to be enough (Telegram gives no count and no end mark).
    """

    def __init__(self, quiet_seconds: float = 1.0) -> None:
        self._quiet_seconds = quiet_seconds
        self._parts: dict[tuple[int, str], list[Message]] = {}
        self._waiting: set[asyncio.Task[None]] = set()

    def gather(self, message: Message, when_whole: WhenWhole) -> None:
        """Keep a part; once its album has gone quiet, `when_whole` gets all parts in order.

        `when_whole` sees to its own errors, since nobody awaits it.
        """
        key = message.chat_id, message.media_group_id or ""
        parts = self._parts.setdefault(key, [])
        parts.append(message)
        if len(parts) == 1:
            task = asyncio.create_task(self._wait(key, when_whole))
            self._waiting.add(task)
            task.add_done_callback(self._waiting.discard)

    async def settle(self) -> None:
        """Wait until every album has been handed on."""
        await asyncio.gather(*self._waiting)

    async def _wait(self, key: tuple[int, str], when_whole: WhenWhole) -> None:
        seen = 0
        while len(self._parts[key]) > seen:
            seen = len(self._parts[key])
            await asyncio.sleep(self._quiet_seconds)
        parts = self._parts.pop(key)
        await when_whole(sorted(parts, key=lambda part: part.message_id))
