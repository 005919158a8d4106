"""What debunks were: the states that published changes replaced."""

from dataclasses import dataclass

from storage.debunk import Debunk
from storage.interchange import parse_line
from storage.sessions import Sessions


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
            "WHERE d.id = ? ORDER BY s.version DESC LIMIT ?",
            debunk_id,
            limit,
        )
        return [version for (version,) in rows]

    async def get(self, debunk_id: str, version: int) -> Former | None:
        """Return a debunk as it was in an older version, or None where it had none such."""
        rows = await self._sessions.rows(
            "SELECT s.body FROM superseded s JOIN debunks d ON d.num = s.debunk "
            "WHERE d.id = ? AND s.version = ?",
            debunk_id,
            version,
        )
        return Former(version, parse_line(rows[0][0])) if rows else None
