"""The posts of debunks in the desk's own channel: asked for, out, followed, lost."""

# The name says what hinders a post; "Error" at its end would say it twice.
# ruff: noqa: N818

import json
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from domain.debunk import Debunk, Status, Verdict
from domain.deed import Deed
from domain.moderator import Role
from storage.debunks.publishing import ChangedMeanwhile
from storage.debunks.rows_to_debunks import load
from storage.desk import audit
from storage.desk.roles import transaction_of
from storage.engine.contract import Connection, Sessions
from storage.engine.errors import StoreError
from storage.mail.notices import LetterKind, post_due, tell_desk
from storage.mail.outbox import Due

_POST = """
SELECT d.id, p.state, p.channel, p.langs, p.version, p.chat, p.handle, p.message
FROM channel_posts p JOIN debunks d ON d.num = p.debunk
"""
_AT = """
SELECT d.id FROM channel_posts p JOIN debunks d ON d.num = p.debunk
WHERE p.chat = ?1 AND p.message = ?2
"""
_PUT = """
INSERT INTO channel_posts (debunk, state, channel, langs, version, at)
VALUES (?1, 'due', ?2, ?3, ?4, ?5)
"""
_OUT = """
UPDATE channel_posts SET state = 'posted', chat = ?2, handle = ?3, message = ?4
WHERE debunk = (SELECT num FROM debunks WHERE id = ?1)
"""
_NOTES = """
SELECT n.kind, n.was, n.reason, n.at, n.version FROM channel_notes n
JOIN debunks d ON d.num = n.debunk WHERE d.id = ?1 ORDER BY n.version
"""
_HALF = """
SELECT o.id, o.debunk, o.body, d.id FROM outbox o JOIN debunks d ON d.num = o.debunk
WHERE o.kind = 'channel' AND o.state = 'sending'
"""
_CHIEFS = "SELECT id FROM moderators WHERE role IN ('chief', 'owner') ORDER BY id"
_DROP = "UPDATE outbox SET state = 'dropped', done = ?1 WHERE id = ?2"
_GONE_TOO = """
UPDATE outbox SET state = 'dropped', done = ?1
WHERE debunk = ?2 AND kind = 'channel-edit' AND state = 'due'
"""


class AlreadyPosted(StoreError):
    """The debunk's post is in the channel, or on its way there."""


class PostState(StrEnum):
    """Where a post stands: on its way, out, perhaps out, deleted in the channel."""

    DUE = "due"
    POSTED = "posted"
    UNCLEAR = "unclear"
    GONE = "gone"


@dataclass(frozen=True, slots=True)
class ChannelPost:
    """The post of a debunk: which channel the settings named for it, in which languages it is.

    `version` is the debunk's when it was asked for. `chat` and `message` are not there until it is
    out; `handle` is the channel's public name, if it has one.
    """

    debunk_id: str
    state: PostState
    channel: str
    langs: tuple[str, ...]
    version: int
    chat: int | None
    handle: str | None
    message: int | None

    @property
    def address(self) -> str | None:
        """Where everybody can read it, None for a post that is not out or has no public address."""
        if self.state is not PostState.POSTED or not self.handle or self.message is None:
            return None
        return f"https://t.me/{self.handle}/{self.message}"


@dataclass(frozen=True, slots=True)
class PostNote:
    """What a post says of a change: `corrected`, `retracted` or `restored`; `at` in seconds."""

    kind: str
    was: Verdict
    reason: str
    at: int
    version: int


