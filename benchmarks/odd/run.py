"""The running bot under odd updates: who gets no answer that is due, and who gets one undue."""

import asyncio
import json
import logging
import random
import socket
import traceback
from base64 import urlsafe_b64encode
from collections import Counter, defaultdict
from collections.abc import AsyncIterator, Iterable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from time import monotonic

from aiohttp import ClientSession
from pydantic import SecretStr
from rich.console import Console

from benchmarks.odd.oracle import LARGEST_ID, Due, Expected, expected
from benchmarks.odd.schema import BOT_API, ways
from benchmarks.odd.telegram import TOKEN, NotedCall, OddTelegram
from benchmarks.odd.updates import OddUpdate, odd_update
from bot.application import open_store
from bot.run import serve
from bot.settings import Settings
from handlers.kit.pace import Pace
from handlers.kit.texts import LANGUAGES, Texts
from storage.imports.transfer import import_file
from storage.store import Store

_EXAMPLES = Path(__file__).parents[2] / "examples" / "debunks.jsonl"
_AT_ONCE = 100
_MOST_WAITING = 100
_LOOK_SECONDS = 0.1
_STALLED_SECONDS = 120.0
_SECRET = "odd"
_MOST_SHOWN = 40


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


@dataclass(slots=True)
class OddOutcome:
    """What came of it. Faults are numbers of updates; `open` counts what nobody has to do."""

    updates: int = 0
    due: Counter[Due] = field(default_factory=Counter)
    open: Counter[str] = field(default_factory=Counter)
    crashed: bool = False
    silences: list[int] = field(default_factory=list)
    undue: list[int] = field(default_factory=list)
    doubled: list[int] = field(default_factory=list)
    error_codes: list[int] = field(default_factory=list)
    called_unreadable: list[int] = field(default_factory=list)
    told_unreadable: int = 0
    notices: int = 0
    strays: list[NotedCall] = field(default_factory=list)
    errors: Counter[str] = field(default_factory=Counter)
    statuses: Counter[int] = field(default_factory=Counter)
    left: int = 0
    seconds: float = 0.0

    @property
    def is_clean(self) -> bool:
        """Whether nothing was wrong."""
        faults = (self.silences, self.undue, self.doubled, self.error_codes, self.strays)
        wrong = self.called_unreadable or self.crashed or self.left or self.errors
        return not any(faults) and not wrong


def run(console: Console, plan: OddPlan) -> OddOutcome:
    """Send the updates of a plan to the bot, print what came of it, and return it."""
    outcome = asyncio.run(measured(plan))
    way = "to the webhook" if plan.webhook else "by polling"
    console.print(
        f"{outcome.updates:,} updates {way} (seed {plan.seed}, from number {plan.first}; Bot API "
        f"{BOT_API}, {len(ways()):,} fields) in {outcome.seconds:.0f} s: "
        f"crashes {int(outcome.crashed)}, silences where an answer is due {len(outcome.silences)}, "
        f"answers where none is due {len(outcome.undue) + len(outcome.strays)}, answered twice "
        f"{len(outcome.doubled)}, error codes {len(outcome.error_codes)}, valid ones called "
        f"unreadable {len(outcome.called_unreadable)}, lines of level ERROR "
        f"{sum(outcome.errors.values())}, left in the inbox {outcome.left}"
    )
    due = ", ".join(f"{kind.name.lower()} {count:,}" for kind, count in outcome.due.most_common())
    console.print(
        f"Due: {due}; told that theirs cannot be read {outcome.told_unreadable:,}, "
        f"that they have to wait {outcome.notices:,}"
    )
    for what, numbers in (
        ("silent", outcome.silences),
        ("undue", outcome.undue),
        ("doubled", outcome.doubled),
        ("error code", outcome.error_codes),
        ("called unreadable", outcome.called_unreadable),
    ):
        _print_grouped(console, what, numbers, plan.seed)
    for stray in outcome.strays[:_MOST_SHOWN]:
        console.print(f"stray: {stray}", markup=False)
    for line, count in outcome.errors.most_common(_MOST_SHOWN):
        console.print(f"ERROR {count} times: {line}", markup=False)
    if outcome.statuses:
        console.print(f"The webhook's answers: {dict(outcome.statuses)}")
    for why, count in outcome.open.most_common():
        console.print(f"open: {count:,} {why}", markup=False)
    return outcome


