"""The debunks that were asked for last, kept in memory while the store stays as it is."""

import asyncio
from collections import OrderedDict
from collections.abc import Iterable

from domain.debunk import Debunk
from storage.debunks import versions
from storage.debunks.rows_to_debunks import load
from storage.engine.contract import Sessions

MOST = 500
"""Debunks that are kept, some 5 kB each."""


class KeptDebunks:
    """Reads a debunk once for all who ask, until the store changes.

    A debunk takes ten statements to read, its store's version one.
    """

    def __init__(self, sessions: Sessions, most: int = MOST) -> None:
        self._sessions = sessions
        self._most = most
        self._version = -1
        self._reading = asyncio.Lock()
        self._debunks: OrderedDict[str, Debunk] = OrderedDict()

    async def current(self, ids: Iterable[str]) -> dict[str, Debunk]:
        """Return the debunks of these ids as they are now, in this order, whatever their status."""
        wanted = list(dict.fromkeys(ids))
        if not wanted:
            return {}
        rows = await self._sessions.rows(versions.CURRENT)
        # Of many who lack a debunk at the same moment, the first reads it.
        async with self._reading:
            found = self._kept(wanted, int(rows[0][0]))
            return found if len(found) == len(wanted) else await self._read(wanted)

    def _kept(self, wanted: list[str], version: int) -> dict[str, Debunk]:
        """Return what is kept of a state of the store that is at least as new as this version."""
        if version > self._version:
            return {}
        found = {one: self._debunks[one] for one in wanted if one in self._debunks}
        for one in found:
            self._debunks.move_to_end(one)
        return found

    async def _read(self, wanted: list[str]) -> dict[str, Debunk]:
        async with self._sessions.snapshot() as connection:
            version = int(await connection.value(versions.CURRENT))
            rows = await connection.rows("SELECT num FROM debunks WHERE id = ANY (?1)", wanted)
            found = {one.id: one for one in await load(connection, [num for (num,) in rows])}
        if version > self._version:
            self._debunks.clear()
            self._version = version
        if version == self._version:
            self._debunks |= found
            while len(self._debunks) > self._most:
                self._debunks.popitem(last=False)
        return {one: found[one] for one in wanted if one in found}
