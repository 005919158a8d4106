"""Whose turn it is where few can go in at once: no one's many hold up another's one."""

import asyncio
from collections import Counter, OrderedDict, deque
from collections.abc import AsyncIterator, Hashable
from contextlib import asynccontextmanager


class TooManyWaitError(Exception):
    """So many wait already that one more would wait too long."""


class FairTurns:
    """Lets `most` in at once; of those that wait, each asker's first goes before anyone's second.

    Where there is room for two or more, no asker takes all of it.
    """

    def __init__(self, most: int, waiting: int = 300) -> None:
        self._most = most
        self._most_waiting = waiting
        self._inside: Counter[Hashable] = Counter()
        self._waiting: OrderedDict[Hashable, deque[asyncio.Future[None]]] = OrderedDict()

    @asynccontextmanager
    async def turn(self, whose: Hashable) -> AsyncIterator[None]:
        """Wait for a turn and hold it for the block. Raises TooManyWaitError."""
        await self._wait(whose)
        try:
            yield
        finally:
            self._leave(whose)

    async def _wait(self, whose: Hashable) -> None:
        if whose not in self._waiting and self._has_room(whose):
            self._inside[whose] += 1
            return
        if sum(map(len, self._waiting.values())) >= self._most_waiting:
            raise TooManyWaitError
        turn: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._waiting.setdefault(whose, deque()).append(turn)
        try:
            await turn
        except asyncio.CancelledError:
            if turn.done() and not turn.cancelled():
                self._leave(whose)
            else:
                self._forget(whose, turn)
            raise

    def _has_room(self, whose: Hashable) -> bool:
        return self._inside.total() < self._most and self._inside[whose] < max(1, self._most - 1)

    def _leave(self, whose: Hashable) -> None:
        self._inside[whose] -= 1
        if not self._inside[whose]:
            del self._inside[whose]
        if whose in self._waiting:
            # Who was in just now has had a turn that others have not.
            self._waiting.move_to_end(whose)
        while ready := [one for one in self._waiting if self._has_room(one)]:
            one = ready[0]
            turn = self._waiting[one].popleft()
            if self._waiting[one]:
                self._waiting.move_to_end(one)
            else:
                del self._waiting[one]
            if not turn.done():
                self._inside[one] += 1
                turn.set_result(None)

    def _forget(self, whose: Hashable, turn: asyncio.Future[None]) -> None:
        waiting = self._waiting.get(whose)
        if waiting and turn in waiting:
            waiting.remove(turn)
            if not waiting:
                del self._waiting[whose]
