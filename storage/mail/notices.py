"""What becomes due to people: rows of the outbox, written with what causes them."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from domain.deed import Deed
from storage.desk import audit
from storage.engine.contract import Connection

_ASKERS = """
INSERT INTO outbox (reader, kind, once, debunk, reply_to, body, due)
SELECT s.reader, 'answer', ?4 || s.reader, ?2, max(s.message), '{}', ?3
FROM submissions s JOIN readers r ON r.id = s.reader
WHERE s."case" = ?1 AND r.updates = 1
GROUP BY s.reader, s."case" ORDER BY min(s.id)
ON CONFLICT (once) DO NOTHING
"""
_COUNT_ASKERS = """
SELECT count(DISTINCT s.reader) FROM submissions s JOIN readers r ON r.id = s.reader
WHERE s."case" = ?1 AND r.updates = 1
"""
_TOLD = """
SELECT reader FROM outbox
WHERE once > ?1 AND once < ?2 AND kind = 'answer' AND state IN ('sent', 'sending')
"""
# Who stopped answers is not told of this one either.
_MISTAKEN = """
INSERT INTO outbox (reader, kind, once, debunk, reply_to, body, due)
SELECT o.reader, 'mistaken', 'mistaken:' || o.once, o.debunk, o.reply_to, '{}', ?3
FROM outbox o JOIN readers r ON r.id = o.reader
WHERE o.once > ?1 AND o.once < ?2 AND o.kind = 'answer' AND o.state IN ('sent', 'sending')
    AND r.updates = 1
ORDER BY o.id
ON CONFLICT (once) DO NOTHING
"""
_UNCHECKED = """
INSERT INTO outbox (reader, kind, once, reply_to, body, due)
SELECT s.reader, 'closed', 'closed:' || s."case" || ':' || s.reader, max(s.message), '{}', ?2
FROM submissions s JOIN readers r ON r.id = s.reader
WHERE s."case" = ?1 AND r.updates = 1
GROUP BY s.reader, s."case" ORDER BY min(s.id)
ON CONFLICT (once) DO NOTHING
"""
_STILL_WAITING = """
UPDATE outbox SET kind = ?2, reason = ?3, at = ?4, once = 'change:' || debunk || ':' || (
    SELECT d.version FROM debunks d WHERE d.num = outbox.debunk
) || ':' || reader
WHERE id IN (
    SELECT min(id) FROM outbox
    WHERE debunk = ?1 AND state = 'due' AND kind IN ('correction', 'retraction') GROUP BY reader
)
"""
# Someone to whom a card is on its way at this moment counts as having it.
_RECIPIENTS = """
INSERT INTO outbox (reader, kind, once, debunk, reply_to, old_verdict, reason, at, body, due)
SELECT r.id, ?2, 'change:' || d.num || ':' || d.version || ':' || r.id, d.num, had.message,
    had.verdict, ?3, ?4, '{}', ?4
FROM (
    SELECT reader, verdict, message FROM deliveries WHERE debunk = ?1
        AND version < (SELECT changed.version FROM debunks changed WHERE changed.num = ?1)
    UNION ALL
    SELECT o.reader, ?5, NULL FROM outbox o
    WHERE o.debunk = ?1 AND o.state = 'sending' AND o.reader IS NOT NULL
        AND NOT EXISTS (SELECT 1 FROM deliveries v WHERE v.reader = o.reader AND v.debunk = ?1)
) had JOIN readers r ON r.id = had.reader JOIN debunks d ON d.num = ?1
WHERE r.updates = 1 AND r.reachable = 1
ORDER BY r.id
ON CONFLICT (once) DO NOTHING
"""
_MISSED = """
SELECT d.id, d.version, d.status FROM readers r, debunks d
WHERE r.id = ?1 AND d.num = ?2 AND d.version > ?3 AND d.status <> 'draft'
    AND r.updates = 1 AND r.reachable = 1
"""
_MISSED_ONE = """
INSERT INTO outbox (reader, kind, once, debunk, reply_to, old_verdict, reason, at, body, due)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, '{}', ?9)
ON CONFLICT (once) DO NOTHING
"""
_ASKED_BEFORE = "DELETE FROM outbox WHERE once = ?1 AND state IN ('sent', 'dropped')"
_POST = """
INSERT INTO outbox (kind, once, debunk, body, due) VALUES (?1, ?2, ?3, ?4, ?5)
ON CONFLICT (once) DO NOTHING
"""
_NEW = """
INSERT INTO outbox (reader, kind, once, body, due) VALUES (?1, 'new', ?2, ?3, ?4)
ON CONFLICT (once) DO NOTHING
"""


class LetterKind(StrEnum):
    """What a message tells."""

    ANSWER = "answer"
    CLOSED = "closed"
    CORRECTION = "correction"
    RETRACTION = "retraction"
    MISTAKEN = "mistaken"
    ALERT = "alert"
    DIGEST = "digest"
    BACK = "back"
    NEWS = "news"
    CHANNEL = "channel"
    CHANNEL_EDIT = "channel-edit"
    NEW = "new"


@dataclass(frozen=True, slots=True)
class Correction:
    """A change of a debunk that readers hear of: `kind` is a correction or a retraction.

    `old_verdict` is the one before the change, `reason` is for readers, `at` in seconds.
    """

    kind: LetterKind
    old_verdict: str
    reason: str
    at: int


@dataclass(frozen=True, slots=True)
class Delivery:
    """A version of a debunk that a reader was given, in the bot's `message` if it is known.

    `at` is in seconds; `verdict` is the one that the reader saw.
    """

    reader: int
    debunk_num: int
    version: int
    verdict: str
    message: int | None
    at: int


async def tell_askers(connection: Connection, case: int, debunk_num: int, deed: Deed) -> int:
    """Make the answer of a case due to everyone who asked, once each; return to how many.

    Inside the caller's transaction. It replies to the newest message of theirs in the case. Those
    who asked not to be written to are left out.
    """
    first, _ = await _answers_of(connection, case)
    return await connection.run(_ASKERS, case, debunk_num, deed.at + deed.wait, first)


async def count_askers(connection: Connection, case: int) -> int:
    """Return how many readers `tell_askers` or `tell_unchecked` would write to."""
    return int(await connection.value(_COUNT_ASKERS, case))


async def told_askers(connection: Connection, case: int) -> list[int]:
    """Return the readers whom the case's answer was sent to."""
    rows = await connection.rows(_TOLD, *await _answers_of(connection, case))
    return [int(reader) for (reader,) in rows]