def _print_grouped(console: Console, what: str, numbers: Sequence[int], seed: int) -> None:
    groups: defaultdict[str, list[int]] = defaultdict(list)
    for number in numbers:
        groups[odd_update(seed, number).what].append(number)
    for name, found in sorted(groups.items(), key=lambda one: -len(one[1]))[:_MOST_SHOWN]:
        told = ", ".join(map(str, found[:3]))
        console.print(f"{what}: {len(found)} {name} (numbers {told})", markup=False)


async def measured(plan: OddPlan) -> OddOutcome:
    """Send the updates of a plan to the bot in this process; return what came of it."""
    outcome = OddOutcome()
    telegram = OddTelegram(odd_answers=plan.odd_answers)
    with TemporaryDirectory() as folder, _ErrorsInto(outcome.errors):
        path = Path(folder) / "odd.sqlite3"
        async with await open_store(path) as store:
            await import_file(store, _EXAMPLES, dry_run=False)
            began = monotonic()
            async with telegram.served(), _bot(telegram, path, plan) as (bot, webhook):
                if webhook:
                    outcome.statuses = await _post(plan, webhook, telegram, store, bot)
                else:
                    await _queue(plan, telegram, store, bot)
                outcome.left = await _emptied(telegram, store, bot)
                outcome.crashed = bot.done()
            outcome.seconds = monotonic() - began
    numbers = range(plan.first, plan.first + plan.count)
    _judge(outcome, (odd_update(plan.seed, number) for number in numbers), telegram.calls)
    return outcome


