"""Work that many ask for at the same moment: done once for all of them.

Who stops waiting stops it for nobody else; what it raises, everyone who waits for it gets.
"""

import asyncio
from collections.abc import Callable, Coroutine, Hashable
from typing import Any, Generic, TypeVar

_Made = TypeVar("_Made")

Work = Callable[[], Coroutine[Any, Any, _Made]]


class SharedWork(Generic[_Made]):
    """Work under way by what it is about: who asks for the same meanwhile gets what it makes."""

    def __init__(self) -> None:
        self._under_way: dict[Hashable, asyncio.Task[_Made]] = {}

    async def made(self, about: Hashable, work: Work[_Made]) -> _Made:
        """Return what the work makes, begun by the first who asks. Raises what it raises."""
        task = self._under_way.get(about)
        if task is None:
            task = self._under_way[about] = asyncio.create_task(work())
            task.add_done_callback(lambda done: self._end(about, done))
        return await asyncio.shield(task)

    def _end(self, about: Hashable, done: asyncio.Task[_Made]) -> None:
        self._under_way.pop(about, None)
        _note_seen(done)


class Rounds:
    """One work done over and over: who asks gets a round that begins after they have asked.

    All who ask while a round is under way share the next one.
    """

    def __init__(self, work: Work[None]) -> None:
        self._work = work
        self._current: asyncio.Task[None] | None = None
        self._next: asyncio.Task[None] | None = None

    async def one(self) -> None:
        """Wait for the end of a round that begins from now on. Raises what the work raises."""
        if self._next is None or self._next.done():
            self._next = asyncio.create_task(self._round(self._current))
            self._next.add_done_callback(_note_seen)
        await asyncio.shield(self._next)

    async def _round(self, before: asyncio.Task[None] | None) -> None:
        if before is not None and not before.done():
            await asyncio.wait({before})
        self._current, self._next = self._next, None
        await self._work()


def _note_seen(done: asyncio.Task[Any]) -> None:
    # Where nobody waits any more, nobody is to be told of its failure at the program's end either.
    if not done.cancelled():
        done.exception()
