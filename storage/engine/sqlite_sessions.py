"""Who may use which connection when: one writer at a time, readers that never wait for it."""

import asyncio
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from pathlib import Path

from storage.engine.contract import Row
from storage.engine.errors import StoreCorrupt, StoreError, StoreRekeyed, read_only
from storage.engine.patience import LockPatience
from storage.engine.sqlite import Connection, Mode
from storage.engine.sqlite_bytes import StoreBytes, close_apart
from storage.engine.sqlite_erasing import AT_ONCE, empty_log, erase, mark
from storage.engine.sqlite_place import StorePlace

_REST = 4


class Sessions:
    """The connections of one open store.

    `writer` is None where the store may only be read. With the write-ahead log, reading goes on
    beside a transaction and sees what was committed before.
    """

    def __init__(
        self,
        path: Path,
        reader: Connection,
        writer: Connection | None,
        *,
        mode: Mode,
        busy_timeout: float,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._path = path
        self._reader = reader
        self._writer = writer
        self._mode = mode
        self._busy_timeout = busy_timeout
        self._reading = asyncio.Lock()
        self._writing = asyncio.Lock()
        self._owed = False
        self._required: tuple[str, object] | None = None
        self._rested = 0.0
        self._place = StorePlace(path)
        self._bytes = StoreBytes(path)
        self.damaged = False
        """Whether SQLite has met pages that it cannot read."""
        self._to_read = LockPatience(busy_timeout, clock)
        self._to_write = LockPatience(busy_timeout, clock)

    @property
    def writable(self) -> bool:
        """Whether `transaction` can be had."""
        return self._writer is not None

    @property
    def in_place(self) -> bool:
        """Whether the file that is open is still the one at its path, with its own content."""
        return self._place.kept and not self._bytes.overwritten

    @property
    def overwritten(self) -> bool:
        """Whether another store was found to have been written into the file."""
        return self._bytes.overwritten

    async def look(self) -> None:
        """Look whether another store was written into the file. Raises a `StoreError` if so."""
        if self._writer is not None and not self._writer.closed:
            async with self._writing:
                await self._bytes.check(self._writer)

    async def rows(self, sql: str, *values: object) -> list[Row]:
        """Run one reading statement and return all its rows."""
        self._bytes.check_noted()
        async with self._reading, self._trying(self._reader, self._to_read):
            return await self._reader.rows(sql, *values)

    @asynccontextmanager
    async def snapshot(self) -> AsyncIterator[Connection]:
        """Give a connection whose reads all see one state. Short: other reads wait; never nest."""
        self._bytes.check_noted()
        patient = self._trying(self._reader, self._to_read)
        async with self._reading, patient, _reading(self._reader):
            yield self._reader

    @asynccontextmanager
    async def lasting_snapshot(self) -> AsyncIterator[Connection]:
        """Give a connection of its own whose reads all see one state, for as long as it takes."""
        self._bytes.check_noted()
        connection = await Connection.open(self._path, self._mode, self._busy_timeout)
        try:
            async with _reading(connection):
                yield connection
        finally:
            await connection.close()

    @asynccontextmanager
    async def transaction(self, *, erasing: bool = False) -> AsyncIterator[Connection]:
        """Give the writing connection inside a transaction: all or nothing; never nest.

        With `erasing` the log is emptied afterwards, and the file written anew where it is not
        large and was not just before. Raises `StoreReadOnly`, `StoreLocked` when another program
        writes for too long, and `StoreGone`.
        """
        if self._writer is None:
            raise read_only(self._path)
        async with self._writing:
            if not self._writer.closed:
                self._place.check()
                await self._bytes.check(self._writer)
            self._writer.deleted = erasing
            patient = self._trying(self._writer, self._to_write)
            async with patient, writing(self._writer):
                await self._check_required(self._writer)
                yield self._writer
                if self._writer.deleted:
                    await mark(self._writer)
                self._place.check()
            if erasing and asyncio.get_running_loop().time() >= self._rested:
                await self._erase(self._writer, AT_ONCE)
            elif erasing or self._owed:
                await self._empty_log(self._writer)

    async def erase(self) -> bool:
        """Leave nothing in any file of what was deleted; return whether that is done.

        It is not where the file is lost, another program reads or writes just then, or the disk has
        no room for a second file: then a later call does it, and a later change empties the log.
        """
        if self._writer is None:
            return False
        async with self._writing:
            try:
                self._place.check()
                await self._bytes.check(self._writer)
            except StoreError:
                return False
            return await self._erase(self._writer, None)

    def require(self, sql: str, value: object) -> None:
        """Let transactions begin only while this statement's first value is this one.

        Otherwise they raise `StoreRekeyed`.
        """
        self._required = (sql, value)

    async def _check_required(self, writer: Connection) -> None:
        if self._required is None:
            return
        sql, value = self._required
        if await writer.value(sql) != value:
            raise StoreRekeyed(f"The store {self._path} was brought under another key meanwhile.")

    async def _erase(self, writer: Connection, largest: int | None) -> bool:
        clock = asyncio.get_running_loop().time
        began, done = clock(), False
        with suppress(StoreError):
            if await erase(writer, largest):
                # Whoever asks to be forgotten over and over takes a fifth of the time, not all.
                self._rested = clock() + _REST * (clock() - began)
            done = True
        return await self._empty_log(writer) and done

    async def _empty_log(self, writer: Connection) -> bool:
        async with self._reading:
            self._owed = not await empty_log(writer, self._busy_timeout)
        return not self._owed

    @asynccontextmanager
    async def _trying(self, connection: Connection, patience: LockPatience) -> AsyncIterator[None]:
        """Wait for a lock as long as patience has it, and note damage that is met."""
        try:
            with patience.trying():
                await connection.wait_for_locks(patience.seconds)
                yield
        except StoreCorrupt:
            self.damaged = True
            raise

    async def close(self) -> None:
        """Close every connection, the writer last so that it folds the log into the file.

        A file that another store was written into is left as it is.
        """
        async with self._writing, self._reading:
            if self._writer is not None and not self._writer.closed and self._place.kept:
                with suppress(StoreError):
                    await self._bytes.check(self._writer)
                if self._bytes.overwritten:
                    await close_apart(self._path, [self._reader, self._writer])
            try:
                await self._reader.close()
            finally:
                if self._writer is not None:
                    await self._writer.close()


@asynccontextmanager
async def writing(connection: Connection) -> AsyncIterator[None]:
    """Hold the store's write lock over the block, then commit, or roll back when it raises."""
    try:
        await connection.run("BEGIN IMMEDIATE")
        yield
        await connection.run("COMMIT")
    except BaseException:
        # Also when cancelled while BEGIN runs: statements of a connection run in order.
        await connection.rollback()
        raise


@asynccontextmanager
async def _reading(connection: Connection) -> AsyncIterator[None]:
    try:
        await connection.run("BEGIN")
        yield
    finally:
        await connection.rollback()


@asynccontextmanager
async def changing(path: Path, busy_timeout: float = 5.0) -> AsyncIterator[Connection]:
    """Give a connection of its own to a file, inside one transaction. Raises a `StoreError`."""
    connection = await Connection.open(path, Mode.WRITE, busy_timeout)
    try:
        async with writing(connection):
            yield connection
    finally:
        await connection.close()
