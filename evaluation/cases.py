"""Submissions into cases: how many cases are opened, and how many submissions are in a wrong one.

What readers send goes through the real joining into a real store, in random order. A submission is
wrongly joined when its rumour is not that of most submissions of its case. `retold`: each
submission is any of its rumour's posts, in whatever words, language or length; `forwarded`: nine of
ten are one post of it. Both with the marks that posts get on their way (`rumours.NOISES`).
"""

import asyncio
import random
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from rich.console import Console
from rich.table import Table

from bot.application import open_store
from domain.post import Post
from evaluation.embeddings import Kept
from evaluation.engine import engine
from evaluation.rumours import Sent, chatter, rumours, submissions
from handlers.kit.joining import Joining
from matching.search.encoder import Encoder
from storage.store import Store

SEEDS = (1, 2, 3)
MOST_CASES, MOST_WRONG = 60, 1.0
_EMBEDDINGS = Path("build") / "cases.npz"
_RUMOURS, _SUBMISSIONS, _CHATTER = 50, 1_000, 200
_AT = 1_800_000_000


@dataclass(frozen=True)
class Joined:
    """What came of a stream: cases, submissions in a wrong one, the largest case.

    `extra` counts what kinds of posts opened the cases that a rumour has besides its largest.
    """

    cases: int
    wrong: int
    largest: int
    extra: Counter[str]


def run(console: Console, seeds: Sequence[int] = SEEDS) -> None:
    """Print the figures for rumours of sets a and b; weights and threshold come of the others."""
    made = engine()
    encoder = Kept(made, _EMBEDDINGS) if made else None
    table = Table(title=f"{_SUBMISSIONS:,} submissions of {_RUMOURS} rumours")
    bars = (f"cases (bar: {MOST_CASES})", f"wrong % (bar: {MOST_WRONG:g})")
    for heading in ("submissions", "seed", *bars, "largest"):
        table.add_column(heading, justify="right")
    extra: Counter[str] = Counter()
    for share, name in ((0.0, "retold"), (0.9, "forwarded")):
        for seed in seeds:
            dice = random.Random(seed)
            chosen = dice.sample(rumours(), _RUMOURS)
            sent = submissions(chosen, _SUBMISSIONS, dice, share)
            found = asyncio.run(stream(sent, encoder))
            percent = f"{100 * found.wrong / len(sent):.1f}"
            table.add_row(*map(str, (name, seed, found.cases, percent, found.largest)))
            extra += found.extra
            if encoder:
                encoder.save()
    console.print(table)
    kinds = ", ".join(f"{kind} {number}" for kind, number in extra.most_common())
    console.print(f"What opened a rumour's further cases, in all streams: {kinds}")
    texts = random.Random(seeds[0]).sample(chatter(), _CHATTER)
    alone = [Sent(text, str(number), frozenset(), "chatter") for number, text in enumerate(texts)]
    found = asyncio.run(stream(alone, encoder))
    console.print(f"{len(texts)} unrelated posts: {found.cases} cases, the largest {found.largest}")


async def stream(sent: Sequence[Sent], encoder: Encoder | None) -> Joined:
    """Send posts to a new desk one after another, each from a reader of its own."""
    cases: defaultdict[int, list[Sent]] = defaultdict(list)
    with TemporaryDirectory() as folder:
        async with await open_store(Path(folder) / "raspa.sqlite3") as store:
            joining = Joining(store.submissions, store.case_wordings, encoder)
            received = []
            for number, one in enumerate(sent):
                reader = await store.readers.keep(str(number).encode(), b"sealed", "ru")
                received.append(
                    await joining.submit(Post(one.text), reader=reader, message=1, at=_AT + number)
                )
            for one, given in zip(sent, received, strict=True):
                cases[await _now(store, given.case)].append(one)
    wrong = sum(map(_wrong, cases.values()))
    largest = max(map(len, cases.values()))
    return Joined(len(cases), wrong, largest, _extra(cases.values()))


async def _now(store: Store, case: int) -> int:
    found = await store.cases.get(case, _AT)
    if found is None or found.merged_into is None:
        return case
    return await _now(store, found.merged_into)


def _rumour(case: Sequence[Sent]) -> str:
    return Counter(one.rumour for one in case).most_common(1)[0][0]


def _wrong(case: Sequence[Sent]) -> int:
    most = _rumour(case)
    return sum(one.rumour != most and most not in one.also for one in case)


def _extra(cases: Iterable[Sequence[Sent]]) -> Counter[str]:
    by_size = sorted(cases, key=len, reverse=True)
    largest: set[str] = set()
    found: Counter[str] = Counter()
    for case in by_size:
        rumour = _rumour(case)
        if rumour in largest:
            found[case[0].kind] += 1
        largest.add(rumour)
    return found
