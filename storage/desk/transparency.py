"""What a desk tells everybody of its own work: no row of it leads to a reader."""

import json
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from statistics import median
from typing import Any

from domain.debunk import Status, Verdict
from storage.engine.contract import Connection, Sessions
from storage.readers.feedback import Vote

YEAR = 365 * 86_400
"""Questions and votes count for so many seconds."""
FEWEST = 10
"""Numbers of readers' doings that are not 0 and below this are not told: they could be one's."""

_VERDICTS = "SELECT verdict, count(*) FROM debunks WHERE status = 'published' GROUP BY verdict"
_RETRACTED = "SELECT count(*) FROM debunks WHERE status = 'retracted'"
# A debunk that nobody has seen so far stands at version 1.
_EDITED = """
SELECT subject, at, details FROM audit
WHERE action = ANY (?1) AND subject LIKE 'debunk:%' ORDER BY id
"""
_CHANGES = ("edited", "retracted", "restored", "imported", "published")
_WAITS = """
SELECT closed - opened FROM cases WHERE state = 'answered' AND closed > ?1 AND closed <= ?2
"""
_VOTES = "SELECT vote, count(*) FROM feedback WHERE at > ?1 AND at <= ?2 GROUP BY vote"
_MONTHS = """
SELECT substr(day, 1, 7) AS month, what, sum(n) FROM counts
WHERE what LIKE 'decided-%' OR what = 'ask' GROUP BY substr(day, 1, 7), what
"""


@dataclass(frozen=True, slots=True)
class Votes:
    """How many readers said of an answer that it helped, and that it was not about their post."""

    right: int
    wrong: int

    @property
    def of(self) -> int:
        """How many said either."""
        return self.right + self.wrong


@dataclass(frozen=True, slots=True)
class PublishedChange:
    """A change of a debunk that readers could see: to which version and verdict, when, why.

    `was` is the verdict before it where that was another; `at` is in seconds, 0 where it is not
    known. `reason` is empty where readers were not told.
    """

    debunk_id: str
    version: int
    at: int
    status: Status
    verdict: Verdict
    was: Verdict | None
    reason: str


@dataclass(frozen=True, slots=True)
class WorkFigures:
    """A desk's work: debunks by verdict, how often it was wrong, how fast and how right it is.

    `new_verdicts` and `new_explanations` count corrections of what was published; `answer_seconds`
    is the median from a case's first question to its answer, None where none was answered.
    """

    verdicts: Mapping[Verdict, int]
    retracted: int
    new_verdicts: int
    new_explanations: int
    answered: int
    answer_seconds: float | None
    votes: Votes


class Transparency:
    """The questions to a store whose answers are for everybody."""

    def __init__(self, sessions: Sessions) -> None:
        self._sessions = sessions

    async def figures(self, at: int) -> WorkFigures:
        """Return the figures as they stand at a moment, in seconds."""
        async with self._sessions.snapshot() as connection:
            changes = await _changes(connection)
            verdicts: dict[str, int] = dict(await connection.rows(_VERDICTS))
            retracted = int(await connection.value(_RETRACTED))
            waits = [wait for (wait,) in await connection.rows(_WAITS, at - YEAR, at)]
            votes: dict[str, int] = dict(await connection.rows(_VOTES, at - YEAR, at))
        corrected = [one for one in changes if one.status is Status.PUBLISHED]
        new_verdicts = sum(one.was is not None for one in corrected)
        return WorkFigures(
            {verdict: verdicts.get(verdict, 0) for verdict in Verdict},
            retracted,
            new_verdicts,
            len(corrected) - new_verdicts,
            len(waits),
            median(max(0, wait) for wait in waits) if waits else None,
            Votes(votes.get(Vote.HELPED, 0), votes.get(Vote.NOT_MINE, 0)),
        )

    async def changes(self) -> list[PublishedChange]:
        """Return every change that readers could see, oldest first."""
        async with self._sessions.snapshot() as connection:
            return await _changes(connection)

    async def months(self) -> dict[str, Counter[str]]:
        """Return by month (`2026-11`) how often what was decided of a post, and the desk asked."""
        found: dict[str, Counter[str]] = {}
        for month, what, number in await self._sessions.rows(_MONTHS):
            found.setdefault(month, Counter())[what] = int(number)
        return found


async def _changes(connection: Connection) -> list[PublishedChange]:
    found = []
    for subject, at, told in await connection.rows(_EDITED, list(_CHANGES)):
        details = json.loads(told)
        version, status = int(details.get("version", 1)), Status(details.get("status", "draft"))
        if version < 2 or status is Status.DRAFT or "verdict" not in details:
            continue
        was = details.get("was")
        found.append(
            PublishedChange(
                str(subject).removeprefix("debunk:"),
                version,
                int(at),
                status,
                Verdict(details["verdict"]),
                Verdict(was) if was else None,
                _told_reason(details),
            )
        )
    return found


def _told_reason(details: Mapping[str, Any]) -> str:
    """Return why something was changed, as readers were told it; empty where they were not.

    Older stores do not say whether they were; of another verdict and a retraction they always are.
    """
    told = details.get("told") or details.get("was") or details["status"] == Status.RETRACTED
    return str(details.get("reason", "")) if told else ""
