"""A file's debunks in portions, and what of a portion is fit to be loaded."""

import asyncio
from collections.abc import AsyncGenerator, Awaitable, Callable, Mapping, Sequence
from contextlib import aclosing
from dataclasses import replace

from domain.debunk import Debunk, Status
from formats import Records

_AT_ONCE = 500

Progress = Callable[[int, int], Awaitable[None]]
"""Called with what was read so far and in all."""


async def portions(
    reading: Records, progress: Progress, *, drafts_only: bool
) -> AsyncGenerator[list[Debunk], None]:
    """Yield a file's debunks in lists of 500 at most, as drafts where they may be nothing else."""
    while (chunk := await asyncio.to_thread(reading.chunk)) is not None:
        await progress(reading.done, reading.total)
        if drafts_only:
            chunk = [replace(debunk, status=Status.DRAFT) for debunk in chunk]
        for at in range(0, len(chunk), _AT_ONCE):
            yield chunk[at : at + _AT_ONCE]


async def fit_of_all(
    parts: AsyncGenerator[list[Debunk], None], left: frozenset[str], renamed: Mapping[str, str]
) -> AsyncGenerator[Debunk, None]:
    """Yield the debunks of all portions that are fit; see `fit_of`."""
    async with aclosing(parts):
        async for part in parts:
            for debunk in fit_of(part, left, renamed):
                yield debunk


def fit_of(
    part: Sequence[Debunk], left: frozenset[str], renamed: Mapping[str, str]
) -> list[Debunk]:
    """Return the debunks but those whose ids are left out, under the ids that they go by here."""
    return [replace(one, id=renamed.get(one.id, one.id)) for one in part if one.id not in left]
