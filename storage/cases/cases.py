"""The cases of a store: what the desk sees of them and does with them."""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager

from domain.case import (
    Case,
    CaseHeld,
    CaseNotOpen,
    CaseWording,
    NoSuchCase,
    NothingToSplit,
    SameCase,
    State,
)
from domain.deed import Deed
from storage.cases import suggestions
from storage.desk import audit
from storage.desk.roles import transaction_of
from storage.engine.contract import Connection, Row, Sessions
from storage.mail import notices

_DAY = 86_400
_MOST_MERGES = 100
_WORDED = "CASE terms WHEN '' THEN text ELSE terms END"
_COLUMNS = """
SELECT c.id, c.state, (SELECT d.id FROM debunks d WHERE d.num = c.debunk), c.merged_into,
    c.holder, c.held, c.opened, c.closed,
    count(DISTINCT s.reader) AS readers,
    count(DISTINCT CASE WHEN s.at > ?1 - 86400 THEN s.reader END) AS recent,
    count(DISTINCT CASE WHEN s.at <= ?1 - 86400 AND s.at > ?1 - 172800 THEN s.reader END) AS before,
    min(s.at), max(s.at) AS last
FROM cases c
"""
_ONE = f'{_COLUMNS} LEFT JOIN submissions s ON s."case" = c.id WHERE c.id = ?2 GROUP BY c.id'
_QUEUE = f"""SELECT * FROM (
{_COLUMNS} JOIN submissions s ON s."case" = c.id WHERE c.state = 'open' GROUP BY c.id
) q ORDER BY q.readers + CASE WHEN q.recent > q.before THEN q.recent - q.before ELSE 0 END DESC,
    q.last DESC, q.id DESC LIMIT ?2 OFFSET ?3
"""  # noqa: S608 - a part of ours
_CLOSED = f"""
{_COLUMNS} LEFT JOIN submissions s ON s."case" = c.id WHERE c.state <> 'open' GROUP BY c.id
ORDER BY c.closed DESC, c.id DESC LIMIT ?2 OFFSET ?3
"""
_WORDINGS = f"""
SELECT g.key, s.text, s.lang, g.readers, g.last FROM (
    SELECT min(id) AS key, max(id) AS newest, count(DISTINCT reader) AS readers, max(at) AS last
    FROM submissions WHERE "case" = ?1 GROUP BY {_WORDED}
) g JOIN submissions s ON s.id = g.newest
"""  # noqa: S608 - a part of ours


async def next_change(connection: Connection) -> int:
    """Return a number that grows with every change of what matching sees of the cases."""
    return int(
        await connection.value(
            "INSERT INTO meta (name, value) VALUES ('cases', 1) "
            "ON CONFLICT (name) DO UPDATE SET value = meta.value + 1 RETURNING value"
        )
    )


async def begin(connection: Connection, at: int, holder: int | None = None) -> int:
    """Open a case at a time, in seconds, which a moderator may have at once; return its number."""
    number = await connection.value(
        "INSERT INTO cases (state, holder, held, opened, changed) "
        "VALUES ('open', ?1, ?2, ?3, ?4) RETURNING id",
        holder,
        None if holder is None else at,
        at,
        await next_change(connection),
    )
    return int(number)


async def resolved(connection: Connection, case: int) -> int:
    """Return the case that this one was merged into, at last, or itself. Raises NoSuchCase."""
    for _ in range(_MOST_MERGES):
        rows = await connection.rows("SELECT state, merged_into FROM cases WHERE id = ?1", case)
        if not rows:
            raise NoSuchCase
        state, into = rows[0]
        if state != State.MERGED or into is None:
            return case
        case = into
    raise NoSuchCase


async def load(connection: Connection, case: int, at: int) -> Case:
    """Return a case as it is now. Raises NoSuchCase."""
    rows = await connection.rows(_ONE, at, case)
    if not rows:
        raise NoSuchCase
    return _case(rows[0])


