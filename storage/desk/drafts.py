"""Moderators' work in progress: kept at every step, so that nothing typed is lost."""

from dataclasses import dataclass, replace

from domain.deed import Deed
from domain.moderator import Role
from storage.desk import audit
from storage.desk.roles import transaction_of
from storage.engine.contract import Connection, Row, Sessions

WAITING = "waiting"
"""The step of a draft that its editor has finished: a chief may publish it."""
ASIDE = "aside"
"""The step of a draft that was put aside: nothing that its moderator types goes to it."""

# The answers about files are kept in the same table, by `storage.imports.pending`.
_SELECT = (
    'SELECT id, moderator, debunk, base, step, body, "case", changed FROM drafts '
    "WHERE step NOT IN ('file', 'file-reason') AND "
)
_LEFT = """
step != 'waiting' AND moderator IN (SELECT id FROM moderators WHERE role IS NULL)
ORDER BY changed DESC, id DESC LIMIT ?1
"""
# The draft touched last takes what is typed, also within a second and with the clock set back.
_BEGIN = """
INSERT INTO drafts (moderator, debunk, base, step, body, "case", changed)
SELECT ?1, ?2, ?3, ?4, ?5, ?6, CASE WHEN max(changed) >= ?7 THEN max(changed) + 1 ELSE ?7 END
FROM drafts WHERE moderator = ?1
RETURNING id, changed
"""
_PUT = """
UPDATE drafts SET step = ?3, body = ?4, base = ?5, changed = (
    SELECT CASE WHEN max(o.changed) >= ?6 THEN max(o.changed) + 1 ELSE ?6 END
    FROM drafts o WHERE o.moderator = ?1 AND o.id != ?2
) WHERE id = ?2
"""
_HAND_OVER = """
UPDATE drafts SET moderator = ?1, step = ?2, body = ?3, changed = (
    SELECT CASE WHEN max(o.changed) >= ?4 THEN max(o.changed) + 1 ELSE ?4 END
    FROM drafts o WHERE o.moderator = ?1 AND o.id != ?5
) WHERE id = ?5 AND moderator = ?6 AND step = ?7
RETURNING changed
"""
_NEWEST_FIRST = " ORDER BY changed DESC, id DESC LIMIT 50"


@dataclass(frozen=True, slots=True)
class Draft:
    """One draft: of a new debunk (`debunk` None), or of a change of one begun at version `base`.

    `step` names the question that awaits an answer, or is `WAITING` or `ASIDE`; `body` is the
    caller's; `case` is the one that the debunk will answer; `changed` is in seconds.
    """

    id: int
    moderator: int
    debunk: str | None
    base: int | None
    step: str
    body: str
    case: int | None
    changed: int


async def insert(connection: Connection, new: Draft) -> Draft:
    """Keep a draft whose id and `changed` are yet to be given, and return it as it is kept."""
    values = (new.moderator, new.debunk, new.base, new.step, new.body, new.case, new.changed)
    ((number, changed),) = await connection.rows(_BEGIN, *values)
    return replace(new, id=number, changed=changed)


