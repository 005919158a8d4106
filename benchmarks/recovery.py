"""How long a large store takes to be backed up, brought back and opened, and how large that is."""

import asyncio
import resource
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import TypeVar

from rich.console import Console

from benchmarks.synthetic import Language
from bot.application import open_store
from bot.backups.backup import back_up
from bot.backups.drill import drill
from bot.backups.restore import Dues, RestoreWish, restore

_KEY = bytes(range(32))
_WORDS = 20
_BATCH = 10_000
_A_CASE = 10
T = TypeVar("T")


def run(console: Console, debunks: int, submissions: int) -> None:
    """Print seconds and megabytes of a backup, a drill, a restoring and an opening."""
    with TemporaryDirectory() as folder:
        store = Path(folder) / "raspa.sqlite3"
        asyncio.run(_debunks(store, debunks))
        _submissions(store, submissions)
        copy = Path(folder) / "copy.backup"
        console.print(
            f"a store of {debunks:,} debunks and {submissions:,} submissions: "
            f"{_megabytes(store):,.0f} MB"
        )
        _timed(console, "backup", lambda: back_up(store, copy, _KEY))
        console.print(f"  its file: {_megabytes(copy):,.0f} MB")
        _timed(console, "drill", lambda: drill(store, copy, _KEY))
        wish = RestoreWish(store, copy, _KEY, replace=True, dues=Dues.SEND)
        _timed(console, "restore", lambda: restore(wish, lambda _: Dues.SEND, None))
        _timed(console, "opening the store", lambda: asyncio.run(_open(store)))
        console.print(
            "  most memory of this process, with what made the store: "
            f"{resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:,.0f} MB"
        )


def _timed(console: Console, what: str, work: Callable[[], T]) -> None:
    began = perf_counter()
    work()
    console.print(f"{what}: {perf_counter() - began:.1f} s")


async def _debunks(path: Path, count: int) -> None:
    async with await open_store(path) as store:
        await store.debunks.save_all(list(Language().debunks(count)))


async def _open(path: Path) -> None:
    async with await open_store(path) as store:
        await store.debunks.count()


def _submissions(path: Path, count: int) -> None:
    language = Language(2)
    with closing(sqlite3.connect(path)) as plain:
        plain.execute("INSERT INTO readers (id, person) VALUES (1, x'01')")
        for first in range(0, count, _BATCH):
            numbers = range(first, min(first + _BATCH, count))
            plain.executemany(
                "INSERT OR IGNORE INTO cases (id, state, opened, changed) "
                "VALUES (?1, 'open', 1, 1)",
                [(number // _A_CASE + 1,) for number in numbers],
            )
            texts = [" ".join(language.text(_WORDS)) for _ in numbers]
            plain.executemany(
                'INSERT INTO submissions ("case", reader, message, lang, text, terms, at) '
                "VALUES (?1, 1, ?2, 'ru', ?3, ?3, ?2)",
                [
                    (number // _A_CASE + 1, number, text)
                    for number, text in zip(numbers, texts, strict=True)
                ],
            )
            plain.commit()


def _megabytes(path: Path) -> float:
    return path.stat().st_size / 1e6
