"""What many tests need: a clean environment, real stores, the sandbox and the real bot."""

import asyncio
import base64
import os
import socket
import time
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck
from hypothesis import settings as hypotheses

from bot.application import open_store
from bot.encoding import make_vectors
from bot.run import serve
from bot.settings import Settings
from bot.stopping import STOP_SECONDS
from handlers.kit.pace import Pace
from matching.search.encoder import Encoder
from sandbox import Sandbox
from storage.imports.transfer import import_file
from storage.store import Store
from tests.kit.encoding import real_encoder

EXAMPLES = Path(__file__).parents[1] / "examples" / "debunks.jsonl"
# An example takes as long as a busy machine needs.
hypotheses.register_profile("patient", deadline=None, suppress_health_check=[HealthCheck.too_slow])
hypotheses.load_profile("patient")
KEY = base64.urlsafe_b64encode(bytes(range(32))).decode()


@pytest.fixture(autouse=True)
def clean_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in list(os.environ):
        if name.startswith("RASPA_"):
            monkeypatch.delenv(name)


@pytest.fixture(scope="session")
def encoder() -> Encoder:
    """The real encoder, which loads in some 20 ms and keeps what it has encoded."""
    return real_encoder()


@pytest.fixture(scope="session", autouse=True)
def _encoder_of_every_bot() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("bot.encoding.load_encoder", real_encoder)
        yield


class Witness:
    """A Telegram whose traffic must fit an independent schema, looked at once."""

    def __init__(self, telegram: Sandbox) -> None:
        self.telegram = telegram
        self._updates = self._calls = 0

    def check(self) -> None:
        """Look at what has gone over it since the last time."""
        # Models of the whole Bot API take three seconds to build: not for those who only hand out
        # tests, or run none of these.
        from tests.kit.schema import check_call, check_update

        updates, calls = self.telegram.updates[self._updates :], self.telegram.calls[self._calls :]
        self._updates += len(updates)
        self._calls += len(calls)
        for update in updates:
            check_update(update)
        for call in calls:
            check_call(call)


@asynccontextmanager
async def _witnessed() -> AsyncIterator[Witness]:
    async with Sandbox.start() as sandbox:
        witness = Witness(sandbox)
        yield witness
        witness.check()


@pytest.fixture
def shares(request: pytest.FixtureRequest) -> bool:
    """Whether this test shares Telegram, store and bot with its module; see tests/README.md."""
    marks = {mark.name for mark in request.node.iter_markers()}
    return "one_bot" in marks and "own_bot" not in marks


@pytest.fixture
async def _own_witness() -> AsyncIterator[Witness]:
    async with _witnessed() as witness:
        yield witness


@pytest.fixture(scope="module")
async def _shared_witness() -> AsyncIterator[Witness]:
    async with _witnessed() as witness:
        yield witness


@pytest.fixture
def telegram(request: pytest.FixtureRequest, shares: bool) -> Iterator[Sandbox]:
    """A Telegram of this test's own, or of its module; whatever goes over it is checked."""
    witness: Witness = request.getfixturevalue("_shared_witness" if shares else "_own_witness")
    yield witness.telegram
    witness.telegram.clear_faults()
    witness.check()


@pytest.fixture(scope="session")
def filled_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store that holds the examples; tests copy it."""
    path = tmp_path_factory.mktemp("store") / "examples.sqlite3"

    async def fill() -> None:
        async with await open_store(path) as store:
            report = await import_file(store, EXAMPLES, dry_run=False)
            assert not report.faults
            await make_vectors(store, real_encoder())

    asyncio.run(fill())
    return path


@pytest.fixture(scope="module")
def _shared_database(filled_store: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return _copy(filled_store, tmp_path_factory.mktemp("shared"))


@pytest.fixture
def database(
    request: pytest.FixtureRequest, shares: bool, filled_store: Path, tmp_path: Path
) -> Path:
    """A store of this test's own, or of its module, with the examples in it."""
    if shares:
        shared: Path = request.getfixturevalue("_shared_database")
        return shared
    return _copy(filled_store, tmp_path)


def _copy(store: Path, folder: Path) -> Path:
    path = folder / "raspa.sqlite3"
    path.write_bytes(store.read_bytes())
    path.chmod(0o600)
    return path


@pytest.fixture
async def _own_store(database: Path) -> AsyncIterator[Store]:
    async with await open_store(database) as opened:
        yield opened


@pytest.fixture(scope="module")
async def _shared_store(_shared_database: Path) -> AsyncIterator[Store]:
    async with await open_store(_shared_database) as opened:
        yield opened


@pytest.fixture
def store(request: pytest.FixtureRequest, shares: bool) -> Store:
    """The store, opened beside the bot's own connection."""
    opened: Store = request.getfixturevalue("_shared_store" if shares else "_own_store")
    return opened


@pytest.fixture
def settings(telegram: Sandbox, database: Path) -> Settings:
    return _settings(telegram, database)


def _settings(telegram: Sandbox, database: Path) -> Settings:
    return Settings.model_validate(
        {
            "bot_token": telegram.token,
            "api_url": telegram.url,
            "database": database,
            "data_key": KEY,
            "grace_seconds": 0,
        }
    )


# What a test says in a row, people say over minutes: nothing here waits for its turn.
PACE = Pace(a_second=1_000, in_a_chat=0.001, in_the_desk=0.001)


@asynccontextmanager
async def _running(
    settings: Settings,
    now: Callable[[], float] = time.time,
    stop_seconds: float = STOP_SECONDS,
) -> AsyncIterator[asyncio.Event]:
    stop = asyncio.Event()
    # Where a test's clock leaps, time passes; nobody sets it.
    pace = PACE if now is time.time else replace(PACE, steady=now)
    serving = asyncio.create_task(serve(settings, stop, pace, now, stop_seconds))
    try:
        yield stop
    finally:
        stop.set()
        await serving


@pytest.fixture
def running(shares: bool) -> Callable[..., AbstractAsyncContextManager[asyncio.Event]]:
    """Runs the real bot with settings, and a clock, of the test's choice; an event stops it."""
    assert not shares, "mark this test own_bot: two bots cannot share one Telegram"
    return _running


@pytest.fixture
async def _own_bot(settings: Settings) -> AsyncIterator[asyncio.Event]:
    async with _running(settings) as stop:
        yield stop


@pytest.fixture(scope="module")
async def _shared_bot(
    _shared_witness: Witness, _shared_database: Path
) -> AsyncIterator[asyncio.Event]:
    async with _running(_settings(_shared_witness.telegram, _shared_database)) as stop:
        yield stop


@pytest.fixture
def bot(request: pytest.FixtureRequest, shares: bool, settings: Settings) -> asyncio.Event:
    """The real bot, answering on the sandbox by polling."""
    stop: asyncio.Event = request.getfixturevalue("_shared_bot" if shares else "_own_bot")
    return stop


@pytest.fixture
def unused_port() -> int:
    """A port on loopback that nobody listens at."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
