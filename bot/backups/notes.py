"""What went well or wrong with backups, as it is written into the store."""

import asyncio
from collections.abc import Mapping
from pathlib import Path

from bot.backups.backup import MadeBackup
from storage.engine.sqlite_sessions import changing
from storage.upkeep.backups import BACKUP, DRILL, FAILED, FAILURE, PROVED, SIZE, note

Facts = Mapping[str, int | str]
_WELL: Facts = {FAILED: 0, FAILURE: ""}


def of_backup(made: MadeBackup) -> Facts:
    """Return what is noted of a backup that was made."""
    return {BACKUP: made.head.made, SIZE: made.size, **_WELL}


def of_drill(at: int, source: Path) -> Facts:
    """Return what is noted of a backup that came back whole at this moment, in seconds."""
    return {DRILL: at, PROVED: source.name, **_WELL}


def of_failure(at: int, error: Exception) -> Facts:
    """Return what is noted of what went wrong at this moment, in seconds."""
    return {FAILED: at, FAILURE: str(error)[:1_000]}


def note_backup(database: Path, made: MadeBackup) -> None:
    """Note a backup from beside the bot, whichever version the store is. Raises StoreError."""
    write_note(database, of_backup(made))


def write_note(database: Path, facts: Facts) -> None:
    """Note facts from beside the bot, whichever version the store is. Raises StoreError."""

    async def write() -> None:
        async with changing(database) as connection:
            await note(connection, facts)

    asyncio.run(write())
