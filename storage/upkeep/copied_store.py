"""A store that comes back from a copy: what was due or waiting when the copy was made."""

from collections.abc import Mapping
from dataclasses import dataclass

from domain.deed import Deed
from storage.desk import audit
from storage.engine.contract import Connection

_WITH_OUTBOX = 3
_WITH_INBOX = 9


@dataclass(frozen=True, slots=True)
class Undone:
    """What a copy still had to do.

    `due` are messages by their kind; `old` of them became due before the moment that was asked
    about; `updates` had come in and waited to be handled.
    """

    due: Mapping[str, int]
    old: int
    updates: int


async def read_undone(connection: Connection, schema: int, before: int) -> Undone:
    """Return what a copy of this schema has to do yet; `before` is in seconds."""
    if schema < _WITH_OUTBOX:
        return Undone({}, 0, 0)
    due = await connection.rows(
        "SELECT kind, count(*) FROM outbox WHERE state IN ('due', 'sending') "
        "GROUP BY kind ORDER BY kind"
    )
    old = await connection.value(
        "SELECT count(*) FROM outbox WHERE state IN ('due', 'sending') AND due < ?1", before
    )
    waiting = "SELECT count(*) FROM inbox"
    updates = await connection.value(waiting) if schema >= _WITH_INBOX else 0
    return Undone(dict(due), int(old), int(updates))


async def settle(connection: Connection, schema: int, at: int, drop_before: int | None) -> None:
    """Let a copy forget the updates that waited, which were handled since, and write that down.

    With `drop_before`, messages that were due before that moment, in seconds, are given up.
    """
    if schema < _WITH_OUTBOX:
        return
    if schema >= _WITH_INBOX:
        await connection.run("DELETE FROM inbox")
    if drop_before is not None:
        await connection.run(
            "UPDATE outbox SET state = 'dropped', done = ?1 "
            "WHERE state IN ('due', 'sending') AND due < ?2",
            at,
            drop_before,
        )
    await audit.record(connection, Deed(at=at), "store.restored", "store")
