"""What a start takes in a large store: its parts, and the seconds to the first replies."""

import asyncio
import os
import sys
from collections.abc import Awaitable
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import TypeVar

import numpy as np
from rich.console import Console

from benchmarks.synthetic import Language
from bot.application import INDEXING, open_store
from bot.commands.demo import environment
from bot.kept_index import index_of, kept_index
from domain.post import Post
from evaluation.engine import engine
from matching.decide import SHIPPED
from matching.matcher import Matcher
from matching.search.vectors import pack
from sandbox import Sandbox
from storage.engine.sqlite_health import health
from storage.store import Store

_AT_ONCE = 2_000
_PATIENCE_SECONDS = 600.0
_STARTS = 5
_T = TypeVar("_T")


def run(console: Console, size: int) -> None:
    """Print what the parts of a start take, and when a command and a post are answered.

    The median of five starts, and the least and most; first with the index beside the store that
    the bot keeps, then one start each that makes it again.

    The claims' vectors are random: real ones would take hours to make.
    """
    with TemporaryDirectory() as folder:
        asyncio.run(_run(console, Path(folder) / "bench.sqlite3", size))


async def _run(console: Console, path: Path, size: int) -> None:
    language = Language()
    debunks = list(language.debunks(size))
    post = language.posts(debunks[:1_000], 1)[0].text
    encoder = engine()
    async with await open_store(path) as store:
        for at in range(0, size, _AT_ONCE):
            await store.debunks.save_all(debunks[at : at + _AT_ONCE])
        if encoder is not None:
            await _random_vectors(store, encoder.name)
    del debunks
    found = await _timed(console, "every page of the file looked at", health(path, 5.0))
    console.print(f"start with {size:,} debunks, {found.size / 1e6:.0f} MB")
    store = await _timed(console, "  store opened", Store.open(path, INDEXING))
    try:
        kept = kept_index(path, store)
        matcher = Matcher(store.phrasings, SHIPPED, encoder, kept)
        await _timed(console, "  phrasings and vectors into memory", matcher.follow())
        await _timed(console, "  first decision after that", matcher.decide(Post(post)))
        await _timed(console, "  index written beside the store", matcher.keep())
        again = Matcher(store.phrasings, SHIPPED, encoder, kept_index(path, store))
        await _timed(console, "  index read from there", again.follow())
        await _timed(console, "  first decision after that", again.decide(Post(post)))
    finally:
        await store.close()
    # One Telegram for all: another would number its updates like those that were answered.
    async with Sandbox.start() as telegram:
        around = environment(telegram, path)
        for starts, which in ((_STARTS, "with the index"), (1, "without it")):
            for what, text in (("/help", "/help"), ("a post", post)):
                took = []
                for _ in range(starts):
                    if starts == 1:
                        index_of(path).unlink(missing_ok=True)
                    took.append(await _first_reply(telegram, path.parent, around, text))
                console.print(
                    f"  process begun to {what} answered, {which}: {median(took):.2f} s "
                    f"({min(took):.2f} to {max(took):.2f}; load {os.getloadavg()[0]:.1f})"
                )


async def _first_reply(telegram: Sandbox, folder: Path, around: dict[str, str], text: str) -> float:
    reader = telegram.person("Reader", language="ru")
    asked = await reader.send(text)
    began = perf_counter()
    bot = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "bot", "run"),
        cwd=folder,
        env=around,
        stderr=asyncio.subprocess.DEVNULL,
    )
    await reader.reply_to(asked, timeout=_PATIENCE_SECONDS)
    seconds = perf_counter() - began
    bot.terminate()
    await bot.wait()
    return seconds


async def _timed(console: Console, what: str, work: Awaitable[_T]) -> _T:
    began = perf_counter()
    found = await work
    console.print(f"{what}: {perf_counter() - began:.2f} s")
    return found


async def _random_vectors(store: Store, encoder: str) -> None:
    dice = np.random.default_rng(1)
    while lacking := await store.vectors.lacking(encoder, _AT_ONCE):
        rows = dice.standard_normal((len(lacking), 384)).astype(np.float32)
        vectors = {one.id: pack(row) for one, row in zip(lacking, rows, strict=True)}
        await store.vectors.save(encoder, vectors)
