"""Links into private chats that an older Raspa kept go when a store is brought up to date."""

import asyncio

from formats.interchange import LineError, format_line, parse_line
from storage.engine.contract import Connection, Row
from storage.search.recipe import Indexing

# Each with its key, and what to do with a row whose address leads into a private chat.
_HELD = (
    ("SELECT DISTINCT address FROM appearances", "DELETE FROM appearances WHERE address = ?1"),
    (
        "SELECT DISTINCT url FROM sources WHERE title IS NULL",
        "DELETE FROM sources WHERE title IS NULL AND url = ?1",
    ),
    (
        "SELECT DISTINCT url FROM sources WHERE url IS NOT NULL",
        "UPDATE sources SET url = NULL WHERE url = ?1",
    ),
    (
        "SELECT DISTINCT url FROM statements WHERE url IS NOT NULL",
        "UPDATE statements SET url = NULL WHERE url = ?1",
    ),
    ("SELECT DISTINCT canonical FROM seen", "DELETE FROM seen WHERE canonical = ?1"),
)
_PAGE = 200


async def drop(connection: Connection, indexing: Indexing) -> None:
    """Take links into private chats out of debunks, their former states and submissions."""
    for select, change in _HELD:
        links = [str(link) for (link,) in await connection.rows(select)]
        for link in await asyncio.to_thread(_private, links, indexing):
            await connection.run(change, link)
    last = (-1, -1)
    while page := await connection.rows(
        "SELECT debunk, version, body FROM superseded WHERE (debunk, version) > (?1, ?2) "
        "ORDER BY debunk, version LIMIT ?3",
        *last,
        _PAGE,
    ):
        last = page[-1][:2]
        await connection.run_many(
            "UPDATE superseded SET body = ?1 WHERE debunk = ?2 AND version = ?3",
            await asyncio.to_thread(_public, page, indexing),
        )


def _private(links: list[str], indexing: Indexing) -> list[str]:
    return [link for link in links if indexing.is_private(link)]


def _public(page: list[Row], indexing: Indexing) -> list[Row]:
    changed: list[Row] = []
    for debunk, version, body in page:
        try:
            before = parse_line(body)
        except LineError:
            # Of a kind that this Raspa does not read: `/history` does not show it either.
            continue
        public, left = indexing.links.public(before)
        if left:
            changed.append((format_line(public), debunk, version))
    return changed
