"""Messages that must reach someone: written with what causes them, each sent once."""

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from storage.engine.contract import Connection, Sessions
from storage.mail import deliveries

LONGEST_PAUSE = 300
"""The longest that a row waits for its next attempt, in seconds."""
DESK = 0
"""What `next` knows the desk's own chat by, among the readers that rest."""

_ASKERS = """
INSERT INTO outbox (reader, kind, once, debunk, reply_to, body, due)
SELECT s.reader, 'answer', 'answer:' || s."case" || ':' || s.reader, ?2, max(s.message), '{}', ?3
FROM submissions s JOIN readers r ON r.id = s.reader
WHERE s."case" = ?1 AND r.updates = 1
GROUP BY s.reader ORDER BY min(s.id)
ON CONFLICT (once) DO NOTHING
"""
_UNCHECKED = """
INSERT INTO outbox (reader, kind, once, reply_to, body, due)
SELECT s.reader, 'closed', 'closed:' || s."case" || ':' || s.reader, max(s.message), '{}', ?2
FROM submissions s JOIN readers r ON r.id = s.reader
WHERE s."case" = ?1 AND r.updates = 1
GROUP BY s.reader ORDER BY min(s.id)
ON CONFLICT (once) DO NOTHING
"""
_STILL_WAITING = """
UPDATE OR IGNORE outbox SET
    kind = ?2, once = 'change:' || debunk || ':' || ?3 || ':' || reader,
    body = json_set(body, '$.reason', ?4, '$.at', ?5)
WHERE debunk = ?1 AND state = 'due' AND kind IN ('correction', 'retraction')
"""
# Someone to whom a card is on its way at this moment counts as having it.
_RECIPIENTS = """
INSERT INTO outbox (reader, kind, once, debunk, reply_to, body, due)
SELECT r.id, ?2, 'change:' || ?1 || ':' || ?3 || ':' || r.id, ?1, had.message,
    json_object('old', had.verdict, 'reason', ?4, 'at', ?5), ?5
FROM (
    SELECT reader, verdict, message FROM deliveries WHERE debunk = ?1 AND version < ?3
    UNION ALL
    SELECT o.reader, ?6, NULL FROM outbox o
    WHERE o.debunk = ?1 AND o.state = 'sending' AND o.reader IS NOT NULL
        AND NOT EXISTS (SELECT 1 FROM deliveries v WHERE v.reader = o.reader AND v.debunk = ?1)
) had JOIN readers r ON r.id = had.reader
WHERE r.updates = 1 AND r.reachable = 1
ORDER BY r.id
ON CONFLICT (once) DO NOTHING
"""
# A row that is due later than any pause ends was put off before the clock was set back.
_NEXT = """
SELECT o.id, o.kind, o.reply_to, o.body, o.attempts, o.reader, d.id, d.version,
    r.person, r.sealed, coalesce(r.lang, r.spoken), r.updates
FROM outbox o LEFT JOIN readers r ON r.id = o.reader LEFT JOIN debunks d ON d.num = o.debunk
WHERE o.state = 'due' AND (o.due <= ?1 OR o.due > ?1 + ?2)
    AND coalesce(o.reader, 0) <> ALL (?3)
ORDER BY o.due, o.id LIMIT 1
"""
_BEGIN = """
UPDATE outbox SET state = 'sending' WHERE id = ?1 AND state = 'due' AND kind = ?2 AND body = ?3
AND (debunk IS NULL OR (SELECT version FROM debunks WHERE num = debunk) = ?4)
"""


class LetterKind(StrEnum):
    """What a message tells."""

    ANSWER = "answer"
    CLOSED = "closed"
    CORRECTION = "correction"
    RETRACTION = "retraction"
    ALERT = "alert"


@dataclass(frozen=True, slots=True)
class Addressee:
    """The reader of a message: row, keyed hash, encrypted Telegram id and language, if known.

    `listening` is False for one who does not want to be written to.
    """

    reader: int
    person: bytes
    sealed: bytes | None
    lang: str | None
    listening: bool


@dataclass(frozen=True, slots=True)
class Due:
    """A message whose turn it is; `addressee` is None for the desk's own chat.

    `reply_to` is a message in the addressee's chat, `version` the debunk's at the time of reading.
    """

    id: int
    kind: LetterKind
    reply_to: int | None
    body: Mapping[str, Any]
    attempts: int
    addressee: Addressee | None
    debunk_id: str | None
    version: int | None
    written: str


async def tell_askers(connection: Connection, case: int, debunk_num: int, at: int) -> int:
    """Make the answer of a case due to everyone who asked, once each; return to how many.

    Inside the caller's transaction. It replies to the newest message of theirs in the case. Those
    who asked not to be written to are left out.
    """
    return await connection.run(_ASKERS, case, debunk_num, at)


async def tell_unchecked(connection: Connection, case: int, at: int) -> int:
    """Make it due to everyone who asked that a case cannot be checked; return to how many.

    As `tell_askers` does. Who was told so before, of the same case, is not told again.
    """
    return await connection.run(_UNCHECKED, case, at)


