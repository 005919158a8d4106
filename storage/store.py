"""A store: one SQLite file, opened, brought up to date, and closed."""

import asyncio
import os
import time
from collections.abc import Callable
from pathlib import Path
from types import TracebackType

from storage.cases.answers import CaseAnswers
from storage.cases.cases import Cases
from storage.cases.submissions import Submissions
from storage.cases.suggestions import Suggestions
from storage.cases.wordings import CaseWordings
from storage.debunks.channel_posts import ChannelPosts
from storage.debunks.debunks import Debunks
from storage.debunks.fingerprints import Fingerprints
from storage.debunks.history import History
from storage.debunks.index_marks import IndexMarks
from storage.debunks.names import Names
from storage.debunks.phrasings import Phrasings
from storage.debunks.pictures import Pictures
from storage.debunks.publishing import Publishing
from storage.debunks.vectors import Vectors
from storage.desk.audit import Audit
from storage.desk.drafts import Drafts
from storage.desk.invites import Invites
from storage.desk.moderators import Moderators
from storage.desk.stats import Statistics
from storage.desk.transparency import Transparency
from storage.engine.errors import StoreNewer, StoreReadOnly, StoreUnreachable
from storage.engine.migrate import migrate, migrations, version_of
from storage.engine.sqlite import Connection, Mode
from storage.engine.sqlite_bytes import name_store
from storage.engine.sqlite_copy import keep_version
from storage.engine.sqlite_erasing import mark
from storage.engine.sqlite_file import beside, log_of, use_log
from storage.engine.sqlite_health import looking_mode, schema_of
from storage.engine.sqlite_sessions import Sessions, writing
from storage.groups.answers import GroupAnswers
from storage.groups.groups import Groups
from storage.imports.pending import PendingFiles
from storage.imports.uploads import Uploads
from storage.mail.aside import AsideUpdates
from storage.mail.deliveries import Deliveries
from storage.mail.desk_letters import DeskLetters
from storage.mail.inbox import Inbox
from storage.mail.outbox import Outbox
from storage.readers.counts import Counts
from storage.readers.feedback import Feedback
from storage.readers.readers import Readers
from storage.readers.subscriptions import Subscriptions
from storage.search import index
from storage.search.recipe import Indexing
from storage.upkeep import private_addresses
from storage.upkeep.backups import Backups
from storage.upkeep.keys import Keys
from storage.upkeep.overview import Overview
from storage.upkeep.retention import Retention
from storage.upkeep.seen_time import SeenTime
from storage.upkeep.unreadable import KeptUpdates
from storage.upkeep.waits import Waits

BUSY_TIMEOUT = 5.0
"""How long to wait for another program's lock, in seconds."""


class Store:
    """An open store. Use it as an async context manager, or `close` it; it keeps two threads."""

    def __init__(self, sessions: Sessions, indexing: Indexing) -> None:
        self._sessions = sessions
        self.debunks = Debunks(sessions, indexing)
        self.publishing = Publishing(sessions, indexing)
        self.channel_posts = ChannelPosts(sessions)
        self.drafts = Drafts(sessions)
        self.uploads = Uploads(sessions, indexing, self.debunks)
        self.pending = PendingFiles(sessions)
        self.history = History(sessions)
        self.names = Names(sessions)
        self.phrasings = Phrasings(sessions, indexing)
        self.fingerprints = Fingerprints(sessions)
        self.vectors = Vectors(sessions)
        self.index_marks = IndexMarks(sessions)
        self.pictures = Pictures(sessions)
        self.readers = Readers(sessions)
        self.subscriptions = Subscriptions(sessions)
        self.cases = Cases(sessions)
        self.answers = CaseAnswers(sessions)
        self.suggestions = Suggestions(sessions)
        self.case_wordings = CaseWordings(sessions)
        self.submissions = Submissions(sessions, indexing)
        self.moderators = Moderators(sessions)
        self.invites = Invites(sessions)
        self.audit = Audit(sessions)
        self.retention = Retention(sessions)
        self.seen_time = SeenTime(sessions)
        self.waits = Waits(sessions)
        self.inbox = Inbox(sessions)
        self.aside = AsideUpdates(sessions)
        self.outbox = Outbox(sessions)
        self.deliveries = Deliveries(sessions)
        self.desk_letters = DeskLetters(sessions)
        self.feedback = Feedback(sessions)
        self.counts = Counts(sessions)
        self.groups = Groups(sessions)
        self.group_answers = GroupAnswers(sessions)
        self.statistics = Statistics(sessions)
        self.transparency = Transparency(sessions)
        self.unreadable = KeptUpdates(sessions)
        self.keys = Keys(sessions)
        self.overview = Overview(sessions)
        self.backups = Backups(sessions)

    @classmethod
    async def open(
        cls,
        path: Path,
        indexing: Indexing,
        *,
        create: bool = True,
        busy_timeout: float = BUSY_TIMEOUT,
        clock: Callable[[], float] = time.monotonic,
    ) -> "Store":
        """Open the store at `path`, made if it is not there and `create` says so.

        Migrations that it has not had are applied, after a copy of it was left beside it under the
        name of its version, and indexes of another recipe made anew. A file
        that we may not write is opened for reading; then whatever would change it raises
        `StoreReadOnly`, as does opening when it would have to be brought up to date first.
        `clock`, in seconds, tells how long ago another program's lock was met.

        Raises `StoreUnreachable`, `StoreCorrupt`, `StoreNewer` (all before anything is written),
        `StoreReadOnly`, `StoreLocked`, `StoreFull`.
        """
        _check_place(path, create=create)
        if _may_write(path):
            writer, reader = await _open_to_write(path, indexing, busy_timeout, create=create)
            sessions = Sessions(
                path, reader, writer, mode=Mode.READ, busy_timeout=busy_timeout, clock=clock
            )
        else:
            sessions = await _open_to_read(path, indexing, busy_timeout)
        return cls(sessions, indexing)

    @classmethod
    async def look(
        cls, path: Path, indexing: Indexing, busy_timeout: float = BUSY_TIMEOUT
    ) -> "Store":
        """Open a store as it is, to read it from beside a running bot: nothing is brought up to
        date, nothing is left beside it, and whether it is sound is not asked.

        Raises what `open` does; `StoreReadOnly` for one that must be brought up to date first.
        """
        _check_place(path, create=False)
        mode = looking_mode(path)
        reader = await Connection.open(path, mode, busy_timeout)
        try:
            number, newest = await schema_of(reader), migrations()[-1].number
            if number > newest:
                raise StoreNewer(f"The store {path} was written by a newer Raspa: update Raspa.")
            if number < newest:
                raise StoreReadOnly(f"The store {path} must be brought up to date first.")
        except BaseException:
            await reader.close()
            raise
        return cls(Sessions(path, reader, None, mode=mode, busy_timeout=busy_timeout), indexing)

    @property
    def writable(self) -> bool:
        """Whether this store can be changed, as far as the file's and folder's rights tell."""
        return self._sessions.writable

    @property
    def in_place(self) -> bool:
        """Whether the file that is open is still the one at its path: else nothing can be kept."""
        return self._sessions.in_place

    @property
    def overwritten(self) -> bool:
        """Whether another store was found to have been written into the file: see `look_again`."""
        return self._sessions.overwritten

    @property
    def damaged(self) -> bool:
        """Whether pages of the file were met that cannot be read; the others go on."""
        return self._sessions.damaged

    async def look_again(self) -> None:
        """Look whether another store was written into the file. Raises a StoreError if so."""
        await self._sessions.look()

    async def version(self) -> int:
        """Return a number that grows with each change of debunks or vectors: a key for caches."""
        return await self.phrasings.version()

    async def close(self) -> None:
        """Wait for the statements under way and close the file; closing twice does no harm."""
        await self._sessions.close()

    async def __aenter__(self) -> "Store":
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        await self.close()


