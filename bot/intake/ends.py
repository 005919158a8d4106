"""The ends of updates, written down: many in one transaction, however long that takes."""

import asyncio
import logging
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import replace

from storage.engine.errors import StoreError, StoreReadOnly
from storage.mail.inbox import End, Inbox

_log = logging.getLogger(__name__)
_AT_ONCE = 200
_MOST_OWED = 20_000
_FIRST_PAUSE_SECONDS = 0.5
_LONGEST_PAUSE_SECONDS = 5.0


class Ends:
    """Writes down that updates are done, or set aside, in the order in which they ended.

    What the store does not take now is kept and tried again, unless it was read-only from the
    start. `written` is told the rows that have gone.
    """

    def __init__(
        self, inbox: Inbox, written: Callable[[Sequence[int]], None], *, writable: bool
    ) -> None:
        self._writable = writable
        self._inbox = inbox
        self._written = written
        self._ended: list[tuple[End, Callable[[], None]]] = []
        self._aside: list[tuple[Sequence[int], str]] = []
        self._event = asyncio.Event()
        self._idle = asyncio.Event()
        self._idle.set()
        self.stuck = False
        """Whether the store takes nothing at this moment."""

    def add(self, end: End, noted: Callable[[], None] = lambda: None) -> None:
        """Have an end written down soon; `noted` is called then, or when it is given up."""
        if len(self._ended) >= _MOST_OWED:
            # Nothing has been written for very long, and memory has an end too.
            del self._ended[: _MOST_OWED // 10]
            _log.error("The store has taken nothing for so long that ends of updates are lost")
        self._ended.append((end, noted))
        self._idle.clear()
        self._event.set()

    def set_aside(self, rows: Sequence[int], why: str) -> None:
        """Have updates set aside soon."""
        if rows:
            self._aside.append((rows, why))
            self._idle.clear()
            self._event.set()

    async def run(self) -> None:
        """Write until cancelled."""
        pause = _FIRST_PAUSE_SECONDS
        while True:
            await self._event.wait()
            self._event.clear()
            try:
                await self._write()
                self.stuck = False
                pause = _FIRST_PAUSE_SECONDS
            except StoreError as error:
                if isinstance(error, StoreReadOnly) and not self._writable:
                    # The start said so, once; nothing is kept in such a store.
                    self._forget()
                    self._idle.set()
                    continue
                _log.warning("Ends of updates cannot be noted: %s", type(error).__name__)
                self._be_stuck()
                await asyncio.sleep(pause)
                pause = min(2 * pause, _LONGEST_PAUSE_SECONDS)
                self._event.set()
            except Exception:
                _log.exception("Ends of updates cannot be noted")
                self._be_stuck()
                await asyncio.sleep(_LONGEST_PAUSE_SECONDS)
                self._event.set()
            if not self._ended and not self._aside:
                self._idle.set()

    async def settle(self, seconds: float) -> None:
        """Wait until all is written, for so long at most."""
        with suppress(TimeoutError):
            await asyncio.wait_for(self._idle.wait(), seconds)

    async def _write(self) -> None:
        while self._aside:
            await self._inbox.set_aside(*self._aside[0])
            self._written(self._aside.pop(0)[0])
        while batch := self._ended[:_AT_ONCE]:
            await self._finish([end for end, _ in batch])
            del self._ended[: len(batch)]
            self._written([row for end, _ in batch for row in end.rows])
            for _, noted in batch:
                noted()

    async def _finish(self, ends: Sequence[End]) -> None:
        try:
            await self._inbox.finish(ends)
            return
        except StoreError as error:
            # All others say what is wrong with the store as a whole, and pass.
            if type(error) is not StoreError:
                raise
        # One that cannot be written must not hold up the others for ever.
        for end in ends:
            try:
                await self._inbox.finish([end])
            except StoreError as error:
                if type(error) is not StoreError:
                    raise
                _log.error("What an answer gave cannot be noted: %s", type(error).__name__)
                await self._inbox.finish([replace(end, cards=(), counts=())])

    def _be_stuck(self) -> None:
        self.stuck = True
        # Nobody waits for what may take minutes; it is written all the same.
        for _, noted in self._ended:
            noted()

    def _forget(self) -> None:
        for _, noted in self._ended:
            noted()
        self._ended.clear()
        self._aside.clear()