async def untell_askers(connection: Connection, case: int, at: int) -> tuple[int, int]:
    """Take an answer back: return how many will not hear it, and how many hear it was mistaken."""
    span = await _answers_of(connection, case)
    unsent = await connection.run(
        "DELETE FROM outbox WHERE once > ?1 AND once < ?2 AND kind = 'answer' "
        "AND state IN ('due', 'dropped')",
        *span,
    )
    return unsent, await connection.run(_MISTAKEN, *span, at)


def mistaken(once: str) -> str:
    """Return under which `once` it is told that the answer of this one was a mistake."""
    return f"mistaken:{once}"


async def _answers_of(connection: Connection, case: int) -> tuple[str, str]:
    """Return between which names the rows of the answer of a case lie, this round's alone."""
    number = await connection.value("SELECT round FROM cases WHERE id = ?1", case)
    name = f"answer:{case}" if not number else f"answer:{case}:r{number}"
    # ";" is the sign after ":", and a digit comes before both.
    return f"{name}:", f"{name};" if number else f"{name}::"


async def tell_unchecked(connection: Connection, case: int, deed: Deed) -> int:
    """Make it due to everyone who asked that a case cannot be checked; return to how many.

    As `tell_askers` does. Who was told so before, of the same case, is not told again.
    """
    return await connection.run(_UNCHECKED, case, deed.at + deed.wait)


async def untell_unchecked(connection: Connection, case: int) -> None:
    """Take back, inside the caller's transaction, what `tell_unchecked` has left unsent."""
    await connection.run(
        "DELETE FROM outbox WHERE once > ?1 AND once < ?2 AND state IN ('due', 'dropped')",
        f"closed:{case}:",
        f"closed:{case};",
    )


async def tell_recipients(connection: Connection, debunk_num: int, change: Correction) -> int:
    """Make a change due to everyone who was given an earlier version; return to how many.

    Inside the caller's transaction, after the debunk has changed. A change that still waits to be
    told is taken up in this one: the reader hears once, from the verdict that they had to the
    newest.
    """
    values = (debunk_num, change.kind, change.reason, change.at)
    waiting = await connection.run(_STILL_WAITING, *values)
    return waiting + await connection.run(_RECIPIENTS, *values, change.old_verdict)


async def tell_missed(connection: Connection, given: Delivery) -> None:
    """Make a change due that was made after a card was laid out and before its delivery was noted.

    Inside the caller's transaction. The change's own look for recipients has missed this one.
    """
    rows = await connection.rows(_MISSED, given.reader, given.debunk_num, given.version)
    for debunk_id, version, status in rows:
        change = await audit.newest(connection, f"debunk:{debunk_id}", version)
        await connection.run(
            _MISSED_ONE,
            given.reader,
            LetterKind.RETRACTION if status == "retracted" else LetterKind.CORRECTION,
            f"change:{given.debunk_num}:{version}:{given.reader}",
            given.debunk_num,
            given.message,
            given.verdict,
            change.details.get("reason", "") if change else "",
            change.at if change else given.at,
            given.at,
        )


async def tell_desk(
    connection: Connection,
    once: str,
    body: Mapping[str, object],
    at: int,
    kind: LetterKind = LetterKind.ALERT,
) -> None:
    """Make a message due to the desk's own chat, inside the caller's transaction.

    Where the body names a `moderator`, it goes to them alone. What was told under the same `once`
    before is not told again.
    """
    await connection.run(
        "INSERT INTO outbox (kind, once, body, due) VALUES (?1, ?2, ?3, ?4) "
        "ON CONFLICT (once) DO NOTHING",
        kind,
        once,
        json.dumps(body, ensure_ascii=False),
        at,
    )


async def post_due(
    connection: Connection, num: int, kind: LetterKind, deed: Deed, version: int
) -> None:
    """Make a post, or that it follows its debunk, due; to be told to who does it where it fails."""
    once = f"{kind}:{num}:{version}"
    # What is asked for once more is not what was told before.
    await connection.run(_ASKED_BEFORE, once)
    await connection.run(_POST, kind, once, num, json.dumps({"by": deed.by}), deed.at)


async def tell_new(
    connection: Connection, reader: int, newest: int, body: Mapping[str, object], at: int
) -> None:
    """Make a digest of new debunks, up to a publication, due to a reader; each once."""
    await connection.run(_NEW, reader, f"new:{reader}:{newest}", json.dumps(dict(body)), at)
