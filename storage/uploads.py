"""A desk's file into the store: looked at first, then saved in short transactions."""

import asyncio
from collections.abc import AsyncGenerator, Awaitable, Callable, Iterable
from dataclasses import dataclass, replace

from storage.debunk import Debunk, Status
from storage.debunks import Counts, Debunks
from storage.errors import StoreError
from storage.faults import Fault, LineFault
from storage.records import Reading
from storage.superseding import Deed

_AT_ONCE = 500

Progress = Callable[[int, int], Awaitable[None]]
"""Called with what was read so far and in all."""


@dataclass(frozen=True, slots=True)
class Inspection:
    """What a file would do, and what is wrong with it."""

    counts: Counts
    faults: list[LineFault]


class Interrupted(Exception):  # noqa: N818 - what happened, in its name
    """The store could not take the rest; `counts` is what it took."""

    def __init__(self, counts: Counts) -> None:
        super().__init__("The import was interrupted.")
        self.counts = counts


async def withdrawn(
    debunks: Debunks, part: Iterable[Debunk], line_of: Callable[[str], int]
) -> list[LineFault]:
    """Return a fault for each draft that would take the place of what readers were given.

    Nobody would be told of it, nor when it is published again.
    """
    held = await debunks.statuses(one.id for one in part if one.status is Status.DRAFT)
    return [
        LineFault(
            line_of(debunk_id),
            Fault("draft-published" if status is Status.PUBLISHED else "draft-retracted"),
        )
        for debunk_id, status in held.items()
        if status is not Status.DRAFT
    ]


async def inspect(
    debunks: Debunks, reading: Reading, progress: Progress, *, drafts_only: bool
) -> Inspection:
    """Compare a file with the store; nothing is written.

    With `drafts_only` all would come in as drafts, and nothing but drafts may be changed.
    """
    counts = Counts()
    faults: list[LineFault] = []
    async for part in _parts(reading, progress, drafts_only=drafts_only):
        if drafts_only:
            held = await debunks.statuses(debunk.id for debunk in part)
            faults += [
                LineFault(reading.line_of(debunk_id), Fault("not-yours"))
                for debunk_id, status in held.items()
                if status is not Status.DRAFT
            ]
        else:
            faults += await withdrawn(debunks, part, reading.line_of)
        counts += await debunks.save_all(part, dry_run=True)
    found = sorted([*reading.faults, *faults], key=lambda fault: fault.number)
    return Inspection(counts, found)


async def bring_in(debunks: Debunks, reading: Reading, progress: Progress, deed: Deed) -> Counts:
    """Save a file that `inspect` found no fault with.

    Each transaction is short, so that nobody waits for a large file. Raises `Interrupted` where
    the store cannot take more, or where drafts were published meanwhile that the file or this deed
    may not change; the same file again goes on where it stopped.
    """
    counts = Counts()
    try:
        async for part in _parts(reading, progress, drafts_only=deed.drafts_only):
            if not deed.drafts_only and await withdrawn(debunks, part, reading.line_of):
                raise Interrupted(counts)
            counts += await debunks.save_all(part, deed=deed)
    except StoreError as error:
        raise Interrupted(counts) from error
    return counts


async def _parts(
    reading: Reading, progress: Progress, *, drafts_only: bool
) -> AsyncGenerator[list[Debunk], None]:
    while (chunk := await asyncio.to_thread(reading.chunk)) is not None:
        await progress(reading.done, reading.total)
        if drafts_only:
            chunk = [replace(debunk, status=Status.DRAFT) for debunk in chunk]
        for at in range(0, len(chunk), _AT_ONCE):
            yield chunk[at : at + _AT_ONCE]
