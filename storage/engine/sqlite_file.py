"""What SQLite alone is asked of a file: whether it is sound and ours, and its write-ahead log."""

import asyncio
import sqlite3
from collections.abc import Iterator
from pathlib import Path

from storage.engine.errors import StoreCorrupt, StoreLocked, damaged
from storage.engine.sqlite import Connection

APPLICATION_ID = 0x52415350
"""What `PRAGMA application_id` says of a Raspa store: "RASP"."""

_TRY_AGAIN = 0.02


async def is_empty(connection: Connection, path: Path) -> bool:
    """Return whether the file holds nothing yet; only reads.

    Raises `StoreCorrupt` when it is damaged or another program's.
    """
    findings = [row[0] for row in await connection.rows("PRAGMA quick_check(1)")]
    if findings != ["ok"]:
        raise damaged(path, str(findings[0]))
    if not await connection.value("SELECT count(*) FROM sqlite_master"):
        return True
    if await connection.value("PRAGMA application_id") != APPLICATION_ID:
        raise StoreCorrupt(f"The file {path} belongs to another program: name another file.")
    return False


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
