"""The drill: a backup brought back into a private place, looked through, searched, and removed."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from bot.application import open_store
from bot.backups.backup import BackupError, BackupHead
from bot.backups.folder import backups_in
from bot.backups.private_place import check_room, private_place
from bot.backups.restore import read_out
from domain.debunk import Debunk, Status
from matching.reading import normalize


@dataclass(frozen=True, slots=True)
class Drilled:
    """A backup that came back whole: its file, what it says of itself, a debunk found in it."""

    source: Path
    head: BackupHead
    found: str | None


def newest_backup(folder: Path, database: Path) -> Path:
    """Return the newest backup of a store in a folder. Raises BackupError."""
    try:
        found = backups_in(folder, database)
    except OSError as error:
        raise BackupError(f"The folder {folder} cannot be read: {error.strerror}.") from None
    if not found:
        raise BackupError(f"There is no backup of {database} in {folder} yet.")
    return found[-1].path


def drill(
    database: Path, source: Path, key: bytes, going_on: Callable[[], None] = lambda: None
) -> Drilled:
    """Bring a backup back beside the store, as `restore` would, and open it with our own code.

    What it holds is compared with what it says, and a published debunk of it, if there is one, must
    be found by its own words. Nothing of it is left. Raises SecondInstanceError, BackupError,
    PlaceError and StoreError.
    """
    if not source.is_file():
        raise BackupError(f"There is no file {source}.")
    with private_place(database) as place:
        check_room(place, source.stat().st_size)
        copy = place / "drill.sqlite3"
        head = read_out(source, copy, key, going_on)
        if head is None:
            raise BackupError(f"{source} is a plain copy, and no backup.")
        going_on()
        return Drilled(source, head, asyncio.run(_searched(source, copy, head)))


async def _searched(source: Path, copy: Path, head: BackupHead) -> str | None:
    async with await open_store(copy, create=False) as store:
        if await store.debunks.count() != head.contents.rows.get("debunks", 0):
            raise BackupError(f"{source} holds other debunks than it says.")
        newest = await store.debunks.newest(1)
        if not newest:
            return None
        wanted = newest[0]
        words = _words(wanted)
        if words and wanted.id not in {
            one.id
            for one in await store.debunks.search(words, [], 50, statuses=(Status.PUBLISHED,))
        }:
            raise BackupError(f"{source} opens, but a debunk in it is not found by its words.")
        return wanted.id


def _words(debunk: Debunk) -> list[str]:
    return normalize.terms(debunk.claims[0].text)[:8]
