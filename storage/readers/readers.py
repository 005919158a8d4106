"""What is kept of the people who ask, under a keyed hash, and what goes when they say so."""

from dataclasses import dataclass

from domain.deed import Deed
from storage.cases.cases import next_change
from storage.desk import audit
from storage.engine.contract import Connection, Sessions
from storage.readers import subscriptions

_SELECT = "SELECT id, person, sealed, lang, spoken, updates, reachable, sharing FROM readers"
KEEP_PERSON = """
INSERT INTO readers (person, sealed, spoken) VALUES (?1, ?2, ?3)
ON CONFLICT (person) DO UPDATE SET reachable = 1, spoken = excluded.spoken,
    sealed = coalesce(readers.sealed, excluded.sealed)
"""
"""Keeps a reader who has just written, as `Readers.keep` does."""
_ASKED_ABOUT = """
SELECT c.id, c.state = 'open' AND NOT EXISTS (
    SELECT 1 FROM submissions o WHERE o."case" = c.id AND o.reader <> ?1
)
FROM cases c WHERE c.id IN (SELECT s."case" FROM submissions s WHERE s.reader = ?1)
"""


@dataclass(frozen=True, slots=True)
class Reader:
    """One reader: `person` is a keyed hash, `sealed` the encrypted Telegram id.

    `sealed` is None for someone who has only chosen a language. `sharing` is None until they were
    asked whether the desk may use their words.
    """

    id: int
    person: bytes
    sealed: bytes | None
    lang: str | None
    spoken: str | None
    updates: bool
    reachable: bool
    sharing: bool | None

    @property
    def voice(self) -> str | None:
        """The language to write to them in: the one they chose, else that of the last answer."""
        return self.lang or self.spoken


@dataclass(frozen=True, slots=True)
class Forgotten:
    """How much was deleted of one reader: rows of each kind, and whether their sealed id."""

    account: bool = False
    language: bool = False
    subscription: bool = False
    submissions: int = 0
    deliveries: int = 0
    feedback: int = 0
    due: int = 0
    unreadable: int = 0

    @property
    def anything(self) -> bool:
        """Whether there was anything to delete that a reader would know of."""
        return self != Forgotten()


