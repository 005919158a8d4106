"""What SQLite alone is asked of a file: whether it is sound and ours, and its write-ahead log."""

import asyncio
import sqlite3
from collections.abc import Iterator
from pathlib import Path

from storage.engine.errors import StoreCorrupt, StoreLocked, damaged
from storage.engine.sqlite import Connection

APPLICATION_ID = 0x52415350
"""What `PRAGMA application_id` says of a Raspa store: "RASP"."""

CHECKED_AT_ONCE = 256 << 20
"""Bytes of a file that is looked through when it is opened: in about a second."""

DAMAGE = "damage"
"""The name in `meta` of what was found wrong with the file while it was in use, '' for nothing."""

_TRY_AGAIN = 0.02


async def is_empty(connection: Connection, path: Path) -> bool:
    """Return whether the file holds nothing yet; only reads.

    One of up to `CHECKED_AT_ONCE` bytes is looked through, and a larger one in which damage was
    found before.

    Raises `StoreCorrupt` when it is damaged or another program's.
    """
    if await _is_checked_at_once(connection):
        findings = [row[0] for row in await connection.rows("PRAGMA quick_check(1)")]
        if findings != ["ok"]:
            raise damaged(path, str(findings[0]))
    if not await connection.value("SELECT count(*) FROM sqlite_master"):
        return True
    if await connection.value("PRAGMA application_id") != APPLICATION_ID:
        raise StoreCorrupt(f"The file {path} belongs to another program: name another file.")
    return False


async def _is_checked_at_once(connection: Connection) -> bool:
    pages = await connection.value("PRAGMA page_count")
    if pages * await connection.value("PRAGMA page_size") <= CHECKED_AT_ONCE:
        return True
    noted = "SELECT count(*) FROM sqlite_master WHERE name = 'meta'"
    if not await connection.value(noted):
        return True
    return bool(await connection.value("SELECT value FROM meta WHERE name = ?1", DAMAGE))


async def use_log(writer: Connection, busy_timeout: float) -> None:
    """Let the file have a write-ahead log, where its file system allows; raises `StoreLocked`."""
    # SQLite does not wait for a lock when it changes the journal's mode, as every process that
    # opens a new store at the same moment does.
    loop = asyncio.get_running_loop()
    deadline = loop.time() + busy_timeout
    while await writer.value("PRAGMA journal_mode") != "wal":
        try:
            # Not asked for the outcome: some file systems know no log, and go on without.
            await writer.rows("PRAGMA journal_mode = WAL")
            return
        except StoreLocked:
            if loop.time() >= deadline:
                raise
            await asyncio.sleep(_TRY_AGAIN)


def beside(path: Path) -> list[Path]:
    """Return where SQLite puts what belongs to a store while it is in use."""
    return [path.with_name(path.name + end) for end in ("-wal", "-shm", "-journal")]


def log_of(path: Path) -> Path:
    """Return where the write-ahead log of a store stands."""
    return path.with_name(path.name + "-wal")


def statements(script: str) -> Iterator[str]:
    """Yield the statements of a script, in which a statement ends its line."""
    # Not executescript: it commits first, so a step could be left half done.
    statement = ""
    for line in script.splitlines(keepends=True):
        statement += line
        if sqlite3.complete_statement(statement):
            yield statement
            statement = ""
    if statement.strip():
        yield statement