@asynccontextmanager
async def _bot(
    telegram: OddTelegram, path: Path, plan: OddPlan
) -> AsyncIterator[tuple[asyncio.Task[bool], str]]:
    """Run the bot in this process; give its task, and the webhook's address where it has one."""
    key = urlsafe_b64encode(random.Random(plan.seed).randbytes(32)).decode()
    settings = Settings(
        bot_token=SecretStr(TOKEN),
        api_url=telegram.url,
        database=path,
        data_key=SecretStr(key),
        digest_hour=None,
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


async def _queue(
    plan: OddPlan, telegram: OddTelegram, store: Store, bot: asyncio.Task[bool]
) -> None:
    """Hand the updates out, no more at once than the bot answers in a few seconds."""
    for first in range(plan.first, plan.first + plan.count, _AT_ONCE):
        numbers = range(first, min(first + _AT_ONCE, plan.first + plan.count))
        updates = [odd_update(plan.seed, number) for number in numbers]
        telegram.queue([(one.number, one.source()) for one in updates])
        await _until_few(telegram, store, bot)


async def _post(
    plan: OddPlan,
    address: str,
    telegram: OddTelegram,
    store: Store,
    bot: asyncio.Task[bool],
) -> Counter[int]:
    """Post the updates to the webhook, in order, some side by side; return the statuses."""
    statuses: Counter[int] = Counter()
    headers = {"Content-Type": "application/json", "X-Telegram-Bot-Api-Secret-Token": _SECRET}
    async with ClientSession() as session:

        async def post(update: OddUpdate) -> None:
            for _ in range(60):
                try:
                    async with session.post(
                        address, data=update.source().encode(), headers=headers
                    ) as answer:
                        statuses[answer.status] += 1
                        return
                except OSError:
                    # It has not begun to listen.
                    await asyncio.sleep(1)

        for first in range(plan.first, plan.first + plan.count, 20):
            numbers = range(first, min(first + 20, plan.first + plan.count))
            await asyncio.gather(*(post(odd_update(plan.seed, number)) for number in numbers))
            await _until_few(telegram, store, bot)
    return statuses


async def _until_few(telegram: OddTelegram, store: Store, bot: asyncio.Task[bool]) -> None:
    """Wait until the bot has little left to do."""
    while True:
        if bot.done() or await _waiting(telegram, store) <= _MOST_WAITING:
            return
        await asyncio.sleep(_LOOK_SECONDS)


async def _waiting(telegram: OddTelegram, store: Store) -> int:
    return telegram.waiting + (await store.inbox.state()).waiting


async def _emptied(telegram: OddTelegram, store: Store, bot: asyncio.Task[bool]) -> int:
    """Wait until nothing is left to do or nothing is done any more; return what is left."""
    left, since = await _waiting(telegram, store), monotonic()
    while left and not bot.done() and monotonic() - since < _STALLED_SECONDS:
        await asyncio.sleep(_LOOK_SECONDS)
        now = await _waiting(telegram, store)
        if now < left:
            since = monotonic()
        left = now
    state = await store.inbox.state()
    return left + state.aside


def _judge(outcome: OddOutcome, updates: Iterable[OddUpdate], calls: Sequence[NotedCall]) -> None:
    by_chat: defaultdict[int, list[NotedCall]] = defaultdict(list)
    by_query: defaultdict[str, list[NotedCall]] = defaultdict(list)
    codes: set[int] = set()
    texts = Texts.load()
    broken = _Known(texts, "try-again", "inline-broken")
    unreadable = _Known(texts, "update-unreadable")
    # What a busy machine has people told beside their answers.
    notice = _Known(texts, "long-queue", "too-many")
    for call in calls:
        if notice(call.text):
            outcome.notices += 1
            continue
        if call.chat is not None:
            by_chat[call.chat].append(call)
        if call.query is not None:
            by_query[call.query].append(call)
    claimed: Counter[int] = Counter()
    asked: list[tuple[OddUpdate, Expected]] = []
    for update in updates:
        what = expected(update.raw)
        outcome.updates += 1
        outcome.due[what.due] += 1
        if what.due is Due.OPEN:
            outcome.open[what.why] += 1
        if what.chat is not None:
            claimed[what.chat] += 1
        asked.append((update, what))
    seen: set[int] = set()
    for update, what in asked:
        answers = by_chat.get(what.chat or 0, [])
        seen.add(what.chat or 0)
        went_out = [call for call in answers if call.done]
        alone = claimed[what.chat or 0] == 1
        told = [*answers, *by_query.get(what.query or "", [])]
        if any(broken(call.text) for call in told):
            codes.add(update.number)
        if any(unreadable(call.text) for call in went_out):
            outcome.told_unreadable += 1
            if update.valid and what.says:
                outcome.called_unreadable.append(update.number)
        match what.due:
            case Due.REPLY:
                if not went_out:
                    outcome.silences.append(update.number)
            case Due.PRESS | Due.INLINE:
                if not by_query.get(what.query or ""):
                    outcome.silences.append(update.number)
            case Due.NOTHING:
                if went_out and alone:
                    outcome.undue.append(update.number)
        if len(went_out) > 1 and alone and what.due is Due.REPLY:
            outcome.doubled.append(update.number)
    outcome.error_codes += sorted(codes)
    outcome.strays += [
        call
        for chat, found in by_chat.items()
        if chat not in seen and 0 < chat < LARGEST_ID
        for call in found
    ]


class _Known:
    """Tells whether words are one of the texts under some keys, in any language."""

    def __init__(self, texts: Texts, *keys: str) -> None:
        told = (texts[lang](key, id="\0") for lang in LANGUAGES for key in keys)
        self._begins = tuple(one.split("\0")[0].strip() for one in told)

    def __call__(self, words: str) -> bool:
        return words.startswith(self._begins)


class _ErrorsInto(logging.Handler):
    """Counts what is logged as an error, by where it came from, until the end of the block."""

    def __init__(self, errors: Counter[str]) -> None:
        super().__init__(logging.ERROR)
        self._errors = errors

    def emit(self, record: logging.LogRecord) -> None:
        """Count one line."""
        said = str(record.msg)
        if record.exc_info and record.exc_info[1] is not None:
            frames = traceback.extract_tb(record.exc_info[1].__traceback__)
            last = [f"{Path(one.filename).name}:{one.lineno}" for one in frames[-3:]]
            said += f" {type(record.exc_info[1]).__name__} {' '.join(last)}"
        self._errors[said] += 1

    def __enter__(self) -> None:
        logging.getLogger().addHandler(self)

    def __exit__(self, *_: object) -> None:
        logging.getLogger().removeHandler(self)


def as_json(update: OddUpdate) -> str:
    """Return an update's JSON for reading, shortened."""
    return json.dumps(update.raw, ensure_ascii=False)[:2_000]
