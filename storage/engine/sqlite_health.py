"""How a store's file is: looked at from beside a running bot, without a change to anything."""

import sqlite3
from dataclasses import dataclass
from pathlib import Path

from storage.engine.errors import StoreCorrupt, damaged
from storage.engine.migrate import migrations
from storage.engine.sqlite import Connection, Mode
from storage.engine.sqlite_file import APPLICATION_ID, log_of

_FORMATS = slice(18, 20)
_WITH_LOG = b"\x02\x02"
_FIXED = ((3, 51, 3), (3, 50, 7), (3, 44, 6))
_SINCE = (3, 7, 0)


@dataclass(frozen=True, slots=True)
class FileHealth:
    """What SQLite finds of a store's file; sizes are in bytes.

    `orphans` are rows that name a row which is not there. `schema` is the number of the last
    migration, 0 for an empty file; `newest` is the last one that this Raspa knows. `logged` says
    whether the file works with a write-ahead log.
    """

    schema: int
    newest: int
    orphans: int
    size: int
    log: int
    free: int
    logged: bool


def sqlite_version() -> str:
    """Return the version of the SQLite that this Python works with."""
    return sqlite3.sqlite_version


def has_log_reset_fault(version: str) -> bool:
    """Tell whether an SQLite can damage a file when two programs write to it at one moment.

    https://sqlite.org/wal.html#walresetbug: 3.7.0 to 3.51.2, but for the two older lines in which
    it was mended.
    """
    number = tuple(int(part) for part in version.split(".") if part.isdecimal())
    if number < _SINCE or number >= _FIXED[0]:
        return False
    return not any(number[:2] == mended[:2] and number >= mended for mended in _FIXED)


def looking_mode(path: Path) -> Mode:
    """Return how to open a file so that looking at it leaves nothing beside it."""
    return Mode.READ if log_of(path).exists() else Mode.FROZEN


async def schema_of(connection: Connection) -> int:
    """Return the number of the last migration that a store has had, 0 for an empty file."""
    if not await connection.value("SELECT count(*) FROM sqlite_master WHERE name = 'migrations'"):
        return 0
    return int(await connection.value("SELECT coalesce(max(number), 0) FROM migrations"))


async def health(path: Path, busy_timeout: float) -> FileHealth:
    """Look at the file of a store, every page of it; `busy_timeout` is in seconds.

    Raises `StoreCorrupt` where it is damaged or another program's, and every other `StoreError`.
    """
    connection = await Connection.open(path, looking_mode(path), busy_timeout)
    try:
        findings = [row[0] for row in await connection.rows("PRAGMA quick_check(1)")]
        if findings != ["ok"]:
            raise damaged(path, "its integrity check fails")
        empty = not await connection.value("SELECT count(*) FROM sqlite_master")
        if not empty and await connection.value("PRAGMA application_id") != APPLICATION_ID:
            raise StoreCorrupt(f"The file {path} belongs to another program: name another file.")
        pages = await connection.value("PRAGMA freelist_count")
        return FileHealth(
            schema=await schema_of(connection),
            newest=migrations()[-1].number,
            orphans=await connection.value("SELECT count(*) FROM pragma_foreign_key_check"),
            size=_size(path),
            log=_size(log_of(path)),
            free=pages * await connection.value("PRAGMA page_size"),
            logged=_header(path)[_FORMATS] == _WITH_LOG,
        )
    finally:
        await connection.close()


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except FileNotFoundError:
        return 0


def _header(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(100)
