"""What a person types or pastes into the demo."""

import asyncio
import os
from collections.abc import Iterator
from contextlib import contextmanager

_QUIET_SECONDS = 0.2
_READ_BYTES = 65_536


class Typed:
    """Messages from a terminal; lines that come at once, as from a paste, are one message."""

    def __init__(self) -> None:
        self._chunks: asyncio.Queue[bytes] = asyncio.Queue()

    @classmethod
    @contextmanager
    def at(cls, terminal: int) -> Iterator["Typed"]:
        """Listen to a terminal's file descriptor until the block ends."""
        typed = cls()
        loop = asyncio.get_running_loop()
        # A thread in `input()` could not be stopped by Ctrl+C.
        loop.add_reader(terminal, lambda: typed._chunks.put_nowait(os.read(terminal, _READ_BYTES)))
        try:
            yield typed
        finally:
            loop.remove_reader(terminal)

    async def message(self) -> str:
        """Return the next message; empty for an empty line or the end of the input."""
        chunks = [await self._chunks.get()]
        while chunks[-1]:
            try:
                chunks.append(await asyncio.wait_for(self._chunks.get(), _QUIET_SECONDS))
            except TimeoutError:
                break
        return b"".join(chunks).decode("utf-8", "replace").strip()
