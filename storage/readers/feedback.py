"""What readers said of the answers that they got: one vote a reader and debunk."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from privacy.redaction import redacted
from storage.engine.contract import Sessions

_VOTE = """
INSERT INTO feedback (reader, debunk, version, vote, lang, text, at)
SELECT r.id, d.num, v.version, ?3, ?4, CASE WHEN r.sharing = 1 THEN ?5 END, ?6
FROM readers r JOIN deliveries v ON v.reader = r.id JOIN debunks d ON d.num = v.debunk
WHERE r.id = ?1 AND d.id = ANY (?2)
ON CONFLICT (reader, debunk) DO UPDATE SET
    version = excluded.version, vote = excluded.vote, lang = excluded.lang, text = excluded.text,
    at = excluded.at
"""
_SHARED = """
SELECT f.reader, d.id, f.vote, f.lang, f.text
FROM feedback f JOIN debunks d ON d.num = f.debunk JOIN readers r ON r.id = f.reader
WHERE f.text <> '' AND r.sharing = 1 ORDER BY f.at, f.reader, d.num
"""


class Vote(StrEnum):
    """What a reader says of an answer."""

    HELPED = "helped"
    NOT_MINE = "not-mine"


@dataclass(frozen=True, slots=True)
class SharedPost:
    """A redacted post whose reader lets the desk use it, and what they said of its answers.

    `right` are the debunks that answer it, `wrong` those that do not.
    """

    text: str
    lang: str
    right: tuple[str, ...]
    wrong: tuple[str, ...]


class Feedback:
    """The votes of a store."""

    def __init__(self, sessions: Sessions) -> None:
        self._sessions = sessions

    async def vote(
        self, reader: int, debunk_ids: Sequence[str], vote: Vote, lang: str, text: str, at: int
    ) -> bool:
        """Keep a reader's vote on debunks in place of an earlier one.

        Return False where they were given none of these, so that nothing was kept. `text` is the
        post that they are about. It is redacted, and kept only of a reader who agreed.
        """
        kept = await asyncio.to_thread(redacted, text)
        async with self._sessions.transaction() as connection:
            changed = await connection.run(
                _VOTE, reader, list(debunk_ids), vote, lang, kept or None, at
            )
        return changed > 0

    async def withdraw(self, reader: int, debunk_ids: Sequence[str], vote: Vote) -> None:
        """Delete a reader's vote on debunks, if it is this one."""
        async with self._sessions.transaction() as connection:
            await connection.run(
                "DELETE FROM feedback WHERE reader = ?1 AND vote = ?2 AND debunk IN (SELECT num "
                "FROM debunks WHERE id = ANY (?3))",
                reader,
                vote,
                list(debunk_ids),
            )

    async def ask_to_share(self, reader: int) -> bool:
        """Take it that a reader has been asked whether the desk may use their words: no, so far.

        Return whether they are to be asked: False for one who was before.
        """
        async with self._sessions.transaction() as connection:
            changed = await connection.run(
                "UPDATE readers SET sharing = 0 WHERE id = ?1 AND sharing IS NULL", reader
            )
        return changed == 1

    async def add_text(self, reader: int, debunk_ids: Sequence[str], text: str) -> None:
        """Keep the redacted post of a vote that a reader agreed to only afterwards."""
        kept = await asyncio.to_thread(redacted, text)
        async with self._sessions.transaction() as connection:
            await connection.run(
                "UPDATE feedback SET text = ?3 WHERE reader = ?1 AND text IS NULL "
                "AND debunk IN (SELECT num FROM debunks WHERE id = ANY (?2)) "
                "AND (SELECT sharing FROM readers WHERE id = ?1) = 1",
                reader,
                list(debunk_ids),
                kept or None,
            )

    async def shared(self) -> list[SharedPost]:
        """Return the posts that readers share, in the order of their votes."""
        posts: dict[tuple[int, str], SharedPost] = {}
        for reader, debunk_id, vote, lang, text in await self._sessions.rows(_SHARED):
            known = posts.get((reader, text), SharedPost(text, lang, (), ()))
            right, wrong = known.right, known.wrong
            if vote == Vote.HELPED:
                right += (debunk_id,)
            else:
                wrong += (debunk_id,)
            posts[reader, text] = SharedPost(text, lang, right, wrong)
        return list(posts.values())
