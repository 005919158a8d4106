"""`aside`: which updates could not be handled or read, and having them tried again."""

import asyncio
from datetime import UTC, datetime
from pathlib import Path

from bot.application import INDEXING, open_store
from storage.engine.errors import StoreReadOnly
from storage.store import Store

_MOST = 50


def aside(database: Path, *, again: bool) -> str:
    """Say what is set aside, nothing of what it holds; with `again`, have it handled once more.

    Raises StoreError.
    """
    return asyncio.run(_again(database) if again else _said(database))


async def _again(database: Path) -> str:
    async with await open_store(database, create=False) as store:
        if not store.writable:
            raise StoreReadOnly(f"The store {database} is read-only.")
        count = await store.aside.try_again()
    if not count:
        return "No update is set aside."
    return (
        f"{count} updates are handled once more: by a running bot within some seconds, else when "
        "it starts. Presses and inline queries have expired by then, and go."
    )


async def _said(database: Path) -> str:
    async with await Store.look(database, INDEXING) as store:
        count = (await store.inbox.state()).aside
        shown = await store.aside.newest(_MOST)
        kinds = await store.aside.unreadable()
    lines = [f"{count} updates could not be handled." if count else "No update is set aside."]
    lines += [f"  {_time(one.at)}  {one.what:<6}  {one.why}" for one in shown]
    if count > len(shown):
        lines.append(f"  and {count - len(shown)} older ones")
    if count:
        lines.append("Have them tried again with `python -m bot aside --again`.")
    if kinds:
        lines.append(f"{sum(one.count for one in kinds)} updates could not be read:")
        lines += [
            f"  {_time(one.first)} to {_time(one.last)}  {one.count:>4}  {one.kind}"
            for one in kinds
        ]
    return "\n".join(lines)


def _time(at: int) -> str:
    return f"{datetime.fromtimestamp(at, UTC):%Y-%m-%d %H:%M} UTC"
