"""What the desk does with debunks: each in one transaction with its audit and what it causes."""

# The names say what hinders a change; "Error" at their end would say it twice.
# ruff: noqa: N818

import asyncio
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from domain.debunk import Claim, Debunk, Status
from domain.deed import Deed
from domain.moderator import Role
from formats.interchange import parse_line
from privacy.redaction import redacted
from storage.cases import answers
from storage.debunks import versions
from storage.debunks.debunks_to_rows import finish, write
from storage.debunks.rows_to_debunks import load
from storage.desk.drafts import WAITING, Draft
from storage.desk.roles import require, transaction_of
from storage.engine.contract import Connection, Sessions
from storage.engine.errors import StoreError
from storage.mail import notices
from storage.search.recipe import Indexing


class ChangedMeanwhile(StoreError):
    """The debunk is not what the change was begun on; `current` is what it is now, if at all."""

    def __init__(self, current: Debunk | None) -> None:
        super().__init__("The debunk was changed meanwhile.")
        self.current = current


class DraftGone(StoreError):
    """The draft that is to be saved was saved, changed or thrown away meanwhile."""


class NoClaim(StoreError):
    """A debunk without a claim of the desk's own cannot be saved."""


class NoSuchDebunk(StoreError):
    """There is no debunk of this id, or it never had this version."""


@dataclass(frozen=True, slots=True)
class Shown:
    """What a change was decided on: the store must still hold it when the change is written.

    `debunk` is the debunk as it then stood, learned phrasings with it, None for one that was not
    there yet; `draft` the draft that goes with the change, wholly as it was read.
    """

    debunk: Debunk | None = None
    draft: Draft | None = None


_NOTHING = Shown()


