"""The daily word to chiefs that drafts or changes wait, and to readers of what is new."""

import asyncio
import logging
from datetime import datetime

from handlers.kit.context import Services
from handlers.kit.notes import periods_of
from storage.engine.errors import StoreError

_log = logging.getLogger(__name__)
_LOOK_AGAIN_SECONDS = 60.0
_LATEST_HOUR = 22
"""From then on readers are left alone until the next day."""


async def digest_daily(services: Services, hour: int | None) -> None:
    """Make the day's message due at that hour of the desk's day, or as soon after as the bot runs.

    Until cancelled; at once over for None. What keeps the store from it is logged and tried again.
    """
    looked = ""
    while hour is not None and services.store.writable:
        now = datetime.fromtimestamp(services.clock(), services.desk.zone)
        day = now.date().isoformat()
        if now.hour >= hour and day != looked:
            try:
                if await services.store.desk_letters.digest(day, services.clock()):
                    services.wake.set()
                looked = day
            except StoreError as error:
                _log.warning("The day's digest could not be made: %s", type(error).__name__)
        await asyncio.sleep(_LOOK_AGAIN_SECONDS)


async def news_daily(services: Services, hour: int) -> None:
    """Make readers' digests due from that hour of the desk's day on, until the evening.

    Until cancelled. Days on which the bot did not run are told of at its next hour, once.
    """
    looked = ""
    while services.store.writable:
        now = datetime.fromtimestamp(services.clock(), services.desk.zone)
        periods = periods_of(services)
        if hour <= now.hour < _LATEST_HOUR and periods.day != looked:
            try:
                if await services.store.subscriptions.tell(periods, services.clock()):
                    services.wake.set()
                looked = periods.day
            except StoreError as error:
                _log.warning("Readers' digests could not be made: %s", type(error).__name__)
        await asyncio.sleep(_LOOK_AGAIN_SECONDS)
