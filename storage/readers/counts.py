"""How many times things happened, by day: numbers that lead to nobody."""

from collections.abc import Iterable

from storage.engine.contract import Connection, Sessions


class Counts:
    """The counters of a store. A day is `2026-11-22`, in the time zone of the caller's choice."""

    def __init__(self, sessions: Sessions) -> None:
        self._sessions = sessions

    async def add(self, day: str, *what: str) -> None:
        """Count each of these things once more."""
        async with self._sessions.transaction() as connection:
            await count(connection, [(day, each) for each in what])

    async def between(self, first: str, last: str) -> dict[str, int]:
        """Return how many times each thing happened from the first day to the last, both in."""
        rows = await self._sessions.rows(
            "SELECT what, sum(n) FROM counts WHERE day BETWEEN ?1 AND ?2 GROUP BY what", first, last
        )
        return dict(rows)


async def count(connection: Connection, what: Iterable[tuple[str, str]]) -> None:
    """Count pairs of a day and a thing once more, inside the caller's transaction."""
    await connection.run_many(
        "INSERT INTO counts (day, what, n) VALUES (?1, ?2, 1) "
        "ON CONFLICT (day, what) DO UPDATE SET n = counts.n + 1",
        list(what),
    )
