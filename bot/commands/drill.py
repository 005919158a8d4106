"""`drill`: does a backup come back whole? Tried beside the store, which is not touched."""

import time
from datetime import UTC, datetime
from pathlib import Path

from bot.backups.backup import BackupError
from bot.backups.drill import drill as try_out
from bot.backups.drill import newest_backup
from bot.backups.notes import Facts, of_drill, of_failure, write_note
from bot.commands.backup import NO_KEY
from bot.settings import Settings, SettingsError
from domain.errors import RaspaError


def drill(settings: Settings, source: Path | None) -> str:
    """Try a backup, the newest of the folder if none is named; note in the store how it went.

    Raises SettingsError, and what trying raises.
    """
    key = settings.key_of_backups()
    if key is None:
        raise SettingsError(NO_KEY)
    if source is None and settings.backup_folder is None:
        raise BackupError("Name a backup, or set RASPA_BACKUP_FOLDER.")
    path = source or newest_backup(settings.backup_folder or Path(), settings.database)
    now = int(time.time())
    try:
        done = try_out(settings.database, path, key)
    except RaspaError as error:
        _note(settings, of_failure(now, error))
        raise
    found = f" The debunk {done.found} is found in it." if done.found else ""
    return (
        f"{path}, made {datetime.fromtimestamp(done.head.made, UTC):%Y-%m-%d %H:%M} UTC, comes "
        f"back whole: {sum(done.head.contents.rows.values()):,} rows.{found}"
        f"{_note(settings, of_drill(now, path))}"
    )


def _note(settings: Settings, facts: Facts) -> str:
    if not settings.database.exists():
        return ""
    try:
        write_note(settings.database, facts)
    except RaspaError as error:
        return f" It could not be noted in the store: {error}"
    return ""
