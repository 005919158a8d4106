"""What is kept of the people who ask: the language they chose, under a keyed hash."""

from storage.sessions import Sessions


class Readers:
    """People, each named by a keyed hash that the caller computes; the key is not in the store."""

    def __init__(self, sessions: Sessions) -> None:
        self._sessions = sessions

    async def language(self, person: bytes) -> str | None:
        """Return the language that this person chose, or None."""
        rows = await self._sessions.rows("SELECT lang FROM readers WHERE person = ?", person)
        return str(rows[0][0]) if rows else None

    async def set_language(self, person: bytes, lang: str) -> None:
        """Keep the language that this person chose."""
        async with self._sessions.transaction() as connection:
            await connection.run(
                "INSERT INTO readers (person, lang) VALUES (?, ?) "
                "ON CONFLICT (person) DO UPDATE SET lang = excluded.lang",
                person,
                lang,
            )

    async def forget(self, person: bytes) -> int:
        """Delete all that is kept of this person and return how many records that was."""
        async with self._sessions.transaction() as connection:
            return await connection.run("DELETE FROM readers WHERE person = ?", person)
