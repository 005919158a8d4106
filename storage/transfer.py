"""Files of debunks into a store and out of it."""

import asyncio
from collections.abc import AsyncGenerator, Callable
from contextlib import aclosing
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from storage.database import Database
from storage.debunk import Debunk
from storage.debunks import Counts
from storage.errors import FileUnreadable
from storage.faults import LineFault
from storage.interchange import format_line
from storage.lines import Lines
from storage.superseding import Deed
from storage.uploads import withdrawn

__all__ = ["ImportReport", "Progress", "export_file", "import_file"]

Progress = Callable[[int, int], None]
"""Called with the bytes read so far and in all (0 where a file has no size, as a pipe)."""


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What an import did or, in a dry run, would do. With any fault nothing is written."""

    new: int
    changed: int
    unchanged: int
    faults: list[LineFault]


class _FaultyError(Exception):
    """The file has a fault, so the transaction must not be kept."""


async def import_file(
    database: Database,
    path: Path,
    *,
    dry_run: bool,
    progress: Progress | None = None,
    at: int = 0,
) -> ImportReport:
    """Save the debunks of a file of interchange lines, all or nothing.

    UTF-8 with or without a byte order mark, any line end, blank lines skipped; memory grows with
    the number of debunks (their ids), not with their size. A debunk whose id the store has is
    updated where it differs, what it was is kept, and `at` (seconds) stands in the audit. With
    `dry_run` nothing is written and the store is not locked.

    Raises `FileUnreadable` when the file is missing, a folder, not to be read, or holds no debunk,
    and what `Sessions.transaction` raises. Faults of lines are reported, not raised.
    """
    with await asyncio.to_thread(Lines, path) as lines:
        try:
            async with aclosing(_debunks(lines, database, progress)) as debunks:
                counts = await database.debunks.save_all(debunks, dry_run=dry_run, deed=Deed(at=at))
        except _FaultyError:
            # The transaction is over; the rest is read for its faults alone.
            while await _next(lines, database, progress) is not None:
                pass
            counts = Counts()
        faults = sorted(lines.faults, key=lambda fault: fault.number)
        return ImportReport(counts.new, counts.changed, counts.unchanged, faults)


async def export_file(database: Database, out: IO[str]) -> int:
    """Write every debunk as an interchange line, sorted by id, and return how many there were.

    `out` should write UTF-8 and leave line ends alone. Changes meanwhile do not show.
    """
    count = 0
    async with aclosing(database.debunks.every()) as debunks:
        async for debunk in debunks:
            out.write(format_line(debunk) + "\n")
            count += 1
    return count


async def _debunks(
    lines: Lines, database: Database, progress: Progress | None
) -> AsyncGenerator[Debunk, None]:
    while (chunk := await _next(lines, database, progress)) is not None:
        if lines.faults:
            raise _FaultyError
        for debunk in chunk:
            yield debunk
    if lines.empty:
        raise FileUnreadable(f"The file {lines.path} holds no debunk.")


async def _next(lines: Lines, database: Database, progress: Progress | None) -> list[Debunk] | None:
    chunk = await asyncio.to_thread(lines.chunk)
    lines.faults += await withdrawn(database.debunks, chunk or (), lines.line_of)
    if progress is not None:
        progress(lines.done, lines.total)
    return chunk
