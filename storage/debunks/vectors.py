"""The vectors of phrasings: made by an encoder outside the store, kept beside the texts."""

from collections.abc import Mapping

from domain.phrasing import Phrasing
from storage.debunks import versions
from storage.engine.contract import Sessions

_LACKING = """
FROM debunks d JOIN phrasings p ON p.debunk = d.num
WHERE d.status = 'published'
AND NOT EXISTS (SELECT 1 FROM vectors v WHERE v.phrasing = p.id AND v.encoder = ?1)
"""


class Vectors:
    """Which published phrasings lack a vector, and keeping those that were made.

    An encoder is known by its name, which must change with whatever changes its vectors. A phrasing
    has one vector: one of another encoder counts as none and is replaced. It goes when the text
    changes and stays when anything else does.
    """

    def __init__(self, sessions: Sessions) -> None:
        self._sessions = sessions

    async def count_lacking(self, encoder: str) -> int:
        """Return how many published phrasings lack a vector of this encoder."""
        rows = await self._sessions.rows(f"SELECT count(*) {_LACKING}", encoder)
        return int(rows[0][0])

    async def lacking(self, encoder: str, limit: int) -> list[Phrasing]:
        """Return up to `limit` published phrasings that lack a vector of this encoder."""
        rows = await self._sessions.rows(
            f"SELECT p.id, d.id, p.lang, p.text {_LACKING} LIMIT ?2",
            encoder,
            max(0, limit),
        )
        return [Phrasing(*row) for row in rows]

    async def save(self, encoder: str, vectors: Mapping[int, bytes]) -> None:
        """Keep the vectors of phrasings by their ids, all or none; ids that are gone are left out.

        The debunks concerned count as changed: the store's version grows by one, unless every id is
        gone. Raises what `Sessions.transaction` raises.
        """
        async with self._sessions.transaction() as connection:
            held = await connection.rows(
                "SELECT id, debunk FROM phrasings WHERE id = ANY (?1)",
                list(vectors),
            )
            if not held:
                return
            await connection.run_many(
                "INSERT INTO vectors (phrasing, encoder, vector) VALUES (?1, ?2, ?3) "
                "ON CONFLICT (phrasing) DO UPDATE SET "
                "encoder = excluded.encoder, vector = excluded.vector",
                [(phrasing, encoder, vectors[phrasing]) for phrasing, _ in held],
            )
            version = await versions.upcoming(connection)
            await connection.run(
                "UPDATE debunks SET changed = ?1 WHERE num = ANY (?2)",
                version,
                list({num for _, num in held}),
            )
            await versions.reach(connection, version)
