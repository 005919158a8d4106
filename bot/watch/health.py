"""Whether the bot is well: what is looked at, how old each finding is, and what it must be."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from time import monotonic

from bot.watch.readings import Readings, can_write, read_store
from bot.watch.watch import Watch

SILENCE_SECONDS = 60.0
"""Telegram must have been heard within so long."""
OLDEST_SECONDS = 600
"""No update may wait for longer."""
_STUCK_SECONDS = 30.0
_AGAIN_SECONDS = 3.0
_STALE_SECONDS = 15.0
_PATIENCE_SECONDS = 1.5


@dataclass(frozen=True, slots=True)
class Check:
    """Whether one thing is as it should be; `age` is that of what it was told by, in seconds.

    None where nothing is known yet.
    """

    name: str
    well: bool
    age: float | None


@dataclass(frozen=True, slots=True)
class _Looked:
    """What was found when the store was looked at, and when that was."""

    at: float = float("-inf")
    readings: Readings | None = None
    written: bool = False


class HealthCheck:
    """Looks at the store every few seconds at most, however often it is asked.

    Runs on one event loop, which need not be the bot's. `now` tells the time in seconds. An answer
    is there within two seconds, whatever hangs.
    """

    def __init__(self, watch: Watch, database: Path, now: Callable[[], float]) -> None:
        self._watch = watch
        self._database = database
        self._now = now
        self._looked = _Looked()
        self._began = float("-inf")
        self._looking: asyncio.Task[None] | None = None

    async def checks(self) -> list[Check]:
        """Return what is well and what is not."""
        await self._look()
        looked, watch = self._looked, self._watch
        age = monotonic() - looked.at
        fresh = age < _STALE_SECONDS
        readings = looked.readings if fresh else None
        beat, silence = watch.clock() - watch.beaten, watch.silence()
        oldest = None if readings is None else self._oldest(readings)
        return [
            Check("bot", beat < _STUCK_SECONDS, _known(beat)),
            Check("store-read", readings is not None, _known(age)),
            Check("store-write", fresh and looked.written, _known(age)),
            Check("telegram", silence < SILENCE_SECONDS, _known(silence)),
            Check("inbox", oldest is not None and oldest < OLDEST_SECONDS, oldest),
        ]

    async def readings(self) -> Readings | None:
        """Return what the store says of itself, None where it does not say."""
        await self._look()
        stale = monotonic() - self._looked.at >= _STALE_SECONDS
        return None if stale else self._looked.readings

    def _oldest(self, readings: Readings) -> float:
        since = readings.inbox.oldest
        return 0.0 if since is None else max(0.0, self._now() - since)

    async def _look(self) -> None:
        """Look at the store, unless that was done a moment ago; wait for it, but not for long."""
        if self._looking is None or self._looking.done():
            if monotonic() - self._began < _AGAIN_SECONDS:
                return
            self._began = monotonic()
            self._looking = asyncio.create_task(self._look_at_the_store())
        await asyncio.wait({self._looking}, timeout=_PATIENCE_SECONDS)

    async def _look_at_the_store(self) -> None:
        readings, written = await asyncio.gather(
            read_store(self._database), can_write(self._database)
        )
        self._looked = _Looked(monotonic(), readings, written)


def _known(age: float) -> float | None:
    return None if age == float("inf") else age
