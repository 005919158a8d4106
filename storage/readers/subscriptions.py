"""Who wants to hear of new debunks, and what becomes due to them: each debunk once."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from storage.engine.contract import Connection, Sessions
from storage.mail.notices import tell_new

MOST_LISTED = 10
"""How many debunks a digest names, the newest; of more it says how many they are."""

_PAGE = 200
_OF = """
SELECT s.reader, s.every FROM subscriptions s JOIN readers r ON r.id = s.reader WHERE r.person = ?1
"""
_KEEP = """
INSERT INTO subscriptions (reader, every, period, told)
VALUES (?1, ?2, ?3, (SELECT coalesce(max(p.id), 0) FROM publications p))
ON CONFLICT (reader) DO UPDATE SET every = excluded.every, period = excluded.period
"""
# Who was told of a shorter or longer stretch under another clock is looked at anew: only what is
# new by its number is told, so that no clock makes anything come twice.
_DUE = """
SELECT s.reader, s.every, s.told FROM subscriptions s JOIN readers r ON r.id = s.reader
WHERE s.reader > ?1 AND r.updates = 1 AND r.reachable = 1
    AND ((s.every = 'day' AND s.period <> ?2) OR (s.every = 'week' AND s.period <> ?3))
ORDER BY s.reader LIMIT ?4
"""
_NEW = """
SELECT p.id, p.debunk FROM publications p JOIN debunks d ON d.num = p.debunk
WHERE p.id > ?1 AND d.status = 'published' ORDER BY p.id
"""
_LAST = "SELECT coalesce(max(id), 0) FROM publications"
_TOPICS = """
SELECT t.topic, count(*) AS n FROM topics t JOIN debunks d ON d.num = t.debunk
WHERE d.status = 'published' GROUP BY t.topic ORDER BY n DESC, t.topic LIMIT ?1
"""
_OF_TOPIC = """
SELECT d.id FROM debunks d JOIN topics t ON t.debunk = d.num
WHERE d.status = 'published' AND t.topic = ?1
ORDER BY d.date DESC NULLS LAST, d.num DESC LIMIT ?2
"""


class Every(StrEnum):
    """How often a reader hears of new debunks."""

    DAY = "day"
    WEEK = "week"


@dataclass(frozen=True, slots=True)
class Subscription:
    """What a reader wants to hear of, how often; without topics it is everything."""

    every: Every
    topics: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Periods:
    """The stretches that it is now, as the desk's calendar has them: `2026-11-22`, `2026-W47`."""

    day: str
    week: str

    def of(self, every: str) -> str:
        """Return the one that a subscription goes by."""
        return self.day if every == Every.DAY else self.week


@dataclass(frozen=True, slots=True)
class _New:
    """What was published: the row of each debunk by the publication's number, and its topics."""

    debunks: Sequence[tuple[int, int]]
    topics: Mapping[int, Collection[str]] = field(default_factory=dict)

    def after(self, told: int, wanted: Collection[str]) -> list[int]:
        """Return the rows of the newer ones of these topics, or of any, newest first."""
        return [
            num
            for number, num in reversed(self.debunks)
            if number > told
            and (not wanted or any(one in wanted for one in self.topics.get(num, ())))
        ]


class Subscriptions:
    """Readers who want to hear of new debunks; those who want no messages have none."""

    def __init__(self, sessions: Sessions) -> None:
        self._sessions = sessions

    async def of(self, person: bytes) -> Subscription | None:
        """Return what a reader, by keyed hash, wants to hear of; None for nothing."""
        async with self._sessions.snapshot() as connection:
            rows = await connection.rows(_OF, person)
            if not rows:
                return None
            topics = await _wanted(connection, [rows[0][0]])
        return Subscription(Every(rows[0][1]), frozenset(topics.get(rows[0][0], ())))

    async def keep(self, reader: int, every: Every, now: Periods) -> None:
        """Keep how often a reader hears of what is published from now on, and lets us write."""
        async with self._sessions.transaction() as connection:
            await connection.run("UPDATE readers SET updates = 1 WHERE id = ?1", reader)
            await connection.run(_KEEP, reader, every, now.of(every))

    async def turn(self, reader: int, topic: str) -> None:
        """Add a topic to those that a reader wants to hear of, or take it out; no error without."""
        async with self._sessions.transaction() as connection:
            gone = await connection.run(
                "DELETE FROM subscription_topics WHERE reader = ?1 AND topic = ?2", reader, topic
            )
            if not gone:
                await connection.run(
                    "INSERT INTO subscription_topics (reader, topic) "
                    "SELECT reader, ?2 FROM subscriptions WHERE reader = ?1",
                    reader,
                    topic,
                )

    async def stop(self, person: bytes) -> None:
        """Send a reader, by keyed hash, no more digests, nor those that are due."""
        async with self._sessions.transaction() as connection:
            reader = await connection.value("SELECT id FROM readers WHERE person = ?1", person)
            await end(connection, reader)

    async def topics(self, limit: int) -> list[str]:
        """Return the topics of published debunks, those of most debunks first."""
        return [str(topic) for topic, _ in await self._sessions.rows(_TOPICS, limit)]

    async def about(self, topic: str, limit: int) -> list[str]:
        """Return the ids of the published debunks of a topic, newest first, as `newest` does."""
        return [str(row[0]) for row in await self._sessions.rows(_OF_TOPIC, topic, limit)]

    async def tell(self, now: Periods, at: int) -> int:
        """Make a digest due to each whose day or week is over and for whom there is anything new.

        Return to how many. Once in a stretch, whoever asks how often. `at` is in seconds.
        """
        last, told = 0, 0
        while True:
            async with self._sessions.transaction() as connection:
                rows = await connection.rows(_DUE, last, now.day, now.week, _PAGE)
                if not rows:
                    return told
                last = rows[-1][0]
                wanted = await _wanted(connection, [reader for reader, *_ in rows])
                new = await _new(connection, min(since for *_, since in rows))
                newest = int(await connection.value(_LAST))
                for reader, every, since in rows:
                    found = new.after(since, wanted.get(reader, ()))
                    if found:
                        body = {"debunks": found[:MOST_LISTED], "more": len(found) - MOST_LISTED}
                        await tell_new(connection, reader, newest, body, at)
                        told += 1
                    await connection.run(
                        "UPDATE subscriptions SET period = ?2, told = ?3 WHERE reader = ?1",
                        reader,
                        now.of(every),
                        newest,
                    )


async def end(connection: Connection, reader: int | None) -> None:
    """End a reader's subscription inside the caller's transaction, and what is due for it."""
    await connection.run("DELETE FROM subscriptions WHERE reader = ?1", reader)
    await connection.run(
        "DELETE FROM outbox WHERE reader = ?1 AND kind = 'new' AND state = 'due'", reader
    )


async def _wanted(connection: Connection, readers: Sequence[int]) -> dict[int, list[str]]:
    topics: dict[int, list[str]] = defaultdict(list)
    for reader, topic in await connection.rows(
        "SELECT reader, topic FROM subscription_topics WHERE reader = ANY (?1)", list(readers)
    ):
        topics[reader].append(topic)
    return topics


async def _new(connection: Connection, since: int) -> _New:
    debunks = [(number, num) for number, num in await connection.rows(_NEW, since)]
    topics: dict[int, list[str]] = defaultdict(list)
    for num, topic in await connection.rows(
        "SELECT debunk, topic FROM topics WHERE debunk = ANY (?1)", [num for _, num in debunks]
    ):
        topics[num].append(topic)
    return _New(debunks, topics)
