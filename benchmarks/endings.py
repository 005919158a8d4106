"""The bot ended in the middle of its work, by `kill -9` and SIGTERM: who gets no reply, or two."""

import asyncio
import random
import signal
import sys
from base64 import urlsafe_b64encode
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from time import monotonic
from types import MappingProxyType

from rich.console import Console

from bot.application import open_store
from bot.commands.demo import environment
from sandbox import Person, Sandbox
from storage.imports.transfer import import_file

_EXAMPLES = Path(__file__).parents[1] / "examples" / "debunks.jsonl"
_RUMOUR = "Казахстан тайно собирается встать на сторону России и отправить войска в Украину"
_WAYS = (
    _RUMOUR,
    "/help",
    "Саженцы яблонь раздают в субботу возле школы, берите все желающие соседи",
)
_NAME = "bench.sqlite3"
_STALLED_SECONDS = 120.0


@dataclass(frozen=True)
class Plan:
    """How many posts a second come while the bot is ended so many times by a signal.

    `shortest` and `longest` are the seconds between a start and the end that follows it.
    """

    posts_a_second: float
    ends: int
    by: signal.Signals
    shortest: float = 2.0
    longest: float = 5.0
    seed: int = 1


@dataclass(frozen=True)
class Outcome:
    """How many posts came, how many got no reply, and how many replies there were too many."""

    posts: int
    lost: int
    doubled: int
    ends: int
    apologies: int
    seconds: float


def run(console: Console, ends: int) -> None:
    """Print what so many ends of either kind cost, at five and at twenty posts a second."""
    for by in (signal.SIGKILL, signal.SIGTERM):
        for rate in (5.0, 20.0):
            outcome = asyncio.run(measured(Plan(rate, ends // 2, by)))
            console.print(
                f"{by.name} {outcome.ends} times at {rate:g} posts a second: of {outcome.posts:,} "
                f"posts {outcome.lost} got no reply, {outcome.doubled} one too many, "
                f"{outcome.apologies} an apology; {outcome.seconds:.0f} s"
            )


async def measured(plan: Plan) -> Outcome:
    """Send posts, end the bot as often as planned, let it finish, and count."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / _NAME
        async with await open_store(path) as store:
            await import_file(store, _EXAMPLES, dry_run=False)
        async with Sandbox.start() as telegram:
            return await _ended(plan, telegram, path)


async def _ended(plan: Plan, telegram: Sandbox, path: Path) -> Outcome:
    chance = random.Random(plan.seed)
    began = monotonic()
    posts: list[tuple[int, int]] = []
    sending = asyncio.create_task(_send(plan, telegram, posts))
    for _ in range(plan.ends):
        bot = await bot_process(telegram, path)
        await asyncio.sleep(chance.uniform(plan.shortest, plan.longest))
        if bot.returncode is not None:
            raise RuntimeError(path.with_name("log").read_text()[-2_000:])
        bot.send_signal(plan.by)
        await bot.wait()
    sending.cancel()
    bot = await bot_process(telegram, path)
    await _all_answered(telegram, posts)
    bot.terminate()
    await bot.wait()
    replies = _replies(telegram)
    return Outcome(
        posts=len(posts),
        lost=sum(not replies[post] for post in posts),
        doubled=sum(max(0, replies[post] - 1) for post in posts),
        ends=plan.ends,
        apologies=_apologies(telegram),
        seconds=monotonic() - began,
    )


async def _send(plan: Plan, telegram: Sandbox, posts: list[tuple[int, int]]) -> None:
    readers: list[Person] = []
    number = 0
    while True:
        # Each reader sends three, one after the other, so that an order can be broken.
        if number % 3 == 0:
            readers.append(telegram.person(f"R{number}", language="ru"))
        reader = readers[-1]
        sent = await reader.send(_WAYS[number % len(_WAYS)])
        posts.append((reader.id, sent.message_id))
        number += 1
        await asyncio.sleep(1 / plan.posts_a_second)


async def _all_answered(telegram: Sandbox, posts: list[tuple[int, int]]) -> None:
    left, since = len(posts), monotonic()
    while left and monotonic() - since < _STALLED_SECONDS:
        await asyncio.sleep(1)
        replies = _replies(telegram)
        now = sum(not replies[post] for post in posts)
        if now < left:
            left, since = now, monotonic()


def _replies(telegram: Sandbox) -> Counter[tuple[int, int]]:
    """Count the bot's messages by the chat and the message that they reply to."""
    found: Counter[tuple[int, int]] = Counter()
    for chat in telegram.world.chats.values():
        for number in chat.by_bot:
            replied = chat.messages[number].get("reply_to_message")
            if replied:
                found[chat.id, replied["message_id"]] += 1
    return found


def _apologies(telegram: Sandbox) -> int:
    return sum(
        "Код ошибки" in chat.messages[number].get("text", "")
        for chat in telegram.world.chats.values()
        for number in chat.by_bot
    )


async def bot_process(
    telegram: Sandbox, path: Path, settings: Mapping[str, str] = MappingProxyType({})
) -> asyncio.subprocess.Process:
    """Start the bot as a process on a store, with a key that stays the same."""
    around = {**environment(telegram, path), **settings}
    around["RASPA_DATA_KEY"] = urlsafe_b64encode(bytes(range(32))).decode()
    with path.with_name("log").open("ab") as log:
        return await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "bot", "run"),
            cwd=path.parent,
            env=around,
            stderr=log,
        )
