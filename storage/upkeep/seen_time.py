"""The latest time that the store has seen: what is old is told by it, not by a clock that leapt."""

from storage.engine.contract import Connection, Sessions

LEAP = 3 * 86_400
"""So many seconds from the latest time a clock is believed; a bot that rested for longer waits."""
_NAME = "seen-time"
# What people did, not what a start writes: that has the time of the clock in doubt.
_NEWEST = (
    "SELECT max(at) FROM deliveries",
    "SELECT max(at) FROM submissions",
    "SELECT max(at) FROM audit WHERE moderator IS NOT NULL",
)


class SeenTime:
    """Keeps the latest time that was believed; all times are in seconds."""

    def __init__(self, sessions: Sessions) -> None:
        self._sessions = sessions

    async def compared(self, at: int) -> int:
        """Return the time by which to tell what is old, and remember nothing."""
        async with self._sessions.snapshot() as connection:
            return _earlier(at, await _seen(connection))

    async def believed(self, at: int, *, agreed: bool = False) -> int:
        """Return the time by which to tell what is old: never later than can be believed.

        That is `at` where it is no leap from the latest that was seen, or `agreed` by another
        clock, and then it is remembered; else the earlier of both. A store that remembers none
        goes by what people did in it last.
        """
        async with self._sessions.transaction() as connection:
            seen = await _seen(connection)
            if seen is not None and abs(at - seen) > LEAP and not agreed:
                return min(at, seen)
            await connection.run(
                "INSERT INTO meta (name, value) VALUES (?1, ?2) "
                "ON CONFLICT (name) DO UPDATE SET value = excluded.value",
                _NAME,
                str(at),
            )
            return at


def _earlier(at: int, seen: int | None) -> int:
    return min(at, seen) if seen is not None and abs(at - seen) > LEAP else at


async def _seen(connection: Connection) -> int | None:
    kept = await connection.value("SELECT value FROM meta WHERE name = ?1", _NAME)
    if kept is not None:
        return int(kept)
    found = [await connection.value(sql) for sql in _NEWEST]
    return max((one for one in found if one is not None), default=None)
