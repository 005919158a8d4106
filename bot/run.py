"""The bot's life: one instance, polling or webhook, a clean stop that loses nothing fetched."""

import asyncio
import fcntl
import logging
import signal
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from telegram.error import Conflict, InvalidToken, NetworkError, TelegramError

from bot.application import build_application, open_store
from bot.profile import set_profile
from bot.settings import Settings
from handlers import ALLOWED_UPDATES, register
from handlers.context import RaspaApplication

_log = logging.getLogger(__name__)
_CONFLICTS_TO_GIVE_UP = 3
_CONFLICTS_WITHIN_SECONDS = 60.0
_LONGEST_PAUSE_SECONDS = 30.0


class SecondInstanceError(Exception):
    """Another Raspa is already at work with this store or this token."""


class TokenRefusedError(Exception):
    """Telegram does not know the token."""


async def run(settings: Settings) -> None:
    """Answer people until SIGINT or SIGTERM.

    Raises SecondInstanceError, TokenRefusedError, StoreError and SettingsError.
    """
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for name in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(name, stop.set)
    await serve(settings, stop)


async def serve(
    settings: Settings, stop: asyncio.Event, *, heartbeat_seconds: float = 60.0
) -> None:
    """Answer people until `stop` is set; then answer what was fetched and close the store.

    Every `heartbeat_seconds` Telegram is asked whether it still knows the token.
    """
    with _only_instance(settings.database):
        store = await open_store(settings.database)
        try:
            published = await store.debunks.count()
            _log.info("The store holds %s debunks", published)
            application = build_application(settings, store)
            await _answer_until(stop, application, settings, heartbeat_seconds)
        finally:
            await store.close()
    _log.info("Stopped; everything that was fetched has been answered")


async def _answer_until(
    stop: asyncio.Event,
    application: RaspaApplication,
    settings: Settings,
    heartbeat_seconds: float,
) -> None:
    if not await _connect(application, stop):
        return
    conflicts = _Conflicts(stop)
    try:
        register(application)
        await application.start()
        await _open_door(application, settings, conflicts.note)
        _log.info("Raspa is answering as @%s", application.bot.username)
        await set_profile(settings.token(), settings.bot_api(), application.bot_data.texts)
        await _stopped_or_refused(stop, application, heartbeat_seconds)
        _log.info("Stopping")
    finally:
        if application.updater and application.updater.running:
            await application.updater.stop()
        if application.running:
            await application.stop()
        await application.shutdown()
    if conflicts.too_many:
        raise SecondInstanceError(
            "Another Raspa is already running with this token; stop it before starting this one."
        )


async def _connect(application: RaspaApplication, stop: asyncio.Event) -> bool:
    """Reach Telegram, waiting for the network as long as it takes; False if stopped meanwhile."""
    pause = 1.0
    while not stop.is_set():
        try:
            await application.initialize()
        except InvalidToken:
            raise _token_refused() from None
        except NetworkError as failure:
            _log.warning("Telegram is out of reach (%s); trying again", type(failure).__name__)
        else:
            return True
        try:
            await asyncio.wait_for(stop.wait(), pause)
        except TimeoutError:
            pause = min(pause * 2, _LONGEST_PAUSE_SECONDS)
    return False


async def _stopped_or_refused(
    stop: asyncio.Event, application: RaspaApplication, heartbeat_seconds: float
) -> None:
    """Wait for the stop; a token revoked meanwhile would otherwise end the polling unnoticed."""
    while not stop.is_set():
        with suppress(TimeoutError):
            await asyncio.wait_for(stop.wait(), heartbeat_seconds)
            return
        try:
            await application.bot.get_me()
        except InvalidToken:
            raise _token_refused() from None
        except TelegramError as failure:
            _log.warning("Telegram is out of reach (%s)", type(failure).__name__)


def _token_refused() -> TokenRefusedError:
    return TokenRefusedError(
        "Telegram does not know this token: compare RASPA_BOT_TOKEN with @BotFather's."
    )


async def _open_door(
    application: RaspaApplication, settings: Settings, on_error: Callable[[TelegramError], None]
) -> None:
    updater = application.updater
    if updater is None:
        raise RuntimeError("The application was built without an updater")
    if settings.webhook_url is None:
        await updater.start_polling(
            allowed_updates=ALLOWED_UPDATES, bootstrap_retries=-1, error_callback=on_error
        )
        return
    host, port = settings.listening_at()
    secret = settings.webhook_secret
    await updater.start_webhook(
        listen=host,
        port=port,
        url_path=settings.webhook_path(),
        webhook_url=settings.webhook_url,
        secret_token=secret.get_secret_value() if secret else None,
        allowed_updates=ALLOWED_UPDATES,
        bootstrap_retries=-1,
    )


class _Conflicts:
    """Counts Telegram's "another instance is running".

    Two instances end each other's polls in turn, so both hear it. The one that hears it in its
    first minute is the newcomer and gives up; the older one keeps answering.
    """

    def __init__(self, stop: asyncio.Event) -> None:
        self._stop = stop
        self._started = time.monotonic()
        self._heard = 0

    @property
    def too_many(self) -> bool:
        return self._heard >= _CONFLICTS_TO_GIVE_UP

    def note(self, error: TelegramError) -> None:
        if not isinstance(error, Conflict):
            _log.warning("Fetching failed (%s); trying again", type(error).__name__)
            return
        _log.warning("Another instance is polling with this token")
        if time.monotonic() - self._started < _CONFLICTS_WITHIN_SECONDS:
            self._heard += 1
            if self.too_many:
                self._stop.set()


@contextmanager
def _only_instance(database: Path) -> Iterator[None]:
    """Hold the lock beside the store; the system lets go of it however the process ends."""
    path = database.with_name(database.name + ".lock")
    try:
        lock = path.open("w")
    except OSError:
        # The store's own message, a moment later, tells more about a folder that is not there.
        yield
        return
    with lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise SecondInstanceError(
                f"Another Raspa is already running with {database}; stop it first."
            ) from None
        yield
