"""The published phrasings, as matching searches them."""

from collections.abc import AsyncGenerator, Sequence

from domain.phrasing import Phrasing
from storage.debunks import versions
from storage.debunks.changes import Changes, changed
from storage.engine.contract import Sessions
from storage.search.recipe import Indexing


class Phrasings:
    """Look-ups among published phrasings; fulfils matching's protocol of the same name."""

    def __init__(self, sessions: Sessions, indexing: Indexing) -> None:
        self._sessions = sessions
        self._indexing = indexing

    async def version(self) -> int:
        """Return a number that grows with each change of debunks or vectors: a key for caches."""
        rows = await self._sessions.rows(versions.CURRENT)
        return int(rows[0][0])

    def changes(self, since: int, encoder: str | None = None) -> AsyncGenerator[Changes, None]:
        """Yield, in parts of bounded size, the debunks that changed after version `since`.

        0 gives every debunk; the order is that of the changes. A debunk changes when it is saved
        with a difference, or when vectors of its phrasings are; without a change, nothing is
        yielded. Go on from the `version` of the last part that was dealt with: one who stops early
        gets some debunks again and misses none. Only vectors of `encoder` are given. Holds nothing
        open between parts: what changes meanwhile comes later, if need be a second time.
        """
        return changed(self._sessions, since, encoder)

    async def texts(self, ids: Sequence[int]) -> dict[int, Phrasing]:
        """Return the phrasings of these ids; those no longer there or published are left out."""
        rows = await self._sessions.rows(
            "SELECT p.id, d.id, p.lang, p.text FROM phrasings p "
            "JOIN debunks d ON d.num = p.debunk "
            "WHERE p.id = ANY (?1) AND d.status = 'published'",
            list(ids),
        )
        return {row[0]: Phrasing(*row) for row in rows}

    async def listing(self, addresses: Sequence[str]) -> list[Phrasing]:
        """Return the first phrasing of each published debunk that appeared at one of these links.

        A link may come in any spelling, and one that names no post lists nothing; the newest
        debunk comes first.
        """
        rows = await self._sessions.rows(
            "SELECT p.id, d.id, p.lang, p.text FROM debunks d "
            "JOIN phrasings p ON p.debunk = d.num AND p.position = 0 "
            "WHERE d.status = 'published' AND d.num IN (SELECT debunk FROM appearances "
            "WHERE canonical = ANY (?1)) "
            "ORDER BY d.date DESC NULLS LAST, d.num DESC",
            list(filter(None, map(self._indexing.post_at, addresses))),
        )
        return [Phrasing(*row) for row in rows]
