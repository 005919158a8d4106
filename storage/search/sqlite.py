"""The word index as SQLite's FTS5 keeps it, and index terms as its expressions.

No term can be taken for syntax.
"""

from collections.abc import Iterable, Sequence

from storage.engine.contract import Connection, Row
from storage.search.terms import Sought

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
GROUP BY d.num HAVING count(*) >= ?3
ORDER BY count(*) DESC, sum(w.rank), d.date DESC, d.num DESC LIMIT ?4 OFFSET ?5
"""


def matching(sought: Sought, among: Sequence[str]) -> tuple[str, tuple[object, ...]] | None:
    """Return the query for debunks of these statuses, and its values but for limit and offset.

    None where nothing is left to look for.
    """
    wanted = words(sought.words[:_MOST_WORDS], sought.beginnings[:_MOST_WORDS])
    if not wanted:
        return None
    if sought.most:
        return _HOLDING_SOME, (wanted, among, -(-len(wanted) * 3 // 5))
    return _HOLDING_ALL, (" AND ".join(wanted), among)


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
    """Empty the word index."""
    await connection.run("DELETE FROM debunk_words")


def word(term: str) -> str | None:
    """Return the expression for one term, or None where it holds nothing to search for."""
    # FTS5 reads up to the first NUL; a lone surrogate cannot be bound at all.
    clean = term.replace("\0", " ").encode("utf-8", "ignore").decode("utf-8")
    if not any(map(str.isalnum, clean)):
        return None
    return '"' + clean.replace('"', '""') + '"'


def words(terms: Iterable[str], beginnings: Iterable[str] = ()) -> list[str]:
    """Return the expressions for whole terms, then for beginnings of terms, each once, in order."""
    whole = [expression for term in terms if (expression := word(term))]
    begun = [f"{expression} *" for term in beginnings if (expression := word(term))]
    return list(dict.fromkeys([*whole, *begun]))
