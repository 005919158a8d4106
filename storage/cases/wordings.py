"""The wordings of cases, as matching searches them: a case is to them what a debunk is."""

from collections.abc import AsyncGenerator, Mapping, Sequence
from itertools import groupby
from operator import itemgetter

from domain.case import State
from domain.phrasing import Phrasing
from storage.cases.submissions import WORDINGS_A_CASE
from storage.debunks.changes import Change, Changes, Wording
from storage.engine.contract import Sessions

_PAGE = 100
_FOLLOWED = "('open', 'uncheckable', 'spam')"
_BEYOND_ANY_ID = 2**63 - 1
_CHANGED = f"""
SELECT c.id, c.changed, s.id, s.lang, s.terms, CASE s.encoder WHEN ?4 THEN s.vector END
FROM (
    SELECT id, state, changed FROM cases WHERE changed = ?1 AND id > ?2
    UNION ALL
    SELECT id, state, changed FROM cases WHERE changed > ?1
    ORDER BY changed, id LIMIT ?3
) c
LEFT JOIN submissions s ON c.state IN {_FOLLOWED} AND s."case" = c.id AND s.id IN (
    SELECT min(t.id) FROM submissions t WHERE t."case" = c.id
    GROUP BY t.terms ORDER BY min(t.id) LIMIT {WORDINGS_A_CASE}
)
ORDER BY c.changed, c.id, s.id
"""  # noqa: S608 - parts of ours
_TEXTS = f"""
SELECT s.id, c.id, s.lang, s.text FROM submissions s JOIN cases c ON c.id = s."case"
WHERE s.id = ANY (?1) AND c.state IN {_FOLLOWED}
"""  # noqa: S608 - a part of ours
_LISTING = f"""
SELECT s.id, c.id, s.lang, s.text FROM seen JOIN submissions s ON s.id = seen.submission
JOIN cases c ON c.id = s."case"
WHERE seen.canonical = ANY (?1) AND c.state IN {_FOLLOWED}
ORDER BY s.id DESC
"""  # noqa: S608 - a part of ours
_NAMING = f"""
SELECT c.id, c.state FROM seen JOIN submissions s ON s.id = seen.submission
JOIN cases c ON c.id = s."case"
WHERE seen.canonical = ANY (?1) AND c.state IN {_FOLLOWED}
GROUP BY c.id, c.state ORDER BY max(s.id) DESC
"""  # noqa: S608 - a part of ours


class CaseWordings:
    """Wordings of the cases that a new submission may be about; fulfils matching's `Phrasings`.

    Those are open ones, and those closed as uncheckable or spam as long as their submissions are
    kept. `debunk_id` is the case's number.
    """

    def __init__(self, sessions: Sessions) -> None:
        self._sessions = sessions

    async def version(self) -> int:
        """Return a number that grows with each change of wordings."""
        rows = await self._sessions.rows("SELECT value FROM meta WHERE name = 'cases'")
        return int(rows[0][0]) if rows else 0

    async def changes(
        self, since: int, encoder: str | None = None
    ) -> AsyncGenerator[Changes, None]:
        """Yield the cases that changed after version `since`; see `Phrasings.changes`."""
        covered = reached = since
        case = _BEYOND_ANY_ID
        whole = False
        while not whole:
            rows = await self._sessions.rows(_CHANGED, reached, case, _PAGE, encoder)
            changed = tuple(
                Change(str(one), tuple(_wording(row) for row in group if row[2] is not None))
                for one, group in groupby(rows, key=itemgetter(0))
            )
            whole = len(changed) < _PAGE
            if rows:
                case, reached = rows[-1][:2]
            if changed or reached > covered:
                covered = reached if whole else max(covered, reached - 1)
                yield Changes(covered, changed)

    async def texts(self, ids: Sequence[int]) -> Mapping[int, Phrasing]:
        """Return the wordings of these ids; those that are gone are left out."""
        rows = await self._sessions.rows(_TEXTS, list(ids))
        return {row[0]: Phrasing(row[0], str(row[1]), *row[2:]) for row in rows}

    async def naming(self, addresses: Sequence[str]) -> list[tuple[int, State]]:
        """Return the cases in which a submission names one of these canonical pages, as they are.

        The case that named it last comes first.
        """
        rows = await self._sessions.rows(_NAMING, list(addresses))
        return [(case, State(state)) for case, state in rows]

    async def listing(self, addresses: Sequence[str]) -> list[Phrasing]:
        """Return a wording of each case in which a submission names one of these canonical pages.

        The case that named it last comes first.
        """
        rows = await self._sessions.rows(_LISTING, list(addresses))
        by_case = {row[1]: row for row in reversed(rows)}
        newest = sorted(by_case.values(), key=itemgetter(0), reverse=True)
        return [Phrasing(row[0], str(row[1]), *row[2:]) for row in newest]


def _wording(row: Sequence[object]) -> Wording:
    _, _, number, lang, terms, vector = row
    return Wording(number, lang, tuple(str(terms).split()), vector)  # type: ignore[arg-type]