async def untell_unchecked(connection: Connection, case: int) -> None:
    """Take back, inside the caller's transaction, what `tell_unchecked` has left unsent."""
    await connection.run(
        "DELETE FROM outbox WHERE once >= ?1 AND once < ?2 AND state IN ('due', 'dropped')",
        f"closed:{case}:",
        f"closed:{case};",
    )


async def tell_recipients(
    connection: Connection,
    debunk_num: int,
    *,
    kind: str,
    old_verdict: str,
    version: int,
    reason: str,
    at: int,
) -> int:
    """Make a change due to everyone who was given a version before `version`; return to how many.

    Inside the caller's transaction, after the debunk has changed. `kind` is `correction` or
    `retraction`, `reason` is for readers. A change that still waits to be told is taken up in this
    one: the reader hears once, from the verdict that they had to the newest.
    """
    known = LetterKind(kind)
    values = (debunk_num, known, version, reason, at)
    waiting = await connection.run(_STILL_WAITING, *values)
    return waiting + await connection.run(_RECIPIENTS, *values, old_verdict)


async def tell_desk(connection: Connection, once: str, body: Mapping[str, object], at: int) -> None:
    """Make a message due to the desk's own chat, inside the caller's transaction.

    What was told under the same `once` before is not told again.
    """
    await connection.run(
        "INSERT INTO outbox (kind, once, body, due) VALUES (?1, ?2, ?3, ?4) "
        "ON CONFLICT (once) DO NOTHING",
        LetterKind.ALERT,
        once,
        json.dumps(body, ensure_ascii=False),
        at,
    )


class Outbox:
    """The messages that are due, for one sender that has one of them in flight at a time."""

    def __init__(self, sessions: Sessions) -> None:
        self._sessions = sessions

    async def resume(self) -> int:
        """Make due again what was in flight when the last sender ended; return how many.

        Nobody can tell whether such a message arrived, and one told twice is better than one lost.
        """
        async with self._sessions.transaction() as connection:
            return await connection.run("UPDATE outbox SET state = 'due' WHERE state = 'sending'")

    async def next(self, at: int, resting: Collection[int] = ()) -> Due | None:
        """Return the message whose turn it is at `at`, none to those in `resting`."""
        rows = await self._sessions.rows(_NEXT, at, LONGEST_PAUSE, list(resting))
        if not rows:
            return None
        number, kind, reply_to, body, attempts, reader, debunk_id, version, *person = rows[0]
        whose, sealed, lang, listening = person
        return Due(
            id=number,
            kind=LetterKind(kind),
            reply_to=reply_to,
            body=json.loads(body),
            attempts=attempts,
            addressee=None
            if reader is None
            else Addressee(reader, whose, sealed, lang, bool(listening)),
            debunk_id=debunk_id,
            version=version,
            written=body,
        )

    async def begin(self, due: Due) -> bool:
        """Mark a message as in flight; False if it or its debunk is not what it was when read."""
        async with self._sessions.transaction() as connection:
            changed = await connection.run(_BEGIN, due.id, due.kind, due.written, due.version)
        return changed == 1

    async def sent(
        self, due: Due, at: int, message: int | None = None, verdict: str | None = None
    ) -> None:
        """Mark a message as sent; with a verdict, note the delivery of the debunk's version too.

        `message` is the bot's message. A row that went meanwhile, with its reader, is no error.
        """
        async with self._sessions.transaction() as connection:
            num = await connection.rows(
                "UPDATE outbox SET state = 'sent', done = ?1 WHERE id = ?2 RETURNING debunk",
                at,
                due.id,
            )
            if num and verdict and due.addressee and due.version is not None:
                await deliveries.keep(
                    connection,
                    due.addressee.reader,
                    num[0][0],
                    due.version,
                    verdict,
                    message,
                    at,
                )

    async def dropped(self, due: Due, at: int, *, unreachable: bool = False) -> None:
        """Give a message up; with `unreachable`, all that is due to its reader, and remember it."""
        drop = "UPDATE outbox SET state = 'dropped', done = ?1 WHERE"
        async with self._sessions.transaction() as connection:
            await connection.run(f"{drop} id = ?2", at, due.id)
            if unreachable and due.addressee:
                reader = due.addressee.reader
                await connection.run(f"{drop} reader = ?2 AND state = 'due'", at, reader)
                await connection.run("UPDATE readers SET reachable = 0 WHERE id = ?1", reader)

    async def later(self, due: Due, when: int, *, counted: bool = True) -> None:
        """Put a message off until `when`; `counted` if this was an attempt that failed."""
        async with self._sessions.transaction() as connection:
            await connection.run(
                "UPDATE outbox SET state = 'due', due = ?1, attempts = attempts + ?2 WHERE id = ?3",
                when,
                int(counted),
                due.id,
            )
