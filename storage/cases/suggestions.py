"""Pairs of cases that may be about one rumour: a submission suggests, a moderator decides."""

import json
from collections.abc import Mapping
from dataclasses import dataclass

from domain.case import State
from domain.deed import Deed
from storage.desk import audit
from storage.desk.roles import transaction_of
from storage.engine.contract import Connection, Sessions

MOST = 3
"""Suggestions that one submission makes, and that are shown of a case."""
_OF = """
SELECT CASE WHEN s.low = ?1 THEN s.high ELSE s.low END AS other, s.likeness
FROM suggestions s JOIN cases a ON a.id = s.low JOIN cases b ON b.id = s.high
WHERE (s.low = ?1 OR s.high = ?1) AND s.refused IS NULL
    AND a.state = 'open' AND b.state = 'open'
    AND EXISTS (SELECT 1 FROM submissions t WHERE t."case" = s.low)
    AND EXISTS (SELECT 1 FROM submissions t WHERE t."case" = s.high)
ORDER BY s.likeness DESC, other LIMIT ?2
"""
_OTHERS = """
SELECT CASE WHEN low = ?1 THEN high ELSE low END, likeness FROM suggestions
WHERE (low = ?1 OR high = ?1) AND refused IS NULL
"""
_KEPT = """
INSERT INTO suggestions (low, high, likeness) VALUES (?1, ?2, ?3)
ON CONFLICT (low, high) DO UPDATE SET likeness = CASE
    WHEN excluded.likeness > suggestions.likeness THEN excluded.likeness
    ELSE suggestions.likeness END
"""


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Another open case that may be about the same rumour, and how likely that is, 0 to 1."""

    case: int
    likeness: float


async def suggest(connection: Connection, case: int, like: Mapping[int, float]) -> None:
    """Suggest that open cases are one with this open one, inside the caller's transaction.

    Cases that are closed, or that a moderator has split from it or told apart, are passed over.
    """
    apart = await _split_from(connection, case)
    likeliest = sorted(like, key=lambda other: -like[other])[:MOST]
    for other in likeliest:
        state = await connection.value("SELECT state FROM cases WHERE id = ?1", other)
        if other != case and state == State.OPEN and other not in apart:
            await connection.run(_KEPT, *sorted((case, other)), min(max(like[other], 0.0), 1.0))


async def carry(connection: Connection, case: int, into: int) -> None:
    """Hand what is suggested of a case on to the one that it is merged into."""
    rows = await connection.rows(_OTHERS, case)
    await connection.run("DELETE FROM suggestions WHERE low = ?1 OR high = ?1", case)
    for other, likeness in rows:
        if other != into:
            await connection.run(_KEPT, *sorted((into, other)), likeness)


class Suggestions:
    """The suggestions of a store; only those between two open cases are any."""

    def __init__(self, sessions: Sessions) -> None:
        self._sessions = sessions

    async def of(self, case: int, limit: int = MOST) -> list[Suggestion]:
        """Return what is suggested of a case, the likeliest first."""
        return [Suggestion(*row) for row in await self._sessions.rows(_OF, case, max(0, limit))]

    async def refuse(self, case: int, other: int, *, deed: Deed) -> bool:
        """Keep two cases apart for good; tell whether they were suggested as one."""
        async with transaction_of(self._sessions, deed) as connection:
            changed = await connection.run(
                "UPDATE suggestions SET refused = ?3 "
                "WHERE low = ?1 AND high = ?2 AND refused IS NULL",
                *sorted((case, other)),
                deed.at,
            )
            if changed:
                for one, two in ((case, other), (other, case)):
                    await audit.record(
                        connection, deed, "case.differ", f"case:{one}", {"other": two}
                    )
            return changed > 0


async def _split_from(connection: Connection, case: int) -> set[int]:
    """Return the cases that a moderator has split from this one, or this one from."""
    rows = await connection.rows(
        "SELECT details FROM audit WHERE subject = ?1 AND moderator IS NOT NULL "
        "AND action IN ('case.split', 'case.new')",
        f"case:{case}",
    )
    told = (json.loads(details) for (details,) in rows)
    return {other for one in told for other in (one.get("into"), one.get("out_of")) if other}
