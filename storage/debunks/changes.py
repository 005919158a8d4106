"""What changed among the published phrasings: for whoever keeps an index of them in memory."""

from collections.abc import AsyncGenerator, Iterable
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter

from storage.engine.contract import Row, Sessions

_PAGE = 250
_BEYOND_ANY_NUM = 2**63 - 1

# Two halves instead of (changed, num) > (?1, ?2), for which SQLite 3.40 would read all of one
# version again for each page: an import is one version.
_CHANGED = """
SELECT d.num, d.id, d.changed, p.id, p.lang, p.terms, v.vector
FROM (
    SELECT num, id, status, changed FROM debunks WHERE changed = ?1 AND num > ?2
    UNION ALL
    SELECT num, id, status, changed FROM debunks WHERE changed > ?1
    ORDER BY changed, num LIMIT ?3
) d
LEFT JOIN phrasings p ON p.debunk = d.num AND d.status = 'published'
LEFT JOIN vectors v ON v.phrasing = p.id AND v.encoder = ?4
ORDER BY d.changed, d.num, p.position
"""


@dataclass(frozen=True, slots=True)
class Wording:
    """What is indexed of one phrasing; `vector` is None where the encoder has made none yet.

    `id` stands for one text of one debunk for good, and is never given to another.
    """

    id: int
    lang: str
    terms: tuple[str, ...]
    vector: bytes | None


@dataclass(frozen=True, slots=True)
class Change:
    """A debunk and all its phrasings as they are now: none when it is not published."""

    debunk_id: str
    phrasings: tuple[Wording, ...]


@dataclass(frozen=True, slots=True)
class Changes:
    """Some of what changed. `version`: every change up to it is in what was given so far."""

    version: int
    debunks: tuple[Change, ...]


async def changed(
    sessions: Sessions, since: int, encoder: str | None
) -> AsyncGenerator[Changes, None]:
    """Yield what changed after version `since`; see `Phrasings.changes`."""
    # Each page is one statement, so it shows each debunk in one state. One that changes between
    # two pages moves to the end of the order and comes once more: nothing is missed.
    covered = reached = since
    num = _BEYOND_ANY_NUM
    whole = False
    while not whole:
        rows = await sessions.rows(_CHANGED, reached, num, _PAGE, encoder)
        debunks = tuple(_changes(rows))
        whole = len(debunks) < _PAGE
        if rows:
            num, _, reached, *_ = rows[-1]
        if debunks or reached > covered:
            covered = reached if whole else max(covered, reached - 1)
            yield Changes(covered, debunks)


def _changes(rows: Iterable[Row]) -> Iterable[Change]:
    for (_, debunk_id), group in groupby(rows, key=itemgetter(0, 1)):
        yield Change(
            debunk_id,
            tuple(
                Wording(phrasing, lang, tuple(terms.split()), vector)
                for *_, phrasing, lang, terms, vector in group
                if phrasing is not None
            ),
        )
