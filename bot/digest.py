"""The daily word to chiefs that drafts or changes wait for them."""

import asyncio
import logging
from datetime import datetime

from handlers.kit.context import Services
from storage.engine.errors import StoreError

_log = logging.getLogger(__name__)
_LOOK_AGAIN_SECONDS = 60.0


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
