"""Updates that were set aside: what an operator may know of them, and how they are tried again."""

from dataclasses import dataclass

from storage.engine.contract import Sessions

_INLINE = b"inline"
_AGAIN = "again"
_LIST = """
SELECT aside, urgent, lane, at FROM inbox WHERE aside IS NOT NULL ORDER BY id DESC LIMIT ?1
"""
_UNREADABLE = """
SELECT kind, count(*), min(at), max(at) FROM unreadable GROUP BY kind ORDER BY max(at) DESC
"""
_MARK = "UPDATE inbox SET aside = ?1 WHERE aside IS NOT NULL"
_FREE = """
UPDATE inbox SET aside = NULL, attempts = 0, taken_by = NULL, taken_at = NULL WHERE aside = ?1
"""


@dataclass(frozen=True, slots=True)
class AsideUpdate:
    """One that could not be handled: a post, a press or an inline query, why, when it came.

    `why` is the kind of the error and the code that its sender was told; `at` is in seconds.
    """

    what: str
    why: str
    at: int


@dataclass(frozen=True, slots=True)
class UnreadableKind:
    """Updates that could not be read, of one kind: how many, from when to when, in seconds."""

    kind: str
    count: int
    first: int
    last: int


class AsideUpdates:
    """The updates that nobody waits for any more; nothing of what they hold is read."""

    def __init__(self, sessions: Sessions) -> None:
        self._sessions = sessions

    async def newest(self, limit: int) -> list[AsideUpdate]:
        """Return those that could not be handled, newest first."""
        rows = await self._sessions.rows(_LIST, limit)
        return [AsideUpdate(_what(urgent, lane), why, at) for why, urgent, lane, at in rows]

    async def unreadable(self) -> list[UnreadableKind]:
        """Return the kinds of those that could not be read, the last to come first."""
        return [UnreadableKind(*row) for row in await self._sessions.rows(_UNREADABLE)]

    async def try_again(self) -> int:
        """Ask the bot to handle all those once more that could not be; return how many."""
        async with self._sessions.transaction() as connection:
            return await connection.run(_MARK, _AGAIN)

    async def freed(self) -> int:
        """Let those wait again of which that was asked; return how many."""
        asked = "SELECT count(*) FROM inbox WHERE aside = ?1"
        if not (await self._sessions.rows(asked, _AGAIN))[0][0]:
            return 0
        async with self._sessions.transaction() as connection:
            return await connection.run(_FREE, _AGAIN)


def _what(urgent: int, lane: bytes) -> str:
    if not urgent:
        return "post"
    return "inline" if lane.endswith(_INLINE) else "press"
