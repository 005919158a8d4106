"""Phrasings of debunks that are saved again: an id, and its vector with it, stays with its text."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from domain.debunk import Claim
from storage.engine.contract import Connection

INSERT = """
INSERT INTO phrasings (id, debunk, position, lang, terms, text, learned)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)
ON CONFLICT (id) DO UPDATE SET
    position = excluded.position, lang = excluded.lang, terms = excluded.terms,
    learned = excluded.learned
"""
"""For new phrasings and for those that keep their id."""


class Ids:
    """Hands out ids: the one that a debunk's text has already, or the next that nobody ever had."""

    def __init__(self, last: int, held: Iterable[tuple[int, int, str]]) -> None:
        self._last = last
        self._held: defaultdict[tuple[int, str], list[int]] = defaultdict(list)
        for phrasing, num, text in held:
            self._held[num, text].append(phrasing)

    def of(self, num: int, claims: Iterable[Claim]) -> Iterator[int]:
        """Yield an id for each claim of the debunk in row `num`."""
        for claim in claims:
            if kept := self._held.get((num, claim.text)):
                yield kept.pop(0)
            else:
                self._last += 1
                yield self._last


async def set_aside(connection: Connection, nums: Sequence[int]) -> Ids:
    """Make room for the phrasings of debunks that are written anew."""
    last = await connection.value("SELECT seq FROM sqlite_sequence WHERE name = 'phrasings'")
    if not nums:
        return Ids(last or 0, ())
    page = list(nums)
    held = await connection.rows(
        "SELECT id, debunk, text FROM phrasings WHERE debunk = ANY (?1) ORDER BY debunk, position",
        page,
    )
    await connection.run(
        "UPDATE phrasings SET position = -1 - position WHERE debunk = ANY (?1)",
        page,
    )
    return Ids(last or 0, [(phrasing, num, text) for phrasing, num, text in held])


async def drop_rest(connection: Connection, nums: Sequence[int]) -> None:
    """Delete the phrasings that were set aside and not written again."""
    if nums:
        await connection.run(
            "DELETE FROM phrasings WHERE debunk = ANY (?1) AND position < 0",
            list(nums),
        )