class Cases:
    """The cases of a store. An action of someone raises what keeps them from it.

    `NoSuchCase`; `CaseNotOpen`; `CaseHeld` where another moderator, who has a role still, has it;
    `NotAllowed` for who has no role any more.
    """

    def __init__(self, sessions: Sessions) -> None:
        self._sessions = sessions

    async def get(self, case: int, at: int) -> Case | None:
        """Return a case as it is at this moment, or None."""
        rows = await self._sessions.rows(_ONE, at, case)
        return _case(rows[0]) if rows else None

    async def queue(self, at: int, limit: int, offset: int = 0) -> list[Case]:
        """Return open cases, those of most readers and growth first."""
        rows = await self._sessions.rows(_QUEUE, at, max(0, limit), max(0, offset))
        return [_case(row) for row in rows]

    async def closed(self, at: int, limit: int, offset: int = 0) -> list[Case]:
        """Return cases that were answered, closed or merged, the last closed first."""
        rows = await self._sessions.rows(_CLOSED, at, max(0, limit), max(0, offset))
        return [_case(row) for row in rows]

    async def closed_by(self, moderator: int, at: int) -> list[int]:
        """Return the cases that a moderator closed as uncheckable or spam at one time."""
        rows = await self._sessions.rows(
            "SELECT c.id FROM cases c WHERE c.closed = ?2 AND c.state IN ('uncheckable', 'spam') "
            "AND EXISTS (SELECT 1 FROM audit a WHERE a.subject = 'case:' || c.id "
            "AND a.at = ?2 AND a.moderator = ?1) ORDER BY c.id",
            moderator,
            at,
        )
        return [int(case) for (case,) in rows]

    async def count_open(self) -> int:
        """Return how many open cases there are that someone still asks about."""
        rows = await self._sessions.rows(
            "SELECT count(*) FROM cases c WHERE c.state = 'open' "
            'AND EXISTS (SELECT 1 FROM submissions s WHERE s."case" = c.id)'
        )
        return int(rows[0][0])

    async def wordings(self, case: int, limit: int, *, oldest: bool = False) -> list[CaseWording]:
        """Return distinct wordings: the newest first or, by when they first came, the oldest."""
        order = "g.key" if oldest else "g.last DESC, g.key DESC"
        rows = await self._sessions.rows(
            f"{_WORDINGS} ORDER BY {order} LIMIT ?2", case, max(0, limit)
        )
        return [CaseWording(*row) for row in rows]

    async def addresses(self, case: int, limit: int) -> list[str]:
        """Return the pages that its submissions name, those of most submissions first."""
        rows = await self._sessions.rows(
            "SELECT canonical FROM seen WHERE submission IN ("
            'SELECT id FROM submissions WHERE "case" = ?1) '
            "GROUP BY canonical ORDER BY count(*) DESC, max(submission) DESC LIMIT ?2",
            case,
            max(0, limit),
        )
        return [str(address) for (address,) in rows]

    async def take(self, case: int, *, deed: Deed, instead_of: int | None = None) -> None:
        """Give a case to a moderator.

        From another who has it only where `instead_of` names that one; `CaseHeld` otherwise.
        """
        async with transaction_of(self._sessions, deed) as connection:
            found = await _open(connection, case, deed.at)
            holder = await _holder(connection, found)
            if holder == deed.by:
                return
            if holder is not None and holder != instead_of:
                raise CaseHeld(found)
            await _hold(connection, case, deed.by, deed.at)
            await note(connection, case, "case.take", deed, instead_of=holder)

    async def release(self, case: int, *, deed: Deed) -> None:
        """Let go of a case; nothing happens where nobody has it."""
        async with self._open_to(case, deed) as (connection, found):
            if found.holder is not None:
                await _hold(connection, case, None, None)
                await note(connection, case, "case.release", deed)

    async def close(self, case: int, state: State, *, deed: Deed) -> None:
        """Close a case as `UNCHECKABLE`, which everyone who asked is told, or `SPAM`."""
        async with self._open_to(case, deed) as (connection, _):
            await close(connection, case, state, deed.at)
            await note(connection, case, f"case.{state}", deed)
            if state is State.UNCHECKABLE:
                await notices.tell_unchecked(connection, case, deed)

    async def reopen(self, case: int, *, deed: Deed) -> None:
        """Open a case again that was closed as uncheckable or spam; an open one stays open.

        Who has not been told yet that it cannot be checked is not told.
        """
        async with transaction_of(self._sessions, deed) as connection:
            found = await load(connection, case, deed.at)
            if found.state is State.OPEN:
                return
            if found.state not in {State.UNCHECKABLE, State.SPAM}:
                raise CaseNotOpen(found)
            await connection.run(
                "UPDATE cases SET state = 'open', closed = NULL, changed = ?1 WHERE id = ?2",
                await next_change(connection),
                case,
            )
            await note(connection, case, "case.reopen", deed)
            await notices.untell_unchecked(connection, case)

    async def merge(self, case: int, into: int, *, deed: Deed) -> None:
        """Move all submissions of a case into another open one. Raises `SameCase` too."""
        if case == into:
            raise SameCase
        async with self._open_to(case, deed) as (connection, _):
            other = await _open(connection, into, deed.at)
            if await _holder(connection, other) not in {None, deed.by}:
                raise CaseHeld(other)
            await _merge(connection, case, into, deed)

    async def split(self, case: int, keys: Sequence[int], *, deed: Deed) -> int:
        """Move some wordings, by their keys, into a new case that the doer has; return its number.

        Raises `NothingToSplit` where they are none of this case's, or all.
        """
        async with self._open_to(case, deed) as (connection, _):
            moved = await connection.rows(
                f'SELECT id FROM submissions WHERE "case" = ?1 AND {_WORDED} IN ('  # noqa: S608
                f'SELECT {_WORDED} FROM submissions WHERE "case" = ?1 '
                "AND id = ANY (?2))",
                case,
                list(keys),
            )
            total = await connection.value(
                'SELECT count(*) FROM submissions WHERE "case" = ?1', case
            )
            if not 0 < len(moved) < total:
                raise NothingToSplit
            new = await begin(connection, deed.at, deed.by)
            await connection.run(
                'UPDATE submissions SET "case" = ?1 WHERE id = ANY (?2)',
                new,
                [number for (number,) in moved],
            )
            await connection.run(
                "UPDATE cases SET changed = ?1 WHERE id = ?2", await next_change(connection), case
            )
            await note(connection, case, "case.split", deed, into=new)
            await note(connection, new, "case.new", deed, out_of=case)
            return new

    @asynccontextmanager
    async def _open_to(self, case: int, deed: Deed) -> AsyncIterator[tuple[Connection, Case]]:
        async with transaction_of(self._sessions, deed) as connection:
            yield connection, await open_to(connection, case, deed)


