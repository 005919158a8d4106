"""The published phrasings, as matching searches them."""

from collections.abc import Sequence
from dataclasses import dataclass

from storage import expressions
from storage.connection import listed
from storage.indexing import Indexing
from storage.sessions import Sessions


@dataclass(frozen=True, slots=True)
class Phrasing:
    """One wording of a published debunk's claim; `id` is the store's and may change with it."""

    id: int
    debunk_id: str
    lang: str
    text: str


class Phrasings:
    """Look-ups among published phrasings; fulfils matching's protocol of the same name."""

    def __init__(self, sessions: Sessions, indexing: Indexing) -> None:
        self._sessions = sessions
        self._indexing = indexing

    async def count(self) -> int:
        """Return how many published phrasings there are."""
        rows = await self._sessions.rows("SELECT value FROM meta WHERE name = 'phrasings'")
        return int(rows[0][0])

    async def frequencies(self, terms: Sequence[str]) -> dict[str, int]:
        """Return in how many phrasings each term stands; a term that stands in none is left out."""
        rows = await self._sessions.rows(
            "SELECT v.term, v.doc FROM json_each(?) t CROSS JOIN phrasing_vocabulary v "
            "ON v.term = t.value",
            listed(dict.fromkeys(terms)),
        )
        return dict(rows)

    async def holding_any(self, terms: Sequence[str], limit: int) -> list[Phrasing]:
        """Return up to `limit` phrasings that hold any of the terms, best bm25 first."""
        expression = " OR ".join(expressions.words(terms))
        if not expression:
            return []
        rows = await self._sessions.rows(
            "SELECT p.id, d.id, p.lang, p.text FROM "
            "(SELECT rowid, rank FROM phrasing_words WHERE phrasing_words MATCH ? "
            "ORDER BY rank LIMIT ?) w "
            "JOIN phrasings p ON p.id = w.rowid JOIN debunks d ON d.num = p.debunk "
            "ORDER BY w.rank, p.id",
            expression,
            max(0, limit),
        )
        return [Phrasing(*row) for row in rows]

    async def listing(self, addresses: Sequence[str]) -> list[Phrasing]:
        """Return the first phrasing of each published debunk that appeared at one of these links.

        A link may come in any spelling; the newest debunk comes first.
        """
        rows = await self._sessions.rows(
            "SELECT p.id, d.id, p.lang, p.text FROM debunks d "
            "JOIN phrasings p ON p.debunk = d.num AND p.position = 0 "
            "WHERE d.status = 'published' AND d.num IN (SELECT debunk FROM appearances "
            "WHERE canonical IN (SELECT value FROM json_each(?))) "
            "ORDER BY d.date DESC, d.num DESC",
            listed(map(self._indexing.address, addresses)),
        )
        return [Phrasing(*row) for row in rows]
