"""What the store and its disk look like at this moment, read beside the running bot."""

import asyncio
import shutil
from dataclasses import dataclass
from pathlib import Path

from bot.application import INDEXING
from storage.engine.errors import StoreError
from storage.engine.sqlite_file import log_of
from storage.engine.sqlite_writable import write_nothing_new
from storage.mail.inbox import InboxState
from storage.mail.outbox import OutboxState
from storage.store import Store
from storage.upkeep.backups import BackupsState

_BUSY_SECONDS = 1.0


@dataclass(frozen=True, slots=True)
class Readings:
    """What was found; sizes are in bytes."""

    inbox: InboxState
    outbox: OutboxState
    size: int
    log: int
    free: int
    backups: BackupsState


async def read_store(path: Path) -> Readings | None:
    """Return what a store says of itself, None where it cannot be read."""
    try:
        async with await Store.look(path, INDEXING, _BUSY_SECONDS) as store:
            return Readings(
                await store.inbox.state(),
                await store.outbox.state(),
                await asyncio.to_thread(_size, path),
                await asyncio.to_thread(_size, log_of(path)),
                (await asyncio.to_thread(shutil.disk_usage, path.parent)).free,
                await store.backups.state(),
            )
    except (StoreError, OSError):
        return None


async def can_write(path: Path) -> bool:
    """Tell whether a store takes a change."""
    try:
        await write_nothing_new(path, _BUSY_SECONDS)
    except StoreError:
        return False
    return True


def _size(path: Path) -> int:
    return path.stat().st_size if path.exists() else 0
