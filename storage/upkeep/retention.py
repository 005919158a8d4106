"""What is no longer needed goes: once a day, whoever it belongs to need not ask."""

from dataclasses import dataclass

from storage.cases import cases
from storage.engine.contract import Connection, Sessions
from storage.groups.answers import SAME_MESSAGE_SECONDS
from storage.readers.readers import delete_reader
from storage.search import sqlite as word_index

DAY = 86_400
DELIVERY_DAYS = 365
"""How long a correction can still reach a reader, and how long a vote counts."""

SENT_DAYS = 90
"""How long it is remembered that a message went out, and that an invitation was there."""

UNREADABLE_DAYS = 30
"""How long an update that could not be read is kept, sealed."""

FILE_DAYS = 30
"""How long what was said about a file that somebody sent is kept, in days."""
GONE_DAYS = 30
"""How long the settings of a group are kept that the bot is not in any more."""

_OVER = "closed IS NOT NULL AND closed <= ?1 AND state <> 'open'"
_SUBMISSIONS = f"""
DELETE FROM submissions WHERE "case" IN (SELECT id FROM cases WHERE {_OVER})
"""  # noqa: S608 - a part of ours
_TOUCHED = f"""
UPDATE cases SET changed = ?2 WHERE {_OVER} AND state IN ('uncheckable', 'spam')
AND EXISTS (SELECT 1 FROM submissions s WHERE s."case" = cases.id)
"""  # noqa: S608 - a part of ours
# Who was told is written to again where the answer of a case whose words are kept is taken back.
_SENT = """
DELETE FROM outbox WHERE state IN ('sent', 'dropped') AND done <= ?1
AND NOT (kind = 'answer' AND EXISTS (
    SELECT 1 FROM submissions s JOIN cases c ON c.id = s."case"
    WHERE s.reader = outbox.reader AND c.debunk = outbox.debunk
))
"""
# Cases that everyone who asked has left by /forget; matching has had a day to notice.
_EMPTY_CASES = """
DELETE FROM cases WHERE state = 'open' AND opened <= ?1
AND NOT EXISTS (SELECT 1 FROM submissions s WHERE s."case" = cases.id)
AND NOT EXISTS (SELECT 1 FROM cases m WHERE m.merged_into = cases.id)
"""
_OLD_FILES = "DELETE FROM drafts WHERE step LIKE 'file%' AND changed <= ?1"
_UNSEALED = """
UPDATE readers SET sealed = NULL, spoken = NULL WHERE sealed IS NOT NULL
AND NOT EXISTS (SELECT 1 FROM submissions s WHERE s.reader = readers.id)
AND NOT EXISTS (SELECT 1 FROM deliveries d WHERE d.reader = readers.id)
AND NOT EXISTS (SELECT 1 FROM feedback f WHERE f.reader = readers.id)
AND NOT EXISTS (SELECT 1 FROM subscriptions w WHERE w.reader = readers.id)
AND NOT EXISTS (
    SELECT 1 FROM outbox o WHERE o.reader = readers.id AND o.state IN ('due', 'sending')
)
"""
_READERS = """
DELETE FROM readers
WHERE sealed IS NULL AND lang IS NULL AND updates = 1 AND sharing IS NULL
"""


@dataclass(frozen=True, slots=True)
class Cleaned:
    """How many rows of each kind went."""

    submissions: int
    deliveries: int
    feedback: int
    sent: int
    readers: int


class Retention:
    """Deletes what a store has kept for long enough."""

    def __init__(self, sessions: Sessions) -> None:
        self._sessions = sessions

    async def clean(self, at: int, keep_days: int) -> Cleaned:
        """Delete what is too old at this moment, in seconds, in one transaction; then `erase`.

        That is: submissions of cases that were closed `keep_days` ago; deliveries and feedback of
        a year ago; what the outbox sent or dropped, and invitations, of three months ago; updates
        that could not be read or handled, and what was said about files, of a month ago; what was
        said in groups a week ago, and groups that the bot left a month ago; then the encrypted id
        of each reader of whom nothing is left to write to them about, and the reader altogether
        where they have chosen nothing either.
        """
        cleaned = await self._clean(at, keep_days)
        await self.erase()
        return cleaned

    async def erase(self) -> bool:
        """Leave nothing in any file of what was deleted; return whether that is done.

        Where it is not, somebody reads or writes the store just then, or the disk has no room.
        """
        async with self._sessions.transaction() as connection:
            await word_index.merge(connection)
        return await self._sessions.erase()

    async def _clean(self, at: int, keep_days: int) -> Cleaned:
        async with self._sessions.transaction() as connection:
            submissions = await _submissions(connection, at - keep_days * DAY)
            long_ago, a_while_ago = at - DELIVERY_DAYS * DAY, at - SENT_DAYS * DAY
            deliveries = await connection.run("DELETE FROM deliveries WHERE at <= ?1", long_ago)
            feedback = await connection.run("DELETE FROM feedback WHERE at <= ?1", long_ago)
            sent = await connection.run(_SENT, a_while_ago)
            await connection.run("DELETE FROM invites WHERE expires <= ?1", a_while_ago)
            await connection.run(
                "DELETE FROM unreadable WHERE at <= ?1", at - UNREADABLE_DAYS * DAY
            )
            await connection.run(
                "DELETE FROM inbox WHERE aside IS NOT NULL AND at <= ?1",
                at - UNREADABLE_DAYS * DAY,
            )
            await connection.run(_OLD_FILES, at - FILE_DAYS * DAY)
            await connection.run(
                "DELETE FROM group_answers WHERE at <= ?1", at - SAME_MESSAGE_SECONDS
            )
            await _groups(connection, at)
            await connection.run(_EMPTY_CASES, at - DAY)
            await connection.run(_UNSEALED)
            readers = await connection.run(_READERS)
            return Cleaned(submissions, deliveries, feedback, sent, readers)


async def _groups(connection: Connection, at: int) -> None:
    """Delete the groups that the bot left long ago, and what they reported."""
    gone = at - GONE_DAYS * DAY
    reporting = await connection.rows(
        "SELECT r.id FROM readers r JOIN groups g ON g.chat = r.person WHERE g.gone <= ?1", gone
    )
    for (reader,) in reporting:
        await delete_reader(connection, reader, at)
    await connection.run("DELETE FROM groups WHERE gone <= ?1", gone)


async def _submissions(connection: Connection, closed: int) -> int:
    change = await cases.next_change(connection)
    await connection.run(_TOUCHED, closed, change)
    return await connection.run(_SUBMISSIONS, closed)
