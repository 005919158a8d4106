"""The store looked through beside the answering: a large one at the start, each every week."""

import asyncio
import logging
from functools import partial
from pathlib import Path

from bot.backups.schedule import beside
from storage.engine.errors import StoreError
from storage.engine.sqlite_copy import find_damage
from storage.engine.sqlite_file import CHECKED_AT_ONCE, DAMAGE
from storage.store import Store

_log = logging.getLogger(__name__)
_WEEK, _DAY = 7 * 86_400.0, 86_400.0


async def watch_soundness(
    store: Store, database: Path, checked_at_once: int = CHECKED_AT_ONCE
) -> None:
    """Look through a store at once and every week, until cancelled; say and note what is wrong.

    A store of up to `checked_at_once` bytes was looked through when it was opened: its first turn
    is in a week. One in which something is found goes on, and is looked through before the next
    start, which it then keeps from happening.
    """
    try:
        if (await asyncio.to_thread(database.stat)).st_size <= checked_at_once:
            await asyncio.sleep(_WEEK)
    except OSError:
        return
    while store.writable:
        try:
            found = await beside(partial(find_damage, database))
            if found:
                _log.error("The store is damaged (%s): restore a backup, see docs/backup.md", found)
            if found or await store.overview.noted(DAMAGE):
                await store.backups.note({DAMAGE: found or ""})
            await asyncio.sleep(_WEEK)
        except StoreError as error:
            _log.warning("The store could not be looked through: %s", error)
            await asyncio.sleep(_DAY)
