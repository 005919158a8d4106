"""How long a decision takes, by words alone and with vectors, and the same post again."""

import asyncio
from collections import defaultdict
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter

import numpy as np
from rich.console import Console
from rich.table import Table

from benchmarks.synthetic import Language
from bot.application import open_store
from domain.post import Post
from evaluation.engine import engine
from matching.decide import SHIPPED
from matching.matcher import Matcher
from matching.reading.windows import read
from matching.search.encoder import Encoder
from matching.search.vectors import pack
from storage.store import Store

_POSTS = 100
_COLUMNS = ("read", "words alone", "words and vectors", "the same again")


def run(console: Console, size: int) -> None:
    """Print p50 and p99 of whole decisions at a store of `size` debunks with two phrasings each.

    The claims' vectors are random, since making real ones takes a quarter of an hour at 10,000
    debunks; the posts are embedded for real.
    """
    with TemporaryDirectory() as folder:
        asyncio.run(_run(console, Path(folder) / "bench.sqlite3", size))


async def _run(console: Console, path: Path, size: int) -> None:
    language = Language()
    debunks = list(language.debunks(size))
    posts = language.posts(debunks, _POSTS)
    encoder = engine()
    async with await open_store(path) as store:
        began = perf_counter()
        await store.debunks.save_all(debunks)
        imported = perf_counter() - began
        if encoder is not None:
            await _random_vectors(store, encoder)
        by_words = Matcher(store.phrasings)
        by_both = Matcher(store.phrasings, SHIPPED, encoder)
        began = perf_counter()
        await by_both.follow()
        loaded = perf_counter() - began
        await by_words.follow()
        took: dict[tuple[str, str], list[float]] = defaultdict(list)
        for post in posts:
            began = perf_counter()
            read(post.text)
            times = [perf_counter() - began]
            for matcher in (by_words, by_both, by_both):
                began = perf_counter()
                await matcher.decide(Post(post.text))
                times.append(perf_counter() - began)
            for column, seconds in zip(_COLUMNS, times, strict=True):
                took[post.size, column].append(seconds * 1000)
    table = Table(
        title=f"{size:,} debunks (import {imported:.1f} s, into memory {loaded:.1f} s); "
        f"ms, {_POSTS} posts a row, p50 / p99"
    )
    for heading in ("post", *_COLUMNS):
        table.add_column(heading)
    for post_size in dict.fromkeys(key[0] for key in took):
        table.add_row(post_size, *(_percentiles(took[post_size, one]) for one in _COLUMNS))
    console.print(table)


async def _random_vectors(store: Store, encoder: Encoder) -> None:
    dice = np.random.default_rng(1)
    while lacking := await store.vectors.lacking(encoder.name, 2_000):
        rows = dice.standard_normal((len(lacking), 384)).astype(np.float32)
        vectors = {one.id: pack(row) for one, row in zip(lacking, rows, strict=True)}
        await store.vectors.save(encoder.name, vectors)


def _percentiles(values: list[float]) -> str:
    ordered = sorted(values)
    return f"{ordered[len(ordered) // 2]:.2f} / {ordered[int(len(ordered) * 0.99)]:.2f}"
