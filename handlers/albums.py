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

    def begin(self, message: Message) -> bool:
        """Keep a part; return True for the first of its album, whose caller then awaits `whole`."""
        parts = self._parts.setdefault(_key(message), [])
        parts.append(message)
        return len(parts) == 1

    async def whole(self, first: Message, when_whole: WhenWhole) -> None:
        """Wait until the album of `first` has gone quiet, then hand on its parts in order."""
        seen = 0
        while len(self._parts[_key(first)]) > seen:
            seen = len(self._parts[_key(first)])
            await asyncio.sleep(self._quiet_seconds)
        parts = self._parts.pop(_key(first))
        await when_whole(sorted(parts, key=lambda part: part.message_id))


def _key(message: Message) -> tuple[int, str]:
    return message.chat_id, message.media_group_id or ""
