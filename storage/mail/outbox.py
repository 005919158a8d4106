"""Messages that must reach someone, for their sender: each goes out once."""

import json
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from domain.debunk import Debunk
from storage.engine.contract import Row, Sessions
from storage.mail import deliveries
from storage.mail.notices import Delivery, LetterKind, mistaken

LONGEST_PAUSE = 300
"""The longest that a row waits for its turn, or for its next attempt as a rule, in seconds."""
LONGEST_REST = 3_600
"""The longest that a row waits for its next attempt, in seconds."""
DESK, CHANNEL = 0, -1
"""What `next` knows the desk's own chat and its channel by, among the readers that rest."""

_NEXT = """
SELECT o.id, o.kind, o.reply_to, o.body, o.old_verdict, o.reason, o.at, o.once, o.attempts,
    o.failed, o.reader, d.id, d.version, r.person, r.sealed, coalesce(r.lang, r.spoken), r.updates
FROM outbox o LEFT JOIN readers r ON r.id = o.reader LEFT JOIN debunks d ON d.num = o.debunk
WHERE o.state = 'due' AND o.turn = ?3 AND o.due <= ?1 AND o.again <= ?1
    AND NOT (CASE WHEN o.kind IN ('channel', 'channel-edit') THEN -1 ELSE coalesce(o.reader, 0) END
        = ANY (?2))
ORDER BY o.due, o.id LIMIT 1
"""
_TURNS = 0, 1, 2, 3
_WROTE = """
SELECT max(at) FROM (
    SELECT max(at) AS at FROM submissions WHERE reader = ?1
    UNION ALL SELECT max(at) FROM deliveries WHERE reader = ?1
    UNION ALL SELECT max(at) FROM feedback WHERE reader = ?1
) last
"""
_NUMS = "SELECT id, num FROM debunks WHERE id = ANY (?1)"
_DESK_CHAT = "desk_chat"
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
    `attempts` counts those refused for a reason of the message's own, `failed` those that failed
    for one that passes.
    """

    id: int
    kind: LetterKind
    reply_to: int | None
    body: Mapping[str, Any]
    attempts: int
    failed: int
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
    """The messages that are due, for one sender, which may have several of them in flight."""

    def __init__(self, sessions: Sessions) -> None:
        self._sessions = sessions
        self.noted: Callable[[LetterKind, str], None] = lambda kind, end: None
        """Called with what became of an attempt: `sent`, `put_off` or `dropped`."""

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

        What puts right what readers were told goes before what they wait for, and that before
        everything else.
        """
        rows: list[Row] = []
        for turn in _TURNS:
            rows = rows or await self._sessions.rows(_NEXT, at, list(resting), turn)
        if not rows:
            return None
        number, kind, reply_to, body, old, reason, changed, once, attempts, failed, *rest = rows[0]
        reader, debunk_id, version, *person = rest
        whose, sealed, lang, listening = person
        return Due(
            id=number,
            kind=LetterKind(kind),
            reply_to=reply_to,
            body=json.loads(body) if old is None else {"old": old, "reason": reason, "at": changed},
            attempts=attempts,
            failed=failed,
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
        self,
        due: Due,
        at: int,
        message: int | None = None,
        verdict: str | None = None,
        listed: Sequence[Debunk] = (),
    ) -> None:
        """Mark a message as sent; with a verdict, note the delivery of the debunk's version too.

        `message` is the bot's message; `listed` are debunks that it told of, beside its own. A row
        that went meanwhile, with its reader, is no error.
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
            if num and listed and due.addressee:
                rows = await connection.rows(_NUMS, [one.id for one in listed])
                nums: dict[str, int] = dict(rows)
                for one in listed:
                    reader, known = due.addressee.reader, nums[one.id]
                    given = Delivery(reader, known, one.version, one.verdict, message, at)
                    await deliveries.keep(connection, given)
        self.noted(due.kind, "sent")

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
                await connection.run("DELETE FROM subscriptions WHERE reader = ?1", reader)
        self.noted(due.kind, "dropped")

    async def later(
        self, due: Due, again: int, *, counted: bool = True, refused: bool = False
    ) -> None:
        """Put the next attempt off until `again`; `counted` if the message itself was the reason.

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
                "UPDATE outbox SET state = 'due', again = ?1, attempts = attempts + ?2, "
                "failed = failed + ?3 WHERE id = ?4",
                again,
                int(counted),
                int(not counted),
                due.id,
            )
        self.noted(due.kind, "put_off")

    async def wrote(self, reader: int) -> int | None:
        """Return when a reader was last heard of or given a card, in seconds, if that is known."""
        rows = await self._sessions.rows(_WROTE, reader)
        return None if rows[0][0] is None else int(rows[0][0])

    async def move_desk(self, old: int, new: int) -> None:
        """Remember that the desk's own chat has another id now."""
        async with self._sessions.transaction() as connection:
            await connection.run(
                "INSERT INTO meta (name, value) VALUES (?1, ?2) "
                "ON CONFLICT (name) DO UPDATE SET value = excluded.value",
                _DESK_CHAT,
                f"{old} {new}",
            )

    async def moved_desk(self) -> dict[int, int]:
        """Return which id the desk's own chat had and which it has, if it was ever moved."""
        rows = await self._sessions.rows("SELECT value FROM meta WHERE name = ?1", _DESK_CHAT)
        return {int(old): int(new) for (value,) in rows for old, new in [value.split()]}

    async def state(self) -> OutboxState:
        """Return how long the outbox is."""
        ((due, oldest),) = await self._sessions.rows(
            "SELECT count(*), min(due) FROM outbox WHERE state = ANY (?1)", ["due", "sending"]
        )
        return OutboxState(due, oldest)
