"""Messages that must reach someone, for their sender: each goes out once."""

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from storage.engine.contract import Row, Sessions
from storage.mail import deliveries
from storage.mail.notices import Delivery, LetterKind, mistaken

LONGEST_PAUSE = 300
"""The longest that a row waits for its next attempt, in seconds."""
DESK = 0
"""What `next` knows the desk's own chat by, among the readers that rest."""

_URGENT = "o.kind IN ('correction', 'retraction', 'mistaken')"
# A row that is due later than any pause ends was put off before the clock was set back.
_NEXT = """
SELECT o.id, o.kind, o.reply_to, o.body, o.old_verdict, o.reason, o.at, o.once, o.attempts,
    o.reader, d.id, d.version, r.person, r.sealed, coalesce(r.lang, r.spoken), r.updates
FROM outbox o LEFT JOIN readers r ON r.id = o.reader LEFT JOIN debunks d ON d.num = o.debunk
WHERE o.state = 'due' AND (o.due <= ?1 OR o.due > ?1 + ?2)
    AND NOT (coalesce(o.reader, 0) = ANY (?3)) AND {which}
ORDER BY o.due, o.id LIMIT 1
"""
_TURNS = _NEXT.format(which=_URGENT), _NEXT.format(which=f"NOT {_URGENT}")
# What was taken back while it was on its way is not sent once more.
_TAKEN_BACK = """
DELETE FROM outbox WHERE state = 'sending' AND kind = 'answer'
    AND once IN (SELECT substr(m.once, 10) FROM outbox m WHERE m.kind = 'mistaken')
"""
_NEVER_TOLD = "DELETE FROM outbox WHERE once = ?1 AND state = 'due'"
_BEGIN = """
UPDATE outbox SET state = 'sending' WHERE id = ?1 AND state = 'due' AND kind = ?2 AND once = ?3
AND (debunk IS NULL OR (SELECT version FROM debunks WHERE num = debunk) = ?4)
"""


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
    once: str


@dataclass(frozen=True, slots=True)
class OutboxState:
    """How many messages wait to go out or are on their way, and since when the oldest is due.

    `oldest` is in seconds, None for none; what waits for its grace is due later than now.
    """

    due: int
    oldest: int | None


class Outbox:
    """The messages that are due, for one sender that has one of them in flight at a time."""

    def __init__(self, sessions: Sessions) -> None:
        self._sessions = sessions

    async def resume(self) -> int:
        """Make due again what was in flight when the last sender ended; return how many.

        Nobody can tell whether such a message arrived, and one told twice is better than one lost.
        An answer that was taken back meanwhile stays away.
        """
        async with self._sessions.transaction() as connection:
            await connection.run(_TAKEN_BACK)
            return await connection.run("UPDATE outbox SET state = 'due' WHERE state = 'sending'")

    async def next(self, at: int, resting: Collection[int] = ()) -> Due | None:
        """Return the message whose turn it is at `at`, none to those in `resting`.

        What puts right what readers were told goes before what they wait for.
        """
        rows: list[Row] = []
        for turn in _TURNS:
            rows = rows or await self._sessions.rows(turn, at, LONGEST_PAUSE, list(resting))
        if not rows:
            return None
        number, kind, reply_to, body, old, reason, changed, once, attempts, *rest = rows[0]
        reader, debunk_id, version, *person = rest
        whose, sealed, lang, listening = person
        return Due(
            id=number,
            kind=LetterKind(kind),
            reply_to=reply_to,
            body=json.loads(body) if old is None else {"old": old, "reason": reason, "at": changed},
            attempts=attempts,
            addressee=None
            if reader is None
            else Addressee(reader, whose, sealed, lang, bool(listening)),
            debunk_id=debunk_id,
            version=version,
            once=once,
        )

    async def begin(self, due: Due) -> bool:
        """Mark a message as in flight; False if it or its debunk is not what it was when read."""
        async with self._sessions.transaction() as connection:
            changed = await connection.run(_BEGIN, due.id, due.kind, due.once, due.version)
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
                reader = due.addressee.reader
                given = Delivery(reader, num[0][0], due.version, verdict, message, at)
                await deliveries.keep(connection, given)

    async def dropped(self, due: Due, at: int, *, unreachable: bool = False) -> None:
        """Give a message up; with `unreachable`, all that is due to its reader, and remember it."""
        drop = "UPDATE outbox SET state = 'dropped', done = ?1 WHERE"
        async with self._sessions.transaction() as connection:
            await connection.run(f"{drop} id = ?2", at, due.id)
            await connection.run(_NEVER_TOLD, mistaken(due.once))
            if unreachable and due.addressee:
                reader = due.addressee.reader
                await connection.run(f"{drop} reader = ?2 AND state = 'due'", at, reader)
                await connection.run("UPDATE readers SET reachable = 0 WHERE id = ?1", reader)

    async def later(
        self, due: Due, when: int, *, counted: bool = True, refused: bool = False
    ) -> None:
        """Put a message off until `when`; `counted` if this was an attempt that failed.

        An answer that was taken back meanwhile goes; that it was wrong is told unless Telegram has
        `refused` it, so that nobody has it.
        """
        async with self._sessions.transaction() as connection:
            if await connection.value("SELECT 1 FROM outbox WHERE once = ?1", mistaken(due.once)):
                await connection.run("DELETE FROM outbox WHERE id = ?1", due.id)
                if refused:
                    await connection.run(_NEVER_TOLD, mistaken(due.once))
                return
            await connection.run(
                "UPDATE outbox SET state = 'due', due = ?1, attempts = attempts + ?2 WHERE id = ?3",
                when,
                int(counted),
                due.id,
            )

    async def state(self) -> OutboxState:
        """Return how long the outbox is."""
        ((due, oldest),) = await self._sessions.rows(
            "SELECT count(*), min(due) FROM outbox WHERE state = ANY (?1)", ["due", "sending"]
        )
        return OutboxState(due, oldest)
