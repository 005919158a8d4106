"""Updates that could not be read: the newest, sealed, so that someone can see why."""

from dataclasses import dataclass

from storage.engine.contract import Sessions

MOST_KEPT = 100
"""How many are kept; the oldest go first."""

_TOLD = "unreadable-told"


@dataclass(frozen=True, slots=True)
class KeptUpdate:
    """One that was kept: its kind, its encrypted JSON, and when it came, in seconds."""

    kind: str
    sealed: bytes
    at: int


class KeptUpdates:
    """The updates that could not be read, newest first; how many there were is in the counts."""

    def __init__(self, sessions: Sessions) -> None:
        self._sessions = sessions

    async def keep(self, kind: str, sealed: bytes, person: bytes | None, at: int) -> None:
        """Keep one more, and the newest `MOST_KEPT` alone; `person` is its sender's keyed hash."""
        async with self._sessions.transaction() as connection:
            await connection.run(
                "INSERT INTO unreadable (kind, sealed, person, at) VALUES (?1, ?2, ?3, ?4)",
                kind,
                sealed,
                person,
                at,
            )
            await connection.run(
                "DELETE FROM unreadable WHERE id NOT IN "
                "(SELECT id FROM unreadable ORDER BY id DESC LIMIT ?1)",
                MOST_KEPT,
            )

    async def newest(self, limit: int = MOST_KEPT) -> list[KeptUpdate]:
        """Return the newest ones, newest first."""
        rows = await self._sessions.rows(
            "SELECT kind, sealed, at FROM unreadable ORDER BY id DESC LIMIT ?1", limit
        )
        return [KeptUpdate(kind, sealed, at) for kind, sealed, at in rows]

    async def first_of(self, day: str) -> bool:
        """Tell whether nobody has asked this on this day (`2026-11-22`); asking is remembered."""
        rows = await self._sessions.rows("SELECT value FROM meta WHERE name = ?1", _TOLD)
        if rows and rows[0][0] == day:
            return False
        async with self._sessions.transaction() as connection:
            changed = await connection.run(
                "UPDATE meta SET value = ?1 WHERE name = ?2 AND value <> ?3", day, _TOLD, day
            )
        return changed == 1
