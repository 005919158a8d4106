"""Whoever sets the clock, what waits waits as long: times that are waited by go with the clock.

The one place for this rule. What is deleted for its age goes by `storage.upkeep.seen_time`.
"""

from storage.engine.contract import Connection, Sessions
from storage.mail.outbox import LONGEST_PAUSE, LONGEST_REST
from storage.upkeep.seen_time import LEAP

_NAME = "waits-time"
# What was made due or put off by the clock as it was waits as long by the clock as it is.
_DUE_MOVED = """
UPDATE outbox SET {0} = {0} + ?1 WHERE state = 'due' AND {0} > ?2 AND {0} <= ?3
"""
_NOT_FOR_EVER = "UPDATE outbox SET {0} = ?1 WHERE state = 'due' AND {0} > ?2"
_DUE = (("due", LONGEST_PAUSE), ("again", LONGEST_REST))
# Each is compared with the time as it is, and nobody reads it as a date.
_MOVED = (
    "UPDATE invites SET expires = expires + ?1 WHERE used IS NULL",
    "UPDATE last_asked SET at = at + ?1",
    "UPDATE inbox SET at = at + ?1",
)
_NOTED = """
INSERT INTO meta (name, value) VALUES (?1, ?2)
ON CONFLICT (name) DO UPDATE SET value = excluded.value
"""


class Waits:
    """Moves what is waited by with a clock that was set: messages that are due, invitations,
    updates that are not done, and how long nobody has asked about a debunk. Times are in seconds.
    """

    def __init__(self, sessions: Sessions) -> None:
        self._sessions = sessions

    async def begin(self, at: int) -> None:
        """Go on at the start of a run, whose clock says `at`.

        Days in which there was no run do not count, nor do those that a clock leapt by meanwhile:
        nobody can tell one from the other. What an earlier run left behind by a clock that was
        wrong, further ahead than anything waits, waits for the longest pause.
        """
        async with self._sessions.transaction() as connection:
            noted = await connection.value("SELECT value FROM meta WHERE name = ?1", _NAME)
            leap = at - int(noted) if noted is not None else 0
            await _move(connection, at, leap if abs(leap) > LEAP else 0)

    async def go_on(self, at: int) -> None:
        """Note that a run goes on, without a leap."""
        async with self._sessions.transaction() as connection:
            await connection.run(_NOTED, _NAME, str(at))

    async def move(self, at: int, leap: int) -> None:
        """Let nothing wait longer than it may, nor shorter, for a clock that leapt to `at`.

        By so many seconds, forward or (below zero) back.
        """
        async with self._sessions.transaction() as connection:
            await _move(connection, at, leap)


async def _move(connection: Connection, at: int, leap: int) -> None:
    before = at - leap
    for column, longest in _DUE:
        if leap:
            sql, since = _DUE_MOVED.format(column), min(at, before)
            await connection.run(sql, leap, since, before + longest)
        sql, latest = _NOT_FOR_EVER.format(column), at + longest
        await connection.run(sql, at + LONGEST_PAUSE, latest)
    if leap:
        for sql in _MOVED:
            await connection.run(sql, leap)
    await connection.run(_NOTED, _NAME, str(at))
