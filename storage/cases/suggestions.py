"""Pairs of cases that may be about one rumour: submissions suggest, a moderator decides."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import exp, log, sqrt

from domain.case import State
from domain.deed import Deed
from storage.desk import audit
from storage.desk.roles import transaction_of
from storage.engine.contract import Connection, Row, Sessions

MOST = 3
"""Suggestions of a case that are shown."""
LEAST_EVIDENCE = 0.02
"""How likely a submission must be about another case to say anything of the two."""
_MOST_EVIDENCE = 8
_MOST_PAIRS = 50
_A_VOICE = 1.2
"""Of so many times the root of two cases' submissions the likeliest are heard: a large case is
near to many things by some one of its posts."""
_SURE = 1e-4
_STANDING = """
SELECT CASE WHEN s.low = ?1 THEN s.high ELSE s.low END AS other, s.likeness
FROM suggestions s JOIN cases a ON a.id = s.low JOIN cases b ON b.id = s.high
WHERE (s.low = ?1 OR s.high = ?1) AND s.refused IS NULL AND s.likeness >= ?2
    AND a.state = 'open' AND b.state = 'open'
    AND EXISTS (SELECT 1 FROM submissions t WHERE t."case" = s.low)
    AND EXISTS (SELECT 1 FROM submissions t WHERE t."case" = s.high)
ORDER BY s.likeness DESC, other LIMIT ?3
"""
_PAIRS = """
SELECT CASE WHEN s.low = ?1 THEN s.high ELSE s.low END, s.evidence,
    (SELECT count(*) FROM submissions t WHERE t."case" = s.low OR t."case" = s.high)
FROM suggestions s WHERE (s.low = ?1 OR s.high = ?1) AND s.refused IS NULL
"""
_KEPT = """
INSERT INTO suggestions (low, high, evidence, likeness) VALUES (?1, ?2, ?3, 0)
ON CONFLICT (low, high) DO UPDATE SET evidence = excluded.evidence
"""


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Another open case that may be about the same rumour, and how likely that is, 0 to 1."""

    case: int
    likeness: float


def likeness_of(evidence: Sequence[float], submissions: int) -> float:
    """Return how likely two cases are one, 0 to 1, by what single submissions say of them.

    It is the middle of the likeliest, by their logits; the more submissions the two have, the more
    of these must agree. What is lacking counts as unlikely. A 1, of one that fits both, is enough.
    """
    if max(evidence, default=0.0) >= 1:
        return 1.0
    heard = min(max(round(sqrt(max(submissions - 1, 1)) / _A_VOICE), 1), _MOST_EVIDENCE)
    likeliest = [*sorted(evidence, reverse=True), *[0.0] * heard][:heard]
    kept = [min(max(one, _SURE), 1 - _SURE) for one in likeliest]
    return 1 / (1 + exp(-sum(log(one / (1 - one)) for one in kept) / heard))


async def suggest(connection: Connection, case: int, like: Mapping[int, float]) -> None:
    """Take in how likely a submission of this open case is about others, and weigh its pairs anew.

    Cases that are closed, or that a moderator has split from it, are passed over.
    """
    apart = await _split_from(connection, case)
    for other, likely in like.items():
        state = await connection.value("SELECT state FROM cases WHERE id = ?1", other)
        if other == case or state != State.OPEN or other in apart or likely < LEAST_EVIDENCE:
            continue
        low, high = sorted((case, other))
        held = await connection.value(
            "SELECT evidence FROM suggestions WHERE low = ?1 AND high = ?2", low, high
        )
        await _keep(connection, case, other, [*json.loads(held or "[]"), likely])
    await _weigh(connection, case)


async def carry(connection: Connection, case: int, into: int) -> None:
    """Hand what is suggested of a case on to the one that it was merged into."""
    rows = await connection.rows(_PAIRS, case)
    theirs = {other: evidence for other, evidence, _ in await connection.rows(_PAIRS, into)}
    await connection.run("DELETE FROM suggestions WHERE low = ?1 OR high = ?1", case)
    for other, evidence, _ in rows:
        if other != into:
            both = [*json.loads(evidence), *json.loads(theirs.get(other, "[]"))]
            await _keep(connection, into, other, both)
    await _weigh(connection, into)


class Suggestions:
    """The suggestions of a store; only those between two open cases are any."""

    def __init__(self, sessions: Sessions) -> None:
        self._sessions = sessions

    async def of(self, case: int, least: float, limit: int = MOST) -> list[Suggestion]:
        """Return what is suggested of a case, of this likeness at least, the likeliest first.

        That is the likeliest other case, and those for which this one is the likeliest.
        """
        found = []
        for place, row in enumerate(await self._likeliest(case, least, _MOST_PAIRS)):
            theirs = [] if place == 0 else await self._likeliest(row[0], least, 1)
            if place == 0 or theirs[0][0] == case:
                found.append(Suggestion(*row))
        return found[: max(0, limit)]

    async def refuse(self, case: int, other: int, *, deed: Deed) -> bool:
        """Keep two cases apart for good; tell whether they were not before."""
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

    async def _likeliest(self, case: int, least: float, limit: int) -> Sequence[Row]:
        return await self._sessions.rows(_STANDING, case, least, limit)


async def _keep(connection: Connection, one: int, two: int, evidence: Iterable[float]) -> None:
    low, high = sorted((one, two))
    kept = [round(each, 4) for each in sorted(evidence, reverse=True)[:_MOST_EVIDENCE]]
    await connection.run(_KEPT, low, high, json.dumps(kept))


async def _weigh(connection: Connection, case: int) -> None:
    """Say anew how likely this case is one with each other: it may have grown."""
    rows = await connection.rows(_PAIRS, case)
    await connection.run_many(
        "UPDATE suggestions SET likeness = ?3 WHERE low = ?1 AND high = ?2",
        [
            (*sorted((case, other)), likeness_of(json.loads(evidence), submissions))
            for other, evidence, submissions in rows
        ],
    )


async def _split_from(connection: Connection, case: int) -> set[int]:
    """Return the cases that a moderator has split from this one, or this one from."""
    rows = await connection.rows(
        "SELECT details FROM audit WHERE subject = ?1 AND moderator IS NOT NULL "
        "AND action IN ('case.split', 'case.new')",
        f"case:{case}",
    )
    told = (json.loads(details) for (details,) in rows)
    return {other for one in told for other in (one.get("into"), one.get("out_of")) if other}