class Readers:
    """People, each named by a keyed hash that the caller computes; the key is not in the store."""

    def __init__(self, sessions: Sessions) -> None:
        self._sessions = sessions

    async def keep(self, person: bytes, sealed: bytes, spoken: str) -> int:
        """Return the id of a reader who has just written, kept from now on to write back to.

        `spoken` is the language of the answer that they got.
        """
        sql = "SELECT id FROM readers WHERE person = ?1 AND sealed IS NOT NULL AND reachable = 1"
        if rows := await self._sessions.rows(f"{sql} AND spoken = ?2", person, spoken):
            return int(rows[0][0])
        async with self._sessions.transaction() as connection:
            return int(
                await connection.value(f"{KEEP_PERSON} RETURNING id", person, sealed, spoken)
            )

    async def get(self, reader: int) -> Reader | None:
        """Return a reader by id, or None for one who has been forgotten."""
        return await self._one(f"{_SELECT} WHERE id = ?1", reader)

    async def by_person(self, person: bytes) -> Reader | None:
        """Return a reader by keyed hash, or None for someone of whom nothing is kept."""
        return await self._one(f"{_SELECT} WHERE person = ?1", person)

    async def language(self, person: bytes) -> str | None:
        """Return the language that this person chose, or None."""
        rows = await self._sessions.rows("SELECT lang FROM readers WHERE person = ?1", person)
        return str(rows[0][0]) if rows and rows[0][0] is not None else None

    async def set_language(self, person: bytes, lang: str) -> None:
        """Keep the language that this person chose."""
        async with self._sessions.transaction() as connection:
            await connection.run(
                "INSERT INTO readers (person, lang) VALUES (?1, ?2) "
                "ON CONFLICT (person) DO UPDATE SET lang = excluded.lang",
                person,
                lang,
            )

    async def forget_language(self, person: bytes) -> None:
        """Delete the language that this person chose, and the row if it held nothing else."""
        async with self._sessions.transaction() as connection:
            await connection.run("UPDATE readers SET lang = NULL WHERE person = ?1", person)
            await connection.run(
                "DELETE FROM readers WHERE person = ?1 AND sealed IS NULL AND updates = 1 "
                "AND sharing IS NULL",
                person,
            )

    async def mark_unreachable(self, reader: int) -> None:
        """Remember that this reader has blocked the bot; `known` takes it back."""
        await self._set("UPDATE readers SET reachable = 0 WHERE id = ?1", reader)

    async def set_updates(self, reader: int, wanted: bool) -> None:
        """Keep whether this reader wants to be written to; who does not has no subscription."""
        async with self._sessions.transaction() as connection:
            await connection.run(
                "UPDATE readers SET updates = ?1 WHERE id = ?2", int(wanted), reader
            )
            if not wanted:
                await subscriptions.end(connection, reader)

    async def set_sharing(self, reader: int, agreed: bool) -> None:
        """Keep whether this reader lets the desk use their words to improve the matching.

        Who does not agree has the words taken out of the feedback that they gave before.
        """
        async with self._sessions.transaction(erasing=not agreed) as connection:
            await connection.run(
                "UPDATE readers SET sharing = ?1 WHERE id = ?2", int(agreed), reader
            )
            if not agreed:
                await connection.run("UPDATE feedback SET text = NULL WHERE reader = ?1", reader)

    async def forget(self, person: bytes, at: int) -> Forgotten:
        """Delete all that is kept of this person and say how much that was.

        What is due to them is cancelled. An open case that no other reader asked about is left
        empty, which takes it out of the queue. `at` is in seconds. What is kept of them as a
        moderator stays.
        """
        async with self._sessions.transaction(erasing=True) as connection:
            unreadable = await connection.run("DELETE FROM unreadable WHERE person = ?1", person)
            unreadable += await connection.run(
                "DELETE FROM inbox WHERE person = ?1 AND aside IS NOT NULL", person
            )
            rows = await connection.rows(
                "SELECT id, lang, sealed FROM readers WHERE person = ?1", person
            )
            if not rows:
                return Forgotten(unreadable=unreadable)
            reader, lang, sealed = rows[0]
            forgotten = Forgotten(
                account=sealed is not None,
                language=lang is not None,
                subscription=await _count(connection, "subscriptions", reader) > 0,
                submissions=await _count(connection, "submissions", reader),
                deliveries=await _count(connection, "deliveries", reader),
                feedback=await _count(connection, "feedback", reader),
                due=int(
                    await connection.value(
                        "SELECT count(*) FROM outbox WHERE reader = ?1 "
                        "AND state IN ('due', 'sending')",
                        reader,
                    )
                ),
                unreadable=unreadable,
            )
            await delete_reader(connection, reader, at)
            return forgotten

    async def _one(self, sql: str, value: object) -> Reader | None:
        rows = await self._sessions.rows(sql, value)
        if not rows:
            return None
        number, person, sealed, lang, spoken, updates, reachable, sharing = rows[0]
        agreed = None if sharing is None else bool(sharing)
        return Reader(number, person, sealed, lang, spoken, bool(updates), bool(reachable), agreed)

    async def _set(self, sql: str, *values: object) -> None:
        async with self._sessions.transaction() as connection:
            await connection.run(sql, *values)


async def delete_reader(connection: Connection, reader: int, at: int) -> None:
    """Delete a reader and all that is theirs, inside the caller's transaction; `at` in seconds."""
    cases = await connection.rows(_ASKED_ABOUT, reader)
    # The rows of the other tables go with it: their foreign keys cascade.
    await connection.run("DELETE FROM readers WHERE id = ?1", reader)
    for case, emptied in cases:
        await _changed(connection, case, at, emptied=bool(emptied))


async def _count(connection: Connection, table: str, reader: int) -> int:
    sql = f"SELECT count(*) FROM {table} WHERE reader = ?1"  # noqa: S608 - a name of ours
    return int(await connection.value(sql, reader))


async def _changed(connection: Connection, case: int, at: int, *, emptied: bool) -> None:
    change = await next_change(connection)
    await connection.run("UPDATE cases SET changed = ?1 WHERE id = ?2", change, case)
    if emptied:
        await audit.record(connection, Deed(at=at), "case.emptied", f"case:{case}")
