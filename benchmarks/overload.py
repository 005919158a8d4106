"""More than can be answered: a day's posts in a minute, one chat that floods, a queue in order.

Telegram takes about one message a second in a chat, so that who floods is answered for as many
seconds as they have sent posts.
"""

import asyncio
import random
from argparse import ArgumentParser
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from time import monotonic
from typing import Any

from rich.console import Console

from benchmarks.process import resident
from benchmarks.replies import a_store, running_bot
from benchmarks.synthetic import Language
from benchmarks.telegram import Sent, Served, stand_in, text_message
from domain.debunk import Debunk

_FLOODER = 999
_FIRST_READER = 1_000
_STALLED_SECONDS = 120.0
_RUMOURS = 40


@dataclass(frozen=True, slots=True)
class Plan:
    """How many posts come within how many seconds from how many readers, beside one who floods.

    `flood` is how many a second that one sends. Telegram's own allowance of 30 messages a second
    holds, unless the bot is `unlimited`. Without seconds all wait at once: a backlog.
    """

    posts: int
    seconds: float
    readers: int
    flood: float = 20.0
    unlimited: bool = False
    debunks: int = 1_000
    seed: int = 1


@dataclass(frozen=True, slots=True)
class Outcome:
    """Who was answered when: seconds that others' posts waited, and what was lost or out of order.

    `notices` is how many messages replied to no post: words for who has to wait.
    """

    asked: int
    lost: int
    doubled: int
    flooder_asked: int
    flooder_lost: int
    flooder_notices: int
    waits: Sequence[float]
    out_of_order: int
    notices: int
    told_more_than_once: int
    seconds: float
    megabytes: tuple[float, float]


def run(console: Console, plan: Plan) -> None:
    """Print the outcome of a plan."""
    with TemporaryDirectory() as folder:
        outcome = asyncio.run(_run(plan, Path(folder)))
    places = [outcome.waits[int((len(outcome.waits) - 1) * part)] for part in (0.5, 0.95, 1)]
    console.print(
        f"{outcome.asked:,} posts of {plan.readers:,} readers in {plan.seconds:g} s beside one who "
        f"sends {plan.flood:g} a second: lost {outcome.lost}, answered twice {outcome.doubled}, "
        f"out of their chat's order {outcome.out_of_order}; waits p50 {places[0]:.2f} s, p95 "
        f"{places[1]:.2f} s, longest {places[2]:.0f} s; {outcome.notices:,} were told that they "
        f"have to wait, {outcome.told_more_than_once} more than once; of the flooder's "
        f"{outcome.flooder_asked:,} posts {outcome.flooder_lost} lost, told "
        f"{outcome.flooder_notices} times; all done after {outcome.seconds:.0f} s; memory "
        f"{outcome.megabytes[0]:.0f} to {outcome.megabytes[1]:.0f} MB"
    )


async def _run(plan: Plan, folder: Path) -> Outcome:
    path = folder / "bench.sqlite3"
    language, debunks = await a_store(path, plan.debunks)
    settings = {"RASPA_MESSAGES_A_SECOND": "100000"} if plan.unlimited else {}
    async with stand_in() as telegram, running_bot(telegram, path, settings) as bot:
        await telegram.queue([text_message(1, 1, "/help")])
        await _all_answered(telegram, 1, 0)
        memory = resident(bot.pid)
        began = monotonic()
        asked = await _send(plan, telegram, language, debunks)
        await _all_answered(telegram, len(asked), 1)
        sent = (await telegram.sent())[1:]
        return _outcome(asked, sent, monotonic() - began, (memory, resident(bot.pid)))


async def _send(
    plan: Plan, telegram: Served, language: Language, debunks: list[Debunk]
) -> dict[tuple[int, int], float]:
    """Send all posts at their times; return when each was, by chat and message."""
    chance = random.Random(plan.seed)
    # A panic is about few things, said in many ways.
    texts = [post.text for post in language.posts(debunks, _RUMOURS)]
    due = [(chance.random() * plan.seconds, False) for _ in range(plan.posts)]
    due += [(at / plan.flood, True) for at in range(int(plan.flood * plan.seconds))]
    numbers: defaultdict[int, int] = defaultdict(int)
    asked: dict[tuple[int, int], float] = {}
    began = monotonic()
    batch: list[dict[str, Any]] = []
    for at, flood in sorted(due):
        if began + at > monotonic():
            if batch:
                await telegram.queue(batch)
                batch = []
            await asyncio.sleep(max(0.0, began + at - monotonic()))
        reader = _FLOODER if flood else _FIRST_READER + chance.randrange(plan.readers)
        numbers[reader] += 1
        # Whole posts, which wait for nothing that may follow.
        text = f"{chance.choice(texts)} {chance.choice(texts)}"[:1_000]
        batch.append(text_message(reader, numbers[reader], text))
        asked[reader, numbers[reader]] = monotonic()
    await telegram.queue(batch)
    return asked


async def _all_answered(telegram: Served, asked: int, first: int) -> None:
    """Wait until every post has a reply, or nothing has come for long."""
    answered: set[tuple[int, int]] = set()
    since = monotonic()
    while len(answered) < asked and monotonic() - since < _STALLED_SECONDS:
        await asyncio.sleep(1)
        news = await telegram.sent(first)
        first += len(news)
        found = {(one.chat, one.reply_to) for one in news if one.reply_to is not None}
        if not found <= answered:
            since = monotonic()
        answered |= found


def _outcome(
    asked: dict[tuple[int, int], float],
    sent: Sequence[Sent],
    seconds: float,
    megabytes: tuple[float, float],
) -> Outcome:
    replies: defaultdict[tuple[int, int], list[float]] = defaultdict(list)
    notices: defaultdict[int, int] = defaultdict(int)
    last: dict[int, int] = {}
    out_of_order = 0
    for one in sent:
        if one.reply_to is None:
            notices[one.chat] += 1
            continue
        replies[one.chat, one.reply_to].append(one.at)
        out_of_order += one.reply_to < last.get(one.chat, 0)
        last[one.chat] = max(one.reply_to, last.get(one.chat, 0))
    others = [post for post in asked if post[0] != _FLOODER]
    flooder = [post for post in asked if post[0] == _FLOODER]
    waits = sorted(replies[post][0] - asked[post] for post in others if replies[post])
    return Outcome(
        asked=len(others),
        lost=sum(not replies[post] for post in others),
        doubled=sum(len(replies[post]) > 1 for post in asked),
        flooder_asked=len(flooder),
        flooder_lost=sum(not replies[post] for post in flooder),
        flooder_notices=notices.pop(_FLOODER, 0),
        waits=waits or [0.0],
        out_of_order=out_of_order,
        notices=len(notices),
        told_more_than_once=sum(count > 1 for count in notices.values()),
        seconds=seconds,
        megabytes=megabytes,
    )


if __name__ == "__main__":
    parser = ArgumentParser(prog="python -m benchmarks.overload", description=__doc__)
    parser.add_argument("--posts", type=int, default=10_000)
    parser.add_argument("--seconds", type=float, default=60.0)
    parser.add_argument("--readers", type=int, default=3_000)
    parser.add_argument("--flood", type=float, default=20.0, help="posts a second of one reader")
    parser.add_argument("--unlimited", action="store_true", help="beyond Telegram's allowance")
    told = parser.parse_args()
    plan = Plan(told.posts, told.seconds, told.readers, told.flood, told.unlimited)
    run(Console(width=120), plan)
