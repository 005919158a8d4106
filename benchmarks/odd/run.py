"""The running bot under odd updates: who gets no answer that is due, and who gets one undue."""

import asyncio
import random
import socket
from base64 import urlsafe_b64encode
from collections import Counter
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from time import monotonic

from aiohttp import ClientSession
from pydantic import SecretStr
from rich.console import Console

from benchmarks.odd.desk import DESK_CHAT
from benchmarks.odd.logged import ErrorsInto
from benchmarks.odd.outcome import OddOutcome, judge
from benchmarks.odd.report import show
from benchmarks.odd.staff import Staff
from benchmarks.odd.telegram import TOKEN, OddTelegram
from benchmarks.odd.updates import OddUpdate, odd_update
from bot.application import open_store
from bot.run import serve
from bot.settings import Settings
from handlers.kit.pace import Pace
from privacy.sealing import People
from storage.imports.transfer import import_file
from storage.store import Store

_EXAMPLES = Path(__file__).parents[2] / "examples" / "debunks.jsonl"
_AT_ONCE = 100
_POSTED_AT_ONCE = 20
_MOST_WAITING = 100
_LOOK_SECONDS = 0.1
_STALLED_SECONDS = 120.0
_SECRET = "odd"


@dataclass(frozen=True, slots=True)
class OddPlan:
    """How many updates, made from which seed, by polling or to the webhook.

    `first` is the number of the first; with `odd_answers` Telegram answers oddly, too.
    """

    count: int
    seed: int = 1
    first: int = 2
    webhook: bool = False
    odd_answers: bool = True


def run(console: Console, plan: OddPlan) -> OddOutcome:
    """Send the updates of a plan to the bot, print what came of it, and return it."""
    outcome = asyncio.run(measured(plan))
    way = "to the webhook" if plan.webhook else "by polling"
    show(console, outcome, f"{way} (seed {plan.seed}, from number {plan.first}", plan.seed)
    return outcome


async def measured(plan: OddPlan) -> OddOutcome:
    """Send the updates of a plan to the bot in this process; return what came of it."""
    outcome = OddOutcome()
    telegram = OddTelegram(odd_answers=plan.odd_answers)
    with TemporaryDirectory() as folder, ErrorsInto(outcome.errors):
        path = Path(folder) / "odd.sqlite3"
        async with await open_store(path) as store:
            await import_file(store, _EXAMPLES, dry_run=False)
            staff = Staff(store, People(_key(plan)))
            began = monotonic()
            async with telegram.served(), _bot(telegram, path, plan) as (bot, webhook):
                pending = _Pending(telegram, store, bot)
                if webhook:
                    outcome.statuses = await _post(plan, webhook, pending, staff)
                else:
                    await _queue(plan, pending, staff)
                outcome.left = await pending.emptied()
                outcome.crashed = bot.done()
            outcome.seconds = monotonic() - began
    numbers = range(plan.first, plan.first + plan.count)
    judge(outcome, (odd_update(plan.seed, number) for number in numbers), telegram.calls)
    return outcome


@asynccontextmanager
async def _bot(
    telegram: OddTelegram, path: Path, plan: OddPlan
) -> AsyncIterator[tuple[asyncio.Task[bool], str]]:
    """Run the bot in this process; give its task, and the webhook's address where it has one."""
    key = urlsafe_b64encode(_key(plan)).decode()
    settings = Settings(
        bot_token=SecretStr(TOKEN),
        api_url=telegram.url,
        database=path,
        data_key=SecretStr(key),
        digest_hour=None,
        desk_chat=DESK_CHAT,
    )
    address = ""
    if plan.webhook:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            listen = f"127.0.0.1:{free.getsockname()[1]}"
        address = f"http://{listen}/hook"
        settings = settings.model_copy(
            update={
                "webhook_url": "https://example.org/hook",
                "webhook_secret": SecretStr(_SECRET),
                "listen": listen,
            }
        )
    stop = asyncio.Event()
    pace = Pace(a_second=100_000.0, in_a_chat=0.0)
    bot = asyncio.create_task(serve(settings, stop, pace))
    try:
        yield bot, address
    finally:
        stop.set()
        await asyncio.wait({bot})


def _key(plan: OddPlan) -> bytes:
    return random.Random(plan.seed).randbytes(32)


@dataclass(frozen=True, slots=True)
class _Pending:
    """What the bot has not done yet."""

    telegram: OddTelegram
    store: Store
    bot: asyncio.Task[bool]

    async def count(self) -> int:
        """Return how many updates wait, in the store or at Telegram."""
        return self.telegram.waiting + (await self.store.inbox.state()).waiting

    async def few(self) -> None:
        """Wait until the bot has little left to do."""
        while True:
            if self.bot.done() or await self.count() <= _MOST_WAITING:
                return
            await asyncio.sleep(_LOOK_SECONDS)

    async def emptied(self) -> int:
        """Wait until nothing is left to do or nothing is done any more; return what is left."""
        left, since = await self.count(), monotonic()
        while left and not self.bot.done() and monotonic() - since < _STALLED_SECONDS:
            await asyncio.sleep(_LOOK_SECONDS)
            now = await self.count()
            if now < left:
                since = monotonic()
            left = now
        return left + (await self.store.inbox.state()).aside


async def _queue(plan: OddPlan, pending: _Pending, staff: Staff) -> None:
    """Hand the updates out, no more at once than the bot answers in a few seconds."""
    for numbers in _chunks(plan, _AT_ONCE):
        await staff.come_in(numbers)
        updates = [odd_update(plan.seed, number) for number in numbers]
        told = [(one.number, one.source(staff.draft_of(one.number))) for one in updates]
        pending.telegram.queue(told)
        await pending.few()


async def _post(plan: OddPlan, address: str, pending: _Pending, staff: Staff) -> Counter[int]:
    """Post the updates to the webhook, in order, some side by side; return the statuses."""
    statuses: Counter[int] = Counter()
    headers = {"Content-Type": "application/json", "X-Telegram-Bot-Api-Secret-Token": _SECRET}
    async with ClientSession() as session:

        async def post(update: OddUpdate) -> None:
            source = update.source(staff.draft_of(update.number)).encode()
            for _ in range(60):
                try:
                    async with session.post(address, data=source, headers=headers) as answer:
                        statuses[answer.status] += 1
                        return
                except OSError:
                    # It has not begun to listen.
                    await asyncio.sleep(1)

        for numbers in _chunks(plan, _POSTED_AT_ONCE):
            await staff.come_in(numbers)
            await asyncio.gather(*(post(odd_update(plan.seed, number)) for number in numbers))
            await pending.few()
    return statuses


def _chunks(plan: OddPlan, size: int) -> Iterator[range]:
    end = plan.first + plan.count
    for first in range(plan.first, end, size):
        yield range(first, min(first + size, end))
