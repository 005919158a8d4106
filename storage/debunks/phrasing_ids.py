"""Phrasings of debunks that are saved again: an id, and its vector with it, stays with its text."""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from storage.engine.contract import Connection, Row

_HELD = """
SELECT id, debunk, text FROM phrasings WHERE debunk = ANY (?1) ORDER BY debunk, position
"""
_KEEP = """
UPDATE phrasings SET position = ?1, lang = ?2, terms = ?3, learned = ?4 WHERE id = ?5
"""
# The engine gives each an id that nobody ever had.
_ADD = """
INSERT INTO phrasings (debunk, position, lang, terms, text, learned)
VALUES (?1, ?2, ?3, ?4, ?5, ?6)
"""


class Held:
    """The ids of phrasings that were set aside: each is handed out once, to the same text."""

    def __init__(self, held: Iterable[tuple[int, int, str]]) -> None:
        self._held: defaultdict[tuple[int, str], list[int]] = defaultdict(list)
        for phrasing, num, text in held:
            self._held[num, text].append(phrasing)

    def take(self, num: int, text: str) -> int | None:
        """Return the id of this text of the debunk in row `num`, None for a new one."""
        kept = self._held.get((num, text))
        return kept.pop(0) if kept else None


async def set_aside(connection: Connection, nums: Sequence[int]) -> Held:
    """Make room for the phrasings of debunks that are written anew."""
    if not nums:
        return Held(())
    held = await connection.rows(_HELD, list(nums))
    await connection.run(
        "UPDATE phrasings SET position = -1 - position WHERE debunk = ANY (?1)", list(nums)
    )
    return Held((phrasing, num, text) for phrasing, num, text in held)


async def write(connection: Connection, held: Held, rows: Iterable[Row]) -> None:
    """Write phrasings, as (debunk, position, lang, terms, text, learned), in this order."""
    kept: list[Row] = []
    new: list[Row] = []
    for num, place, lang, terms, text, learned in rows:
        phrasing = held.take(num, text)
        if phrasing is None:
            new.append((num, place, lang, terms, text, learned))
        else:
            kept.append((place, lang, terms, learned, phrasing))
    await connection.run_many(_KEEP, kept)
    await connection.run_many(_ADD, new)


async def drop_rest(connection: Connection, nums: Sequence[int]) -> None:
    """Delete the phrasings that were set aside and not written again."""
    if nums:
        await connection.run(
            "DELETE FROM phrasings WHERE debunk = ANY (?1) AND position < 0",
            list(nums),
        )
