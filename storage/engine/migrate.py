"""Bring a store from any older version to this one: numbered SQL files, each all or nothing."""

import re
import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

from storage.engine.errors import StoreCorrupt, StoreNewer, damaged
from storage.engine.sessions import writing
from storage.engine.sqlite import Connection

APPLICATION_ID = 0x52415350
"""What `PRAGMA application_id` says of a Raspa store: "RASP"."""

_FILE_NAME = re.compile(r"(\d{4})_(\w+)\.sql")


@dataclass(frozen=True, slots=True)
class Migration:
    """One step: its number (1 is the first), its name, and its SQL."""

    number: int
    name: str
    sql: str


def migrations() -> tuple[Migration, ...]:
    """Return the steps that this Raspa knows, in order.

    They are the files `NNNN_name.sql` of `storage/schema`, where a statement ends its line.
    """
    found = (
        (match, entry)
        for entry in files("storage.schema").iterdir()
        if (match := _FILE_NAME.fullmatch(entry.name))
    )
    steps = (Migration(int(name[1]), name[2], entry.read_text("utf-8")) for name, entry in found)
    return tuple(sorted(steps, key=lambda step: step.number))


async def version_of(connection: Connection, path: Path, steps: Sequence[Migration]) -> int:
    """Return the number of the last step that the store has had, 0 for an empty file; only reads.

    Raises `StoreCorrupt` when the file is damaged or another program's, `StoreNewer` when it has
    had steps that are not among these.
    """
    findings = [row[0] for row in await connection.rows("PRAGMA quick_check(1)")]
    if findings != ["ok"]:
        raise damaged(path, str(findings[0]))
    if not await connection.value("SELECT count(*) FROM sqlite_master"):
        return 0
    if await connection.value("PRAGMA application_id") != APPLICATION_ID:
        raise StoreCorrupt(f"The file {path} belongs to another program: name another file.")
    number = await _last_applied(connection)
    if number > steps[-1].number:
        raise StoreNewer(
            f"The store {path} was written by a newer Raspa (its version is {number}, this one "
            f"knows {steps[-1].number}): update Raspa; nothing was changed."
        )
    return number


async def migrate(connection: Connection, steps: Sequence[Migration]) -> None:
    """Apply those of the steps that the store has not had, each in one transaction with its record.

    Takes the write lock once for each step given.
    """
    for step in steps:
        async with writing(connection):
            await connection.run(
                "CREATE TABLE IF NOT EXISTS migrations "
                "(number INTEGER PRIMARY KEY, name TEXT NOT NULL, applied TEXT NOT NULL)"
            )
            # Asked again under the lock: another process may have come first.
            if step.number <= await _last_applied(connection):
                continue
            for statement in _statements(step.sql):
                await connection.run(statement)
            await connection.run(
                "INSERT INTO migrations (number, name, applied) VALUES (?1, ?2, datetime('now'))",
                step.number,
                step.name,
            )


async def _last_applied(connection: Connection) -> int:
    return int(await connection.value("SELECT coalesce(max(number), 0) FROM migrations"))


def _statements(sql: str) -> Iterator[str]:
    # Not executescript: it commits first, so a step could be left half done.
    statement = ""
    for line in sql.splitlines(keepends=True):
        statement += line
        if sqlite3.complete_statement(statement):
            yield statement
            statement = ""
    if statement.strip():
        yield statement