class Publishing:
    """The desk's changes of debunks.

    `deed` says who changes, when and why; `shown` what they saw; `case` is a case that the debunk
    answers once it is published: until then the draft stays and remembers it, whoever publishes
    the debunk and however. Drafts are any moderator's to change, what readers see or saw is a
    chief's: `NotAllowed` otherwise.
    """

    def __init__(self, sessions: Sessions, indexing: Indexing) -> None:
        self._sessions = sessions
        self._indexing = indexing

    async def add(
        self,
        debunk: Debunk,
        *,
        day: str,
        deed: Deed,
        case: int | None = None,
        shown: Shown = _NOTHING,
    ) -> Debunk:
        """Save a new debunk under an id of the store's making: `2026-11-22-1` on that `day`.

        Raises `NoClaim`, `DraftGone`.
        """
        async with self._sessions.transaction() as connection:
            named = replace(debunk, id=await _free_id(connection, day))
            return await self._save(connection, named, None, deed, case, shown.draft)

    async def save(
        self,
        debunk: Debunk,
        *,
        base: int | None,
        deed: Deed,
        case: int | None = None,
        shown: Shown = _NOTHING,
    ) -> Debunk:
        """Save a debunk under its id and return it as it stands now.

        `base` is the version that the change was begun on, None for a debunk that is not there
        yet. A draft's version does not grow, nor does one with what is learned: only `shown` tells
        whether all of it is as it was. Learned phrasings stay as they are.

        Raises `ChangedMeanwhile`, `NoClaim`, `DraftGone`.
        """
        async with self._sessions.transaction() as connection:
            current = await _current(connection, debunk.id)
            if (current.version if current else None) != base:
                raise ChangedMeanwhile(current)
            if shown.debunk is not None and current != shown.debunk:
                raise ChangedMeanwhile(current)
            return await self._save(connection, debunk, current, deed, case, shown.draft)

    async def publish_all(self, shown: Sequence[Debunk], *, deed: Deed) -> list[Debunk]:
        """Publish debunks that the store still holds just so, all of them or none.

        Raises `ChangedMeanwhile`, `NoClaim`.
        """
        async with transaction_of(self._sessions, deed, Role.CHIEF) as connection:
            saved = []
            for debunk in shown:
                current = await _current(connection, debunk.id)
                if current != debunk:
                    raise ChangedMeanwhile(current)
                after = replace(debunk, status=Status.PUBLISHED)
                saved.append(await self._save(connection, after, current, deed))
            return saved

    async def retract(self, debunk_id: str, *, base: int, deed: Deed) -> Debunk:
        """Take a debunk back; readers who were given it are told.

        Raises `NoSuchDebunk`, `ChangedMeanwhile`.
        """
        async with self._sessions.transaction() as connection:
            current = await _based(connection, debunk_id, base)
            after = replace(current, status=Status.RETRACTED)
            return await self._save(connection, after, current, deed)

    async def restore(
        self, debunk_id: str, version: int, *, base: int, deed: Deed, shown: Shown = _NOTHING
    ) -> Debunk:
        """Make what a debunk was in an older version its newest one.

        Raises `NoSuchDebunk`, `ChangedMeanwhile`.
        """
        async with self._sessions.transaction() as connection:
            current = await _based(connection, debunk_id, base)
            if shown.debunk is not None and current != shown.debunk:
                raise ChangedMeanwhile(current)
            line = await connection.value(
                "SELECT s.body FROM superseded s JOIN debunks d ON d.num = s.debunk "
                "WHERE d.id = ?1 AND s.version = ?2",
                debunk_id,
                version,
            )
            if line is None:
                raise NoSuchDebunk("There is no such version of the debunk.")
            deed = replace(deed, action="restored", tell=True)
            return await self._save(connection, parse_line(line), current, deed)

    async def learn(self, debunk_id: str, lang: str, text: str, *, deed: Deed) -> None:
        """Add a reader's wording, redacted, for matching alone; one that is there already stays.

        Raises `NoSuchDebunk`.
        """
        wording = await _learnable(lang, text)
        async with transaction_of(self._sessions, deed) as connection:
            await self._learn(connection, debunk_id, wording, deed)

    async def attach(
        self,
        case: int,
        debunk: Debunk | str,
        wording: Claim | None = None,
        *,
        deed: Deed,
        needed: Role = Role.EDITOR,
    ) -> int:
        """Answer a case with a published debunk that learns a wording, if one is given, or neither.

        The debunk is named by its id, or given as it was shown: then it must still be just so.
        Returns how many readers will be told; raises `ChangedMeanwhile` and what `answers.attach`
        does.
        """
        debunk_id = debunk if isinstance(debunk, str) else debunk.id
        learned = await _learnable(wording.lang, wording.text) if wording else None
        async with transaction_of(self._sessions, deed, needed) as connection:
            if isinstance(debunk, Debunk) and (
                (current := await _current(connection, debunk_id)) != debunk
            ):
                raise ChangedMeanwhile(current)
            new = bool(learned and await self._learn(connection, debunk_id, learned, deed))
            taught = learned.text if learned and new else None
            return await answers.attach(connection, case, debunk_id, deed, taught)

    async def take_back(
        self, case: int, *, deed: Deed, needed: Role = Role.EDITOR
    ) -> answers.TakenBack | None:
        """Take the answer of a case back, and what its debunk learned of it, as `answers` does."""
        async with transaction_of(self._sessions, deed, needed) as connection:
            undone = await answers.take_back(connection, case, deed)
            rows = await connection.rows(
                "SELECT id FROM debunks WHERE num = ?1", undone.debunk_num if undone else None
            )
            if undone and undone.learned and rows:
                current = await _existing(connection, rows[0][0])
                kept = tuple(
                    one
                    for one in current.claims
                    if not one.learned or answers.hash_of(one.text) != undone.learned
                )
                if kept != current.claims:
                    deed = replace(deed, action="unlearned", tell=False)
                    await self._write(connection, replace(current, claims=kept), deed)
            return undone

    async def unlearn(self, debunk_id: str, text: str, *, deed: Deed) -> None:
        """Take a learned wording away again; one that is not there is no error.

        Raises `NoSuchDebunk`.
        """
        async with transaction_of(self._sessions, deed) as connection:
            current = await _existing(connection, debunk_id)
            kept = tuple(one for one in current.claims if not one.learned or one.text != text)
            if kept != current.claims:
                deed = replace(deed, action="unlearned", tell=False)
                await self._write(connection, replace(current, claims=kept), deed)

    async def _save(
        self,
        connection: Connection,
        debunk: Debunk,
        current: Debunk | None,
        deed: Deed,
        case: int | None = None,
        draft: Draft | None = None,
    ) -> Debunk:
        learned = tuple(claim for claim in current.claims if claim.learned) if current else ()
        after = replace(debunk, claims=debunk.own_claims + learned)
        if not after.own_claims:
            raise NoClaim("The debunk has no claim.")
        seen = after.status is not Status.DRAFT or (current and current.status is not Status.DRAFT)
        await require(connection, deed, Role.CHIEF if seen else Role.EDITOR)
        if draft is not None and not await _over_with(connection, draft, after, case, deed.at):
            raise DraftGone("The draft was saved, changed or thrown away meanwhile.")
        if deed.action != "restored":
            deed = replace(deed, action=_action(current, after))
        await self._write(connection, after, deed)
        if after.status is not Status.DRAFT:
            waiting = [] if case is None else [case]
            if current is None or current.status is Status.DRAFT:
                waiting += await _remembered(connection, after.id)
            if after.status is Status.PUBLISHED:
                await _answer(connection, waiting, after.id, deed)
        return await _existing(connection, after.id)

    async def _learn(
        self, connection: Connection, debunk_id: str, wording: Claim, deed: Deed
    ) -> bool:
        """Add a wording; tell whether it is new."""
        current = await _existing(connection, debunk_id)
        if not wording.text.strip() or wording.text in {claim.text for claim in current.claims}:
            return False
        deed = replace(deed, action="learned", tell=False)
        await self._write(connection, replace(current, claims=(*current.claims, wording)), deed)
        return True

    async def _write(self, connection: Connection, debunk: Debunk, deed: Deed) -> None:
        version = await versions.upcoming(connection)
        counts = await write(connection, self._indexing, [debunk], version, deed)
        await finish(connection, counts, version)


