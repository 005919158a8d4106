"""What a store holds, in numbers: nothing of what anybody wrote, and nobody's id."""

from collections.abc import Collection
from dataclasses import dataclass

from storage.engine.contract import Sessions

_NUMBERS = (
    "SELECT count(*) FROM moderators WHERE role = 'owner'",
    "SELECT count(*) FROM debunks WHERE status = 'published'",
    "SELECT count(*) FROM debunks WHERE status = 'draft'",
    "SELECT count(*) FROM drafts WHERE step = 'waiting' AND \"case\" IS NULL",
    "SELECT coalesce(min(changed), 0) FROM drafts WHERE step = 'waiting' AND \"case\" IS NULL",
    "SELECT count(*) FROM unreadable",
    "SELECT coalesce(max(at), 0) FROM unreadable",
    "SELECT coalesce((SELECT at FROM audit ORDER BY id DESC LIMIT 1), 0)",
)


@dataclass(frozen=True, slots=True)
class Holdings:
    """How much a store holds of what an operator asks about; times are in seconds, 0 for never.

    `drafts` are debunks that were never published, `waiting` finished changes that wait for a
    chief, the oldest since `waiting_since`. `last_deed` is when somebody of the desk last did
    anything.
    """

    owners: int
    published: int
    drafts: int
    waiting: int
    waiting_since: int
    unreadable: int
    last_unreadable: int
    last_deed: int


class Overview:
    """A look at a store as a whole; only reads."""

    def __init__(self, sessions: Sessions) -> None:
        self._sessions = sessions

    async def holdings(self) -> Holdings:
        """Return how much there is of each, all of one moment."""
        async with self._sessions.snapshot() as connection:
            return Holdings(*[int(await connection.value(number)) for number in _NUMBERS])

    async def published_among(self, ids: Collection[str]) -> int:
        """Return how many of these debunks are published."""
        rows = await self._sessions.rows(
            "SELECT count(*) FROM debunks WHERE status = 'published' AND id = ANY (?1)", list(ids)
        )
        return int(rows[0][0])

    async def is_unreachable(self, person: bytes) -> bool:
        """Tell whether the last message to someone was refused; `person` is the keyed hash."""
        rows = await self._sessions.rows(
            "SELECT 1 FROM readers WHERE person = ?1 AND reachable = 0", person
        )
        return bool(rows)

    async def noted(self, name: str) -> object | None:
        """Return the value that the store keeps under a name in `meta`, or None."""
        rows = await self._sessions.rows("SELECT value FROM meta WHERE name = ?1", name)
        return rows[0][0] if rows else None
