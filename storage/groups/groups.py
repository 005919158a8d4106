"""What is kept of a group: its id under a keyed hash, and what its admins chose."""

from dataclasses import dataclass

from storage.engine.contract import Row, Sessions

_SELECT = "SELECT id, chat, sealed, answering, marks, lang, connected FROM groups"
_KEEP = """
INSERT INTO groups (chat, sealed) VALUES (?1, ?2)
ON CONFLICT (chat) DO UPDATE SET gone = NULL
RETURNING id, chat, sealed, answering, marks, lang, connected
"""


@dataclass(frozen=True, slots=True)
class Group:
    """One group: `chat` is a keyed hash, `sealed` the encrypted chat id.

    `answering` says whether the bot answers there, `marks` how many marks an hour it may put, 0 for
    none, `lang` which language its admins chose, if any, and `connected` that it is the discussion
    group of a channel whose owner connected it.
    """

    id: int
    chat: bytes
    sealed: bytes
    answering: bool = True
    marks: int = 0
    lang: str | None = None
    connected: bool = False


class Groups:
    """The groups of a store, each named by a keyed hash that the caller computes."""

    def __init__(self, sessions: Sessions) -> None:
        self._sessions = sessions

    async def by_chat(self, chat: bytes) -> Group | None:
        """Return a group by keyed hash, or None for one of which nothing is kept."""
        rows = await self._sessions.rows(f"{_SELECT} WHERE chat = ?1", chat)
        return _group(rows[0]) if rows else None

    async def get(self, number: int) -> Group | None:
        """Return a group by its number here, or None."""
        rows = await self._sessions.rows(f"{_SELECT} WHERE id = ?1", number)
        return _group(rows[0]) if rows else None

    async def keep(self, chat: bytes, sealed: bytes) -> Group:
        """Return a group that the bot is in, kept from now on."""
        found = await self._sessions.rows(f"{_SELECT} WHERE chat = ?1 AND gone IS NULL", chat)
        if found:
            return _group(found[0])
        async with self._sessions.transaction() as connection:
            rows = await connection.rows(_KEEP, chat, sealed)
        return _group(rows[0])

    async def set_answering(self, group: int, on: bool) -> None:
        """Keep whether the bot answers in a group."""
        await self._set("UPDATE groups SET answering = ?2 WHERE id = ?1", group, int(on))

    async def set_marks(self, group: int, an_hour: int) -> None:
        """Keep how many marks an hour the bot may put in a group, 0 for none."""
        await self._set("UPDATE groups SET marks = ?2 WHERE id = ?1", group, an_hour)

    async def set_language(self, group: int, lang: str | None) -> None:
        """Keep in which language the bot speaks in a group, None for that of who asks."""
        await self._set("UPDATE groups SET lang = ?2 WHERE id = ?1", group, lang)

    async def connect(self, group: int) -> None:
        """Keep that a group is a channel's, whose owner connected it."""
        await self._set("UPDATE groups SET connected = 1 WHERE id = ?1", group)

    async def leave(self, chat: bytes, at: int) -> None:
        """Note that the bot is not in a group any more; what is kept of it goes after a while."""
        await self._set("UPDATE groups SET gone = ?2 WHERE chat = ?1 AND gone IS NULL", chat, at)

    async def come_back(self, chat: bytes) -> None:
        """Note that the bot is in a group again, of which something may be kept."""
        await self._set("UPDATE groups SET gone = NULL WHERE chat = ?1", chat)

    async def move(self, old: bytes, new: bytes, sealed: bytes) -> None:
        """Let all that is kept of a group be of the supergroup that it has become.

        Telegram tells of it twice; what was kept of the supergroup meanwhile gives way.
        """
        async with self._sessions.transaction() as connection:
            if await connection.value("SELECT 1 FROM groups WHERE chat = ?1", old) is None:
                return
            await connection.run("DELETE FROM groups WHERE chat = ?1", new)
            await connection.run(
                "UPDATE groups SET chat = ?2, sealed = ?3, gone = NULL WHERE chat = ?1",
                old,
                new,
                sealed,
            )
            # What it reported to the desk stays its own.
            await connection.run(
                "UPDATE readers SET person = ?2, sealed = ?3 WHERE person = ?1 "
                "AND NOT EXISTS (SELECT 1 FROM readers r WHERE r.person = ?2)",
                old,
                new,
                sealed,
            )
            # Its messages have other numbers there.
            await connection.run(
                "UPDATE group_answers SET message = 0, ask = 0, reply = NULL "
                'WHERE "group" IN (SELECT id FROM groups WHERE chat = ?1)',
                new,
            )

    async def forget(self, chat: bytes) -> bool:
        """Delete all that is kept of a group; return whether there was anything."""
        async with self._sessions.transaction(erasing=True) as connection:
            return bool(await connection.run("DELETE FROM groups WHERE chat = ?1", chat))

    async def _set(self, sql: str, *values: object) -> None:
        async with self._sessions.transaction() as connection:
            await connection.run(sql, *values)


def _group(row: Row) -> Group:
    number, chat, sealed, answering, marks, lang, connected = row
    return Group(number, chat, sealed, bool(answering), marks, lang, bool(connected))
