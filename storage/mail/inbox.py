"""The inbox: updates from the moment that Telegram is told they are taken until they are done."""

from collections.abc import Sequence
from dataclasses import dataclass

from storage.engine.contract import Connection, Row, Sessions
from storage.mail import deliveries
from storage.mail.notices import Delivery, tell_missed
from storage.readers.counts import count
from storage.readers.readers import KEEP_PERSON

MOST_DONE = 100_000
"""The numbers of so many handled updates are remembered: as many as Telegram itself may hold."""
MOST_ASIDE = 1_000
"""So many updates that could not be handled are kept; the oldest go first."""
MOST_ATTEMPTS = 3
"""After so many attempts that ended the program an update is set aside."""
KILLED = "killed"
"""Why such an update is set aside."""
_TOLD = "killed, told"

# Each statement is a way to another thread and back, on which everyone waits: so there are as many
# for a hundred updates as for one.
_PUT = """
INSERT INTO inbox (number, lane, person, urgent, sealed, at, taken_by, taken_at)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)
"""
_ROWS = "SELECT number, id FROM inbox WHERE number = ANY (?1)"
_QUEUE = """
SELECT id, lane FROM inbox WHERE aside IS NULL AND urgent = ?1 AND id > ?2 ORDER BY id LIMIT ?3
"""
_LOAD = """
SELECT id, number, lane, urgent, sealed, at, attempts, acted, replies FROM inbox
WHERE id = ANY (?1) ORDER BY id
"""
_KNOWN = """
SELECT number FROM inbox WHERE number = ANY (?1)
UNION SELECT number FROM inbox_done WHERE number = ANY (?1)
"""
_DEADLY = """
UPDATE inbox SET aside = ?2 WHERE aside = ?1 AND attempts > ?3
RETURNING id
"""
_DONE = """
INSERT INTO inbox_done (number, reply) SELECT number, ?2 FROM inbox
WHERE id = ?1 AND number IS NOT NULL
ON CONFLICT (number) DO NOTHING
"""
_VERSIONS = "SELECT id, num, version FROM debunks WHERE id = ANY (?1)"
_DONE_UNKEPT = "INSERT INTO inbox_done (number) VALUES (?1) ON CONFLICT (number) DO NOTHING"
_FORGET_DONE = "DELETE FROM inbox_done WHERE id <= (SELECT max(id) FROM inbox_done) - ?1"
_DIED = """
UPDATE inbox SET attempts = attempts + 1, taken_by = NULL, taken_at = NULL
WHERE taken_by <> ?1 AND aside IS NULL
"""
_ASIDE = "UPDATE inbox SET aside = ?2, taken_by = NULL, taken_at = NULL WHERE id = ANY (?1)"
_FEWER_ASIDE = """
DELETE FROM inbox WHERE aside IS NOT NULL AND id NOT IN (
    SELECT id FROM inbox WHERE aside IS NOT NULL ORDER BY id DESC LIMIT ?1
)
"""


@dataclass(frozen=True, slots=True)
class Arrival:
    """An update to be kept: Telegram's number, its line, its sender, whether it goes before others.

    `sealed` is its encrypted JSON, `at` the time in seconds; `taken_by` names who begins with it at
    once, if anyone does.
    """

    number: int | None
    lane: bytes
    person: bytes | None
    urgent: bool
    sealed: bytes
    at: int
    taken_by: str | None = None


@dataclass(frozen=True, slots=True)
class PendingUpdate:
    """An update that waits: see `Arrival`; `attempts` ended the program.

    `acted` says that what it asks for is done, and `replies` which messages have gone out for it,
    with 0 for one that its reader could not get.
    """

    id: int
    number: int | None
    lane: bytes
    urgent: bool
    sealed: bytes
    at: int
    attempts: int
    acted: bool
    replies: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class GivenCard:
    """A debunk's version that a reader was given in the bot's `message`.

    `person`, `sealed` and `lang` are the reader's, as `Readers.keep` takes them.
    """

    person: bytes
    sealed: bytes
    lang: str
    debunk: str
    version: int
    verdict: str
    message: int
    at: int