async def _learnable(lang: str, text: str) -> Claim:
    return Claim(lang, await asyncio.to_thread(redacted, text), learned=True)


async def _current(connection: Connection, debunk_id: str) -> Debunk | None:
    rows = await connection.rows("SELECT num FROM debunks WHERE id = ?1", debunk_id)
    found = await load(connection, [num for (num,) in rows])
    return found[0] if found else None


async def _existing(connection: Connection, debunk_id: str) -> Debunk:
    current = await _current(connection, debunk_id)
    if current is None:
        raise NoSuchDebunk("There is no debunk of this id.")
    return current


async def _based(connection: Connection, debunk_id: str, base: int) -> Debunk:
    current = await _existing(connection, debunk_id)
    if current.version != base:
        raise ChangedMeanwhile(current)
    return current


async def _free_id(connection: Connection, day: str) -> str:
    taken = await connection.rows(
        "SELECT id FROM debunks WHERE id >= ?1 AND id < ?2", f"{day}-0", f"{day}-:"
    )
    rests = [one[len(day) + 1 :] for (one,) in taken]
    numbers = [int(rest) for rest in rests if rest.isdecimal() and len(rest) < 10]
    return f"{day}-{max(numbers, default=0) + 1}"


async def _over_with(
    connection: Connection, draft: Draft, debunk: Debunk, case: int | None, at: int
) -> bool:
    """Delete a draft, or leave it to remember the case of an unpublished debunk.

    False where it is not any more what was read.
    """
    as_read = draft.id, draft.moderator, draft.step, draft.body, draft.changed
    if case is None or debunk.status is not Status.DRAFT:
        return bool(
            await connection.run(
                "DELETE FROM drafts WHERE id = ?1 AND moderator = ?2 AND step = ?3 AND body = ?4 "
                "AND changed = ?5",
                *as_read,
            )
        )
    return bool(
        await connection.run(
            "UPDATE drafts SET step = ?6, debunk = ?7, base = ?8, changed = ?9 WHERE id = ?1 "
            "AND moderator = ?2 AND step = ?3 AND body = ?4 AND changed = ?5 AND step <> ?6",
            *as_read,
            WAITING,
            debunk.id,
            debunk.version,
            at,
        )
    )


async def _remembered(connection: Connection, debunk_id: str) -> list[int]:
    """Return the cases that a debunk was written for, and forget them."""
    rows = await connection.rows(
        'DELETE FROM drafts WHERE debunk = ?1 AND step = ?2 AND "case" IS NOT NULL '
        'RETURNING "case"',
        debunk_id,
        WAITING,
    )
    return [case for (case,) in rows]


async def _answer(
    connection: Connection, waiting: Iterable[int], debunk_id: str, deed: Deed
) -> None:
    if deed.by is None:
        return
    num = await connection.value("SELECT num FROM debunks WHERE id = ?1", debunk_id)
    for case in dict.fromkeys(waiting):
        answered = await answers.answer(connection, case, num, deed)
        if answered is not None:
            await notices.tell_askers(connection, answered, num, deed)


def _action(before: Debunk | None, after: Debunk) -> str:
    if after.status is Status.DRAFT:
        return "drafted"
    if before and before.status is after.status:
        return "edited"
    return "published" if after.status is Status.PUBLISHED else "retracted"
