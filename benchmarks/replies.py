"""Replies a second of the running bot: many readers at once, one rumour, a steady stream."""

import asyncio
import os
import secrets
import sys
from argparse import ArgumentParser
from base64 import urlsafe_b64encode
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory
from time import monotonic, process_time

from rich.console import Console
from rich.table import Table

from benchmarks.synthetic import Language
from benchmarks.telegram import TOKEN, Served, stand_in, text_message
from bot.application import open_store
from bot.encoding import make_vectors
from bot.settings import KEY_BYTES
from domain.debunk import Debunk
from domain.post import Post
from evaluation.engine import MODELS, engine
from matching.decide import SHIPPED
from matching.matcher import Matcher

_PARTS = ("rumour", "distinct", "steady")
_RUMOUR_WORDS = 25
_PATIENCE_SECONDS = 600.0
_LOOK_SECONDS = 0.25
_TICKS = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True, slots=True)
class Plan:
    """What is sent to the bot: how many posts at once, and how many a second for how long.

    `profile` is a file that cProfile writes of the bot's main thread, which makes it slower.
    """

    debunks: int = 1_000
    posts: int = 600
    rate: float = 10.0
    seconds: float = 60.0
    parts: Sequence[str] = _PARTS
    profile: Path | None = None


@dataclass(frozen=True, slots=True)
class Figures:
    """What came back: seconds from first to last, waits of each, processor seconds of the bot."""

    what: str
    asked: int
    seconds: float
    waits: Sequence[float]
    processor: float
    megabytes: tuple[float, float]


def run(console: Console, plan: Plan) -> None:
    """Print the figures of a plan."""
    with TemporaryDirectory() as folder:
        asyncio.run(_run(console, Path(folder), plan))


async def _run(console: Console, folder: Path, plan: Plan) -> None:
    language = Language()
    debunks = list(language.debunks(plan.debunks))
    path = folder / "bench.sqlite3"
    posts = list(dict.fromkeys(_short(language, debunks) for _ in range(plan.posts)))
    rumour = " ".join(debunks[0].claims[0].text.split()[:_RUMOUR_WORDS])
    encoder = engine()
    async with await open_store(path) as store:
        await store.debunks.save_all(debunks)
        if encoder is not None:
            await make_vectors(store, encoder)
        matcher = Matcher(store.phrasings, SHIPPED, encoder)
        await matcher.decide(Post(rumour))
        began = process_time()
        for post in posts:
            await matcher.decide(Post(post))
        decision = (process_time() - began) / len(posts)
    if encoder is not None:
        lay_encoder(folder)
    readers = count(1_000)
    unlimited = {"RASPA_MESSAGES_A_SECOND": "100000"}
    async with (
        stand_in() as telegram,
        running_bot(telegram, path, unlimited, plan.profile) as bot,
    ):
        await _measured(telegram, bot, "warm-up", posts[:1], readers, 0)
        found = []
        if "rumour" in plan.parts:
            many = [rumour] * len(posts)
            found.append(await _measured(telegram, bot, "one rumour", many, readers, 0))
        if "distinct" in plan.parts:
            found.append(await _measured(telegram, bot, "distinct posts", posts, readers, 0))
        if "steady" in plan.parts:
            steady = [_short(language, debunks) for _ in range(round(plan.rate * plan.seconds))]
            what = f"distinct, {plan.rate:g} a second"
            found.append(await _measured(telegram, bot, what, steady, readers, plan.rate))
    _print(console, found, decision, plan)


def _short(language: Language, debunks: Sequence[object]) -> str:
    return language.posts(list(debunks), 1)[0].text  # type: ignore[arg-type]


async def _measured(
    telegram: Served,
    bot: asyncio.subprocess.Process,
    what: str,
    texts: Sequence[str],
    readers: "count[int]",
    rate: float,
) -> Figures:
    """Send each text from a reader of its own, all at once or so many a second; await replies."""
    first = len(await telegram.sent())
    spent, memory = _processor_seconds(bot.pid), _megabytes(bot.pid)
    whose = [(next(readers), text) for text in texts]
    asked: dict[int, float] = {}
    began = monotonic()
    if rate:
        for at, (reader, text) in enumerate(whose):
            await asyncio.sleep(began + at / rate - monotonic())
            asked[reader] = monotonic()
            await telegram.queue([text_message(reader, 10, text)])
    else:
        asked = {reader: began for reader, _ in whose}
        await telegram.queue([text_message(reader, 10, text) for reader, text in whose])
    replied: dict[int, float] = {}
    while len(replied) < len(asked) and monotonic() - began < _PATIENCE_SECONDS:
        if bot.returncode is not None:
            raise OSError(f"the bot ended with {bot.returncode}")
        await asyncio.sleep(_LOOK_SECONDS)
        for one in await telegram.sent(first):
            first += 1
            # Who has to wait for long is told so, in a message that replies to none.
            if one.reply_to is not None:
                replied.setdefault(one.chat, one.at)
    # What is noted after the last reply is part of it.
    await asyncio.sleep(2)
    return Figures(
        what,
        len(asked),
        max(replied.values(), default=began) - began,
        sorted(replied[reader] - asked[reader] for reader in asked if reader in replied),
        _processor_seconds(bot.pid) - spent,
        (memory, _megabytes(bot.pid)),
    )


