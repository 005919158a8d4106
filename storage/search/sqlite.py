"""The word index as SQLite keeps it (FTS5): its rows, and what holds which terms."""

from collections.abc import Iterable, Sequence

from storage.engine.contract import Connection, Row
from storage.search.sought import Sought

_MOST_WORDS = 64

_HOLDING_ALL = """
SELECT d.num FROM debunk_words w JOIN debunks d ON d.num = w.rowid
WHERE w.debunk_words MATCH ?1 AND d.status = ANY (?2)
ORDER BY w.rank, d.date DESC, d.num DESC LIMIT ?3 OFFSET ?4
"""
_HOLDING_SOME = """
SELECT d.num FROM json_each(?1) word
CROSS JOIN debunk_words w ON w.debunk_words MATCH word.value
CROSS JOIN debunks d ON d.num = w.rowid
WHERE d.status = ANY (?2)
GROUP BY d.num HAVING count(*) >= ?5
ORDER BY count(*) DESC, sum(w.rank), d.date DESC, d.num DESC LIMIT ?3 OFFSET ?4
"""


async def find(
    connection: Connection, sought: Sought, statuses: list[str], limit: int, offset: int
) -> list[int]:
    """Return the rows of debunks of these statuses that hold what is sought, best first."""
    wanted = _expressions(sought.words[:_MOST_WORDS], sought.beginnings[:_MOST_WORDS])
    if not wanted:
        return []
    if sought.most:
        enough = -(-len(wanted) * 3 // 5)
        rows = await connection.rows(_HOLDING_SOME, wanted, statuses, limit, offset, enough)
    else:
        every = " AND ".join(wanted)
        rows = await connection.rows(_HOLDING_ALL, every, statuses, limit, offset)
    return [num for (num,) in rows]


async def fill(connection: Connection, entries: Sequence[Row]) -> None:
    """Write rows into the word index."""
    await connection.run_many(
        "INSERT INTO debunk_words (rowid, claims, authorities, topics, summary) "
        "VALUES (?1, ?2, ?3, ?4, ?5)",
        entries,
    )


async def drop(connection: Connection, nums: Sequence[int]) -> None:
    """Take debunks out of the word index."""
    await connection.run("DELETE FROM debunk_words WHERE rowid = ANY (?1)", list(nums))


async def clear(connection: Connection) -> None:
    """Take every debunk out of the word index."""
    await connection.run("DELETE FROM debunk_words")


async def merge(connection: Connection) -> None:
    """Write the word index anew as one part: what was taken out stays in its older parts."""
    await connection.run("INSERT INTO debunk_words (debunk_words) VALUES ('optimize')")


def _expressions(terms: Iterable[str], beginnings: Iterable[str]) -> list[str]:
    """Return FTS5's expressions for whole terms, then for beginnings, each once, in order."""
    whole = [expression for term in terms if (expression := _expression(term))]
    begun = [f"{expression} *" for term in beginnings if (expression := _expression(term))]
    return list(dict.fromkeys([*whole, *begun]))


def _expression(term: str) -> str | None:
    """Return the expression for one term, in which nothing can be taken for syntax.

    None where it holds nothing to search for.
    """
    # FTS5 reads up to the first NUL; a lone surrogate cannot be bound at all.
    clean = term.replace("\0", " ").encode("utf-8", "ignore").decode("utf-8")
    if not any(map(str.isalnum, clean)):
        return None
    return '"' + clean.replace('"', '""') + '"'
