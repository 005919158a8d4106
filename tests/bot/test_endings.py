"""The bot, as a process, ended in the middle of its work: nobody loses an answer by it."""

import asyncio
import signal
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from benchmarks.endings import Plan, bot_process, measured
from handlers.kit.texts import Texts
from sandbox import Person, Sandbox
from sandbox.faults import CallFault
from storage.store import Store
from tests.kit.waiting import until

RU = Texts.load()["ru"]


async def test_killed_in_the_middle_the_bot_answers_everyone_and_hardly_anyone_twice() -> None:
    outcome = await measured(Plan(posts_a_second=8, ends=2, by=signal.SIGKILL))
    assert outcome.posts
    assert (outcome.lost, outcome.apologies) == (0, 0)
    assert outcome.doubled <= outcome.ends


async def test_ended_in_peace_the_bot_answers_everyone_once() -> None:
    outcome = await measured(Plan(posts_a_second=8, ends=2, by=signal.SIGTERM))
    assert outcome.posts
    assert (outcome.lost, outcome.doubled, outcome.apologies) == (0, 0, 0)


@asynccontextmanager
async def process(
    telegram: Sandbox, database: Path, owner: Person | None = None
) -> AsyncIterator[asyncio.subprocess.Process]:
    more = {"RASPA_OWNERS": str(owner.id)} if owner else {}
    bot = await bot_process(telegram, database, more)
    try:
        yield bot
    finally:
        if bot.returncode is None:
            bot.kill()
        await bot.wait()


@pytest.fixture
def silence(telegram: Sandbox) -> CallFault:
    """Nothing that the bot sends arrives."""
    return telegram.fault("sendMessage", hang=3_600, times=None)


async def test_an_update_that_ends_the_program_again_and_again_holds_its_chat_up_no_more(
    telegram: Sandbox, database: Path, store: Store, silence: CallFault
) -> None:
    reader = telegram.person("Дана", language="ru", started=True)
    deadly = await reader.send("/help")
    for death in range(1, 4):
        async with process(telegram, database) as bot:
            await until(lambda death=death: silence.struck == death)  # type: ignore[misc]
            bot.kill()
    telegram.clear_faults()
    async with process(telegram, database):
        other = await reader.send("/help")
        await reader.reply_to(other)
        assert (await store.inbox.state()).aside == 1
    assert [one for one in reader.received() if one.reply_to_message_id == deadly.message_id] == []


async def test_what_a_moderator_did_just_before_the_end_is_not_done_once_more(
    telegram: Sandbox, database: Path, store: Store, silence: CallFault
) -> None:
    boss = telegram.person("Болат", language="ru", started=True)
    begun = await boss.send("/add")
    async with process(telegram, database, boss) as bot:
        await until(lambda: silence.struck)
        bot.kill()
    (owner,) = await store.moderators.all()
    assert len(await store.drafts.open_of(owner.id)) == 1
    telegram.clear_faults()
    async with process(telegram, database, boss):
        assert (await boss.reply_to(begun)).text == RU("interrupted")
    assert len(await store.drafts.open_of(owner.id)) == 1
