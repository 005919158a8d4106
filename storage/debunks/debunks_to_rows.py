"""Debunks -> rows, a batch at a time, inside the caller's transaction."""

import asyncio
import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from types import MappingProxyType

from domain.debunk import Debunk, Statement, Status, ref_of
from domain.deed import Deed
from storage.debunks import phrasing_ids, versions
from storage.debunks.completing import completed
from storage.debunks.former_states import Succession, keep
from storage.debunks.rows_to_debunks import load
from storage.engine.contract import Connection, Row
from storage.search import index
from storage.search import sqlite as word_index
from storage.search.recipe import Indexing

_CLEAR = (
    "DELETE FROM summaries WHERE debunk = ANY (?1)",
    "DELETE FROM statements WHERE debunk = ANY (?1)",
    "DELETE FROM sources WHERE debunk = ANY (?1)",
    "DELETE FROM appearances WHERE debunk = ANY (?1)",
    "DELETE FROM topics WHERE debunk = ANY (?1)",
    "DELETE FROM fingerprints WHERE debunk = ANY (?1)",
)
_INSERT = {
    "summaries": "INSERT INTO summaries (debunk, position, lang, text) VALUES (?1, ?2, ?3, ?4)",
    "statements": "INSERT INTO statements (debunk, position, authority, date, url) "
    "VALUES (?1, ?2, ?3, ?4, ?5)",
    "sources": "INSERT INTO sources (debunk, position, title, url) VALUES (?1, ?2, ?3, ?4)",
    "appearances": "INSERT INTO appearances (debunk, position, address, canonical) "
    "VALUES (?1, ?2, ?3, ?4)",
    "topics": "INSERT INTO topics (debunk, position, topic) VALUES (?1, ?2, ?3)",
    "fingerprints": "INSERT INTO fingerprints (debunk, position, phash, pdq) "
    "VALUES (?1, ?2, ?3, ?4)",
}
_AUTHORITIES = "SELECT names, id FROM authorities WHERE names = ANY (?1)"
_STATEMENT_TEXT = """
INSERT INTO statement_texts (statement, position, lang, text) VALUES (?1, ?2, ?3, ?4)
"""
_STATEMENTS = "SELECT debunk, position, id FROM statements WHERE debunk = ANY (?1)"
_NONE_IN_PART: Mapping[str, bool] = MappingProxyType({})


class Saved(StrEnum):
    """What saving a debunk came to."""

    NEW = "new"
    CHANGED = "changed"
    UNCHANGED = "unchanged"


@dataclass(frozen=True, slots=True)
class Tally:
    """How many debunks were new to the store, differed from the store's, and were as they are."""

    new: int = 0
    changed: int = 0
    unchanged: int = 0

    def __add__(self, other: "Tally") -> "Tally":
        return Tally(
            self.new + other.new, self.changed + other.changed, self.unchanged + other.unchanged
        )


@dataclass(frozen=True, slots=True)
class Comparison:
    """A batch beside what the store holds: new debunks, and changed ones with their row number.

    The changed ones carry the version that they will have; `before` holds what they were.
    """

    new: tuple[Debunk, ...]
    changed: tuple[tuple[int, Debunk], ...]
    before: Mapping[int, Debunk]
    counts: Tally


async def compare(
    connection: Connection,
    batch: Sequence[Debunk],
    *,
    keep_learned: bool,
    in_part: Mapping[str, bool] = _NONE_IN_PART,
) -> Comparison:
    """Compare debunks, no two of one id, with the store's; only reads.

    With `keep_learned`, those that come without learned phrasings or pictures get the store's; of
    those that `in_part` names, what is left out stays.
    """
    found = await connection.rows(
        "SELECT num FROM debunks WHERE id = ANY (?1)",
        [debunk.id for debunk in batch],
    )
    nums = [num for (num,) in found]
    held = {
        debunk.id: (num, debunk)
        for num, debunk in zip(nums, await load(connection, nums), strict=True)
    }
    new, changed = [], []
    was: dict[int, Debunk] = {}
    for debunk in batch:
        if debunk.id not in held:
            new.append(replace(debunk, version=1))
            continue
        num, before = held[debunk.id]
        if debunk.id in in_part:
            debunk = completed(debunk, before, status=in_part[debunk.id])
        after = merged(debunk, before, keep_learned=keep_learned)
        if after != before:
            changed.append((num, after))
            was[num] = before
    counts = Tally(len(new), len(changed), len(batch) - len(new) - len(changed))
    return Comparison(tuple(new), tuple(changed), was, counts)


