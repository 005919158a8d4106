"""Updates that were set aside: an operator sees which, not what is in them, and has them redone."""

import asyncio
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from pathlib import Path

import pytest

from bot.commands.aside import aside
from bot.settings import Settings
from handlers.kit.texts import Texts
from sandbox import Person, Sandbox
from storage.store import Store
from tests.bot.conftest import Raspa
from tests.kit.desk_room import AT, PEOPLE
from tests.kit.waiting import until

RU = Texts.load()["ru"]
RUMOUR = "Казахстан тайно собирается встать на сторону России и отправить войска в Украину"
Running = Callable[[Settings], AbstractAsyncContextManager[asyncio.Event]]


async def broken(telegram: Sandbox, store: Store) -> tuple[Person, str]:
    """Have a post break its handlers; return its sender and the code that they were told."""
    telegram.fault("sendMessage", status=400, description="Bad Request: something new", times=3)
    reader = telegram.person("Дана", language="ru")
    answer = await reader.reply_to(await reader.send(RUMOUR))
    code = answer.text.rpartition(" ")[2]
    assert answer.text == RU("try-again", id=code)
    await until_aside(store, 1)
    return reader, code


async def until_aside(store: Store, count: int) -> None:
    async def so_many_are() -> bool:
        return (await store.inbox.state()).aside == count

    await until(so_many_are)


@pytest.mark.own_bot
async def test_what_is_aside_is_told_by_kind_time_and_code_and_handled_again_on_demand(
    telegram: Sandbox, settings: Settings, running: Running, store: Store
) -> None:
    async with running(settings):
        reader, code = await broken(telegram, store)
        said = await asyncio.to_thread(aside, settings.database, again=False)
        assert "1 updates could not be handled" in said
        assert f"post    BadRequest, code {code}" in said
        assert "Казахстан" not in said
        assert (await store.inbox.state()).aside == 1
        await asyncio.to_thread(aside, settings.database, again=True)
        await until_aside(store, 0)
        await until(lambda: reader.received()[-1].text.startswith("🔴 Фейк"))
        said = await asyncio.to_thread(aside, settings.database, again=False)
        assert "No update is set aside" in said


@pytest.mark.own_bot
async def test_what_an_operator_wants_again_while_no_bot_runs_is_handled_by_the_next(
    telegram: Sandbox, settings: Settings, running: Running, store: Store
) -> None:
    async with running(settings):
        await broken(telegram, store)
    await asyncio.to_thread(aside, settings.database, again=True)
    async with running(settings):
        await until_aside(store, 0)


async def test_what_could_not_be_read_is_told_by_kind_alone(
    settings: Settings, store: Store
) -> None:
    sealed = PEOPLE.seal_update("тайна".encode())
    for at in (AT, AT + 60):
        await store.unreadable.keep("message (wrong type)", sealed, None, at)
    said = await asyncio.to_thread(aside, settings.database, again=False)
    assert "2 updates could not be read" in said
    assert said.endswith("   2  message (wrong type)")


def test_nothing_is_aside_in_a_new_store(raspa: Raspa, with_examples: Path) -> None:
    for words in (("aside",), ("aside", "--again")):
        outcome = raspa(*words)
        assert outcome.code == 0
        assert "No update is set aside." in outcome.out
