"""What a start takes in a large store: its parts, and the seconds to the first replies."""

import asyncio
import sys
from collections.abc import Awaitable
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import TypeVar

import numpy as np
from rich.console import Console

from benchmarks.synthetic import Language
from bot.application import INDEXING, open_store
from bot.commands.demo import environment
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
_T = TypeVar("_T")


def run(console: Console, size: int) -> None:
    """Print what the parts of a start take, and when a command and a post are answered.

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
        matcher = Matcher(store.phrasings, SHIPPED, encoder)
        await _timed(console, "  phrasings and vectors into memory", matcher.follow())
        await _timed(console, "  first decision after that", matcher.decide(Post(post)))
    finally:
        await store.close()
    # One Telegram for all: another would number its updates like those that were answered.
    async with Sandbox.start() as telegram:
        around = environment(telegram, path)
        for what, text in (("/help", "/help"), ("a post", post)):
            seconds = await _first_reply(telegram, path.parent, around, text)
            console.print(f"  process begun to {what} answered: {seconds:.2f} s")


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
