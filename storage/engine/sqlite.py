"""One SQLite connection: binds values, fetches rows, and raises only `StoreError`."""

import asyncio
import json
import re
import sqlite3
from collections.abc import Iterable, Sequence
from enum import StrEnum
from functools import lru_cache
from pathlib import Path
from typing import Any

import aiosqlite

from storage.engine.contract import Row
from storage.engine.errors import StoreError, translated

_LISTS = re.compile(r"(= ANY|<> ALL) \((\?\d+)\)")
_SPELT = {
    "= ANY": "IN (SELECT value FROM json_each({}))",
    "<> ALL": "NOT IN (SELECT value FROM json_each({}))",
}


class Mode(StrEnum):
    """How a file is opened, as SQLite's URI parameters.

    `FROZEN` reads without locks and without the write-ahead log: only for a file that nobody
    writes, in a folder where SQLite may not make its side files.
    """

    CREATE = "mode=rwc"
    WRITE = "mode=rw"
    READ = "mode=ro"
    FROZEN = "mode=ro&immutable=1"


def _bound(value: object) -> object:
    """Return a value as SQLite takes it; a list is one value, for `= ANY (?1)` and `<> ALL (?1)`.

    It has no upper number of items, and a text that no row can hold (with NUL or a lone surrogate)
    finds nothing instead of failing.
    """
    if not isinstance(value, list | tuple):
        return value
    # SQLite reads a text from JSON up to its first NUL, and would find another.
    return json.dumps([each for each in value if isinstance(each, int) or "\0" not in each])


@lru_cache(maxsize=1_000)
def _in_sqlite(sql: str) -> str:
    """Return a statement of the shared subset as SQLite takes it."""
    return _LISTS.sub(
        lambda found: _SPELT[found[1]].format(found[2]),
        sql,
    )


class Connection:
    """An open connection in autocommit mode; whoever opens it closes it."""

    def __init__(self, raw: aiosqlite.Connection, path: Path) -> None:
        self._raw = raw
        self._path = path
        self._open = True

    @classmethod
    async def open(cls, path: Path, mode: Mode, busy_timeout: float) -> "Connection":
        """Open the file; `busy_timeout` is in seconds.

        Raises a `StoreError` when SQLite cannot open it. What the file holds is not looked at.
        """

        def connect() -> sqlite3.Connection:
            return sqlite3.connect(
                f"{path.absolute().as_uri()}?{mode}",
                uri=True,
                timeout=busy_timeout,
                isolation_level=None,
                check_same_thread=False,
            )

        with translated(path):
            # Connected here, not by aiosqlite: when its own attempt fails, its thread can outlive
            # the event loop and die with an error of its own.
            plain = await asyncio.to_thread(connect)
            connection = cls(await aiosqlite.Connection(lambda: plain, 64), path)
        try:
            await connection.run("PRAGMA foreign_keys = ON")
            # What people had deleted does not stay readable in the file's free pages.
            await connection.rows("PRAGMA secure_delete = ON")
            # A log that grew in a large import is cut back at the next checkpoint (bytes).
            await connection.run("PRAGMA journal_size_limit = 16777216")
        except BaseException:
            await connection.close()
            raise
        return connection

    async def rows(self, sql: str, *values: object) -> list[Row]:
        """Run one statement and return all its rows."""
        with translated(self._path):
            rows: Iterable[Any] = await self._checked().execute_fetchall(
                _in_sqlite(sql), [*map(_bound, values)]
            )
            return list(rows)

    async def value(self, sql: str, *values: object) -> Any:
        """Run one statement and return the first column of its first row, or None."""
        rows = await self.rows(sql, *values)
        return rows[0][0] if rows else None

    async def run(self, sql: str, *values: object) -> int:
        """Run one statement and return how many rows it changed."""
        with translated(self._path):
            given = [_bound(value) for value in values]
            async with self._checked().execute(_in_sqlite(sql), given) as cursor:
                return cursor.rowcount

    async def run_many(self, sql: str, rows: Sequence[Row]) -> None:
        """Run one statement once for each row of values."""
        if rows:
            with translated(self._path):
                async with self._checked().executemany(sql, rows):
                    pass

    async def rollback(self) -> None:
        """Give up the transaction under way, if there is one."""
        with translated(self._path):
            await self._checked().rollback()

    async def close(self) -> None:
        """Close the connection and end its thread; closing twice does no harm."""
        if self._open:
            self._open = False
            with translated(self._path):
                await self._raw.close()

    def _checked(self) -> aiosqlite.Connection:
        if not self._open:
            raise StoreError(f"The store {self._path} is closed.")
        return self._raw
