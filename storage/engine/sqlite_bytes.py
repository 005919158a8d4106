"""Whether what stands in a store's file is still the store's own.

A copy that is written into the open file (`cp backup raspa.sqlite3`) leaves its path and inode as
they were. SQLite notices nothing, goes on from its log, and lays pages of one store over another.
"""

import asyncio
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from storage.engine.errors import StoreError, overwritten
from storage.engine.sqlite import Connection, Mode
from storage.engine.sqlite_file import beside

_IDENTITY = "identity"
_SEQUENCE = "sqlite_sequence"
_ATTEMPTS = 3
_AGAIN_SECONDS = 0.05
_NAME_IT = "INSERT INTO meta (name, value) VALUES (?1, ?2) ON CONFLICT (name) DO NOTHING"
_TABLES = "SELECT name FROM sqlite_master WHERE name = ANY (?1)"
_OF_META = "SELECT name, value FROM meta WHERE name = ANY (?1)"
_NAME = "SELECT value FROM meta WHERE name = ?1"
_COUNTERS = "SELECT name, seq FROM sqlite_sequence"


async def name_store(writer: Connection) -> None:
    """Give a store a name of its own, kept in it and in its copies, where it has none."""
    if not await writer.rows(_NAME, _IDENTITY):
        await writer.run(_NAME_IT, _IDENTITY, secrets.token_hex(16))


@dataclass(frozen=True, slots=True)
class _State:
    """What a file says of itself: which store it is, and counters that never go back."""

    identity: str | None = None
    counters: Mapping[str, int] = field(default_factory=dict)

    def follows(self, former: "_State", own: str | None) -> bool:
        """Tell whether the file of a store of its own name can have come to this from there."""
        if self.identity not in {former.identity, own}:
            return False
        return all(self.counters.get(name, -1) >= one for name, one in former.counters.items())


class StoreBytes:
    """Looks into the file, past the log, whenever it was written to since the last look.

    The file itself only ever goes from one state of the store to a later one. A copy of another
    store, or of an earlier state, does not follow. One that was made since the last look at a
    moment when nothing had changed is not told apart, and is the same.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._stamp: tuple[int, int] | None = None
        self._last = _State()
        self._own: str | None = None
        self.overwritten = False
        """Whether another store, or an earlier state, was written into the file: for good."""

    async def check(self, writer: Connection) -> None:
        """Raise `StoreOverwritten` where the file's content is another's, `StoreError` where it
        cannot be read. Nobody may fold the log into the file meanwhile."""
        if not self.overwritten:
            stamp = self._stamped()
            if stamp == self._stamp or stamp is None:
                return
            if self._own is None:
                self._own = await writer.value(_NAME, _IDENTITY)
            now = await self._read_patiently()
            if now.follows(self._last, self._own):
                self._stamp, self._last = stamp, now
                return
            self.overwritten = True
        raise overwritten(self._path)

    def check_noted(self) -> None:
        """Raise `StoreOverwritten` where that was found before."""
        if self.overwritten:
            raise overwritten(self._path)

    def _stamped(self) -> tuple[int, int] | None:
        try:
            found = self._path.stat()
        except OSError:
            # That it is not there is told by its place.
            return None
        return found.st_size, found.st_mtime_ns

    async def _read_patiently(self) -> _State:
        """Read it again where another program is just folding the log into it."""
        for _ in range(_ATTEMPTS - 1):
            try:
                return await self._read()
            except StoreError:
                await asyncio.sleep(_AGAIN_SECONDS)
        return await self._read()

    async def _read(self) -> _State:
        # By SQLite itself: whoever else opens and closes the file drops the process's locks on it.
        connection = await Connection.open(self._path, Mode.FROZEN, 0)
        try:
            # What was made a moment ago is in the log alone.
            there = {name for (name,) in await connection.rows(_TABLES, ["meta", _SEQUENCE])}
            if "meta" not in there:
                return _State()
            named: dict[str, Any] = dict(await connection.rows(_OF_META, [_IDENTITY, "version"]))
            counters: dict[str, int] = {}
            if _SEQUENCE in there:
                counters = dict(await connection.rows(_COUNTERS))
            return _State(named.get(_IDENTITY), counters | {"version": named.get("version", 0)})
        finally:
            await connection.close()


async def close_apart(path: Path, connections: list[Connection]) -> None:
    """Close the connections of a store that was written over, and leave the file as it now is.

    The last one to close would fold its log into the file, unless that is not at its place; and
    whoever opens the file next would take the log for the file's own.
    """
    away = path.with_name(f".{path.name}-{secrets.token_hex(4)}")
    await asyncio.to_thread(path.rename, away)
    try:
        for connection in connections:
            await connection.close()
    finally:
        await asyncio.to_thread(away.rename, path)
    for one in beside(path):
        one.unlink(missing_ok=True)
