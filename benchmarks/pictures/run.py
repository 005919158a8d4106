"""Pictures made of the evaluation's posts, read and decided on as the bot does it."""

import asyncio
import os
import random
import re
import resource
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from statistics import mean
from time import perf_counter

from rapidfuzz.distance import Levenshtein
from rich.console import Console
from rich.table import Table

from benchmarks.pictures.drawing import ENCODINGS, KINDS, Drawn, drawable, drawn, photo, photo_file
from domain.decision import Decision
from domain.post import Post
from evaluation.engine import engine
from evaluation.labelled import claims_of, posts_of, shelf_of
from matching.decide import SHIPPED
from matching.matcher import Matcher
from media.reader import MediaReader
from media.seen import MediaContents

AUTHORS = ("b", "c")
"""Sets that no setting of reading was chosen on: those were chosen on sets g, h and j."""
LANGUAGES = ("ru", "kk", "mixed")
_SHORTEST, _LONGEST = 70, 600
_DISGUISED = re.compile(
    r"[A-Za-z][А-Яа-яЁё]|[А-Яа-яЁё][A-Za-z]|(?:\b\w[-. ]){4}|[А-Яа-яЁё][0-9@$*]+[А-Яа-яЁё]"
)
"""Posts with letters of two alphabets in one word, or torn words: nobody sees the first in a
picture, and how matching takes both is measured elsewhere."""
_PHOTOS = 12
_SECONDS = 60.0


@dataclass(frozen=True, slots=True)
class Shown:
    """One picture, what it was made of, and what became of it."""

    lang: str
    kind: str
    encoding: str
    text: str
    drawn: Drawn
    author: str
    seen: MediaContents = field(default_factory=MediaContents)
    seconds: float = 0.0
    kept: bool = False

    @property
    def wrong(self) -> int:
        """How many letters would have to be changed, put in or taken out. ё and е are one."""
        return Levenshtein.distance(_plain(self.drawn.words), _plain(self.seen.text))


def run(console: Console, each: int) -> None:
    """Print letters wrong, decisions kept and seconds of `each` posts a language and kind."""
    asyncio.run(_run(console, each))


async def _run(console: Console, each: int) -> None:
    load, began = os.getloadavg()[0], _children()
    reader = MediaReader()
    encoder = engine()
    if encoder is None:
        console.print("The encoder cannot be used here.")
        return
    matchers = {
        one: Matcher(shelf_of(claims_of([one]), encoder), SHIPPED, encoder) for one in AUTHORS
    }
    done = [await _answered(one, reader, matchers) for one in _pictures(each)]
    times, spoken = [], 0
    for seed in range(_PHOTOS):
        start = perf_counter()
        seen = await reader.look(photo_file(photo(seed)), whose=seed, seconds=_SECONDS)
        times.append(perf_counter() - start)
        spoken += bool(seen.text or seen.trouble)
    await reader.close()
    processor = _children() - began
    _print(console, done)
    console.print(
        f"{len(done)} pictures and {_PHOTOS} photos without words, of which {spoken} showed any "
        f"(mean {mean(times):.1f} s, worst {max(times):.1f} s). Processor: "
        f"{processor / (len(done) + _PHOTOS):.2f} s each. Load of the machine when it began: "
        f"{load:.1f}, when it ended: {os.getloadavg()[0]:.1f}, on {os.cpu_count()} processors."
    )


def _pictures(each: int) -> Iterable[Shown]:
    number = 0
    for lang in LANGUAGES:
        texts = _texts(lang)
        for kind in KINDS:
            for _ in range(each):
                author, text = texts.pop()
                encoding = ENCODINGS[number % len(ENCODINGS)]
                picture = drawn(text, kind, encoding, number)
                yield Shown(lang, kind, encoding, text, picture, author)
                number += 1


def _texts(lang: str) -> list[tuple[str, str]]:
    found = [
        (author, text)
        for author in AUTHORS
        for post, _ in posts_of(author)
        if post.lang == lang
        and _SHORTEST <= len(text := drawable(post.text)) <= _LONGEST
        and not _DISGUISED.search(text)
    ]
    random.Random(lang).shuffle(found)
    return found


async def _answered(one: Shown, reader: MediaReader, matchers: dict[str, Matcher]) -> Shown:
    start = perf_counter()
    seen = await reader.look(one.drawn.content, whose=0, seconds=_SECONDS)
    seconds = perf_counter() - start
    kept = _told(await matchers[one.author].decide(Post(one.text))) == _told(
        await matchers[one.author].decide(Post(seen.text))
    )
    return Shown(
        one.lang, one.kind, one.encoding, one.text, one.drawn, one.author, seen, seconds, kept
    )


def _told(decision: Decision) -> tuple[str, Sequence[str]]:
    """Return what a reader is told by a decision: its kind, and the debunks in their order."""
    return str(decision.kind), [match.debunk_id for match in decision.shown]


def _print(console: Console, done: Sequence[Shown]) -> None:
    table = Table(title="Pictures of posts, read")
    for heading in ("", "pictures", "letters wrong %", "decision kept %", "mean s", "worst s"):
        table.add_column(heading)
    groups: dict[str, list[Shown]] = defaultdict(list)
    for one in done:
        for name in (one.lang, one.kind, one.encoding, "all"):
            groups[name].append(one)
    for name in (*LANGUAGES, *KINDS, *ENCODINGS, "all"):
        found = groups[name]
        wrong = sum(one.wrong for one in found) / sum(len(_plain(one.drawn.words)) for one in found)
        table.add_row(
            name,
            str(len(found)),
            f"{100 * wrong:.2f}",
            f"{100 * mean(one.kept for one in found):.1f}",
            f"{mean(one.seconds for one in found):.2f}",
            f"{max(one.seconds for one in found):.2f}",
        )
    console.print(table)
    for one in done:
        if not one.kept:
            console.print(f"another decision: {one.lang}, {one.kind}, {one.encoding}", style="dim")
            console.print(f"  {_plain(one.text)}\n  {_plain(one.seen.text)}", style="dim")


def _plain(text: str) -> str:
    return " ".join(text.split()).replace("ё", "е").replace("Ё", "Е")


def _children() -> float:
    """Return the processor's seconds that this process's ended children have taken."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime
