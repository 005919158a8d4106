"""What the bot said in groups, for as long as it may be asked of the same again."""

from dataclasses import dataclass
from enum import StrEnum

from storage.engine.contract import Connection, Sessions

_HOUR = 3_600
_SAME_TEXT_SECONDS = 12 * _HOUR
SAME_MESSAGE_SECONDS = 7 * 24 * _HOUR
"""How long it is remembered that a message was answered; of another with its text, half a day."""
_FIND = """
SELECT kind, post, message, ask, told, reply, at FROM group_answers WHERE "group" = ?1
AND ((post = ?2 AND at > ?4) OR (message = ?3 AND message > 0 AND at > ?5))
"""
_ADD = """
INSERT INTO group_answers ("group", kind, post, message, ask, told, reply, at)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)
"""
_NUMBER = 'SELECT count(*) FROM group_answers WHERE "group" = ?1 AND kind = ?2 AND at > ?3'


class SaidKind(StrEnum):
    """Why the bot said something in a group: it was asked, it was sure, it was reported to."""

    ANSWER = "answer"
    MARK = "mark"
    REPORT = "report"


@dataclass(frozen=True, slots=True)
class GroupAnswer:
    """Something that the bot said under a message of a group.

    `post` is a keyed hash of the text that it is about, `message` the one that holds it and `ask`
    the one that asked, which may be the same. `told` names the debunks and their versions, empty
    where there was none; `reply` is the bot's own message, None where it did not go out; `at` is in
    seconds.
    """

    kind: SaidKind
    post: bytes
    message: int
    ask: int
    told: str
    reply: int | None
    at: int


class GroupAnswers:
    """What was said in each group of a store, named by the group's number here."""

    def __init__(self, sessions: Sessions) -> None:
        self._sessions = sessions

    async def find(self, group: int, post: bytes, message: int, at: int) -> list[GroupAnswer]:
        """Return what was said of this text or under this message not long ago, newest first."""
        rows = await self._sessions.rows(
            f"{_FIND} ORDER BY id DESC",
            group,
            post,
            message,
            at - _SAME_TEXT_SECONDS,
            at - SAME_MESSAGE_SECONDS,
        )
        return [GroupAnswer(SaidKind(kind), *rest) for kind, *rest in rows]

    async def note(self, group: int, said: GroupAnswer) -> None:
        """Keep what was said; it takes the place of what was said of the same for that reason."""
        async with self._sessions.transaction() as connection:
            await connection.run(
                'DELETE FROM group_answers WHERE "group" = ?1 AND kind = ?2 AND message = ?3',
                group,
                said.kind,
                said.message,
            )
            await _add(connection, group, said)

    async def take_mark(self, group: int, said: GroupAnswer, an_hour: int) -> bool:
        """Keep that a mark is about to be put, and return True, unless it must not be.

        It must not where anything was said of the text or under the message before, or where
        `an_hour` marks were put in this group within the last hour.
        """
        async with self._sessions.transaction() as connection:
            before = await connection.rows(
                _FIND,
                group,
                said.post,
                said.message,
                said.at - _SAME_TEXT_SECONDS,
                said.at - SAME_MESSAGE_SECONDS,
            )
            put = await connection.value(_NUMBER, group, SaidKind.MARK, said.at - _HOUR)
            if before or put >= an_hour:
                return False
            await _add(connection, group, said)
        return True

    async def number(self, group: int, kind: SaidKind, since: int) -> int:
        """Return how often something was said for this reason in a group since a time."""
        rows = await self._sessions.rows(_NUMBER, group, kind, since)
        return int(rows[0][0])


async def _add(connection: Connection, group: int, said: GroupAnswer) -> None:
    values = (said.kind, said.post, said.message, said.ask, said.told, said.reply, said.at)
    await connection.run(_ADD, group, *values)