@asynccontextmanager
async def running_bot(
    telegram: Served, path: Path, settings: Mapping[str, str], profile: Path | None = None
) -> AsyncIterator[asyncio.subprocess.Process]:
    """Run the bot as a process on a store until the end of the block."""
    around = {name: value for name, value in os.environ.items() if "RASPA_" not in name}
    around |= {
        "PYTHONPATH": os.pathsep.join(map(os.path.abspath, sys.path)),
        "RASPA_BOT_TOKEN": TOKEN,
        "RASPA_API_URL": telegram.url,
        "RASPA_DATABASE": str(path),
        "RASPA_DATA_KEY": urlsafe_b64encode(secrets.token_bytes(KEY_BYTES)).decode(),
        **settings,
    }
    profiled = ["-m", "cProfile", "-o", str(profile)] if profile else []
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        *profiled,
        "-m",
        "bot",
        "run",
        cwd=path.parent,
        env=around,
        stderr=asyncio.subprocess.DEVNULL,
    )
    try:
        yield process
    finally:
        if process.returncode is None:
            process.terminate()
        await process.wait()


async def a_store(path: Path, debunks: int) -> tuple[Language, list[Debunk]]:
    """Make a store of so many debunks with their vectors, and lay the encoder beside it."""
    language = Language()
    made = list(language.debunks(debunks))
    async with await open_store(path) as store:
        await store.debunks.save_all(made)
        if (encoder := engine()) is not None:
            await make_vectors(store, encoder)
    lay_encoder(path.parent)
    return language, made


def lay_encoder(folder: Path) -> None:
    """Lay the encoder's model into a folder, so that the bot need not make it."""
    for model in MODELS.glob("encoder-*"):
        (folder / model.name).symlink_to(model)


def _processor_seconds(pid: int) -> float:
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / _TICKS


def _megabytes(pid: int) -> float:
    status = Path(f"/proc/{pid}/status").read_text()
    line = next(line for line in status.splitlines() if line.startswith("VmRSS"))
    return int(line.split()[1]) / 1024


def _print(console: Console, found: Sequence[Figures], decision: float, plan: Plan) -> None:
    table = Table(title=f"{plan.debunks:,} debunks; seconds from update to reply")
    for heading in ("", "replies", "a second", "p50", "p95", "p99", "CPU ms a reply", "MB"):
        table.add_column(heading)
    for one in found:
        got = len(one.waits)
        places = [f"{one.waits[int((got - 1) * part)]:.2f}" for part in (0.5, 0.95, 0.99) if got]
        table.add_row(
            one.what,
            f"{got} of {one.asked}",
            f"{got / one.seconds:.1f}" if one.seconds else "",
            *(places or [""] * 3),
            f"{1000 * one.processor / max(1, got):.1f}",
            f"{one.megabytes[0]:.0f} to {one.megabytes[1]:.0f}",
        )
    console.print(table)
    console.print(
        f"The decision alone on the distinct posts, one after the other in this process: "
        f"{1000 * decision:.1f} ms of processor each. One rumour is decided once, so that its row "
        f"shows what a reply costs beside the decision."
    )
    console.print(
        f"Load of the machine at the end: {os.getloadavg()[0]:.1f}, {os.cpu_count()} cores"
    )


if __name__ == "__main__":
    parser = ArgumentParser(prog="python -m benchmarks.replies", description=__doc__)
    parser.add_argument("--debunks", type=int, default=1_000)
    parser.add_argument("--posts", type=int, default=600, help="at once")
    parser.add_argument("--rate", type=float, default=10.0, help="posts a second, steadily")
    parser.add_argument("--seconds", type=float, default=60.0, help="of the steady part")
    parser.add_argument("--parts", nargs="+", default=_PARTS, choices=_PARTS)
    parser.add_argument(
        "--profile",
        type=lambda named: Path(named).absolute(),
        help="a file for cProfile's figures of the bot",
    )
    told = parser.parse_args()
    run(
        Console(width=120),
        Plan(told.debunks, told.posts, told.rate, told.seconds, told.parts, told.profile),
    )
