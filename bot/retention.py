"""The daily deletion of what is no longer needed."""

import asyncio
import logging
from collections.abc import Callable

from storage.engine.errors import StoreError
from storage.store import Store
from storage.upkeep.retention import DAY, Cleaned

_log = logging.getLogger(__name__)


async def clean_daily(store: Store, keep_days: int, now: Callable[[], float]) -> None:
    """Delete what has been kept for long enough, at once and then every day, until cancelled.

    What keeps the store from it is logged; the next day tries again.
    """
    while store.writable:
        try:
            cleaned = await store.retention.clean(int(now()), keep_days)
            if cleaned != Cleaned(0, 0, 0, 0, 0):
                _log.info("Deleted what was kept for long enough: %s", cleaned)
        except StoreError as error:
            _log.warning("What was kept for long enough could not be deleted: %s", error)
        await asyncio.sleep(DAY)
