"""The answer of a case: given with a debunk, and taken back. Inside the caller's transaction."""

from dataclasses import dataclass
from hashlib import sha256

from domain.case import CaseNotOpen, NoSuchCase, NotPublished, State
from domain.deed import Deed
from storage.cases import cases
from storage.engine.contract import Connection, Sessions
from storage.mail import notices


@dataclass(frozen=True, slots=True)
class TakenBack:
    """An answer that was taken back: `unsent` readers are not told, `told` hear that it was wrong.

    `debunk_num` is the debunk's row; `learned` is the hash of the wording that it had learned.
    """

    debunk_num: int
    learned: bytes | None
    unsent: int
    told: int


class CaseAnswers:
    """What a store knows of the answers of its cases."""

    def __init__(self, sessions: Sessions) -> None:
        self._sessions = sessions

    async def listeners(self, case: int) -> int:
        """Return how many readers an answer of this case would be sent to."""
        async with self._sessions.snapshot() as connection:
            return await notices.count_askers(connection, case)

    async def reached(self, case: int) -> int:
        """Return how many readers have been sent the case's answer."""
        async with self._sessions.snapshot() as connection:
            return len(await notices.told_askers(connection, case))

    async def given_with(self, debunk_id: str, since: int) -> list[int]:
        """Return the cases that a debunk has answered since a time, in seconds, that one too."""
        rows = await self._sessions.rows(
            "SELECT c.id FROM cases c JOIN debunks d ON d.num = c.debunk "
            "WHERE d.id = ?1 AND c.state = 'answered' AND c.closed >= ?2 ORDER BY c.id",
            debunk_id,
            since,
        )
        return [int(case) for (case,) in rows]


async def answer(
    connection: Connection, case: int, debunk_num: int, deed: Deed, learned: str | None = None
) -> int | None:
    """Close a case with a debunk; return which case it was.

    That is another one where this has been merged meanwhile, and None where it has gone. One that
    was answered before stays as it is; one closed otherwise is answered now. Whom to tell is left
    to the caller. `learned` is the wording that the debunk learns of it.
    """
    try:
        found = await cases.resolved(connection, case)
    except NoSuchCase:
        return None
    state = await connection.value("SELECT state FROM cases WHERE id = ?1", found)
    if state != State.ANSWERED:
        await cases.close(connection, found, State.ANSWERED, deed.at, debunk_num)
        await connection.run(
            "UPDATE cases SET learned = ?1 WHERE id = ?2",
            hash_of(learned) if learned is not None else None,
            found,
        )
        debunk = await connection.value("SELECT id FROM debunks WHERE num = ?1", debunk_num)
        await cases.note(connection, found, "case.answer", deed, debunk=debunk)
        await notices.untell_unchecked(connection, found)
    return found


async def attach(
    connection: Connection, case: int, debunk_id: str, deed: Deed, learned: str | None = None
) -> int:
    """Answer an open case with a published debunk; return how many readers will be told.

    Raises `NoSuchCase`, `CaseNotOpen`, `CaseHeld`, `NotPublished`.
    """
    await cases.open_to(connection, case, deed)
    num = await connection.value(
        "SELECT num FROM debunks WHERE id = ?1 AND status = 'published'", debunk_id
    )
    if num is None:
        raise NotPublished
    await answer(connection, case, num, deed, learned)
    return await notices.tell_askers(connection, case, num, deed)


async def take_back(connection: Connection, case: int, deed: Deed) -> TakenBack | None:
    """Open an answered case again: who was told hears that it was wrong, the others hear nothing.

    None for a case that is open, so that doing it twice does nothing. Raises `NoSuchCase`, also
    where all submissions are gone, and `CaseNotOpen` for one that was closed otherwise.
    """
    found = await cases.load(connection, case, deed.at)
    if found.state is State.OPEN:
        return None
    if found.state is not State.ANSWERED:
        raise CaseNotOpen(found)
    if not found.readers:
        raise NoSuchCase
    rows = await connection.rows("SELECT debunk, learned FROM cases WHERE id = ?1", case)
    num, learned = rows[0]
    unsent, told = await notices.untell_askers(connection, case, deed.at)
    await connection.run(
        "UPDATE cases SET state = 'open', debunk = NULL, closed = NULL, learned = NULL, "
        "round = round + 1, changed = ?1 WHERE id = ?2",
        await cases.next_change(connection),
        case,
    )
    await cases.note(connection, case, "case.undo", deed, debunk=found.debunk, told=told)
    return TakenBack(num, learned, unsent, told)


def hash_of(wording: str) -> bytes:
    """Return what stands for a learned wording beside the case that it was learned from."""
    return sha256(wording.encode("utf-8", "surrogatepass")).digest()
