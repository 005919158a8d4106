"""The daily deletion of what is no longer needed."""

import asyncio
import logging
from collections.abc import Callable

from storage.engine.errors import StoreError
from storage.store import Store
from storage.upkeep.retention import DAY, Cleaned

_log = logging.getLogger(__name__)
_HOUR = 3_600


async def clean_daily(store: Store, keep_days: int, now: Callable[[], float]) -> None:
    """Delete what has been kept for long enough, at once and then every day, until cancelled.

    What was deleted meanwhile and is still to be read in the store's files leaves them within an
    hour. What keeps the store from either is logged, and tried again.
    """
    while store.writable:
        try:
            cleaned = await store.retention.clean(int(now()), keep_days)
            if cleaned != Cleaned(0, 0, 0, 0, 0):
                _log.info("Deleted what was kept for long enough: %s", cleaned)
        except StoreError as error:
            _log.warning("What was kept for long enough could not be deleted: %s", error)
        for _ in range(DAY // _HOUR):
            await asyncio.sleep(_HOUR)
            await _erase(store)


async def _erase(store: Store) -> None:
    try:
        if not await store.retention.erase():
            _log.warning("What was deleted can still be read in the store's files for a while")
    except StoreError as error:
        _log.warning("What was deleted can still be read in the store's files: %s", error)
