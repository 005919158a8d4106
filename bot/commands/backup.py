"""`backup`: an encrypted copy of the store, made beside the running bot."""

import time
from pathlib import Path

from bot.backups.backup import BackupError, back_up
from bot.backups.folder import next_in
from bot.backups.notes import note_backup
from bot.settings import Settings, SettingsError
from domain.errors import RaspaError

NO_KEY = (
    "RASPA_BACKUP_KEY is not set: `python -m bot new-env` adds one to .env. Keep a copy of it away "
    "from this machine: without it no backup opens."
)


def backup(settings: Settings, target: Path | None) -> str:
    """Write a backup to a new file, or into a folder under the next name; say what was done.

    Raises SettingsError, and what `back_up` raises.
    """
    key = settings.key_of_backups()
    if key is None:
        raise SettingsError(NO_KEY)
    path = target or settings.backup_folder
    if path is None:
        raise BackupError("Name a file or a folder for the backup, or set RASPA_BACKUP_FOLDER.")
    if target is None and not path.is_dir():
        raise BackupError(f"The folder {path} is missing: make it, or attach its disk.")
    if path.is_dir():
        path = next_in(path, settings.database, int(time.time()))
    made = back_up(settings.database, path, key)
    said = [
        f"{made.path} is written: {made.size:,} bytes, {sum(made.head.contents.rows.values()):,} "
        "rows, looked through and read back."
    ]
    try:
        note_backup(settings.database, made)
    except RaspaError as error:
        said.append(f"It could not be noted in the store: {error}")
    if path.parent.stat().st_dev == settings.database.parent.stat().st_dev:
        said.append("It is on the same disk as the store: copy it to another machine.")
    return " ".join(said)
