"""Rows -> debunks, a page at a time: one query for each table, however many debunks."""

from collections import defaultdict
from collections.abc import Sequence

from domain.debunk import Claim, Debunk, Source, Statement, Status, Verdict
from domain.fingerprint import Fingerprint
from storage.engine.contract import Connection, Row

_DEBUNKS = """
SELECT num, id, verdict, date, status, version FROM debunks
WHERE num = ANY (?1)
"""
_CLAIMS = """
SELECT debunk, lang, text, learned FROM phrasings
WHERE debunk = ANY (?1) ORDER BY debunk, position
"""
_SUMMARIES = """
SELECT debunk, lang, text FROM summaries
WHERE debunk = ANY (?1) ORDER BY debunk, position
"""
_STATEMENTS = """
SELECT debunk, id, authority, date, url FROM statements
WHERE debunk = ANY (?1) ORDER BY debunk, position
"""
_STATEMENT_TEXTS = """
SELECT t.statement, t.lang, t.text FROM statements s JOIN statement_texts t ON t.statement = s.id
WHERE s.debunk = ANY (?1) ORDER BY t.statement, t.position
"""
_AUTHORITY_NAMES = """
SELECT authority, lang, name FROM authority_names
WHERE authority = ANY (?1) ORDER BY authority, position
"""
_SOURCES = """
SELECT debunk, title, url FROM sources
WHERE debunk = ANY (?1) ORDER BY debunk, position
"""
_APPEARANCES = """
SELECT debunk, address FROM appearances
WHERE debunk = ANY (?1) ORDER BY debunk, position
"""
_TOPICS = """
SELECT debunk, topic FROM topics
WHERE debunk = ANY (?1) ORDER BY debunk, position
"""
_FINGERPRINTS = """
SELECT debunk, phash, pdq FROM fingerprints
WHERE debunk = ANY (?1) ORDER BY debunk, position
"""


async def load(connection: Connection, nums: Sequence[int]) -> list[Debunk]:
    """Return the debunks of these row numbers in this order; call it inside a snapshot."""
    if not nums:
        return []
    page = list(nums)
    claims = _grouped(await connection.rows(_CLAIMS, page))
    summaries = _grouped(await connection.rows(_SUMMARIES, page))
    statements = await _statements(connection, page)
    sources = _grouped(await connection.rows(_SOURCES, page))
    appearances = _grouped(await connection.rows(_APPEARANCES, page))
    topics = _grouped(await connection.rows(_TOPICS, page))
    pictures = _grouped(await connection.rows(_FINGERPRINTS, page))
    debunks = {
        num: Debunk(
            id=debunk_id,
            verdict=Verdict(verdict),
            claims=tuple(Claim(lang, text, bool(learned)) for lang, text, learned in claims[num]),
            date=date,
            status=Status(status),
            summary=dict(summaries[num]),
            statements=tuple(statements[num]),
            sources=tuple(Source(title, url) for title, url in sources[num]),
            appearances=tuple(address for (address,) in appearances[num]),
            topics=tuple(topic for (topic,) in topics[num]),
            pictures=tuple(
                Fingerprint(bytes.fromhex(phash), bytes.fromhex(pdq))
                for phash, pdq in pictures[num]
            ),
            version=version,
        )
        for num, debunk_id, verdict, date, status, version in await connection.rows(_DEBUNKS, page)
    }
    return [debunks[num] for num in nums]


async def _statements(connection: Connection, page: list[int]) -> dict[int, list[Statement]]:
    rows = await connection.rows(_STATEMENTS, page)
    texts = _grouped(await connection.rows(_STATEMENT_TEXTS, page))
    authorities = {authority for _, _, authority, _, _ in rows if authority is not None}
    names = _grouped(await connection.rows(_AUTHORITY_NAMES, list(authorities)))
    statements: dict[int, list[Statement]] = defaultdict(list)
    for debunk, number, authority, date, url in rows:
        statements[debunk].append(
            Statement(
                text=dict(texts[number]),
                authority=dict(names[authority]) if authority is not None else {},
                date=date,
                url=url,
            )
        )
    return statements


def _grouped(rows: Sequence[Row]) -> defaultdict[int, list[Row]]:
    groups: defaultdict[int, list[Row]] = defaultdict(list)
    for key, *rest in rows:
        groups[key].append(tuple(rest))
    return groups
