"""A damaged store is not started on; a large one is looked through beside the answering."""

import asyncio
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from bot.backups.soundness import watch_soundness
from storage.engine import sqlite_file
from storage.engine.errors import StoreCorrupt
from storage.engine.sqlite_copy import find_damage
from storage.engine.sqlite_file import DAMAGE
from storage.store import Store
from tests.kit.samples import INDEXING
from tests.kit.waiting import until


def break_table(path: Path, table: str) -> None:
    """Write over the first page of a table, as a failing disk does."""
    with closing(sqlite3.connect(path)) as plain:
        plain.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        (page,) = plain.execute(
            "SELECT rootpage FROM sqlite_master WHERE name = ?1", (table,)
        ).fetchone()
        (size,) = plain.execute("PRAGMA page_size").fetchone()
    with path.open("r+b") as file:
        file.seek((page - 1) * size)
        file.write(b"\xff" * size)


async def test_a_damaged_store_is_not_opened(database: Path) -> None:
    break_table(database, "phrasings")
    with pytest.raises(StoreCorrupt, match="damaged"):
        await Store.open(database, INDEXING)


async def test_damage_in_a_large_store_is_noted_beside_and_keeps_the_next_start_from_it(
    database: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sqlite_file, "CHECKED_AT_ONCE", 0)
    async with await Store.open(database, INDEXING):
        pass
    break_table(database, "topics")
    async with await Store.open(database, INDEXING) as store:
        watching = asyncio.create_task(watch_soundness(store, database, checked_at_once=0))

        async def noted() -> object:
            return await store.overview.noted(DAMAGE)

        await until(noted)
        watching.cancel()
    with pytest.raises(StoreCorrupt, match="damaged"):
        await Store.open(database, INDEXING)


async def test_a_sound_store_has_nothing_noted_and_an_old_note_goes(
    store: Store, database: Path
) -> None:
    assert find_damage(database) is None
    await store.backups.note({DAMAGE: "a page that was mended since"})
    watching = asyncio.create_task(watch_soundness(store, database, checked_at_once=0))

    async def cleared() -> bool:
        return not await store.overview.noted(DAMAGE)

    await until(cleared)
    watching.cancel()


async def test_a_row_that_belongs_to_none_is_found(store: Store, database: Path) -> None:
    with closing(sqlite3.connect(database)) as plain, plain:
        plain.execute("INSERT INTO topics (debunk, position, topic) VALUES (999999, 0, 'lost')")
    assert "topics" in (find_damage(database) or "")
