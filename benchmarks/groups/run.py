"""A chat of ordinary lines at the bot's own handlers, matcher and store; Telegram on loopback.

Updates are handed to the handlers directly, as the worker does it, without the inbox and its
transport: what is said does not depend on these.
"""

import asyncio
import secrets
from base64 import urlsafe_b64encode
from collections import Counter
from collections.abc import AsyncIterator, Iterable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter

from rich.console import Console
from rich.table import Table

from benchmarks.groups.lines import Line, WordedClaim, exact_lines, ordinary_lines
from bot.application import Timing, build_application, open_store
from bot.encoding import make_vectors
from bot.intake.updates import read_update
from bot.settings import KEY_BYTES, Settings
from evaluation.engine import engine
from evaluation.labelled import DATA
from handlers import ALLOWED_UPDATES, register
from handlers.kit.context import RaspaApplication
from handlers.kit.pace import Pace
from matching.decide import SHIPPED
from matching.matcher import Matcher
from matching.search.encoder import Encoder
from sandbox import Sandbox
from sandbox.chats import Chat
from storage.imports.transfer import import_file

_MARKS = 1_000_000
_PACE = Pace(a_second=100_000, in_a_chat=0.0001, in_the_desk=0.0001)


@dataclass(frozen=True, slots=True)
class ChatPlan:
    """Which set's debunks are in the store, how many lines are played, and from which seed."""

    author: str = "c"
    count: int = 5_000
    seed: int = 1


@dataclass(slots=True)
class Played:
    """What came of a chat: what was said with marks off, and under which lines with marks on."""

    lines: int = 0
    unasked: int = 0
    wrong: list[Line] = field(default_factory=list)
    exact: int = 0
    marked: int = 0
    seconds: float = 0.0
    kinds: Counter[str] = field(default_factory=Counter)


def run(console: Console, plan: ChatPlan) -> Played:
    """Play a chat and print what came of it."""
    played = asyncio.run(measured(plan, engine()))
    table = Table(title=f"A group chat of {played.lines:,} ordinary lines")
    for heading in ("", "figure"):
        table.add_column(heading)
    for what, number in (
        ("messages with marks off", f"{played.unasked}"),
        ("wrong marks with marks on", f"{len(played.wrong)}"),
        ("exact forwards of claims that were marked", f"{played.marked} of {played.exact}"),
        ("milliseconds a line, marks on", f"{played.seconds * 1000 / max(1, played.lines):.1f}"),
        *((f"lines: {kind}", f"{number:,}") for kind, number in played.kinds.most_common()),
    ):
        table.add_row(what, number)
    console.print(table)
    for line in played.wrong:
        console.print(f"wrong: {line.kind}: {line.text}", markup=False)
    return played


async def measured(plan: ChatPlan, encoder: Encoder | None) -> Played:
    """Play a chat of this plan: without marks, with them, then exact forwards of the claims."""
    played = Played()
    with TemporaryDirectory() as folder:
        async with Sandbox.start() as telegram, _bot(telegram, Path(folder), plan, encoder) as bot:
            claims = await _claims(bot)
            lines = ordinary_lines(claims, plan.author, plan.count, plan.seed)
            played.lines, played.kinds = len(lines), Counter(line.kind for line in lines)
            quiet, marked, fresh = (_group(telegram) for _ in range(3))
            await _want_marks(marked, bot)
            await _want_marks(fresh, bot)
            await _play(lines, quiet, telegram, bot)
            played.unasked = len(quiet.by_bot)
            began = perf_counter()
            under = await _play(lines, marked, telegram, bot)
            played.seconds = perf_counter() - began
            played.wrong = [under[number] for number in _marked(marked)]
            exact = exact_lines(claims)
            await _play(exact, fresh, telegram, bot)
            played.exact, played.marked = len(exact), len(fresh.by_bot)
    return played


def _group(telegram: Sandbox) -> Chat:
    return telegram.group("Подъезд", members=[telegram.person("Дана")], bot="administrator")


async def _want_marks(group: Chat, bot: RaspaApplication) -> None:
    people, groups = bot.bot_data.people, bot.bot_data.store.groups
    kept = await groups.keep(people.hash(group.id), people.seal(group.id))
    await groups.set_marks(kept.id, _MARKS)


async def _play(
    lines: Iterable[Line], group: Chat, telegram: Sandbox, bot: RaspaApplication
) -> dict[int, Line]:
    """Write lines in a group, one after another; return them by the numbers of their messages."""
    world, under = telegram.world, {}
    person = world.people[next(iter(group.members))]
    for line in lines:
        content: dict[str, object] = {"text": line.text}
        if line.of_channel:
            channel = {"id": -1_001_900_000_009, "type": "channel", "title": "Срочно"}
            origin = {"type": "channel", "date": world.now(), "chat": channel, "message_id": 1}
            content["forward_origin"] = origin
        message = world.message(group, person, content)
        under[int(message["message_id"])] = line
        raw = {"update_id": world.serial(), "message": message}
        for update in read_update(raw, bot.bot, ALLOWED_UPDATES):
            await bot.process_update(update)
    return under


def _marked(group: Chat) -> list[int]:
    """Return the numbers of the messages that the bot has said something under."""
    said = [group.messages[number] for number in group.by_bot]
    return [int(one["reply_to_message"]["message_id"]) for one in said]


async def _claims(bot: RaspaApplication) -> Sequence[WordedClaim]:
    debunks = await bot.bot_data.store.debunks.newest(1_000)
    return [WordedClaim(one.lang, one.text) for debunk in debunks for one in debunk.own_claims]


@asynccontextmanager
async def _bot(
    telegram: Sandbox, folder: Path, plan: ChatPlan, encoder: Encoder | None
) -> AsyncIterator[RaspaApplication]:
    """Give the bot with the debunks of a set, its handlers in place, not fetching anything."""
    path = folder / "chat.sqlite3"
    settings = Settings.model_validate(
        {
            "bot_token": telegram.token,
            "api_url": telegram.url,
            "database": path,
            "data_key": urlsafe_b64encode(secrets.token_bytes(KEY_BYTES)).decode(),
        }
    )
    async with await open_store(path) as store:
        report = await import_file(store, DATA / plan.author / "debunks.jsonl", dry_run=False)
        if report.faults:
            raise RuntimeError(f"the set {plan.author} cannot be imported")
        if encoder is not None:
            await make_vectors(store, encoder)
        matcher = Matcher(store.phrasings, SHIPPED, encoder)
        application = build_application(settings, store, matcher, Timing(pace=_PACE), encoder)
        await application.initialize()
        register(application)
        try:
            yield application
        finally:
            await application.shutdown()
