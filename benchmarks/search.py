"""How long a search from any chat takes, from the query's words to the debunks."""

import asyncio
import random
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter

from rich.console import Console
from rich.table import Table

from benchmarks.synthetic import Language
from bot.application import open_store
from domain.debunk import Debunk
from handlers.kit.searching import tries

_EACH = 60
_PAGE = 51


def run(console: Console, size: int) -> None:
    """Print p50, p95 and the slowest by kind of query, at a store of `size` synthetic debunks."""
    with TemporaryDirectory() as folder:
        asyncio.run(_run(console, Path(folder) / "bench.sqlite3", size))


async def _run(console: Console, path: Path, size: int) -> None:
    debunks = list(Language().debunks(size))
    table = Table(title=f"inline queries at {size:,} debunks; ms, {_EACH} of each kind")
    for heading in ("query", "found", "p50", "p95", "slowest"):
        table.add_column(heading)
    every: list[float] = []
    async with await open_store(path) as store:
        await store.debunks.save_all(debunks)
        for kind, queries in _queries(debunks).items():
            took, found = [], 0
            for query in queries:
                began = perf_counter()
                found += bool(await store.debunks.search_first(tries(query), _PAGE))
                took.append((perf_counter() - began) * 1000)
            every += took
            table.add_row(kind, str(found), *_figures(took))
    table.add_row("all", "", *_figures(every))
    console.print(table)


def _queries(debunks: list[Debunk]) -> dict[str, list[str]]:
    dice = random.Random(1)
    claims = [debunk.claims[0].text.split() for debunk in dice.sample(debunks, 2 * _EACH)]
    words, others = claims[:_EACH], claims[_EACH:]
    asked = [" ".join(dice.sample(one, 3)) for one in words]
    return {
        "a question about two words": [f"правда ли что {one.rpartition(' ')[0]}" for one in asked],
        "three words and one that is nowhere": [f"{one} абракад" for one in asked],
        "a long word that is nowhere": [f"{one[0]}абракадабра вода" for one in words],
        "three letters": [dice.choice(one)[:3] for one in words],
        "a whole claim": [" ".join(one)[:250] for one in words],
        "two words of two claims": [
            f"{one[0]} {two[-1]}" for one, two in zip(words, others, strict=True)
        ],
    }


def _figures(took: list[float]) -> tuple[str, str, str]:
    ordered = sorted(took)
    half, most = ordered[len(ordered) // 2], ordered[len(ordered) * 95 // 100]
    return f"{half:.1f}", f"{most:.1f}", f"{ordered[-1]:.1f}"
