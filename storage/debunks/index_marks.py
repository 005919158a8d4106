"""The mark of an index that is kept outside the store, made of one state of it."""

from storage.engine.contract import Sessions

_NAME = "index"
_KEEP = """
INSERT INTO meta (name, value) VALUES (?1, ?2)
ON CONFLICT (name) DO UPDATE SET value = excluded.value
"""


class IndexMarks:
    """Keeps one mark; fulfils matching's `Marks`.

    Who puts a mark when an index shows a version knows of every state of the store with that mark
    that it came later: a copy from before has another mark, or none.
    """

    def __init__(self, sessions: Sessions) -> None:
        self._sessions = sessions

    async def mark(self) -> str | None:
        """Return the mark, None where none was ever put."""
        rows = await self._sessions.rows("SELECT value FROM meta WHERE name = ?1", _NAME)
        return str(rows[0][0]) if rows else None

    async def put(self, mark: str) -> None:
        """Keep this mark instead of the former one. Raises what a transaction raises."""
        async with self._sessions.transaction() as connection:
            await connection.run(_KEEP, _NAME, mark)
