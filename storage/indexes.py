"""The word indexes: what is searched instead of the debunks themselves; published ones only."""

import asyncio
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from storage.connection import Connection, Row, listed
from storage.debunk import Debunk, Status
from storage.indexing import Indexing
from storage.loading import load

_PAGE = 50
# Nobody looks for a word this deep in a text, and a file of huge texts must not take minutes.
_INDEXED_CHARACTERS = 10_000

_DROP = (
    "DELETE FROM phrasing_words WHERE rowid IN (SELECT id FROM phrasings "
    "WHERE debunk IN (SELECT value FROM json_each(?)))",
    "DELETE FROM debunk_words WHERE rowid IN (SELECT value FROM json_each(?))",
)


@dataclass(slots=True)
class Entries:
    """Rows for the two word indexes."""

    phrasings: list[Row] = field(default_factory=list)
    debunks: list[Row] = field(default_factory=list)

    def add(
        self, indexing: Indexing, num: int, phrasing_ids: Sequence[int], debunk: Debunk
    ) -> None:
        """Add the rows of one debunk: none unless it is published."""
        if debunk.status is not Status.PUBLISHED:
            return
        claims = [_indexed(indexing, [claim.text]) for claim in debunk.claims]
        self.phrasings += zip(phrasing_ids, claims, strict=True)
        names = [name for part in debunk.statements for name in part.authority.values()]
        self.debunks.append(
            (
                num,
                " ".join(claims),
                _indexed(indexing, names),
                _indexed(indexing, debunk.topics),
                _indexed(indexing, debunk.summary.values()),
            )
        )


async def fill(connection: Connection, entries: Entries) -> None:
    """Write rows into the word indexes."""
    await connection.run_many(
        "INSERT INTO phrasing_words (rowid, terms) VALUES (?, ?)", entries.phrasings
    )
    await connection.run_many(
        "INSERT INTO debunk_words (rowid, claims, authorities, topics, summary) "
        "VALUES (?, ?, ?, ?, ?)",
        entries.debunks,
    )


async def drop(connection: Connection, nums: Sequence[int]) -> None:
    """Take debunks out of the word indexes, while their phrasings are still there."""
    for statement in _DROP:
        await connection.run(statement, listed(nums))


async def is_current(connection: Connection, indexing: Indexing) -> bool:
    """Return whether the store's indexes were made by this recipe; only reads."""
    name = await connection.value("SELECT value FROM meta WHERE name = 'indexing'")
    return bool(name == indexing.name)


async def rebuild(connection: Connection, indexing: Indexing) -> None:
    """Make the word indexes and canonical links anew by this recipe, inside a transaction."""
    await connection.run("DELETE FROM phrasing_words")
    await connection.run("DELETE FROM debunk_words")
    last = -1
    while page := await connection.rows(
        "SELECT num FROM debunks WHERE num > ? ORDER BY num LIMIT ?", last, _PAGE
    ):
        nums = [num for (num,) in page]
        last = nums[-1]
        await _index(connection, indexing, nums)
    await connection.run("UPDATE meta SET value = ? WHERE name = 'indexing'", indexing.name)
    await connection.run("UPDATE meta SET value = value + 1 WHERE name = 'version'")


async def _index(connection: Connection, indexing: Indexing, nums: Sequence[int]) -> None:
    debunks = await load(connection, nums)
    page = listed(nums)
    ids: dict[int, list[int]] = {num: [] for num in nums}
    for num, phrasing in await connection.rows(
        "SELECT debunk, id FROM phrasings WHERE debunk IN (SELECT value FROM json_each(?)) "
        "ORDER BY debunk, position",
        page,
    ):
        ids[num].append(phrasing)
    links = await connection.rows(
        "SELECT debunk, position, address FROM appearances "
        "WHERE debunk IN (SELECT value FROM json_each(?))",
        page,
    )

    def prepare() -> tuple[Entries, list[Row]]:
        entries = Entries()
        for num, debunk in zip(nums, debunks, strict=True):
            entries.add(indexing, num, ids[num], debunk)
        return entries, [(indexing.address(link), num, place) for num, place, link in links]

    entries, canonical = await asyncio.to_thread(prepare)
    await fill(connection, entries)
    await connection.run_many(
        "UPDATE appearances SET canonical = ? WHERE debunk = ? AND position = ?", canonical
    )


def _indexed(indexing: Indexing, texts: Iterable[str]) -> str:
    return " ".join(term for text in texts for term in indexing.terms(text[:_INDEXED_CHARACTERS]))