class Drafts:
    """The drafts of all moderators. Who has no role for a deed (any more) gets `NotAllowed`."""

    def __init__(self, sessions: Sessions) -> None:
        self._sessions = sessions

    async def begin(
        self,
        deed: Deed,
        *,
        step: str,
        body: str,
        debunk: str | None = None,
        base: int | None = None,
        case: int | None = None,
    ) -> Draft:
        """Begin a draft; it is the one that awaits its moderator's answers from now on."""
        async with transaction_of(self._sessions, deed) as connection:
            new = Draft(0, deed.by or 0, debunk, base, step, body, case, deed.at)
            draft = await insert(connection, new)
            about = {"debunk": debunk, "case": case}
            details = {name: value for name, value in about.items() if value is not None}
            await audit.record(connection, deed, "draft.begun", f"draft:{draft.id}", details)
            return draft

    async def get(self, draft: int) -> Draft | None:
        """Return a draft, or None when it was saved or thrown away."""
        rows = await self._sessions.rows(_SELECT + "id = ?1", draft)
        return _draft(rows[0]) if rows else None

    async def put(self, draft: Draft) -> bool:
        """Keep a draft's step, body and time of change; tell whether it is still there.

        Raises `NotAllowed` where its moderator has no role any more.
        """
        async with transaction_of(self._sessions, Deed(draft.moderator)) as connection:
            values = draft.moderator, draft.id, draft.step, draft.body, draft.base, draft.changed
            return bool(await connection.run(_PUT, *values))

    async def drop(self, draft: int, *, deed: Deed) -> bool:
        """Throw a draft away; tell whether it was there."""
        async with transaction_of(self._sessions, deed) as connection:
            if not await connection.run("DELETE FROM drafts WHERE id = ?1", draft):
                return False
            await audit.record(connection, deed, "draft.dropped", f"draft:{draft}")
            return True

    async def awaiting(self, moderator: int) -> Draft | None:
        """Return the draft that what this moderator types is meant for."""
        return await self._first("moderator = ?1 AND step NOT IN ('waiting', 'aside')", moderator)

    async def open_of(self, moderator: int) -> list[Draft]:
        """Return a moderator's unfinished drafts, the last touched first."""
        return await self._all("moderator = ?1 AND step != 'waiting'", moderator)

    async def waiting(self, limit: int = 50) -> list[Draft]:
        """Return the finished changes that wait for a chief, the oldest first.

        Those that only remember the case of an unpublished debunk are none of them.
        """
        rows = await self._sessions.rows(
            _SELECT + "step = 'waiting' AND \"case\" IS NULL ORDER BY changed, id LIMIT ?1",
            limit,
        )
        return [_draft(row) for row in rows]

    async def waiting_for(self, debunk_id: str) -> Draft | None:
        """Return the newest finished change of a debunk."""
        return await self._first("debunk = ?1 AND step = 'waiting' AND \"case\" IS NULL", debunk_id)

    async def left(self, limit: int = 20) -> list[Draft]:
        """Return unfinished drafts of moderators who have no role any more, the newest first."""
        rows = await self._sessions.rows(_SELECT + _LEFT, limit)
        return [_draft(row) for row in rows]

    async def hand_over(self, draft: Draft, taken: Draft, deed: Deed) -> Draft | None:
        """Make a draft its doer's, at the step and with the body of `taken`.

        None if it has changed hands meanwhile.
        """
        async with transaction_of(self._sessions, deed, Role.CHIEF) as connection:
            values = deed.by, taken.step, taken.body, deed.at, draft.id, draft.moderator, draft.step
            rows = await connection.rows(_HAND_OVER, *values)
            if not rows:
                return None
            former = {"from": draft.moderator}
            await audit.record(connection, deed, "draft.taken-over", f"draft:{draft.id}", former)
            return replace(taken, moderator=deed.by or 0, changed=rows[0][0])

    async def give_back(self, draft: Draft, *, deed: Deed) -> bool:
        """Let a finished change rest with its moderator again; False if it waits no more."""
        async with transaction_of(self._sessions, deed, Role.CHIEF) as connection:
            changed = await connection.run(
                "UPDATE drafts SET step = ?1, body = ?2, changed = ?3 WHERE id = ?4 AND step = ?5",
                ASIDE,
                draft.body,
                deed.at,
                draft.id,
                WAITING,
            )
            if changed:
                why = {"reason": deed.reason} if deed.reason else {}
                await audit.record(connection, deed, "draft.given-back", f"draft:{draft.id}", why)
            return bool(changed)

    async def holders(self, debunk_id: str) -> list[Draft]:
        """Return everybody's drafts of a debunk, the last touched first."""
        return await self._all("debunk = ?1", debunk_id)

    async def _first(self, where: str, value: object) -> Draft | None:
        found = await self._all(where, value)
        return found[0] if found else None

    async def _all(self, where: str, value: object) -> list[Draft]:
        rows = await self._sessions.rows(_SELECT + where + _NEWEST_FIRST, value)
        return [_draft(row) for row in rows]


def _draft(row: Row) -> Draft:
    return Draft(*row)
