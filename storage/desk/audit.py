"""Who did what when: rows that are added and never touched again."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

from domain.deed import Deed
from storage.engine.contract import Connection, Row, Sessions
from storage.mail.handled import mark_acted

_NONE: Mapping[str, object] = MappingProxyType({})
_OF = "SELECT id, at, moderator, action, subject, details FROM audit WHERE subject = ?1"


@dataclass(frozen=True, slots=True)
class Entry:
    """One action: `at` in seconds; `moderator` is None where Raspa itself or a reader acted."""

    id: int
    at: int
    moderator: int | None
    action: str
    subject: str
    details: Mapping[str, Any] = field(default_factory=dict)


async def record(
    connection: Connection,
    deed: Deed,
    action: str,
    subject: str,
    details: Mapping[str, object] = _NONE,
) -> None:
    """Write down an action inside the transaction that makes it; its name is given, not the deed's.

    `subject` is `debunk:<id>`, `case:<n>`, `moderator:<id>`, `draft:<n>` or `reader` (never which
    one). `details` go to JSON and hold no Telegram ids and nothing that readers wrote.
    """
    await record_all(connection, [Entry(0, deed.at, deed.by, action, subject, details)])


async def record_all(connection: Connection, entries: Sequence[Entry]) -> None:
    """Write down actions as `record` does, in this order; their ids are the store's to give."""
    await _insert(connection, entries)
    if any(one.moderator is not None for one in entries):
        await mark_acted(connection)


async def _insert(connection: Connection, entries: Sequence[Entry]) -> None:
    await connection.run_many(
        "INSERT INTO audit (at, moderator, action, subject, details) VALUES (?1, ?2, ?3, ?4, ?5)",
        [
            (
                one.at,
                one.moderator,
                one.action,
                one.subject,
                json.dumps(dict(one.details), ensure_ascii=False, sort_keys=True),
            )
            for one in entries
        ],
    )


async def newest(connection: Connection, subject: str, version: int) -> Entry | None:
    """Return what last left a subject at this version, as its details say."""
    rows = await connection.rows(f"{_OF} ORDER BY id DESC", subject)
    entries = map(_entry, rows)
    return next((one for one in entries if one.details.get("version") == version), None)


class Audit:
    """The audit of a store. Nothing edits or deletes it: the tables' triggers refuse."""

    def __init__(self, sessions: Sessions) -> None:
        self._sessions = sessions

    async def of(self, subject: str, limit: int = 50) -> list[Entry]:
        """Return what was done with a subject, newest first."""
        rows = await self._sessions.rows(f"{_OF} ORDER BY id DESC LIMIT ?2", subject, max(0, limit))
        return [_entry(row) for row in rows]

    async def note(
        self, deed: Deed, action: str, subject: str, details: Mapping[str, object] = _NONE
    ) -> None:
        """Write down what changed nothing else, such as a refusal."""
        async with self._sessions.transaction() as connection:
            await _insert(connection, [Entry(0, deed.at, deed.by, action, subject, details)])


def _entry(row: Row) -> Entry:
    number, at, moderator, action, subject, details = row
    return Entry(number, at, moderator, action, subject, json.loads(details))
