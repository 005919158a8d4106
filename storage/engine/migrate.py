"""Bring a store from any older version to this one: numbered SQL files, each all or nothing."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.resources import files
from pathlib import Path

from storage.engine.errors import StoreNewer
from storage.engine.sqlite import Connection
from storage.engine.sqlite_file import is_empty, statements
from storage.engine.sqlite_sessions import writing

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
    if await is_empty(connection, path):
        return 0
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
            for statement in statements(step.sql):
                await connection.run(statement)
            await connection.run(
                "INSERT INTO migrations (number, name, applied) VALUES (?1, ?2, ?3)",
                step.number,
                step.name,
                f"{datetime.now(UTC):%Y-%m-%d %H:%M:%S}",
            )


async def _last_applied(connection: Connection) -> int:
    return int(await connection.value("SELECT coalesce(max(number), 0) FROM migrations"))
