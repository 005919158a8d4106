"""A desk's file into the store: looked at first, then saved, and nothing that was not shown."""

import asyncio
import hashlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import aclosing
from dataclasses import dataclass, field, replace
from functools import lru_cache
from pathlib import Path
from typing import Literal

from domain.debunk import Debunk, Status
from domain.deed import Announced, Deed
from domain.errors import RaspaError
from formats import Answers, FileName, Question, Records, open_file
from formats.faults import Fault, LineFault
from formats.fields import shown
from storage.debunks import names
from storage.debunks.completing import completed
from storage.debunks.debunks import Debunks, Tally
from storage.debunks.debunks_to_rows import merged
from storage.debunks.former_states import Unannounced, announcement, digest_of, is_told
from storage.debunks.rows_to_debunks import load
from storage.desk.roles import NotAllowed
from storage.engine.contract import Connection, Sessions
from storage.imports.identity import Kinship, are_of_claims, is_made, kinship, partners
from storage.imports.likeness import differences
from storage.imports.portions import Progress, fit_of, fit_of_all, portions
from storage.search.recipe import Indexing

_ADDRESSES = 20_000

Show = Callable[[Debunk | None, Debunk], None]
"""Called with what the store holds, None for nothing, and what it would hold."""


@dataclass(frozen=True, slots=True)
class Choices:
    """What people said of a file.

    `same` tells by the id in the file whether it is the held debunk of `Likely` (True) or another
    (False); with `quiet`, what readers would be told of is left out.
    """

    answers: Answers = field(default_factory=Answers)
    same: Mapping[str, bool] = field(default_factory=dict)
    quiet: bool = False


@dataclass(frozen=True, slots=True)
class Likely:
    """A debunk of a file that may be a held one: old and new wording, and what differs in words.

    `kind` is `near` where the ids differ (if it is another, it becomes a new debunk) and `id`
    where the ids are the same (if it is another, it is left out). `differs` holds the decisive
    words, old and new; empty where only a slip was mended.
    """

    number: int
    debunk_id: str
    held_id: str
    old: str
    new: str
    kind: Literal["near", "id"]
    differs: tuple[tuple[str, str], ...] = ()

    @property
    def slip(self) -> bool:
        """Whether nothing but a slip of the pen differs."""
        return self.kind == "near" and not self.differs


@dataclass(frozen=True, slots=True)
class ForeseenCorrection:
    """A change of which `readers` readers would be told."""

    number: int
    before: Debunk
    after: Debunk
    readers: int


@dataclass(frozen=True, slots=True)
class Inspection:
    """What a file would do, what is wrong with it and what is to be said first.

    `counts` is what would be loaded now; `left` how many sound debunks would not: asked about and
    not answered, or left out by an answer. `mark`, of 128 bits, changes whenever any of it does,
    each word of each debunk too; `shown` holds the digest of each change by id.
    """

    counts: Tally
    faults: list[LineFault]
    warnings: list[LineFault]
    questions: list[Question]
    likely: list[Likely]
    corrections: list[ForeseenCorrection]
    left: int
    mark: str
    counted: Literal["line", "item"] = "line"
    renamed: Mapping[str, str] = field(default_factory=dict)
    in_part: Mapping[str, bool] = field(default_factory=dict)
    left_ids: frozenset[str] = frozenset()
    shown: Mapping[str, bytes] = field(default_factory=dict)

    @property
    def loadable(self) -> int:
        """How many debunks loading would write."""
        return self.counts.new + self.counts.changed

    @property
    def untaken(self) -> int:
        """How many of the file's items would not be loaded, the faulty ones apart."""
        return self.left + sum(one.count for one in self.questions if one.kind == "rating")

    @property
    def announced(self) -> frozenset[Announced]:
        """The changes that readers would be told of."""
        return frozenset(announcement(one.before, one.after) for one in self.corrections)


class Interrupted(Exception):  # noqa: N818 - what happened, in its name
    """The store could not take the rest; `counts` is what it took."""

    def __init__(self, counts: Tally) -> None:
        super().__init__("The import was interrupted.")
        self.counts = counts


