"""The debunks of a store: look-ups, search, saving."""

from collections.abc import AsyncGenerator, AsyncIterable, Iterable, Sequence
from contextlib import aclosing
from dataclasses import replace

from domain.debunk import Debunk, Status
from domain.deed import Deed
from domain.moderator import Role
from storage.debunks import versions
from storage.debunks.debunks_to_rows import Saved, Tally, compare, finish, write
from storage.debunks.kept_debunks import KeptDebunks
from storage.debunks.rows_to_debunks import load
from storage.desk.roles import transaction_of
from storage.engine.contract import Connection, Sessions
from storage.search import sqlite as word_index
from storage.search.recipe import Indexing
from storage.search.sought import Sought

__all__ = ["Debunks", "Saved", "Sought", "Tally"]

_IMPORT = Deed(tell=False)
_PAGE = 50
_BATCH = 200
_BATCH_CHARACTERS = 2_000_000

_NEWEST = """
SELECT num FROM debunks WHERE status = 'published'
ORDER BY date DESC NULLS LAST, num DESC LIMIT ?1 OFFSET ?2
"""
_RECENT = """
SELECT num FROM debunks WHERE status = ANY (?1)
ORDER BY changed DESC, num DESC LIMIT ?2 OFFSET ?3
"""


class Debunks:
    """The debunks of a store; readers' look-ups (`newest`, `search`) see published ones only."""

    def __init__(self, sessions: Sessions, indexing: Indexing) -> None:
        self._sessions = sessions
        self._indexing = indexing
        self._kept = KeptDebunks(sessions)

    async def get(self, debunk_id: str) -> Debunk | None:
        """Return the debunk of this id, whatever its status, or None."""
        return await self._one(
            "SELECT num FROM debunks WHERE id = ANY (?1)",
            [debunk_id],
        )

    async def current(self, ids: Iterable[str]) -> dict[str, Debunk]:
        """Return the debunks of these ids, whatever their status: of memory, where they are in it.

        As `get` does, it never returns a state that has been replaced.
        """
        return await self._kept.current(ids)

    async def by_ref(self, ref: str) -> Debunk | None:
        """Return the debunk that `ref_of` names so, whatever its status, or None."""
        return await self._one(
            "SELECT num FROM debunks WHERE ref = ANY (?1) "
            "ORDER BY status = 'draft', id = ref DESC LIMIT 1",
            [ref],
        )

    async def by_num(self, num: int) -> Debunk | None:
        """Return the debunk in this row, whatever its status, or None."""
        return await self._one("SELECT num FROM debunks WHERE num = ?1", num)

    async def nums(self, ids: Iterable[str]) -> dict[str, int]:
        """Return the rows of debunks by their ids: shorter names of theirs, for button data."""
        rows = await self._sessions.rows(
            "SELECT id, num FROM debunks WHERE id = ANY (?1)", list(ids)
        )
        return dict(rows)

    async def count(self, status: Status | None = None) -> int:
        """Return how many debunks there are, of one status or in all."""
        rows = await self._sessions.rows(
            "SELECT count(*) FROM debunks WHERE status = ?1 OR ?1 IS NULL", status
        )
        return int(rows[0][0])

    async def newest(self, limit: int, offset: int = 0) -> list[Debunk]:
        """Return published debunks by date, newest first, the undated last.

        A partial date stands before its days (`2022-03` is older than `2022-03-01`); of one date,
        the one that came into the store last is first.
        """
        async with self._sessions.snapshot() as connection:
            return await _page(connection, _NEWEST, limit, offset)

    async def search(
        self,
        words: Sequence[str],
        beginnings: Sequence[str],
        limit: int,
        offset: int = 0,
        statuses: Iterable[Status] = (Status.PUBLISHED,),
    ) -> list[Debunk]:
        """Return debunks that hold these index terms, best first, then newest.

        Searched are claims, summary, authorities and topics in every language, of published
        debunks unless other `statuses` are named. `beginnings` are first letters of terms. All
        must be there; when no debunk has all of three or more, those with at least 60 % of them
        are returned. Without a term to search for, nothing is found; of more than 64, the first
        64 count.
        """
        every = Sought(words, beginnings)
        tries = [every, replace(every, most=True)] if len(words) + len(beginnings) > 2 else [every]
        return await self.search_first(tries, limit, offset, statuses)

    async def search_first(
        self,
        tries: Sequence[Sought],
        limit: int,
        offset: int = 0,
        statuses: Iterable[Status] = (Status.PUBLISHED,),
    ) -> list[Debunk]:
        """Return what the first of these finds that finds anything, as `search` does.

        A later page (`offset`) is of the same one, and empty after its last.
        """
        among = [str(status) for status in statuses]
        first, page = max(0, offset), max(0, limit)
        async with self._sessions.snapshot() as connection:
            for sought in tries:
                nums = await word_index.find(connection, sought, among, page, first)
                if nums or (first and await word_index.find(connection, sought, among, 1, 0)):
                    return await load(connection, nums)
        return []

    async def recent(
        self, limit: int, statuses: Iterable[Status] = tuple(Status), offset: int = 0
    ) -> list[Debunk]:
        """Return the debunks of these statuses that changed last, the newest change first.

        `offset` leaves out so many of the newest.
        """
        async with self._sessions.snapshot() as connection:
            return await _page(connection, _RECENT, limit, offset, list(statuses))

    async def statuses(self, ids: Iterable[str]) -> dict[str, Status]:
        """Return the status of each of these debunks that there is."""
        rows = await self._sessions.rows(
            "SELECT id, status FROM debunks WHERE id = ANY (?1)",
            list(ids),
        )
        return {debunk_id: Status(status) for debunk_id, status in rows}

    async def every(self) -> AsyncGenerator[Debunk, None]:
        """Yield every debunk of every status by id, as they all were at the start.

        Close it (`contextlib.aclosing`) when leaving early: it holds a connection of its own.
        """
        async with self._sessions.lasting_snapshot() as connection:
            last = ""
            while page := await connection.rows(
                "SELECT id, num FROM debunks WHERE id > ?1 ORDER BY id LIMIT ?2", last, _PAGE
            ):
                last = page[-1][0]
                for debunk in await load(connection, [num for _, num in page]):
                    yield debunk

    async def save(self, debunk: Debunk, *, at: int = 0) -> Saved:
        """Save one debunk under its id; see `save_all`."""
        counts = await self.save_all([debunk], deed=Deed(at=at, tell=False))
        if counts.new:
            return Saved.NEW
        return Saved.CHANGED if counts.changed else Saved.UNCHANGED

    async def save_all(
        self,
        debunks: Iterable[Debunk] | AsyncIterable[Debunk],
        *,
        dry_run: bool = False,
        deed: Deed = _IMPORT,
    ) -> Tally:
        """Save debunks in one transaction: all of them or, when anything raises, none.

        One that the store does not have starts at version 1; the version of one that was published
        grows when it changes; `version` of what is given plays no part. What is replaced is kept
        as an older version, and `deed` goes into the audit. `dry_run` only compares.

        Raises `NotAllowed` where the doer is no chief (any more), or no editor for drafts only.
        """
        total = Tally()
        if dry_run:
            async with (
                self._sessions.lasting_snapshot() as connection,
                aclosing(_batches(debunks)) as batches,
            ):
                async for batch in batches:
                    total += (await compare(connection, batch, keep_learned=True)).counts
            return total
        async with (
            transaction_of(
                self._sessions, deed, Role.EDITOR if deed.drafts_only else Role.CHIEF
            ) as connection,
            aclosing(_batches(debunks)) as batches,
        ):
            version = await versions.upcoming(connection)
            async for batch in batches:
                total += await write(connection, self._indexing, batch, version, deed)
            await finish(connection, total, version)
        return total

    async def _one(self, sql: str, value: list[str] | int) -> Debunk | None:
        async with self._sessions.snapshot() as connection:
            rows = await connection.rows(sql, value)
            found = await load(connection, [num for (num,) in rows])
        return found[0] if found else None


