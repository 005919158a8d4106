"""Backups: how old the last one is, and when one was last shown to come back whole."""

from bot.doctor.finding import Finding, fine, in_time, look
from storage.store import Store

BACKUP, DRILL = "backup", "drill"
LAST_BACKUP, LAST_DRILL = "last-backup", "last-drill"
"""The names in `meta` under which backing up and the drill note when they last went well."""
_DAY = 86_400
_OLD_BACKUP, _OLD_DRILL = 2 * _DAY, 15 * _DAY
_HOW = "Set up backups as docs/operations.md tells: without one, a lost disk is a lost desk."


async def when_noted(store: Store, name: str) -> int | None:
    """Return the time, in seconds, that the store keeps under a name; None where there is none."""
    value = await store.overview.noted(name)
    if isinstance(value, int | float):
        return int(value) or None
    return int(value) if isinstance(value, str) and value.isdecimal() else None


async def check_backup(store: Store, now: float) -> list[Finding]:
    """Say how old the last backup is."""
    at = await when_noted(store, LAST_BACKUP)
    if at is None:
        return [look(BACKUP, "none has been made yet", _HOW)]
    found = f"the last one is {in_time(now - at)} old"
    if now - at <= _OLD_BACKUP:
        return [fine(BACKUP, found)]
    return [look(BACKUP, found, "Make one now, and find out why none was made since.")]


async def check_drill(store: Store, now: float) -> list[Finding]:
    """Say when a backup was last shown to come back whole."""
    at = await when_noted(store, LAST_DRILL)
    if at is None:
        found = "no backup has been shown to come back whole"
    else:
        found = f"a backup last came back whole {in_time(now - at)} ago"
        if now - at <= _OLD_DRILL:
            return [fine(DRILL, found)]
    return [
        look(DRILL, found, "Have one tried, as docs/operations.md tells, and read what it says.")
    ]
