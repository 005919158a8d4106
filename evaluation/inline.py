"""Whether what people paste into an inline search finds what the same post finds when forwarded.

Of each post Telegram hands an inline search the first 256 characters, cut wherever they end. The
store holds the debunks of the tested sets; the shipped weights and thresholds decide both ways. Our
long posts tell their rumour late, behind a preamble; so short ones are also measured with such a
preamble behind them, as posts that tell it first and go on about other things.
"""

import asyncio
from collections import Counter
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter

import numpy as np
from rich.console import Console
from rich.table import Table

from bot.application import open_store
from bot.encoding import make_vectors
from domain.decision import DecisionKind
from domain.post import Post
from evaluation.engine import engine
from evaluation.labelled import AUTHORS, DATA, TRAINING_ONLY, posts_of
from handlers.kit.asked import compared
from handlers.kit.looked_for import WhyFound, look_for
from matching.decide import SHIPPED
from matching.matcher import Matcher
from storage.imports.transfer import import_file

_INLINE = 256
_FIRST = 5
_SHORT = 200


def run(console: Console) -> None:
    """Print the shares, for all posts that a forward answers and for those that Telegram cuts."""
    with TemporaryDirectory() as folder:
        asyncio.run(_run(console, Path(folder)))


async def _run(console: Console, folder: Path) -> None:
    counts: dict[str, Counter[str]] = {
        name: Counter() for name in ("whole", "continued", "cut", "not")
    }
    took: list[float] = []
    encoder = engine()
    tested = [one for one in AUTHORS if one not in TRAINING_ONLY]
    async with await open_store(folder / "inline.sqlite3") as store:
        for author in tested:
            await import_file(store, DATA / author / "debunks.jsonl", dry_run=False)
        if encoder:
            await make_vectors(store, encoder)
        matcher = Matcher(store.phrasings, SHIPPED, encoder)
        texts = [one.text for author in tested for one, _ in posts_of(author)]
        talk = [text[:_INLINE] for text in texts if len(text) > 2 * _INLINE]
        asked = [(text, "cut" if len(text) > _INLINE else "whole") for text in texts]
        short = [text for text in texts if len(text) <= _SHORT]
        asked += [
            (f"{text}\n\n{talk[at % len(talk)]}", "continued") for at, text in enumerate(short)
        ]
        for text, kind in asked:
            decision = await matcher.decide(compared(Post(text)))
            pasted = text[:_INLINE]
            began = perf_counter()
            page = await look_for(pasted, 0, store.debunks, matcher)
            took.append((perf_counter() - began) * 1000)
            results = [(each.debunk.id, each.found) for each in page.results]
            sure = [name for name, found in results if found is WhyFound.SURE]
            if decision.kind is not DecisionKind.ANSWER:
                counts["not"][_unanswered(sure)] += 1
                continue
            given = {one.debunk_id for one in (*decision.shown, *decision.repeated)}
            counts[kind][_answered(given, sure, [name for name, _ in results])] += 1
    table = Table(title="posts that a forward answers, pasted into an inline search")
    for heading in (
        "posts",
        "number",
        "first, sure",
        "first",
        "among 5",
        "elsewhere",
        "sure: other",
    ):
        table.add_column(heading)
    for name, of in (
        ("up to 256 characters", "whole"),
        ("short, and others' words behind", "continued"),
        ("long, the rumour mostly late", "cut"),
    ):
        table.add_row(name, *_shares(counts[of]))
    table.add_row("all", *_shares(counts["whole"] + counts["cut"] + counts["continued"]))
    console.print(table)
    others = counts["not"]
    console.print(
        f"Of {others.total():,} posts that a forward does not answer, {others['sure']:,} have a "
        "result that is sure"
    )
    middle, slow = np.percentile(took, (50, 95))
    console.print(f"ms a search: {middle:.0f} (p50), {slow:.0f} (p95), {max(took):.0f} (slowest)")


def _answered(given: set[str], sure: list[str], results: list[str]) -> str:
    if sure and sure[0] not in given:
        return "other"
    if sure:
        return "sure"
    if results and results[0] in given:
        return "first"
    return "among" if given & set(results[:_FIRST]) else "elsewhere"


def _unanswered(sure: list[str]) -> str:
    return "sure" if sure else "unsure"


def _shares(counts: Counter[str]) -> list[str]:
    of = counts.total()
    kinds = ("sure", "first", "among", "elsewhere", "other")
    return [
        f"{of:,}",
        *(f"{counts[kind]:,} ({100 * counts[kind] / (of or 1):.1f} %)" for kind in kinds),
    ]
