"""Waiting until something has changed."""
# ruff: noqa: ASYNC109 - how long to wait is what these are about

import asyncio
from collections.abc import Callable
from typing import TypeVar

Looked = TypeVar("Looked")

PATIENCE = 60.0
"""How long people wait for what should come, in seconds: a busy machine is slow, not wrong."""


class Pulse:
    """Wakes everyone who waits, each time it is fired."""

    def __init__(self) -> None:
        self._waiting: list[asyncio.Future[None]] = []

    def fire(self) -> None:
        """Wake everyone who waits now."""
        waiting, self._waiting = self._waiting, []
        for future in waiting:
            if not future.done():
                future.set_result(None)

    async def until(
        self, look: Callable[[], Looked | None], timeout: float | None = None
    ) -> Looked:
        """Return what `look` finds, looking again at each firing.

        Raises `TimeoutError` after `timeout` seconds of finding nothing; without one it waits on.
        """
        async with asyncio.timeout(timeout):
            while (found := look()) is None:
                future = asyncio.get_running_loop().create_future()
                self._waiting.append(future)
                await future
            return found
