"""What is searched instead of the debunks themselves: index terms."""

import asyncio
from collections.abc import Iterable, Sequence

from domain.debunk import Debunk, Status
from storage.debunks import versions
from storage.debunks.rows_to_debunks import load
from storage.engine.contract import Connection, Row
from storage.search import sqlite as word_index
from storage.search.recipe import Indexing

_PAGE = 50
# Nobody looks for a word this deep in a text, and a file of huge texts must not take minutes.
_INDEXED_CHARACTERS = 10_000


def terms_of_claims(indexing: Indexing, debunk: Debunk) -> list[str]:
    """Return what `phrasings.terms` holds for each claim: nothing unless it is published."""
    if debunk.status is not Status.PUBLISHED:
        return [""] * len(debunk.claims)
    return [_indexed(indexing, [claim.text]) for claim in debunk.claims]


def entry(indexing: Indexing, num: int, debunk: Debunk, claims: Iterable[str]) -> list[Row]:
    """Return the row of one debunk for the word index; `claims` are `terms_of_claims`.

    What readers worded is not searched: only the desk's own claims are.
    """
    if debunk.status is Status.PUBLISHED:
        own = [
            terms for terms, claim in zip(claims, debunk.claims, strict=True) if not claim.learned
        ]
    else:
        own = [_indexed(indexing, [claim.text]) for claim in debunk.own_claims]
    names = [name for part in debunk.statements for name in part.authority.values()]
    return [
        (
            num,
            " ".join(own),
            _indexed(indexing, names),
            _indexed(indexing, debunk.topics),
            _indexed(indexing, debunk.summary.values()),
        )
    ]


async def is_current(connection: Connection, indexing: Indexing) -> bool:
    """Return whether the store's indexes were made by this recipe; only reads."""
    name = await connection.value("SELECT value FROM meta WHERE name = 'indexing'")
    return bool(name == indexing.name)


async def rebuild(connection: Connection, indexing: Indexing) -> None:
    """Make terms, word index and canonical links anew by this recipe, inside a transaction."""
    await word_index.clear(connection)
    last = -1
    while page := await connection.rows(
        "SELECT num FROM debunks WHERE num > ?1 ORDER BY num LIMIT ?2", last, _PAGE
    ):
        nums = [num for (num,) in page]
        last = nums[-1]
        await _index(connection, indexing, nums)
    await _index_seen(connection, indexing)
    await connection.run("UPDATE meta SET value = ?1 WHERE name = 'indexing'", indexing.name)
    version = await versions.upcoming(connection)
    await connection.run("UPDATE debunks SET changed = ?1", version)
    await versions.reach(connection, version)


async def _index(connection: Connection, indexing: Indexing, nums: Sequence[int]) -> None:
    debunks = await load(connection, nums)
    links = await connection.rows(
        "SELECT debunk, position, address FROM appearances WHERE debunk = ANY (?1)",
        list(nums),
    )

    def prepare() -> tuple[list[Row], list[Row], list[Row]]:
        terms: list[Row] = []
        entries: list[Row] = []
        for num, debunk in zip(nums, debunks, strict=True):
            claims = terms_of_claims(indexing, debunk)
            terms += [(claim, num, place) for place, claim in enumerate(claims)]
            entries += entry(indexing, num, debunk, claims)
        return terms, entries, [(indexing.post_at(link), num, at) for num, at, link in links]

    terms, entries, canonical = await asyncio.to_thread(prepare)
    await connection.run_many(
        "UPDATE phrasings SET terms = ?1 WHERE debunk = ?2 AND position = ?3", terms
    )
    await word_index.fill(connection, entries)
    await connection.run_many(
        "UPDATE appearances SET canonical = ?1 WHERE debunk = ?2 AND position = ?3", canonical
    )


async def _index_seen(connection: Connection, indexing: Indexing) -> None:
    """Make the pages that submissions name anew, from their former canonical forms.

    The links as they were are not kept; their former forms are links themselves.
    """
    seen = await connection.rows("SELECT canonical, submission FROM seen")

    def prepare() -> list[Row]:
        return [(post, number) for link, number in seen if (post := indexing.post_at(link))]

    made = await asyncio.to_thread(prepare)
    await connection.run("DELETE FROM seen")
    await connection.run_many(
        "INSERT INTO seen (canonical, submission) VALUES (?1, ?2) ON CONFLICT DO NOTHING", made
    )


def _indexed(indexing: Indexing, texts: Iterable[str]) -> str:
    return " ".join(term for text in texts for term in indexing.terms(text[:_INDEXED_CHARACTERS]))
