"""Backups: how old the last one is, and when one was last shown to come back whole."""

from bot.doctor.finding import Finding, fault, fine, in_time, look
from bot.settings import Settings, SettingsError
from storage.upkeep.backups import BackupsState

BACKUP, DRILL = "backup", "drill"
_DAY = 86_400
_OLD_BACKUP, _OLD_DRILL = 2 * _DAY, 15 * _DAY
_HOW = "Do the four steps of “In five minutes” in docs/backup.md: they need no programmer."


def check_backup(state: BackupsState, settings: Settings, now: float) -> list[Finding]:
    """Say how old the last backup is, and whether the next one can be made; `now` in seconds."""
    try:
        key = settings.key_of_backups()
    except SettingsError:
        found = "RASPA_BACKUP_KEY_FILE names a file that cannot be used: none can be made"
        return [fault(BACKUP, found, "Put the file with the key back, for the bot's user to read.")]
    folder = settings.backup_folder
    if folder is not None and not folder.is_dir():
        found = f"its folder {folder} is missing: none can be made"
        return [fault(BACKUP, found, f"Make the folder (`mkdir -m 700 {folder}`), or attach it.")]
    # One that goes well takes the note away, whatever the clock says.
    if state.failed is not None:
        why = f" ({state.failure.rstrip('.')})" if state.failure else ""
        ago = in_time(now - state.failed)
        found = f"the last attempt at it or at its drill failed {ago} ago{why}"
        remedy = "Run `python -m bot backup`, then `python -m bot drill`, and do what they say."
        return [fault(BACKUP, found, remedy)]
    if state.backup is None:
        return [look(BACKUP, "none has been made yet", _HOW)]
    found = f"the last one is {in_time(now - state.backup)} old"
    if now - state.backup > _OLD_BACKUP:
        remedy = "Run `python -m bot backup`; where it says why it cannot, put that right."
        return [look(BACKUP, found, remedy)]
    if key is None or folder is None:
        return [look(BACKUP, f"{found}, and the bot makes none by itself", _HOW)]
    return [fine(BACKUP, f"{found}, made by the bot every day")]


def check_drill(state: BackupsState, now: float) -> list[Finding]:
    """Say when a backup was last shown to come back whole."""
    if state.drill is None:
        found = "no backup has been shown to come back whole"
        return [look(DRILL, found, "Run `python -m bot drill` once there is a backup.")]
    found = f"a backup last came back whole {in_time(now - state.drill)} ago"
    if now - state.drill <= _OLD_DRILL:
        return [fine(DRILL, found)]
    return [look(DRILL, found, "Run `python -m bot drill`, and do what it says.")]
