"""Waiting for what has no event: as long as a busy machine needs, never by a count of seconds."""

import asyncio
from collections.abc import Awaitable, Callable
from inspect import isawaitable

from sandbox.pulse import PATIENCE


async def until(holds: Callable[[], object | Awaitable[object]]) -> None:
    """Wait until something holds, plainly or awaited. Raises TimeoutError for what never does."""
    async with asyncio.timeout(PATIENCE):
        while True:
            found = holds()
            if await found if isawaitable(found) else found:
                return
            await asyncio.sleep(0.01)