class ChannelPosts:
    """The posts of debunks; each debunk has one at most."""

    def __init__(self, sessions: Sessions) -> None:
        self._sessions = sessions

    async def of(self, debunk_id: str) -> ChannelPost | None:
        """Return a debunk's post, None where none was ever asked for."""
        rows = await self._sessions.rows(f"{_POST} WHERE d.id = ?1", debunk_id)
        return _post(*rows[0]) if rows else None

    async def posted_at(self, chat: int, message: int) -> str | None:
        """Return the id of the debunk whose post this message of a channel is, or None."""
        rows = await self._sessions.rows(_AT, chat, message)
        return str(rows[0][0]) if rows else None

    async def addresses(self, ids: Sequence[str]) -> dict[str, str]:
        """Return by the debunks' ids where their posts can be read by everybody."""
        rows = await self._sessions.rows(f"{_POST} WHERE d.id = ANY (?1)", list(ids))
        posts = [_post(*row) for row in rows]
        return {one.debunk_id: one.address for one in posts if one.address}

    async def notes(self, debunk_id: str) -> list[PostNote]:
        """Return what a debunk's post says of its changes, oldest first."""
        rows = await self._sessions.rows(_NOTES, debunk_id)
        return [PostNote(kind, Verdict(was), *rest) for kind, was, *rest in rows]

    async def ask(self, shown: Debunk, langs: Sequence[str], channel: str, deed: Deed) -> None:
        """Make a post of a published debunk due that the store still holds just as it was shown.

        One that is gone, or of which nobody knows whether it went out, is asked for anew.

        Raises `ChangedMeanwhile`, `AlreadyPosted`, `NotAllowed`.
        """
        async with transaction_of(self._sessions, deed, Role.CHIEF) as connection:
            num, current = await _held(connection, shown.id)
            if num is None or current != shown or current.status is not Status.PUBLISHED:
                raise ChangedMeanwhile(current)
            if await _state(connection, num) in {PostState.DUE, PostState.POSTED}:
                raise AlreadyPosted("The debunk is in the channel.")
            await connection.run("DELETE FROM channel_posts WHERE debunk = ?1", num)
            joined = ",".join(langs)
            await connection.run(_PUT, num, channel, joined, current.version, deed.at)
            await post_due(connection, num, LetterKind.CHANNEL, deed, current.version)
            details = {"version": current.version, "channel": channel, "langs": joined}
            await audit.record(connection, deed, "posted", f"debunk:{shown.id}", details)

    async def follow(self, debunk_id: str, deed: Deed) -> bool:
        """Make it due once more that a post follows its debunk; False where there is no post."""
        async with transaction_of(self._sessions, deed, Role.CHIEF) as connection:
            num, current = await _held(connection, debunk_id)
            if num is None or current is None:
                return False
            if await _state(connection, num) is not PostState.POSTED:
                return False
            await post_due(connection, num, LetterKind.CHANNEL_EDIT, deed, current.version)
            details = {"version": current.version}
            await audit.record(connection, deed, "reposted", f"debunk:{debunk_id}", details)
            return True

    async def arrived(self, due: Due, at: int, chat: int, handle: str | None, message: int) -> None:
        """Note that a post is out, or was edited, and where it stands."""
        async with self._sessions.transaction() as connection:
            await connection.run(
                "UPDATE outbox SET state = 'sent', done = ?1 WHERE id = ?2", at, due.id
            )
            await connection.run(_OUT, due.debunk_id, chat, handle, message)
            # The channel may have another name than when the others were posted.
            await connection.run(
                "UPDATE channel_posts SET handle = ?2 WHERE chat = ?1", chat, handle
            )

    async def unsent(self, due: Due, at: int) -> None:
        """Note that a post is not wanted any more: its debunk was taken back before it went."""
        async with self._sessions.transaction() as connection:
            num = await _num(connection, due.debunk_id)
            await connection.run(_DROP, at, due.id)
            await connection.run("DELETE FROM channel_posts WHERE debunk = ?1", num)

    async def failed(self, due: Due, at: int, why: str, state: PostState | None) -> None:
        """Give up a post, or that it follows its debunk; who asked for it is told why.

        `why` is the key of the words for it. The post is left in `state`, without one as it is
        or, where it never went, not at all.
        """
        async with self._sessions.transaction() as connection:
            num = await _num(connection, due.debunk_id)
            await connection.run(_DROP, at, due.id)
            if state is not None:
                await connection.run(
                    "UPDATE channel_posts SET state = ?2 WHERE debunk = ?1", num, state
                )
                await connection.run(_GONE_TOO, at, num)
            elif due.kind is LetterKind.CHANNEL:
                await connection.run("DELETE FROM channel_posts WHERE debunk = ?1", num)
                await connection.run(_GONE_TOO, at, num)
            await _tell(connection, due.id, due.body.get("by"), why, due.debunk_id or "", at)

    async def resume(self, at: int, why: str) -> int:
        """Give up what was on its way to the channel when the last sender ended; return how much.

        Everybody would see one that came twice, so someone has to look; `why` is the key of the
        words for it.
        """
        async with self._sessions.transaction() as connection:
            rows = await connection.rows(_HALF)
            for number, num, body, debunk_id in rows:
                await connection.run(_DROP, at, number)
                await connection.run(
                    "UPDATE channel_posts SET state = 'unclear' WHERE debunk = ?1", num
                )
                await connection.run(_GONE_TOO, at, num)
                by = json.loads(body).get("by")
                await _tell(connection, number, by, why, debunk_id, at)
            return len(rows)


async def _tell(
    connection: Connection, number: int, by: int | None, why: str, debunk_id: str, at: int
) -> None:
    """Make it due to who asked for a post that it failed, or to every chief."""
    chiefs = [one for (one,) in await connection.rows(_CHIEFS)]
    for moderator in [by] if by in chiefs else chiefs:
        body: dict[str, object] = {"text": why, "values": {"id": debunk_id}}
        once = f"channel-failed:{number}:{moderator}"
        await tell_desk(connection, once, {**body, "moderator": moderator}, at, LetterKind.NEWS)


async def _num(connection: Connection, debunk_id: str | None) -> int | None:
    found: int | None = await connection.value("SELECT num FROM debunks WHERE id = ?1", debunk_id)
    return found


async def _held(connection: Connection, debunk_id: str) -> tuple[int | None, Debunk | None]:
    num = await _num(connection, debunk_id)
    found = await load(connection, [] if num is None else [num])
    return (num, found[0]) if found else (None, None)


async def _state(connection: Connection, num: int) -> PostState | None:
    state = await connection.value("SELECT state FROM channel_posts WHERE debunk = ?1", num)
    return PostState(state) if state else None


def _post(
    debunk_id: str,
    state: str,
    channel: str,
    langs: str,
    version: int,
    chat: int | None,
    handle: str | None,
    message: int | None,
) -> ChannelPost:
    spoken = tuple(langs.split(","))
    return ChannelPost(debunk_id, PostState(state), channel, spoken, version, chat, handle, message)
