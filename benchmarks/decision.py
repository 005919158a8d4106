"""How long a decision takes, stage by stage."""

import asyncio
from collections import defaultdict
from collections.abc import Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter

from rich.console import Console
from rich.table import Table

from benchmarks.synthetic import Language
from bot.application import open_store
from matching.candidates import Phrasing, Phrasings
from matching.matcher import Matcher
from matching.normalize import normalize
from matching.post import Post

_POSTS = 200
_STAGES = ("normalise", "candidates", "score", "whole decision")


class _Timed:
    """A store whose look-ups are timed."""

    def __init__(self, phrasings: Phrasings) -> None:
        self._phrasings = phrasings
        self.seconds = 0.0

    async def count(self) -> int:
        began = perf_counter()
        try:
            return await self._phrasings.count()
        finally:
            self.seconds += perf_counter() - began

    async def frequencies(self, terms: Sequence[str]) -> Mapping[str, int]:
        began = perf_counter()
        try:
            return await self._phrasings.frequencies(terms)
        finally:
            self.seconds += perf_counter() - began

    async def holding_any(self, terms: Sequence[str], limit: int) -> Sequence[Phrasing]:
        began = perf_counter()
        try:
            return await self._phrasings.holding_any(terms, limit)
        finally:
            self.seconds += perf_counter() - began

    async def listing(self, addresses: Sequence[str]) -> Sequence[Phrasing]:
        began = perf_counter()
        try:
            return await self._phrasings.listing(addresses)
        finally:
            self.seconds += perf_counter() - began


def run(console: Console, size: int) -> None:
    """Print p50 and p99 of each stage at a store of `size` debunks with two phrasings each."""
    with TemporaryDirectory() as folder:
        asyncio.run(_run(console, Path(folder) / "bench.sqlite3", size))


async def _run(console: Console, path: Path, size: int) -> None:
    language = Language()
    debunks = list(language.debunks(size))
    posts = language.posts(debunks, _POSTS)
    async with await open_store(path) as store:
        began = perf_counter()
        await store.debunks.save_all(debunks)
        imported = perf_counter() - began
        timed = _Timed(store.phrasings)
        matcher = Matcher(timed)
        took: dict[tuple[str, str], list[float]] = defaultdict(list)
        for post in posts[::20]:
            await matcher.decide(Post(post.text))
        for post in posts:
            began = perf_counter()
            normalize(post.text)
            normalised = perf_counter() - began
            timed.seconds = 0.0
            began = perf_counter()
            await matcher.decide(Post(post.text))
            whole = perf_counter() - began
            stages = (normalised, timed.seconds, whole - timed.seconds - normalised, whole)
            for stage, seconds in zip(_STAGES, stages, strict=True):
                took[post.size, stage].append(seconds * 1000)
                took["all", stage].append(seconds * 1000)
    table = Table(
        title=f"{size:,} debunks (imported in {imported:.1f} s); ms, {_POSTS} posts a row"
    )
    for heading in ("post", *(f"{stage} p50 / p99" for stage in _STAGES)):
        table.add_column(heading)
    for post_size in dict.fromkeys(key[0] for key in took):
        cells = [_percentiles(took[post_size, stage]) for stage in _STAGES]
        table.add_row(post_size, *cells)
    console.print(table)


def _percentiles(values: list[float]) -> str:
    ordered = sorted(values)
    return f"{ordered[len(ordered) // 2]:.2f} / {ordered[int(len(ordered) * 0.99)]:.2f}"