def merged(debunk: Debunk, before: Debunk, *, keep_learned: bool) -> Debunk:
    """Return what a held debunk becomes when another is saved in its place; see `compare`."""
    after = _with_learned(debunk, before) if keep_learned else debunk
    if replace(after, version=before.version) == before:
        return before
    return replace(after, version=_next_version(before, after))


async def write(
    connection: Connection, indexing: Indexing, batch: Sequence[Debunk], version: int, deed: Deed
) -> Tally:
    """Save debunks, no two of one id, inside a transaction that will leave this version.

    Links into private chats are left out. Published states that are replaced are kept, and what
    was done is written into the audit.
    """
    batch = [indexing.links.public(debunk)[0] for debunk in batch]
    comparison = await compare(connection, batch, keep_learned=deed.imports, in_part=deed.in_part)
    old = [num for num, _ in comparison.changed]
    await _clear(connection, old)
    held = await phrasing_ids.set_aside(connection, old)
    await connection.run_many(
        "UPDATE debunks SET verdict = ?1, status = ?2, date = ?3, version = ?4, changed = ?5 "
        "WHERE num = ?6",
        [(d.verdict, d.status, d.date, d.version, version, num) for num, d in comparison.changed],
    )
    new = await _insert_debunks(connection, comparison.new, version)
    await _insert_parts(connection, indexing, new + comparison.changed, held)
    await phrasing_ids.drop_rest(connection, old)
    changes = [Succession(num, None, d) for num, d in new]
    changes += [Succession(num, comparison.before[num], d) for num, d in comparison.changed]
    await keep(connection, changes, deed)
    return comparison.counts


async def finish(connection: Connection, counts: Tally, version: int) -> None:
    """End a transaction of saving: advance the store's version, drop unused authorities."""
    if counts.new or counts.changed:
        await versions.reach(connection, version)
    if counts.changed:
        await connection.run(
            "DELETE FROM authorities WHERE NOT EXISTS "
            "(SELECT 1 FROM statements s WHERE s.authority = authorities.id)"
        )


def _with_learned(debunk: Debunk, before: Debunk) -> Debunk:
    pictures = debunk.pictures or before.pictures
    if debunk.own_claims != debunk.claims:
        return replace(debunk, pictures=pictures)
    learned = tuple(claim for claim in before.claims if claim.learned)
    return replace(debunk, claims=debunk.claims + learned, pictures=pictures)


def _next_version(before: Debunk, after: Debunk) -> int:
    # What matching alone sees is no change to readers.
    if replace(after, claims=after.own_claims, pictures=()) == replace(
        before, claims=before.own_claims, pictures=(), version=after.version
    ):
        return before.version
    # A retracted debunk that is published again is a published change as well.
    seen = before.status is Status.PUBLISHED or (
        before.status is Status.RETRACTED and after.status is Status.PUBLISHED
    )
    return before.version + 1 if seen else before.version


async def _clear(connection: Connection, nums: Sequence[int]) -> None:
    if nums:
        await word_index.drop(connection, nums)
        for statement in _CLEAR:
            await connection.run(statement, list(nums))


