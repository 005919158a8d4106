"""Many askers of one case, told by the real bot against refusals, silence and `kill -9`."""

import asyncio
import random
import sys
from base64 import urlsafe_b64encode
from collections import Counter, deque
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager, closing
from dataclasses import dataclass, replace
from pathlib import Path
from sqlite3 import connect
from tempfile import TemporaryDirectory
from time import time

from rich.console import Console

from bot.application import open_store
from bot.commands.demo import environment
from bot.connection import PATIENCE_SECONDS
from domain.debunk import Claim, Debunk, Verdict
from domain.deed import Deed
from domain.moderator import Newcomer
from privacy.sealing import People
from sandbox import Person, Sandbox
from storage.cases.submissions import Submission
from storage.store import Store

_KEY = bytes(range(32))
_BLOCKED = 0.02
_NAME = "bench.sqlite3"


@dataclass(frozen=True)
class Plan:
    """How many ask, how often the bot is killed, and how likely each trouble is a message.

    Telegram takes `round_trip` seconds for each. `timeouts` never reach Telegram; `late` ones do,
    and only their answer is lost. `hang` is how long both are silent, in seconds: longer than the
    bot waits.
    """

    askers: int
    kills: int
    too_many: float = 0.002
    timeouts: float = 0.001
    late: float = 0.0
    hang: float = PATIENCE_SECONDS + 1
    round_trip: float = 0.0
    seed: int = 1


@dataclass(frozen=True)
class Outcome:
    """What came of it: readers who got nothing or more than one message, and at what pace.

    `seconds` are all that it took, with every start of the bot; `sending` those from the first
    message to the last.
    """

    told: int
    blocked: int
    missed: int
    doubled: int
    most_a_second: int
    kills: int
    seconds: float
    sending: float
    refused: int
    timeouts: int
    late: int