class Uploads:
    """Looks files of debunks over and brings them in."""

    def __init__(self, sessions: Sessions, indexing: Indexing, debunks: Debunks) -> None:
        self._sessions = sessions
        # A file is read twice, and each of its addresses several times while its row is.
        address = lru_cache(maxsize=_ADDRESSES)(indexing.address)
        self._indexing = replace(indexing, address=address)
        self._debunks = debunks

    async def open(self, path: Path, told: FileName, answers: Answers) -> Records:
        """Open a file by its content. Raises `FileRefused` and `FileUnreadable`."""
        return await asyncio.to_thread(open_file, path, told, answers, self._indexing.links)

    async def inspect(
        self,
        reading: Records,
        progress: Progress,
        choices: Choices,
        *,
        drafts_only: bool,
        show: Show | None = None,
    ) -> Inspection:
        """Compare a file with the store; nothing is written.

        With `drafts_only` all would come in as drafts, and nothing but drafts may be changed.
        `show` is handed each debunk that loading would write.
        """
        async with self._sessions.lasting_snapshot() as connection:
            looking = _Looking(connection, self._indexing, reading, choices, drafts_only, show)
            async for part in portions(reading, progress, drafts_only=drafts_only):
                await looking.look(part)
            await looking.look_for_partners()
        return looking.found()

    async def bring_in(
        self,
        reading: Records,
        progress: Progress,
        found: Inspection,
        deed: Deed,
        *,
        whole: bool = False,
    ) -> Tally:
        """Save what `inspect` found fit to load.

        Each transaction is short, so that nobody waits for a large file; with `whole` there is one
        for all, and where it fails nothing is written. Raises `Interrupted` where the store cannot
        take more, `NotAllowed` where the doer's role has ended, and `Unannounced` where readers
        would get or be told of what was not shown; the same file again goes on where it stopped.
        """
        deed = replace(deed, announced=found.announced, in_part=found.in_part, shown=found.shown)
        parts = portions(reading, progress, drafts_only=deed.drafts_only)
        if whole:
            async with aclosing(fit_of_all(parts, found.left_ids, found.renamed)) as fit:
                return await self._debunks.save_all(fit, deed=deed)
        counts = Tally()
        try:
            async for part in parts:
                fit_part = fit_of(part, found.left_ids, found.renamed)
                if not deed.drafts_only and await self._withdraws(fit_part):
                    raise Interrupted(counts)
                counts += await self._debunks.save_all(fit_part, deed=deed)
        except (Unannounced, NotAllowed):
            raise
        except RaspaError as error:
            raise Interrupted(counts) from error
        return counts

    async def _withdraws(self, part: Sequence[Debunk]) -> bool:
        """Tell whether a draft would take the place of what was published meanwhile."""
        drafts = [one.id for one in part if one.status is Status.DRAFT]
        held = await self._debunks.statuses(drafts) if drafts else {}
        return any(status is not Status.DRAFT for status in held.values())


