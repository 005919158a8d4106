"""The store as the other checks are handed it: open to be read, or the reason why it is not."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from pathlib import Path

from bot.application import INDEXING
from bot.doctor.finding import Finding
from bot.doctor.isolation import unasked
from storage.engine.errors import StoreError
from storage.store import Store

BUSY_SECONDS = 2.0
"""How long a program that holds the store is waited for."""


@asynccontextmanager
async def store_to_read(path: Path) -> AsyncIterator[Store | None]:
    """Give the store to look at, or None where there is none that can be read."""
    store = await _store(path)
    try:
        yield store
    finally:
        if store is not None:
            await store.close()


async def _store(path: Path) -> Store | None:
    # Opening a pipe would wait for somebody to write into it.
    if not await asyncio.to_thread(path.is_file):
        return None
    try:
        return await Store.look(path, INDEXING, BUSY_SECONDS)
    except StoreError:
        return None


async def with_store(
    store: Store | None, subject: str, check: Callable[[Store], Awaitable[list[Finding]]]
) -> list[Finding]:
    """Return what a check of the store's content says, or that it could not be asked."""
    if store is None:
        return [unasked(subject, "there is no store that can be read", "store")]
    try:
        return await check(store)
    except StoreError:
        return [unasked(subject, "the store gives no answer", "store")]
