"""How long a card's picture takes, how much memory, and how long it holds up everything else."""

import asyncio
import resource
from concurrent.futures import ThreadPoolExecutor
from time import perf_counter, process_time

import numpy as np
from rich.console import Console
from rich.table import Table

from benchmarks.card_samples import SAMPLES, shown
from media.cards.painting import draw

_ROUNDS = 5
_TICK = 0.005


def run(console: Console) -> None:
    """Print a row a sample, the memory that drawing all has added, and the event loop's delay."""
    before = _megabytes()
    table = Table(title=f"cards as pictures; ms of {_ROUNDS} drawings each")
    for heading in ("card", "first", "best", "mean", "processor", "kB"):
        table.add_column(heading, justify="right")
    means = []
    for sample in SAMPLES:
        card, theme = shown(sample)
        took, processor = [], process_time()
        for _ in range(_ROUNDS):
            began = perf_counter()
            made = draw(card, theme)
            took.append((perf_counter() - began) * 1000)
        used = (process_time() - processor) * 1000 / _ROUNDS
        means.append(sum(took) / _ROUNDS)
        figures = (took[0], min(took), means[-1], used, len(made) / 1000)
        name = f"{sample[0].id} {sample[1]} {sample[2]}"
        table.add_row(name, *(f"{figure:.0f}" for figure in figures))
    console.print(table)
    console.print(
        f"mean {sum(means) / len(means):.0f} ms a card; memory: {before:.0f} MB before, "
        f"{_megabytes():.0f} MB at most"
    )
    late = asyncio.run(_late())
    middle, slow = np.percentile(late, (50, 99))
    console.print(
        f"an event loop beside the drawing thread is late by {middle:.0f} ms (p50), {slow:.0f} ms "
        f"(p99), {max(late):.0f} ms (worst)"
    )


async def _late() -> list[float]:
    """Return by how many milliseconds a tick of the event loop is late while cards are drawn."""
    loop, late = asyncio.get_running_loop(), []
    with ThreadPoolExecutor(1) as thread:
        drawing = [loop.run_in_executor(thread, draw, *shown(sample)) for sample in SAMPLES]
        while not all(one.done() for one in drawing):
            began = perf_counter()
            await asyncio.sleep(_TICK)
            late.append((perf_counter() - began - _TICK) * 1000)
    return late


def _megabytes() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