def _check_place(path: Path, *, create: bool) -> None:
    if not path.parent.is_dir():
        raise StoreUnreachable(
            f"The folder {path.parent} of the store is missing: make it, or name another file."
        )
    if path.is_dir():
        raise StoreUnreachable(f"The store {path} is a folder: name a file in it.")
    for one in (path, *beside(path)):
        if one.is_symlink():
            raise StoreUnreachable(
                f"{one} is a symbolic link, and nothing is written through one: name or put the "
                "file itself there."
            )
    if path.exists():
        return
    if not create:
        raise StoreUnreachable(f"There is no store at {path}: import debunks to make it.")
    if not _allowed(path.parent, os.W_OK | os.X_OK):
        raise StoreUnreachable(
            f"The store {path} cannot be made: allow writing to the folder, or name another file."
        )


def _allowed(path: Path, mode: int) -> bool:
    return os.access(path, mode, effective_ids=os.access in os.supports_effective_ids)


def _may_write(path: Path) -> bool:
    # The folder too: the write-ahead log and its index stand beside the file.
    return (not path.exists() or _allowed(path, os.R_OK | os.W_OK)) and _allowed(
        path.parent, os.W_OK | os.X_OK
    )


async def _open_to_write(
    path: Path, indexing: Indexing, busy_timeout: float, *, create: bool
) -> tuple[Connection, Connection]:
    steps = migrations()
    mode = Mode.CREATE if create else Mode.WRITE
    writer = await Connection.open(path, mode, busy_timeout)
    try:
        number = await version_of(writer, path, steps)
        await use_log(writer, busy_timeout)
        if 0 < number < steps[-1].number:
            async with writing(writer):
                # Asked again under the lock: another process may have come first.
                if await schema_of(writer) == number:
                    await asyncio.to_thread(keep_version, path, number)
        await migrate(writer, [step for step in steps if step.number > number])
        await name_store(writer)
        if not await index.is_current(writer, indexing):
            async with writing(writer):
                # Asked again under the lock: another process may have come first.
                if not await index.is_current(writer, indexing):
                    await private_addresses.drop(writer, indexing)
                    await index.rebuild(writer, indexing)
                    if number:
                        await mark(writer)
        reader = await Connection.open(path, Mode.READ, busy_timeout)
        # SQLite opens the log by its path when it first reads; it may be gone by then.
        await schema_of(reader)
    except BaseException:
        await writer.close()
        raise
    return writer, reader


async def _open_to_read(path: Path, indexing: Indexing, busy_timeout: float) -> Sessions:
    steps = migrations()
    mode = Mode.READ if log_of(path).exists() else Mode.FROZEN
    reader = await Connection.open(path, mode, busy_timeout)
    try:
        number = await version_of(reader, path, steps)
        if number < steps[-1].number or not await index.is_current(reader, indexing):
            raise StoreReadOnly(
                f"The store {path} must be brought up to date but is read-only: "
                "allow writing to the file and its folder once."
            )
    except BaseException:
        await reader.close()
        raise
    return Sessions(path, reader, None, mode=mode, busy_timeout=busy_timeout)
