"""What the desk is told unasked: what waits for its decision, and which debunks are back."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256

from storage.engine.contract import Connection, Sessions
from storage.mail.notices import LetterKind, tell_desk

_CHIEFS = "SELECT id FROM moderators WHERE role IN ('chief', 'owner') ORDER BY id"
_DRAFTS = "SELECT num, changed FROM debunks WHERE status = 'draft' ORDER BY num"
_CHANGES = "SELECT id, changed FROM drafts WHERE step = 'waiting' AND \"case\" IS NULL ORDER BY id"
_LEFT = """
SELECT id, changed FROM drafts WHERE step NOT IN ('waiting', 'file', 'file-reason')
AND moderator IN (SELECT id FROM moderators WHERE role IS NULL) ORDER BY id
"""
_LOOKED = """
INSERT INTO digests (moderator, day, state) VALUES (?1, ?2, ?3)
ON CONFLICT (moderator) DO UPDATE SET day = excluded.day, state = excluded.state
"""
_ASKED = """
INSERT INTO last_asked (debunk, at) VALUES (?1, ?2)
ON CONFLICT (debunk) DO UPDATE SET at = excluded.at
"""
_LAST_ASKED = """
SELECT l.at, l.back FROM last_asked l JOIN debunks d ON d.num = l.debunk WHERE d.id = ?1
"""
_HOUR = 3_600


@dataclass(frozen=True, slots=True)
class Undecided:
    """How much waits for a chief: drafts, proposed changes, drafts of those who have left."""

    drafts: int
    changes: int
    left: int

    @property
    def any(self) -> bool:
        """Whether anything does."""
        return bool(self.drafts or self.changes or self.left)


class DeskLetters:
    """Makes messages to the desk due, each once."""

    def __init__(self, sessions: Sessions) -> None:
        self._sessions = sessions

    async def waiting(self) -> Undecided:
        """Return how much waits for a chief's decision now."""
        async with self._sessions.snapshot() as connection:
            each = await _waiting(connection)
        return Undecided(*map(len, each))

    async def digest(self, day: str, at: int) -> int:
        """Make a message due to each chief and owner for whom something waits; return to how many.

        Once on a day (`2026-11-22`), whoever asks how often, and not again to one who was told of
        just this. `at` is in seconds.
        """
        async with self._sessions.transaction() as connection:
            each = await _waiting(connection)
            state = sha256(repr(each).encode()).hexdigest() if any(each) else ""
            rows = await connection.rows("SELECT moderator, day, state FROM digests")
            known = {moderator: (last, had) for moderator, last, had in rows}
            made = 0
            for (moderator,) in await connection.rows(_CHIEFS):
                last, had = known.get(moderator, ("", ""))
                if last == day:
                    continue
                if state and had != state:
                    # With a clock that was set back, there is a second message of one day.
                    once, body = f"digest:{moderator}:{day}:{state}", {"moderator": moderator}
                    await tell_desk(connection, once, body, at, LetterKind.DIGEST)
                    made += 1
                await connection.run(_LOOKED, moderator, day, state)
            return made

    async def tell(self, moderator: int, body: Mapping[str, object], at: int) -> None:
        """Make news due to a moderator, by row; the same news of one second once."""
        state = sha256(repr(sorted(body.items())).encode()).hexdigest()
        once = f"news:{moderator}:{at}:{state}"
        async with self._sessions.transaction() as connection:
            await tell_desk(connection, once, {**body, "moderator": moderator}, at, LetterKind.NEWS)

    async def ask(self, nums: Sequence[int], at: int, silence: int, *, chat: bool) -> int:
        """Note that readers ask about debunks, by their rows; return how many messages are due.

        Where nobody had asked about one for `silence` seconds, the desk's chat hears that it is
        back or, without `chat`, every chief and owner. A debunk that nobody has asked about before
        is not back.
        """
        known = await self._sessions.rows(
            "SELECT debunk, at FROM last_asked WHERE debunk = ANY (?1)", list(nums)
        )
        lately = {num for num, last in known if last <= at < last + min(_HOUR, silence)}
        if lately >= set(nums):
            return 0
        async with self._sessions.transaction() as connection:
            return sum([await _ask(connection, num, at, silence, chat=chat) for num in nums])

    async def is_back(self, debunk_id: str, at: int, silence: int) -> bool:
        """Tell whether readers ask about a debunk again, now or lately, after so long a silence.

        Lately is within as many seconds before `at`.
        """
        rows = await self._sessions.rows(_LAST_ASKED, debunk_id)
        return any(last + silence <= at or (back or 0) > at - silence for last, back in rows)


async def _ask(connection: Connection, num: int, at: int, silence: int, *, chat: bool) -> int:
    last = await connection.value("SELECT max(at) FROM last_asked WHERE debunk = ?1", num)
    await connection.run(_ASKED, num, at)
    if last is None or at < last + silence:
        return 0
    await connection.run("UPDATE last_asked SET back = ?2 WHERE debunk = ?1", num, at)
    body: dict[str, object] = {"debunk": num, "silence": at - last}
    if chat:
        await tell_desk(connection, f"back:{num}:{last}", body, at, LetterKind.BACK)
        return 1
    chiefs = await connection.rows(_CHIEFS)
    for (moderator,) in chiefs:
        to = {**body, "moderator": moderator}
        await tell_desk(connection, f"back:{num}:{last}:{moderator}", to, at, LetterKind.BACK)
    return len(chiefs)


async def _waiting(connection: Connection) -> list[list[tuple[int, ...]]]:
    """Return what waits, as rows that change when it does: drafts, changes, what others left."""
    each = [await connection.rows(sql) for sql in (_DRAFTS, _CHANGES, _LEFT)]
    return [[tuple(row) for row in rows] for rows in each]
