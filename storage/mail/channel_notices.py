"""What becomes due to the desk's own channel, written with the change that causes it."""

from collections.abc import Sequence
from dataclasses import dataclass

from domain.debunk import Debunk, Status
from domain.deed import Deed
from storage.engine.contract import Connection
from storage.mail.notices import LetterKind, post_due

_FOLLOWED = """
SELECT debunk FROM channel_posts WHERE debunk = ANY (?1) AND state IN ('due', 'posted')
"""
_NOTE = """
INSERT INTO channel_notes (debunk, version, kind, was, reason, at) VALUES (?1, ?2, ?3, ?4, ?5, ?6)
ON CONFLICT (debunk, version) DO NOTHING
"""


@dataclass(frozen=True, slots=True)
class PostChange:
    """A change of the debunk in row `num`; `told` says whether readers hear of it."""

    num: int
    before: Debunk
    after: Debunk
    told: bool


async def change_posts(connection: Connection, changes: Sequence[PostChange], deed: Deed) -> None:
    """Make it due that the posts of these debunks follow them, inside the caller's transaction."""
    seen = [one for one in changes if one.after.version > one.before.version]
    nums = [one.num for one in seen]
    rows = await connection.rows(_FOLLOWED, nums) if nums else []
    posted = {num for (num,) in rows}
    for one in seen:
        if one.num not in posted:
            continue
        if one.told:
            kind, was = _kind(one), one.before.verdict
            await connection.run(_NOTE, one.num, one.after.version, kind, was, deed.reason, deed.at)
        await post_due(connection, one.num, LetterKind.CHANNEL_EDIT, deed, one.after.version)


def _kind(change: PostChange) -> str:
    if change.after.status is Status.RETRACTED:
        return "retracted"
    return "restored" if change.before.status is Status.RETRACTED else "corrected"
