"""Watching a bot for as long as it runs: its heartbeat, its log, its listener."""

import asyncio
import logging
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager

from bot.listening import give_back, listening_sockets
from bot.settings import Settings, SettingsError
from bot.watch.health import HealthCheck
from bot.watch.listener import listening
from bot.watch.watch import Watch

_BEAT_SECONDS = 1.0
_log = logging.getLogger(__name__)


class _CountedLines(logging.Handler):
    def __init__(self, watch: Watch) -> None:
        super().__init__(logging.WARNING)
        self._watch = watch

    def emit(self, record: logging.LogRecord) -> None:
        """Count a line by its level and its logger."""
        self._watch.logged(record.levelname, record.name)


@contextmanager
def watching(settings: Settings, now: Callable[[], float]) -> Iterator[Watch]:
    """Give what the parts of a bot report to, and listen where the settings say so.

    `now` tells the time in seconds. Raises SettingsError where that cannot be listened at.
    """
    watch = Watch(polling=settings.webhook_url is None)
    lines = _CountedLines(watch)
    with ExitStack() as held:
        logging.getLogger().addHandler(lines)
        held.callback(logging.getLogger().removeHandler, lines)
        held.enter_context(_beating(watch))
        if (address := settings.watched_at()) is not None:
            try:
                sockets = listening_sockets(address)
            except OSError as error:
                why = error.strerror or type(error).__name__
                raise SettingsError(f"RASPA_WATCH_LISTEN cannot be used: {why}") from None
            held.callback(give_back, address)
            health = HealthCheck(watch, settings.database, now)
            held.enter_context(listening(sockets, watch, health, now))
            _log.info("Health and figures are told at RASPA_WATCH_LISTEN")
        yield watch


@contextmanager
def _beating(watch: Watch) -> Iterator[None]:
    """Note again and again that the event loop comes round."""
    loop = asyncio.get_running_loop()
    timer: asyncio.TimerHandle | None = None

    def beat() -> None:
        nonlocal timer
        watch.beaten = watch.clock()
        timer = loop.call_later(_BEAT_SECONDS, beat)

    beat()
    try:
        yield
    finally:
        if timer:
            timer.cancel()