@dataclass(frozen=True, slots=True)
class End:
    """What is written when updates are done: which rows, and which numbers were never kept.

    `reply` is the message that answered; `cards` were given with it, and `counts` are pairs of a
    day and what is counted once more on it.
    """

    rows: tuple[int, ...] = ()
    numbers: tuple[int, ...] = ()
    reply: int | None = None
    cards: tuple[GivenCard, ...] = ()
    counts: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class InboxState:
    """How many updates wait, since when the oldest does (seconds), how many were set aside."""

    waiting: int
    oldest: int | None
    aside: int


class Inbox:
    """The updates that are not done yet; each is in it once."""

    def __init__(self, sessions: Sessions) -> None:
        self._sessions = sessions

    async def put(self, arrivals: Sequence[Arrival]) -> list[int | None]:
        """Keep updates and return the row of each, None for one that was known already."""
        async with self._sessions.transaction() as connection:
            asked = [one.number for one in arrivals if one.number is not None]
            known = {number for (number,) in await connection.rows(_KNOWN, asked)}
            new: dict[int, Arrival] = {}
            for one in arrivals:
                if one.number is not None and one.number not in known:
                    new.setdefault(one.number, one)
            await connection.run_many(_PUT, [_values(one) for one in new.values()])
            found = await connection.rows(_ROWS, list(new)) if new else []
            rows: dict[int, int] = dict(found)
            return [
                await connection.value(f"{_PUT} RETURNING id", *_values(one))
                if one.number is None
                else (rows[one.number] if new.get(one.number) is one else None)
                for one in arrivals
            ]

    async def begin(self, rows: Sequence[int], by: str, at: int) -> None:
        """Write down that `by` begins with these rows: should it die of one, that is counted."""
        async with self._sessions.transaction() as connection:
            await connection.run(
                "UPDATE inbox SET taken_by = ?1, taken_at = ?2 WHERE id = ANY (?3)",
                by,
                at,
                list(rows),
            )

    async def resume(self, by: str) -> None:
        """Have `by` take over from who died: what they had begun waits again, or is set aside.

        That is after `MOST_ATTEMPTS` deaths.
        """
        async with self._sessions.transaction() as connection:
            await connection.run(_DIED, by)
            deadly = await connection.rows(
                "SELECT id FROM inbox WHERE aside IS NULL AND attempts >= ?1", MOST_ATTEMPTS
            )
            await connection.run(_ASIDE, [number for (number,) in deadly], KILLED)

    async def release(self, by: str) -> None:
        """Say that `by` ends in peace: what it had begun waits for the next one."""
        async with self._sessions.transaction() as connection:
            await connection.run(
                "UPDATE inbox SET taken_by = NULL, taken_at = NULL WHERE taken_by = ?1", by
            )

    async def hear_again(self) -> int:
        """Let what was set aside for the deaths of its handlers wait once more; return how many.

        A program that is ended from outside, over and over, looks like an update that kills it.
        """
        async with self._sessions.transaction() as connection:
            return await connection.run(
                "UPDATE inbox SET aside = NULL WHERE aside = ?1 AND attempts = ?2",
                KILLED,
                MOST_ATTEMPTS,
            )

    async def queue(self, *, urgent: bool, after: int, limit: int) -> list[tuple[int, bytes]]:
        """Return row and line of updates that wait, in their order, beginning after a row."""
        rows = await self._sessions.rows(_QUEUE, int(urgent), after, limit)
        return [(row, lane) for row, lane in rows]

    async def load(self, rows: Sequence[int]) -> list[PendingUpdate]:
        """Return these rows' updates, in their order."""
        return [_pending(row) for row in await self._sessions.rows(_LOAD, list(rows))]

    async def find_numbers(self, numbers: Sequence[int]) -> set[int]:
        """Return which of these numbers are those of updates that wait or are done."""
        return {number for (number,) in await self._sessions.rows(_KNOWN, list(numbers))}

    async def take_deadly(self) -> list[PendingUpdate]:
        """Return, once, the updates that will not be tried again since their handlers died."""
        async with self._sessions.transaction() as connection:
            rows = await connection.rows(_DEADLY, KILLED, _TOLD, MOST_ATTEMPTS)
            found = await connection.rows(_LOAD, [row for (row,) in rows])
        return [_pending(row) for row in found]

    async def lengths(self) -> dict[bytes, int]:
        """Return how many updates wait in each line."""
        rows = await self._sessions.rows(
            "SELECT lane, count(*) FROM inbox WHERE aside IS NULL GROUP BY lane"
        )
        return dict(rows)

    async def note_replies(self, row: int, replies: Sequence[int]) -> None:
        """Write down which messages have gone out for an update that is not done yet."""
        async with self._sessions.transaction() as connection:
            await connection.run(
                "UPDATE inbox SET replies = ?1 WHERE id = ?2", " ".join(map(str, replies)), row
            )

    async def finish(self, ends: Sequence[End]) -> None:
        """Write down that updates are done, and all that is noted of them, in one transaction."""
        async with self._sessions.transaction() as connection:
            await _give(connection, [card for end in ends for card in end.cards])
            await count(connection, [one for end in ends for one in end.counts])
            done = [(row, end.reply) for end in ends for row in end.rows]
            await connection.run_many(_DONE, done)
            unkept = [(number,) for end in ends for number in end.numbers]
            await connection.run_many(_DONE_UNKEPT, unkept)
            await connection.discard(
                "DELETE FROM inbox WHERE id = ANY (?1)", [row for row, _ in done]
            )
            await connection.discard(_FORGET_DONE, MOST_DONE)

    async def set_aside(self, rows: Sequence[int], why: str) -> None:
        """Keep updates that cannot be handled, so that someone can see why; they wait no more."""
        async with self._sessions.transaction() as connection:
            await connection.run(_ASIDE, list(rows), why)
            await connection.discard(_FEWER_ASIDE, MOST_ASIDE)

    async def state(self) -> InboxState:
        """Return how long the inbox is."""
        ((waiting, oldest),) = await self._sessions.rows(
            "SELECT count(*), min(at) FROM inbox WHERE aside IS NULL"
        )
        ((aside,),) = await self._sessions.rows(
            "SELECT count(*) FROM inbox WHERE aside IS NOT NULL"
        )
        return InboxState(waiting, oldest, aside)