def run(console: Console, round_trip: float, *, full: bool) -> None:
    """Print how fast readers are told at a round trip (seconds), and what kills do to it.

    500 readers and two kills take less than a minute, `full` 10,000 and ten some 20 minutes.
    """
    askers, kills = (10_000, 10) if full else (500, 2)
    console.print(f"A round trip to Telegram takes {1_000 * round_trip:.0f} ms.")
    calm = Plan(askers, kills=0, too_many=0, timeouts=0, round_trip=round_trip)
    console.print(_in_words(asyncio.run(measured(calm))))
    wild = Plan(askers if full else askers // 4, kills, round_trip=round_trip)
    if not full:
        wild = replace(wild, timeouts=0)
    console.print(_in_words(asyncio.run(measured(wild))))
    if full:
        late = Plan(askers // 10, kills=0, too_many=0, timeouts=0, late=0.01)
        console.print("Time-outs after the message had arrived, which nobody can tell from others:")
        console.print(_in_words(asyncio.run(measured(late))))


async def measured(plan: Plan) -> Outcome:
    """Let the readers ask, publish, kill the bot as often as planned, and count."""
    with TemporaryDirectory() as folder:
        async with (
            Sandbox.start() as telegram,
            await open_store(path := Path(folder) / _NAME) as store,
        ):
            askers = [telegram.person(f"A{n}", language="ru") for n in range(plan.askers)]
            case = await _asked(telegram, store, path, askers)
            chance = random.Random(plan.seed)
            blocked = [asker for asker in askers if chance.random() < _BLOCKED]
            for asker in blocked:
                asker.block()
            return await _told(plan, telegram, store, Path(folder), case, askers, blocked)


async def _told(
    plan: Plan,
    telegram: Sandbox,
    store: Store,
    folder: Path,
    case: int,
    askers: Sequence[Person],
    blocked: Sequence[Person],
) -> Outcome:
    method, silent = "sendMessage", plan.hang
    too_many = telegram.fault(
        method, status=429, retry_after=1, times=None, probability=plan.too_many, seed=plan.seed
    )
    timeouts = telegram.fault(
        method, hang=silent, drop=True, times=None, probability=plan.timeouts, seed=plan.seed + 1
    )
    late = telegram.fault(
        method,
        hang=silent,
        drop=True,
        after=True,
        times=None,
        probability=plan.late,
        seed=plan.seed + 2,
    )
    if plan.round_trip:
        telegram.fault(method, hang=plan.round_trip, times=None)
    began = time()
    await _publish(store, case)
    for kill in range(plan.kills):
        async with _bot(telegram, folder):
            # Somewhere between two messages, so that every step of one is hit now and then.
            await _reached(telegram, plan.askers * (kill + 1) // (plan.kills + 1))
            await asyncio.sleep(random.Random(kill).random() / 20)
    async with _bot(telegram, folder):
        while (await store.statistics.between(0, 0)).due:  # noqa: ASYNC110 - nor for this
            await asyncio.sleep(0.2)
    closed = {asker.id for asker in blocked}
    got = Counter({asker.id: len(telegram.world.chats[asker.id].by_bot) for asker in askers})
    calls = [call.at for call in telegram.calls_of(method)]
    return Outcome(
        told=sum(count > 0 for count in got.values()),
        blocked=len(closed),
        missed=sum(not count for reader, count in got.items() if reader not in closed),
        doubled=sum(max(0, count - 1) for count in got.values()),
        most_a_second=_most_a_second(sorted(calls)),
        kills=plan.kills,
        seconds=time() - began,
        sending=max(calls) - min(calls),
        refused=too_many.struck,
        timeouts=timeouts.struck,
        late=late.struck,
    )


async def _asked(telegram: Sandbox, store: Store, path: Path, askers: Sequence[Person]) -> int:
    people = People(_KEY)
    messages = [await asker.send("Правда, что в понедельник отключат воду?") for asker in askers]
    # They are in the case already; the bot need not answer them once more.
    telegram.world.updates.drop()
    first = askers[0]
    reader = await store.readers.keep(people.hash(first.id), people.seal(first.id), "ru")
    asked = Submission(reader, messages[0].message_id, "ru", messages[0].text, at=int(time()))
    case = (await store.submissions.add(asked, None)).case
    # The first came in by the front door; so would the others, but thousands take minutes there.
    with closing(connect(path)) as raw, raw:
        for asker, message in zip(askers[1:], messages[1:], strict=True):
            number = raw.execute(
                "INSERT INTO readers (person, sealed, spoken) VALUES (?, ?, 'ru')",
                (people.hash(asker.id), people.seal(asker.id)),
            ).lastrowid
            raw.execute(
                'INSERT INTO submissions ("case", reader, message, lang, text, terms, at) '
                'SELECT "case", ?, ?, lang, text, terms, at FROM submissions LIMIT 1',
                (number, message.message_id),
            )
    return case


async def _publish(store: Store, case: int) -> None:
    people = People(_KEY)
    at = int(time())
    chief = await store.moderators.ensure_owner(
        Newcomer(people.hash(1), people.seal(1), people.seal_name("Chief", people.hash(1))), at
    )
    claim = Claim("ru", "С понедельника воду отключат во всём городе")
    debunk = Debunk("water", Verdict.FALSE, (claim,), summary={"ru": "Водоканал это опроверг."})
    await store.publishing.save(debunk, base=None, deed=Deed(chief.id, at), case=case)


@asynccontextmanager
async def _bot(telegram: Sandbox, folder: Path) -> AsyncIterator[None]:
    """Run the real bot until the end of the block, which comes by `kill -9`."""
    around = environment(telegram, folder / _NAME)
    around["RASPA_DATA_KEY"] = urlsafe_b64encode(_KEY).decode()
    with (folder / "log").open("ab") as log:
        process = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "bot", "run", cwd=folder, env=around, stderr=log
        )
        try:
            yield
        finally:
            process.kill()
            await process.wait()


async def _reached(telegram: Sandbox, messages: int) -> None:
    while len(telegram.calls_of("sendMessage")) < messages:  # noqa: ASYNC110 - no event for this
        await asyncio.sleep(0.1)


def _most_a_second(times: Sequence[float]) -> int:
    window: deque[float] = deque()
    most = 0
    for each in times:
        window.append(each)
        while window[0] <= each - 1:
            window.popleft()
        most = max(most, len(window))
    return most


def _in_words(outcome: Outcome) -> str:
    return (
        f"{outcome.told:,} readers told in {outcome.seconds:.0f} s; from the first message to the "
        f"last {outcome.sending:.0f} s, {(outcome.told + outcome.blocked) / outcome.sending:.1f} "
        f"messages a second; {outcome.blocked} had blocked "
        f"the bot; missed {outcome.missed}, told twice {outcome.doubled} with {outcome.kills} "
        f"kills; at most {outcome.most_a_second} messages in any one second; met "
        f"{outcome.refused} x 429, {outcome.timeouts} time-outs before arrival, {outcome.late} "
        f"after it"
    )