@dataclass(slots=True)
class _Looking:
    """One inspection under way."""

    connection: Connection
    indexing: Indexing
    reading: Records
    choices: Choices
    drafts_only: bool
    show: Show | None = None
    counts: Tally = field(default_factory=Tally)
    shown: dict[str, bytes] = field(default_factory=dict)
    faults: list[LineFault] = field(default_factory=list)
    likely: list[Likely] = field(default_factory=list)
    corrections: list[ForeseenCorrection] = field(default_factory=list)
    strangers: list[Debunk] = field(default_factory=list)
    taken: set[int] = field(default_factory=set)
    renamed: dict[str, str] = field(default_factory=dict)
    in_part: dict[str, bool] = field(default_factory=dict)
    withdrawn: list[LineFault] = field(default_factory=list)
    left: set[str] = field(default_factory=set)
    faulty: set[str] = field(default_factory=set)
    marked: "hashlib._Hash" = field(default_factory=hashlib.sha256)

    async def look(self, part: Sequence[Debunk]) -> None:
        """Compare debunks, no two of one id, with those that the store holds under their ids."""
        held = await self._held(one.id for one in part)
        for debunk in part:
            if debunk.id in held:
                num, before = held[debunk.id]
                self.taken.add(num)
                if self._may_replace(debunk, before) and self._is_kin(debunk, before):
                    await self._judge(num, before, debunk, debunk.id)
            elif is_made(debunk.id):
                self.strangers.append(debunk)
            else:
                self._take_new(debunk)

    async def look_for_partners(self) -> None:
        """Compare what has a made id that the store lacks with all that the store holds."""
        if not self.strangers:
            return
        found = await partners(self.connection, self.indexing, self.strangers, self.taken)
        nums = [partner.num for partner in found.values()]
        held = dict(zip(nums, await load(self.connection, nums), strict=True))
        for debunk in self.strangers:
            partner = found.get(debunk.id)
            if partner is None:
                self._take_new(debunk)
                continue
            before = held[partner.num]
            sure = partner.sure or (partner.one and are_of_claims(debunk.id, before.id))
            same = True if sure else self.choices.same.get(debunk.id)
            if same is None:
                self._ask(debunk, before, "near", (partner.old, partner.new), partner.differs)
            elif same and self._may_replace(debunk, before):
                self.renamed[debunk.id] = before.id
                await self._judge(partner.num, before, replace(debunk, id=before.id), debunk.id)
            elif not same:
                self._take_new(debunk)

    def found(self) -> Inspection:
        """Return what was found, once the file has been read to its end."""
        reading = self.reading
        corrections = self.corrections
        for one in corrections:
            self._note(one.before.id, "told", one.readers)
        return Inspection(
            counts=self.counts,
            faults=sorted([*reading.faults, *self.faults], key=lambda fault: fault.number),
            warnings=sorted([*reading.warnings, *self.withdrawn], key=lambda fault: fault.number),
            questions=reading.questions,
            likely=self.likely,
            corrections=corrections,
            left=len(self.left) + reading.left,
            mark=self.marked.hexdigest()[:32],
            counted=reading.counted,
            renamed=self.renamed,
            in_part=self.in_part,
            left_ids=frozenset(self.left | self.faulty),
            shown=self.shown,
        )

    async def _held(self, ids: Iterable[str]) -> dict[str, tuple[int, Debunk]]:
        rows = await self.connection.rows("SELECT num FROM debunks WHERE id = ANY (?1)", list(ids))
        nums = [num for (num,) in rows]
        debunks = await load(self.connection, nums)
        return {one.id: (num, one) for num, one in zip(nums, debunks, strict=True)}

    def _may_replace(self, debunk: Debunk, before: Debunk) -> bool:
        """Tell whether a debunk may take the place of the held one; if not, that is a fault."""
        if before.status is Status.DRAFT:
            return True
        if self.drafts_only:
            self._refuse(debunk.id, Fault("not-yours"))
        elif debunk.status is Status.DRAFT:
            published = before.status is Status.PUBLISHED
            self._refuse(debunk.id, Fault("draft-published" if published else "draft-retracted"))
        return not self.drafts_only and debunk.status is not Status.DRAFT

    def _is_kin(self, debunk: Debunk, before: Debunk) -> bool:
        """Tell whether a debunk is the held one of its id; what is not is a fault or asked."""
        kind, old, new = kinship(before, debunk, self.indexing)
        if kind is Kinship.OTHER:
            self._refuse(debunk.id, Fault("other-claim", {"words": shown(old)}))
            return False
        same = True if kind is Kinship.SAME else self.choices.same.get(debunk.id)
        if same is None:
            self._ask(debunk, before, "id", (old, new), tuple(differences(old, new)))
        elif not same:
            self._leave(debunk.id)
        return same is True

    async def _judge(self, num: int, before: Debunk, debunk: Debunk, given_id: str) -> None:
        """Count what saving a debunk in the place of the held one comes to."""
        if given_id in self.reading.in_part:
            self.in_part[before.id] = status = self.reading.in_part[given_id]
            debunk = completed(debunk, before, status=status)
            if before.status is debunk.status is Status.RETRACTED and not status:
                line = self.reading.line_of(given_id)
                self.withdrawn.append(LineFault(line, Fault("stays-retracted")))
        after = merged(debunk, before, keep_learned=True)
        if is_told(before, after, tell=False):
            readers = await names.listening(self.connection, num)
            if readers and self.choices.quiet:
                self._leave(given_id)
                return
            if readers:
                line = self.reading.line_of(given_id)
                self.corrections.append(ForeseenCorrection(line, before, after, readers))
        changed = after != before
        self._note(before.id, before.version, after.version if changed else 0)
        if changed:
            self._show(before, after)
        self.counts += Tally(changed=int(changed), unchanged=int(not changed))

    def _take_new(self, debunk: Debunk) -> None:
        self._note(debunk.id, "new")
        self._show(None, debunk)
        self.counts += Tally(new=1)

    def _show(self, before: Debunk | None, after: Debunk) -> None:
        self.shown[after.id] = digest = digest_of(before, after)
        self._note(digest.hex())
        if self.show is not None:
            self.show(before, after)

    def _ask(
        self,
        debunk: Debunk,
        before: Debunk,
        kind: Literal["near", "id"],
        wordings: tuple[str, str],
        differs: tuple[tuple[str, str], ...],
    ) -> None:
        line = self.reading.line_of(debunk.id)
        self.likely.append(Likely(line, debunk.id, before.id, *wordings, kind, differs))
        self._leave(debunk.id)

    def _refuse(self, debunk_id: str, fault: Fault) -> None:
        self.faults.append(LineFault(self.reading.line_of(debunk_id), fault))
        self.faulty.add(debunk_id)
        self._note(debunk_id, "fault")

    def _leave(self, debunk_id: str) -> None:
        self.left.add(debunk_id)
        self._note(debunk_id, "left")

    def _note(self, *what: object) -> None:
        self.marked.update((" ".join(map(str, what)) + "\n").encode("utf-8", "replace"))
