"""Candidate search beside its peers: speed, what it finds, what it costs to build and to keep."""

import multiprocessing
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path
from resource import getpagesize
from time import perf_counter

import numpy as np
from rich.console import Console
from rich.table import Table

from benchmarks.engines import (
    Engine,
    Fts5,
    Fts5Rarest,
    Rapidfuzz,
    Tantivy,
    Words,
    WordsAndVectors,
)
from benchmarks.synthetic import Language
from matching.reading.normalize import term

_LENGTHS = (15, 60, 500)
_SECONDS = 4.0
"""An engine that has searched so long for posts of one length has been measured enough."""
_FEWEST = 3
_ADDED = 9
_ENGINES: dict[int, tuple[Callable[[], Engine], ...]] = {
    10_000: (Words, WordsAndVectors, Tantivy, Fts5, Fts5Rarest, Rapidfuzz),
    100_000: (Words, WordsAndVectors, Tantivy, Fts5, Fts5Rarest, Rapidfuzz),
    1_000_000: (Words, WordsAndVectors, Tantivy, Fts5, Fts5Rarest),
}


@dataclass(frozen=True)
class _Row:
    words: int
    p50: float
    p99: float
    found: float
    posts: int


@dataclass(frozen=True)
class _Measured:
    name: str
    rows: tuple[_Row, ...]
    build: float
    add: float
    megabytes: float


class Claims:
    """Claims of 5 to 45 words that follow Zipf's law, and posts that hold 70 % of one."""

    def __init__(self, count: int, seed: int = 1) -> None:
        language = Language(seed)
        self._terms = np.array([term(word) for word in language.words], object)
        self._dice = np.random.default_rng(seed)
        self._shares = np.cumsum(1 / np.arange(1, len(self._terms) + 1))
        self._shares /= self._shares[-1]
        self._ends = np.cumsum(self._dice.integers(5, 46, count))
        self._flat = self._drawn(int(self._ends[-1]))

    def __len__(self) -> int:
        return len(self._ends)

    def __iter__(self) -> Iterator[list[str]]:
        start = 0
        for end in self._ends.tolist():
            yield self._terms[self._flat[start:end]].tolist()
            start = end

    def post(self, words: int) -> tuple[int, list[str]]:
        """Return a claim's number and a post of so many words (more where the claim is longer)."""
        number = int(self._dice.integers(len(self)))
        start = int(self._ends[number - 1]) if number else 0
        claim = self._flat[start : self._ends[number]]
        told = claim[: max(1, round(len(claim) * 0.7))]
        around = self._drawn(max(0, words - len(told)))
        at = int(self._dice.integers(len(around) + 1))
        drawn = np.concatenate([around[:at], told, around[at:]])
        return number, self._terms[drawn].tolist()

    def _drawn(self, words: int) -> np.ndarray[tuple[int], np.dtype[np.int32]]:
        drawn = np.searchsorted(self._shares, self._dice.random(words, np.float32))
        return np.minimum(drawn, len(self._terms) - 1).astype(np.int32)


def run(console: Console, size: int) -> None:
    """Print every engine's figures at a store of `size` claims, each in a process of its own."""
    claims = Claims(size)
    posts = {words: [claims.post(words) for _ in range(200)] for words in _LENGTHS}
    table = Table(title=f"candidate search among {size:,} claims; milliseconds")
    for heading in ("engine", "words", "p50", "p99", "hit@10", "posts", "build s", "add one", "MB"):
        table.add_column(heading, justify="left" if heading == "engine" else "right")
    for make in _ENGINES[size]:
        try:
            make()
        except ImportError as missing:
            console.print(f"left out: {missing}")
            continue
        measured = _apart(make, claims, posts)
        for row in measured.rows:
            first = row is measured.rows[0]
            table.add_row(
                measured.name if first else "",
                str(row.words),
                f"{row.p50:.2f}",
                f"{row.p99:.2f}",
                f"{row.found:.2f}",
                str(row.posts),
                *(
                    (f"{measured.build:.1f}", f"{measured.add:.2f}", f"{measured.megabytes:.0f}")
                    if first
                    else ()
                ),
            )
    console.print(table)


_Posts = dict[int, list[tuple[int, list[str]]]]


def _apart(make: Callable[[], Engine], claims: Claims, posts: _Posts) -> _Measured:
    context = multiprocessing.get_context("fork")
    ours, theirs = context.Pipe(duplex=False)
    process = context.Process(target=_measure, args=(make, claims, posts, theirs))
    process.start()
    theirs.close()
    try:
        measured: _Measured = ours.recv()
    finally:
        process.join()
    return measured


def _measure(
    make: Callable[[], Engine], claims: Claims, posts: _Posts, results: Connection
) -> None:
    before = _resident()
    began = perf_counter()
    engine = make()
    engine.build(claims)
    build = perf_counter() - began
    megabytes = _resident() - before
    rows = tuple(_searched(engine, words, posts[words]) for words in posts)
    added = []
    for number, (_, words) in enumerate(posts[_LENGTHS[0]][:_ADDED], start=len(claims)):
        began = perf_counter()
        engine.add(number, words)
        added.append((perf_counter() - began) * 1000)
    results.send(_Measured(engine.name, rows, build, sorted(added)[len(added) // 2], megabytes))


def _searched(engine: Engine, length: int, posts: list[tuple[int, list[str]]]) -> _Row:
    engine.search(posts[-1][1])
    took: list[float] = []
    found = 0
    for number, words in posts[: engine.posts]:
        began = perf_counter()
        answer = engine.search(words)
        took.append((perf_counter() - began) * 1000)
        found += number in answer
        if sum(took) > _SECONDS * 1000 and len(took) >= _FEWEST:
            break
    p50, p99 = np.percentile(took, (50, 99))
    return _Row(length, float(p50), float(p99), found / len(took), len(took))


def _resident() -> float:
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * getpagesize() / 1e6
