"""What many tests need: a clean environment, real stores, the sandbox and the real bot."""

import asyncio
import base64
import os
import socket
import time
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from pathlib import Path

import pytest

from bot.application import open_store
from bot.encoding import make_vectors
from bot.run import serve
from bot.settings import Settings
from matching.encoder import load_encoder
from sandbox import Sandbox
from storage.database import Database
from storage.transfer import import_file
from tests.schema import check_call, check_update

EXAMPLES = Path(__file__).parents[1] / "examples" / "debunks.jsonl"
KEY = base64.urlsafe_b64encode(bytes(range(32))).decode()


@pytest.fixture(autouse=True)
def clean_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in list(os.environ):
        if name.startswith("RASPA_"):
            monkeypatch.delenv(name)


@pytest.fixture
async def telegram() -> AsyncIterator[Sandbox]:
    """A Telegram of this test's own; whatever went over it must fit an independent schema."""
    async with Sandbox.start() as sandbox:
        yield sandbox
        for update in sandbox.updates:
            check_update(update)
        for call in sandbox.calls:
            check_call(call)


@pytest.fixture(scope="session")
def filled_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store that holds the examples; tests copy it."""
    path = tmp_path_factory.mktemp("store") / "examples.sqlite3"

    async def fill() -> None:
        async with await open_store(path) as store:
            report = await import_file(store, EXAMPLES, dry_run=False)
            assert not report.faults
            encoder = load_encoder()
            assert encoder is not None
            await make_vectors(store, encoder)

    asyncio.run(fill())
    return path


@pytest.fixture
def database(filled_store: Path, tmp_path: Path) -> Path:
    """A store of this test's own with the examples in it."""
    path = tmp_path / "raspa.sqlite3"
    path.write_bytes(filled_store.read_bytes())
    return path


@pytest.fixture
async def store(database: Path) -> AsyncIterator[Database]:
    """The store, opened beside the bot's own connection."""
    async with await open_store(database) as opened:
        yield opened


@pytest.fixture
def settings(telegram: Sandbox, database: Path) -> Settings:
    return Settings.model_validate(
        {
            "bot_token": telegram.token,
            "api_url": telegram.url,
            "database": database,
            "data_key": KEY,
        }
    )


@asynccontextmanager
async def _running(
    settings: Settings, now: Callable[[], float] = time.time
) -> AsyncIterator[asyncio.Event]:
    stop = asyncio.Event()
    serving = asyncio.create_task(serve(settings, stop, now=now))
    try:
        yield stop
    finally:
        stop.set()
        await serving


@pytest.fixture
def running() -> Callable[..., AbstractAsyncContextManager[asyncio.Event]]:
    """Runs the real bot with settings, and a clock, of the test's choice; an event stops it."""
    return _running


@pytest.fixture
async def bot(settings: Settings) -> AsyncIterator[asyncio.Event]:
    """The real bot, answering on the sandbox by polling."""
    async with _running(settings) as stop:
        yield stop


@pytest.fixture
def unused_port() -> int:
    """A port on loopback that nobody listens at."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
