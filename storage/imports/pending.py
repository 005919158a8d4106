"""What moderators have said so far about the files that they sent: kept until it is done."""

from dataclasses import dataclass, replace

from domain.deed import Deed
from storage.desk import drafts
from storage.desk.drafts import Draft
from storage.desk.roles import transaction_of
from storage.engine.contract import Row, Sessions

ASKED = "file"
"""The step of a file whose page has buttons."""
REASON = "file-reason"
"""The step of a file for whose corrections a reason is to be typed."""

_MOST = 10

_SELECT = "SELECT id, moderator, step, body, changed FROM drafts WHERE step LIKE 'file%' AND "
_PUT = """
UPDATE drafts SET step = ?3, body = ?4, changed = (
    SELECT CASE WHEN max(o.changed) >= ?5 THEN max(o.changed) + 1 ELSE ?5 END
    FROM drafts o WHERE o.moderator = ?1 AND o.id != ?2
) WHERE id = ?2 AND moderator = ?1 AND step LIKE 'file%'
"""
_TOO_MANY = """
DELETE FROM drafts WHERE step LIKE 'file%' AND moderator = ?1 AND id NOT IN (
    SELECT id FROM drafts WHERE step LIKE 'file%' AND moderator = ?1
    ORDER BY changed DESC, id DESC LIMIT ?2
)
"""


@dataclass(frozen=True, slots=True)
class PendingFile:
    """A file under way: `body` is the caller's, `changed` in seconds."""

    id: int
    moderator: int
    step: str
    body: str
    changed: int


class PendingFiles:
    """The files under way: ten of each moderator at most, none for more than 30 days.

    Who has no role any more gets `NotAllowed`.
    """

    def __init__(self, sessions: Sessions) -> None:
        self._sessions = sessions

    async def begin(self, moderator: int, *, body: str, at: int) -> PendingFile:
        """Keep that a file has come; the oldest of too many go."""
        async with transaction_of(self._sessions, Deed(moderator)) as connection:
            draft = await drafts.insert(
                connection, Draft(0, moderator, None, None, ASKED, body, None, at)
            )
            await connection.run(_TOO_MANY, moderator, _MOST)
            return PendingFile(draft.id, moderator, ASKED, body, draft.changed)

    async def get(self, number: int, moderator: int) -> PendingFile | None:
        """Return a moderator's file, or None when it is done, too old or somebody else's."""
        rows = await self._sessions.rows(_SELECT + "id = ?1 AND moderator = ?2", number, moderator)
        return _pending(rows[0]) if rows else None

    async def put(self, pending: PendingFile, *, step: str, body: str, at: int) -> PendingFile:
        """Keep what was said; return it as it is kept. One that is gone meanwhile stays gone."""
        async with transaction_of(self._sessions, Deed(pending.moderator)) as connection:
            await connection.run(_PUT, pending.moderator, pending.id, step, body, at)
        return replace(pending, step=step, body=body, changed=at)

    async def drop(self, pending: PendingFile) -> None:
        """Forget a file that is done."""
        async with transaction_of(self._sessions, Deed(pending.moderator)) as connection:
            await connection.run(
                "DELETE FROM drafts WHERE id = ?1 AND moderator = ?2 AND step LIKE 'file%'",
                pending.id,
                pending.moderator,
            )

    async def awaiting(self, moderator: int) -> PendingFile | None:
        """Return the file whose reason the moderator is to type.

        None where a draft of a debunk that awaits an answer was touched later.
        """
        rows = await self._sessions.rows(
            "SELECT id, moderator, step, body, changed FROM drafts "
            "WHERE moderator = ?1 AND step NOT IN ('file', 'waiting', 'aside') "
            "ORDER BY changed DESC, id DESC LIMIT 1",
            moderator,
        )
        return _pending(rows[0]) if rows and rows[0][2] == REASON else None


def _pending(row: Row) -> PendingFile:
    return PendingFile(*row)