def _case(row: Row) -> Case:
    return Case(row[0], State(row[1]), *row[2:])


async def _open(connection: Connection, case: int, at: int) -> Case:
    found = await load(connection, case, at)
    if found.state is not State.OPEN:
        raise CaseNotOpen(found)
    return found


async def open_to(connection: Connection, case: int, deed: Deed) -> Case:
    """Return a case that the doer may deal with. Raises NoSuchCase, CaseNotOpen, CaseHeld."""
    found = await _open(connection, case, deed.at)
    if await _holder(connection, found) not in {None, deed.by}:
        raise CaseHeld(found)
    return found


async def _holder(connection: Connection, case: Case) -> int | None:
    """Return who has the case; one whose role was taken away has nothing any more."""
    holder: int | None = await connection.value(
        "SELECT id FROM moderators WHERE id = ?1 AND role IS NOT NULL", case.holder
    )
    return holder


async def _merge(connection: Connection, case: int, into: int, deed: Deed) -> None:
    await connection.run('UPDATE submissions SET "case" = ?2 WHERE "case" = ?1', case, into)
    await connection.run('UPDATE drafts SET "case" = ?2 WHERE "case" = ?1', case, into)
    await connection.run(
        "UPDATE cases SET opened = (SELECT min(opened) FROM cases WHERE id = ?1 OR id = ?2), "
        "alerted = (SELECT max(alerted) FROM cases WHERE id = ?1 OR id = ?2), changed = ?3 "
        "WHERE id = ?2",
        case,
        into,
        await next_change(connection),
    )
    await suggestions.carry(connection, case, into)
    await close(connection, case, State.MERGED, deed.at)
    await connection.run("UPDATE cases SET merged_into = ?1 WHERE id = ?2", into, case)
    await note(connection, case, "case.merge", deed, into=into)
    await note(connection, into, "case.merged", deed, other=case)


async def _hold(connection: Connection, case: int, by: int | None, at: int | None) -> None:
    await connection.run("UPDATE cases SET holder = ?1, held = ?2 WHERE id = ?3", by, at, case)


async def close(
    connection: Connection, case: int, state: State, at: int, debunk_num: int | None = None
) -> None:
    """Close a case, with the debunk that answers it if one does."""
    await connection.run(
        "UPDATE cases SET state = ?1, debunk = ?2, closed = ?3, holder = NULL, held = NULL, "
        "changed = ?4 WHERE id = ?5",
        state,
        debunk_num,
        at,
        await next_change(connection),
        case,
    )


async def note(
    connection: Connection, case: int, action: str, deed: Deed, **details: object
) -> None:
    """Write down what was done with a case."""
    told = {name: value for name, value in details.items() if value is not None}
    await audit.record(connection, deed, action, f"case:{case}", told)
