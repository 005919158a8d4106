"""One SQLite connection, as the contract has it: binds values, raises only `StoreError`."""

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

from privacy.private_files import make_file
from storage.engine.contract import Row
from storage.engine.errors import StoreError, translated

_LIST = re.compile(r"= ANY \((\?\d+)\)")


class Mode(StrEnum):
    """How a file is opened, as SQLite's URI parameters.

    `FROZEN` reads without locks and without the write-ahead log: only for a file that nobody
    writes, in a folder where SQLite may not make its side files.
    """

    CREATE = "mode=rwc"
    WRITE = "mode=rw"
    READ = "mode=ro"
    FROZEN = "mode=ro&immutable=1"


class Connection:
    """An open connection in autocommit mode; whoever opens it closes it."""

    def __init__(self, raw: aiosqlite.Connection, path: Path, patience: float) -> None:
        self._raw = raw
        self._path = path
        self._patience = patience
        self._open = True
        self.deleted = False
        """Whether a statement has deleted rows; whoever asks sets it back."""

    @classmethod
    async def open(cls, path: Path, mode: Mode, busy_timeout: float) -> "Connection":
        """Open the file; `busy_timeout` is in seconds.

        Raises a `StoreError` when SQLite cannot open it. What the file holds is not looked at.
        """

        def connect() -> sqlite3.Connection:
            if mode is Mode.CREATE:
                # SQLite gives the same rights to what it puts beside the file.
                make_file(path)
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
            connection = cls(await aiosqlite.Connection(lambda: plain, 64), path, busy_timeout)
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

    @property
    def closed(self) -> bool:
        """Whether nothing can be asked of it any more."""
        return not self._open

    async def rows(self, sql: str, *values: object) -> list[Row]:
        """Run one statement and return all its rows."""
        with translated(self._path):
            rows: Iterable[Any] = await self._checked().execute_fetchall(
                _in_sqlite(sql), _bound(values)
            )
            return list(rows)

    async def value(self, sql: str, *values: object) -> Any:
        """Run one statement and return the first column of its first row, or None."""
        rows = await self.rows(sql, *values)
        return rows[0][0] if rows else None

    async def run(self, sql: str, *values: object) -> int:
        """Run one statement and return how many rows it changed."""
        changed = await self.discard(sql, *values)
        self._note(sql, changed)
        return changed

    async def discard(self, sql: str, *values: object) -> int:
        """Run one deleting statement whose rows need no erasing: they are encrypted or say nothing.

        Returns how many rows are gone.
        """
        with translated(self._path):
            # Not closed, which would be another way to the thread and back: what changes rows
            # leaves nothing to close.
            cursor = await self._checked().execute(_in_sqlite(sql), _bound(values))
            return cursor.rowcount

    async def run_many(self, sql: str, rows: Sequence[Row]) -> None:
        """Run one statement once for each row of values."""
        if rows:
            with translated(self._path):
                cursor = await self._checked().executemany(sql, rows)
                changed = cursor.rowcount
            self._note(sql, changed)

    async def rollback(self) -> None:
        """Give up the transaction under way, if there is one."""
        with translated(self._path):
            await self._checked().rollback()

    async def wait_for_locks(self, seconds: float) -> None:
        """Have statements wait so long for another program's lock before they fail."""
        if seconds != self._patience:
            await self.run(f"PRAGMA busy_timeout = {int(seconds * 1000)}")
            self._patience = seconds

    async def close(self) -> None:
        """Close the connection and end its thread; closing twice does no harm."""
        if self._open:
            self._open = False
            with translated(self._path):
                await self._raw.close()

    def _note(self, sql: str, changed: int) -> None:
        self.deleted |= changed > 0 and sql.lstrip().startswith("DELETE")

    def _checked(self) -> aiosqlite.Connection:
        if not self._open:
            raise StoreError(f"The store {self._path} is closed.")
        return self._raw


@lru_cache(maxsize=512)
def _in_sqlite(sql: str) -> str:
    return _LIST.sub(r"IN (SELECT value FROM json_each(\1))", sql)


def _bound(values: Iterable[object]) -> tuple[object, ...]:
    return tuple(_as_json(value) if isinstance(value, list) else value for value in values)


def _as_json(values: Iterable[str | int]) -> str:
    # SQLite reads a text from JSON up to its first NUL, and would find another.
    return json.dumps([each for each in values if isinstance(each, int) or "\0" not in each])