async def _insert_parts(
    connection: Connection,
    indexing: Indexing,
    debunks: Sequence[tuple[int, Debunk]],
    held: phrasing_ids.Held,
) -> None:
    authorities = await _authorities(connection, [debunk for _, debunk in debunks])

    def prepare() -> tuple[dict[str, list[Row]], list[Row]]:
        rows: dict[str, list[Row]] = defaultdict(list)
        entries: list[Row] = []
        for num, debunk in debunks:
            terms = index.terms_of_claims(indexing, debunk)
            rows["phrasings"] += [
                (num, place, claim.lang, terms[place], claim.text, claim.learned)
                for place, claim in enumerate(debunk.claims)
            ]
            rows["statements"] += [
                (num, place, authorities.get(_key(part)), part.date, part.url)
                for place, part in enumerate(debunk.statements)
            ]
            _add_parts(rows, indexing, num, debunk)
            entries += index.entry(indexing, num, debunk, terms)
        return rows, entries

    rows, entries = await asyncio.to_thread(prepare)
    await phrasing_ids.write(connection, held, rows["phrasings"])
    for table, statement_sql in _INSERT.items():
        await connection.run_many(statement_sql, rows[table])
    await _insert_statement_texts(connection, debunks)
    await word_index.fill(connection, entries)


async def _insert_debunks(
    connection: Connection, debunks: Sequence[Debunk], version: int
) -> tuple[tuple[int, Debunk], ...]:
    """Insert new debunks without their parts; return them with their row numbers."""
    await connection.run_many(
        "INSERT INTO debunks (id, ref, verdict, status, date, version, changed) "
        "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
        [(d.id, ref_of(d.id), d.verdict, d.status, d.date, d.version, version) for d in debunks],
    )
    ids = [debunk.id for debunk in debunks]
    nums: dict[str, int] = dict(
        await connection.rows("SELECT id, num FROM debunks WHERE id = ANY (?1)", ids)
    )
    return tuple((nums[debunk.id], debunk) for debunk in debunks)


async def _insert_statement_texts(
    connection: Connection, debunks: Sequence[tuple[int, Debunk]]
) -> None:
    held = await connection.rows(_STATEMENTS, [num for num, one in debunks if one.statements])
    ids = {(num, place): number for num, place, number in held}
    texts = [
        row
        for num, debunk in debunks
        for place, part in enumerate(debunk.statements)
        for row in _by_language(ids[num, place], part.text)
    ]
    await connection.run_many(_STATEMENT_TEXT, texts)


def _add_parts(rows: dict[str, list[Row]], indexing: Indexing, num: int, debunk: Debunk) -> None:
    rows["summaries"] += _by_language(num, debunk.summary)
    rows["sources"] += [
        (num, place, source.title, source.url) for place, source in enumerate(debunk.sources)
    ]
    rows["appearances"] += [
        (num, place, address, indexing.post_at(address))
        for place, address in enumerate(debunk.appearances)
    ]
    rows["topics"] += [(num, place, topic) for place, topic in enumerate(debunk.topics)]
    rows["fingerprints"] += [
        (num, place, one.phash.hex(), one.pdq.hex()) for place, one in enumerate(debunk.pictures)
    ]


async def _authorities(connection: Connection, batch: Sequence[Debunk]) -> dict[str, int]:
    """Return the row number of each authority that these debunks name, making the missing ones."""
    wanted = {
        _key(statement): statement.authority
        for debunk in batch
        for statement in debunk.statements
        if statement.authority
    }
    held = await connection.rows(_AUTHORITIES, list(wanted))
    numbers: dict[str, int] = dict(held)
    missing = [key for key in wanted if key not in numbers]
    await connection.run_many(
        "INSERT INTO authorities (names) VALUES (?1)", [(k,) for k in missing]
    )
    made: dict[str, int] = dict(await connection.rows(_AUTHORITIES, missing))
    await connection.run_many(
        "INSERT INTO authority_names (authority, position, lang, name) VALUES (?1, ?2, ?3, ?4)",
        [row for key in missing for row in _by_language(made[key], wanted[key])],
    )
    return numbers | made


def _key(statement: Statement) -> str:
    return json.dumps(dict(sorted(statement.authority.items())), ensure_ascii=False)


def _by_language(owner: int, texts: Mapping[str, str]) -> list[Row]:
    return [(owner, place, lang, text) for place, (lang, text) in enumerate(texts.items())]
