"""Whether the bot is at work, as a container asks it."""

import asyncio
import fcntl
import os
import re
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from pathlib import Path

import pytest

from bot.cli import EXIT_STORE
from bot.commands.health import UnhealthyError, health
from bot.instance import lock_of, only_instance
from bot.settings import Settings
from sandbox import Sandbox
from tests.bot.conftest import Raspa

Running = Callable[[Settings], AbstractAsyncContextManager[asyncio.Event]]


@asynccontextmanager
async def _saying(status: str, words: str, port: int) -> AsyncIterator[list[str]]:
    """Something that listens and says this, whatever it is asked; yields what it was asked."""
    asked: list[str] = []

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head = (await reader.readuntil(b"\r\n\r\n")).decode()
        asked.append(head.split()[1])
        body = words.encode()
        writer.write(f"HTTP/1.1 {status}\r\nContent-Length: {len(body)}\r\n\r\n".encode() + body)
        await writer.drain()
        writer.close()

    async with await asyncio.start_server(answer, "127.0.0.1", port):
        yield asked


async def test_a_bot_that_runs_is_well_and_after_its_end_there_is_none(
    running: Running, settings: Settings, telegram: Sandbox
) -> None:
    async with running(settings):
        reader = telegram.person("Айгүл", language="ru")
        await reader.reply_to(await reader.send("/help"))
        said = await asyncio.to_thread(health, settings)
        assert re.search(r"running.* \d+ updates wait", said)
    with pytest.raises(UnhealthyError, match="No Raspa is running"):
        await asyncio.to_thread(health, settings)


def test_a_bot_that_starts_while_it_is_asked_after_does_not_take_that_for_another_bot(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    database = tmp_path / "raspa.sqlite3"
    asking = os.open(lock_of(database), os.O_RDONLY | os.O_CREAT)
    fcntl.flock(asking, fcntl.LOCK_SH)
    monkeypatch.setattr("bot.instance.time.sleep", lambda _: os.close(asking))
    with only_instance(database):
        pass


def test_where_no_bot_has_been_the_command_ends_with_a_code(raspa: Raspa) -> None:
    outcome = raspa("health")
    assert outcome.code == EXIT_STORE
    assert "No Raspa is running" in outcome.err


@pytest.mark.parametrize("host", ["127.0.0.1", "0.0.0.0"])
async def test_a_bot_that_listens_is_asked_itself(
    settings: Settings, unused_port: int, host: str
) -> None:
    watched = Settings.model_validate(
        settings.model_dump() | {"watch_listen": f"{host}:{unused_port}"}
    )
    async with _saying("200 OK", "all is well", unused_port) as asked:
        assert await asyncio.to_thread(health, watched) == "all is well"
    assert asked == ["/healthz"]


async def test_what_a_bot_says_against_itself_counts(settings: Settings, unused_port: int) -> None:
    watched = Settings.model_validate(
        settings.model_dump() | {"watch_listen": f"127.0.0.1:{unused_port}"}
    )
    async with _saying("503 Service Unavailable", "telegram: silent", unused_port):
        with pytest.raises(UnhealthyError, match="503: telegram: silent"):
            await asyncio.to_thread(health, watched)
    with pytest.raises(UnhealthyError, match="does not answer"):
        await asyncio.to_thread(health, watched)
