"""What debunks were: the states that published changes replaced."""

from collections.abc import Iterable
from dataclasses import dataclass

from domain.debunk import Debunk
from formats.interchange import parse_line
from storage.engine.contract import Sessions


@dataclass(frozen=True, slots=True)
class Former:
    """A debunk as it stood in an older version."""

    version: int
    debunk: Debunk


class History:
    """The older versions of a store's debunks."""

    def __init__(self, sessions: Sessions) -> None:
        self._sessions = sessions

    async def versions(self, debunk_id: str, limit: int = 50) -> list[int]:
        """Return the numbers of a debunk's older versions, newest first."""
        rows = await self._sessions.rows(
            "SELECT s.version FROM superseded s JOIN debunks d ON d.num = s.debunk "
            "WHERE d.id = ?1 ORDER BY s.version DESC LIMIT ?2",
            debunk_id,
            limit,
        )
        return [version for (version,) in rows]

    async def get(self, debunk_id: str, version: int) -> Former | None:
        """Return a debunk as it was in an older version, or None where it had none such."""
        rows = await self._sessions.rows(
            "SELECT s.body FROM superseded s JOIN debunks d ON d.num = s.debunk "
            "WHERE d.id = ?1 AND s.version = ?2",
            debunk_id,
            version,
        )
        return Former(version, parse_line(rows[0][0])) if rows else None

    async def holding(self, words: Iterable[str], limit: int) -> list[Former]:
        """Return older versions whose interchange line holds all of these words, newest first.

        Reads every older version, some 0.1 s for ten thousand of 4 kB: not for every post.
        Words are compared letter by letter; without one, nothing is found.
        """
        wanted = list(filter(None, words))
        if not wanted:
            return []
        # What is left of a body without a word that it holds is another text.
        every = " AND ".join(f"replace(body, ?{n}, '') <> body" for n in range(2, len(wanted) + 2))
        rows = await self._sessions.rows(
            f"SELECT version, body FROM superseded WHERE {every} "  # noqa: S608 - parts of ours
            "ORDER BY version DESC LIMIT ?1",
            limit,
            *wanted,
        )
        return [Former(version, parse_line(body)) for version, body in rows]
