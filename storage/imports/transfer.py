"""Files of debunks into a store and out of it, as the command line does it."""

import asyncio
import shutil
from collections.abc import AsyncIterator, Callable
from contextlib import aclosing, asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import IO

from domain.debunk import Debunk
from domain.deed import Deed
from formats import Answers, FileName, FileRefused, Records, open_file
from formats.errors import FileUnreadable
from formats.faults import LineFault
from formats.interchange import LineError, format_line, parse_line
from formats.links import Links
from privacy.private_files import new_file
from storage.imports.uploads import Choices, Inspection
from storage.store import Store

__all__ = ["ImportReport", "Progress", "Terms", "export_file", "import_file", "read_file"]

Progress = Callable[[int, int], None]
"""Called with what was read so far and in all (0 where a file has no size, as a pipe)."""


@dataclass(frozen=True, slots=True)
class Terms:
    """On what terms a file is taken in.

    Without `faulty` nothing is written while anything is wrong or unanswered; with it the rest is
    loaded. `reason` is what readers are told of corrections: without one, a file that would send
    any is not loaded. `at` is when, in seconds.
    """

    choices: Choices = field(default_factory=Choices)
    faulty: bool = False
    reason: str = ""
    at: int = 0


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What an import did or, where it was not `written`, would do.

    `ready` says whether its terms let it be written, dry run or not.
    """

    new: int
    changed: int
    unchanged: int
    faults: list[LineFault]
    ready: bool
    written: bool
    found: Inspection


async def import_file(
    database: Store,
    path: Path,
    *,
    dry_run: bool,
    terms: Terms | None = None,
    progress: Progress | None = None,
) -> ImportReport:
    """Save the debunks of a file, all that is fit to be loaded or nothing.

    The file may be of any format that `formats` reads. A debunk whose id the store has is
    updated where it differs, what it was is kept, and when it was and the reason stand in the
    audit. With `dry_run` nothing is written and the store is not locked.

    Raises `FileUnreadable` when the file is missing, a folder, not to be read, or holds no debunk,
    `FileRefused` where it is something else and says what, `Unannounced` where the store changed
    meanwhile so that other readers would be told, and what `Sessions.transaction` raises. What is
    wrong with lines is reported, not raised.
    """

    terms = terms or Terms()

    async def show(done: int, total: int) -> None:
        if progress is not None:
            progress(done, total)

    uploads, told = database.uploads, FileName(path.name)
    async with _seekable(path) as file, _holding_something(path):
        with await uploads.open(file, told, terms.choices.answers) as reading:
            found = await uploads.inspect(reading, show, terms.choices, drafts_only=False)
            if reading.empty:
                raise FileUnreadable(f"The file {path} holds no debunk.")
        untold = bool(found.corrections) and not terms.reason.strip()
        ready = not untold and (_is_sound(found) or terms.faulty)
        counts = found.counts
        if ready and not dry_run:
            with await uploads.open(file, told, terms.choices.answers) as reading:
                reason = terms.reason.strip() if found.corrections else ""
                deed = Deed(at=terms.at, reason=reason, tell=False)
                counts = await uploads.bring_in(reading, show, found, deed, whole=True)
    return ImportReport(
        counts.new,
        counts.changed,
        counts.unchanged,
        found.faults,
        ready=ready,
        written=ready and not dry_run,
        found=found,
    )


async def read_file(path: Path, links: Links) -> tuple[list[Debunk], Records]:
    """Return the sound debunks of a file, and the reading that tells its faults and questions.

    Raises `FileUnreadable` and `FileRefused` as `import_file` does.
    """
    async with _seekable(path) as file, _holding_something(path):
        told = FileName(path.name)
        with await asyncio.to_thread(open_file, file, told, Answers(), links) as reading:
            parts = await asyncio.to_thread(list, iter(reading.chunk, None))
            if reading.empty:
                raise FileUnreadable(f"The file {path} holds no debunk.")
    return [debunk for part in parts for debunk in part or ()], reading


def _is_sound(found: Inspection) -> bool:
    """Tell whether nothing is wrong with a file, and nothing is to be said first."""
    return not (found.faults or found.questions or found.likely)


async def export_file(database: Store, out: IO[str]) -> int:
    """Write every debunk as an interchange line, sorted by id, and return how many there were.

    `out` should write UTF-8 and leave line ends alone. Changes meanwhile do not show.
    """
    count = 0
    async with aclosing(database.debunks.every()) as debunks:
        async for debunk in debunks:
            out.write(format_line(debunk) + "\n")
            count += 1
    return count


def is_export(text: str) -> bool:
    """Tell whether a text is lines such as `export_file` writes, to the letter, or empty."""
    try:
        same = all(format_line(parse_line(line)) == line for line in text.split("\n")[:-1])
    except LineError:
        return False
    return same and text[-1:] in {"", "\n"}


@asynccontextmanager
async def _holding_something(path: Path) -> AsyncIterator[None]:
    try:
        yield
    except FileRefused as refusal:
        if refusal.fault.key == "refused-empty":
            raise FileUnreadable(f"The file {path} holds no debunk.") from refusal
        raise


@asynccontextmanager
async def _seekable(path: Path) -> AsyncIterator[Path]:
    """Give a file that can be read twice: a pipe's content is put aside first."""
    if not await asyncio.to_thread(_is_pipe, path):
        yield path
        return
    with TemporaryDirectory(prefix="raspa-import-") as folder:
        kept = Path(folder) / path.name
        await asyncio.to_thread(_copy, path, kept)
        yield kept


def _is_pipe(path: Path) -> bool:
    return path.exists() and not path.is_file() and not path.is_dir()


def _copy(path: Path, kept: Path) -> None:
    try:
        with path.open("rb") as source, new_file(kept) as target:
            shutil.copyfileobj(source, target)
    except OSError as error:
        raise FileUnreadable(f"The file {path} cannot be read ({error.strerror}).") from error
