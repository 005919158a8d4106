"""The works of each chat that the store does not know the end of yet."""

import asyncio

from handlers.kit.handling import Work


class OpenWorks:
    """Keeps a chat's works in order: an update begins when what was answered before is noted."""

    def __init__(self) -> None:
        self._open: dict[bytes, list[Work]] = {}
        self._closed = asyncio.Event()

    def add(self, work: Work) -> None:
        """Take note that a work has begun."""
        self._open.setdefault(work.items[0].lane, []).append(work)

    def close(self, work: Work) -> None:
        """Take note that a work's end is noted, or that it answers nobody."""
        lane = work.items[0].lane
        opened = self._open.get(lane, [])
        if work in opened:
            opened.remove(work)
        if not opened:
            self._open.pop(lane, None)
        # Whoever waits looks again; whoever comes later waits for the next one.
        self._closed.set()
        self._closed = asyncio.Event()

    def are_noted(self, lane: bytes) -> bool:
        """Tell whether the store knows of all that a chat was answered."""
        return not any(each.sent for each in self._open.get(lane, ()))

    async def one_closed(self) -> None:
        """Wait until any work is closed."""
        await self._closed.wait()
