"""What a desk wants to know of a stretch of time, as far as the rows tell."""

from dataclasses import dataclass
from statistics import median

from storage.engine.contract import Connection, Sessions
from storage.readers.feedback import Vote

_TOP = """
SELECT s."case", count(DISTINCT s.reader) AS readers, max(s.id) FROM submissions s
WHERE s.at >= ?1 AND s.at < ?2 GROUP BY s."case" ORDER BY readers DESC, s."case" DESC LIMIT ?3
"""
# A reader counts once, by the last time that they were given the debunk.
_BACK = """
SELECT d.id, count(v.reader) AS readers FROM last_asked l
JOIN debunks d ON d.num = l.debunk
LEFT JOIN deliveries v ON v.debunk = l.debunk AND v.at >= l.back
WHERE l.back >= ?1 AND l.back < ?2 AND d.status = 'published'
GROUP BY d.id ORDER BY readers DESC, d.id LIMIT ?3
"""


@dataclass(frozen=True, slots=True)
class TopCase:
    """A case, how many readers asked about it, and its newest wording, redacted."""

    id: int
    readers: int
    text: str


@dataclass(frozen=True, slots=True)
class ReturnedDebunk:
    """A debunk that readers ask about again after a silence, and how many have since then."""

    id: str
    readers: int


@dataclass(frozen=True, slots=True)
class Stats:
    """Votes, answered cases and the busiest ones of a time; and the outbox as it is now.

    `first_answers` is the median of the seconds from a case's first question to its answer, None
    where none was answered.
    """

    helped: int
    not_mine: int
    answered_cases: int
    first_answer: float | None
    top: tuple[TopCase, ...]
    due: int
    sent: int
    dropped: int
    back: tuple[ReturnedDebunk, ...]


class Statistics:
    """The questions of `/stats` to a store."""

    def __init__(self, sessions: Sessions) -> None:
        self._sessions = sessions

    async def between(self, start: int, end: int, top: int = 5) -> Stats:
        """Return the figures of a time: seconds, the end left out."""
        async with self._sessions.snapshot() as connection:
            votes = await _numbers(
                connection,
                "SELECT vote, count(*) FROM feedback WHERE at >= ?1 AND at < ?2 GROUP BY vote",
                start,
                end,
            )
            told = await _numbers(
                connection,
                "SELECT state, count(*) FROM outbox WHERE done >= ?1 AND done < ?2 GROUP BY state",
                start,
                end,
            )
            waits = await connection.rows(
                "SELECT closed - opened FROM cases "
                "WHERE state = 'answered' AND closed >= ?1 AND closed < ?2",
                start,
                end,
            )
            due = await connection.value(
                "SELECT count(*) FROM outbox WHERE state IN ('due', 'sending')"
            )
            cases = [
                TopCase(
                    case,
                    readers,
                    await connection.value("SELECT text FROM submissions WHERE id = ?1", newest),
                )
                for case, readers, newest in await connection.rows(_TOP, start, end, top)
            ]
            back = await connection.rows(_BACK, start, end, top)
        return Stats(
            helped=votes.get(Vote.HELPED, 0),
            not_mine=votes.get(Vote.NOT_MINE, 0),
            answered_cases=len(waits),
            first_answer=median(max(0, wait) for (wait,) in waits) if waits else None,
            top=tuple(cases),
            due=int(due),
            sent=told.get("sent", 0),
            dropped=told.get("dropped", 0),
            back=tuple(ReturnedDebunk(*row) for row in back),
        )


async def _numbers(connection: Connection, sql: str, start: int, end: int) -> dict[str, int]:
    return dict(await connection.rows(sql, start, end))
