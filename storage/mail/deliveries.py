"""Who was given which version of a debunk, so that a change of it can reach them."""

from storage.engine.contract import Connection, Sessions
from storage.mail.notices import Delivery, tell_missed

RETRACTED = "retracted"
"""What stands in place of a verdict for a reader who was told that the debunk is withdrawn."""

_KEEP_OF = """
INSERT INTO deliveries (reader, debunk, version, verdict, message, at)
SELECT r.id, d.num, ?3, ?4, ?5, ?6 FROM readers r, debunks d WHERE {whose} = ?1 AND d.num = ?2
ON CONFLICT (reader, debunk) DO UPDATE SET
    version = excluded.version, verdict = excluded.verdict,
    message = coalesce(excluded.message, deliveries.message), at = excluded.at
"""
_KEEP = _KEEP_OF.format(whose="r.id")
KEEP_BY_PERSON = _KEEP_OF.format(whose="r.person")
"""Notes a delivery by the reader's keyed hash; what has changed meanwhile is to be looked at."""


class Deliveries:
    """The last version of each debunk that each reader was given."""

    def __init__(self, sessions: Sessions) -> None:
        self._sessions = sessions

    async def note(
        self,
        reader: int,
        debunk_id: str,
        version: int,
        verdict: str,
        message: int | None,
        at: int,
    ) -> bool:
        """Note that a reader has been given this version, in the bot's `message` if it is known.

        If the debunk has changed meanwhile, the change is made due to the reader. Return False
        where the reader's row or the debunk is gone.
        """
        async with self._sessions.transaction() as connection:
            num = await connection.value(
                "SELECT num FROM debunks WHERE id = ANY (?1)",
                [debunk_id],
            )
            return num is not None and await keep(
                connection, Delivery(reader, num, version, verdict, message, at)
            )

    async def given_in(self, reader: int, message: int) -> list[str]:
        """Return the debunks whose cards a message of the bot gave a reader, as far as is noted."""
        rows = await self._sessions.rows(
            "SELECT d.id FROM deliveries v JOIN debunks d ON d.num = v.debunk "
            "WHERE v.reader = ?1 AND v.message = ?2 ORDER BY d.num",
            reader,
            message,
        )
        return [str(row[0]) for row in rows]

    async def version(self, reader: int, debunk_id: str) -> int | None:
        """Return the version of a debunk that a reader was given last, or None."""
        rows = await self._sessions.rows(
            "SELECT v.version FROM deliveries v JOIN debunks d ON d.num = v.debunk "
            "WHERE v.reader = ?1 AND d.id = ANY (?2)",
            reader,
            [debunk_id],
        )
        return int(rows[0][0]) if rows else None


async def keep(connection: Connection, given: Delivery) -> bool:
    """Note a delivery inside the caller's transaction, as `Deliveries.note` does."""
    kept = await connection.run(
        _KEEP,
        given.reader,
        given.debunk_num,
        given.version,
        given.verdict,
        given.message,
        given.at,
    )
    await tell_missed(connection, given)
    return kept > 0
