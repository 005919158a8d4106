"""The daily deletion of what is no longer needed."""

import asyncio
import logging
import time
from collections.abc import Callable

from storage.engine.errors import StoreError
from storage.store import Store
from storage.upkeep.retention import DAY, Cleaned

_log = logging.getLogger(__name__)
_HOUR = 3_600
_SLACK_SECONDS = 600


class Agreement:
    """Whether a wall clock has gone on beside the monotonic one, without a leap, for a day."""

    def __init__(self, monotonic: Callable[[], float] = time.monotonic) -> None:
        self._monotonic = monotonic
        self._apart: float | None = None
        self._since = 0.0

    def holds(self, at: float) -> bool:
        """Take note of what the wall clock says, and tell."""
        now = self._monotonic()
        if self._apart is None or abs(at - now - self._apart) > _SLACK_SECONDS:
            self._since = now
        self._apart = at - now
        return now - self._since >= DAY - _SLACK_SECONDS


async def clean_daily(store: Store, keep_days: int, now: Callable[[], float]) -> None:
    """Delete what has been kept for long enough, at once and then every day, until cancelled.

    What was deleted meanwhile and is still to be read in the store's files leaves them within an
    hour. What keeps the store from either is logged, and tried again. A clock that has leapt far
    ahead deletes nothing before it has been agreed with for a day.
    """
    agreement = Agreement()
    while store.writable:
        try:
            at = await _believed(store, now(), agreement)
            cleaned = await store.retention.clean(at, keep_days)
            if cleaned != Cleaned(0, 0, 0, 0, 0):
                _log.info("Deleted what was kept for long enough: %s", cleaned)
        except StoreError as error:
            _log.warning("What was kept for long enough could not be deleted: %s", error)
        for _ in range(DAY // _HOUR):
            await asyncio.sleep(_HOUR)
            await _erase(store)
            try:
                await _believed(store, now(), agreement)
                await store.waits.go_on(int(now()))
            except StoreError as error:
                _log.warning("The time could not be noted: %s", type(error).__name__)


async def _believed(store: Store, at: float, agreement: Agreement) -> int:
    """Return the time to delete by."""
    believed = await store.seen_time.believed(int(at), agreed=agreement.holds(at))
    if believed != int(at):
        _log.warning(
            "The clock is %s days from the time that the store has seen last: nothing is taken for "
            "old by it before it has gone on like this for a day. Is the clock right?",
            abs(int(at) - believed) // DAY,
        )
    return believed


async def _erase(store: Store) -> None:
    try:
        if not await store.retention.erase():
            _log.warning("What was deleted can still be read in the store's files for a while")
    except StoreError as error:
        _log.warning("What was deleted can still be read in the store's files: %s", error)