async def _give(connection: Connection, cards: Sequence[GivenCard]) -> None:
    """Note what readers were given, and what of it has changed meanwhile."""
    if not cards:
        return
    debunks = await connection.rows(_VERSIONS, list({card.debunk for card in cards}))
    current = {name: (num, version) for name, num, version in debunks}
    there = [card for card in cards if card.debunk in current]
    await connection.run_many(KEEP_PERSON, [(one.person, one.sealed, one.lang) for one in there])
    await connection.run_many(
        deliveries.KEEP_BY_PERSON,
        [
            (one.person, current[one.debunk][0], one.version, one.verdict, one.message, one.at)
            for one in there
        ],
    )
    for card in there:
        num, version = current[card.debunk]
        if version != card.version:
            reader = await connection.value("SELECT id FROM readers WHERE person = ?1", card.person)
            given = Delivery(reader, num, card.version, card.verdict, card.message, card.at)
            await tell_missed(connection, given)


def _values(one: Arrival) -> Row:
    taken_at = one.at if one.taken_by else None
    kept = (one.number, one.lane, one.person, int(one.urgent), one.sealed, one.at)
    return (*kept, one.taken_by, taken_at)


def _pending(row: Row) -> PendingUpdate:
    number, update, lane, urgent, sealed, at, attempts, acted, replies = row
    sent = tuple(map(int, replies.split()))
    return PendingUpdate(
        number, update, lane, bool(urgent), sealed, at, attempts, bool(acted), sent
    )