async def _page(
    connection: Connection, sql: str, limit: int, offset: int, *values: object
) -> list[Debunk]:
    rows = await connection.rows(sql, *values, max(0, limit), max(0, offset))
    return await load(connection, [num for (num,) in rows])


async def _batches(
    debunks: Iterable[Debunk] | AsyncIterable[Debunk],
) -> AsyncGenerator[list[Debunk], None]:
    """Yield debunks in lists, no two of one id in one list, each of bounded size in memory."""
    batch: dict[str, Debunk] = {}
    characters = 0
    async for debunk in _asynchronous(debunks):
        if debunk.id in batch or len(batch) == _BATCH or characters > _BATCH_CHARACTERS:
            yield list(batch.values())
            batch, characters = {}, 0
        batch[debunk.id] = debunk
        characters += _characters(debunk)
    if batch:
        yield list(batch.values())


async def _asynchronous(
    debunks: Iterable[Debunk] | AsyncIterable[Debunk],
) -> AsyncGenerator[Debunk, None]:
    if isinstance(debunks, AsyncIterable):
        async for debunk in debunks:
            yield debunk
    else:
        for debunk in debunks:
            yield debunk


def _characters(debunk: Debunk) -> int:
    texts = [claim.text for claim in debunk.claims]
    texts += debunk.summary.values()
    for statement in debunk.statements:
        texts += statement.text.values()
    return sum(map(len, texts))
