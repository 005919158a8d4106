"""Two instances with one token: which of them gives way."""

import asyncio
import logging
import time

from telegram.error import Conflict, TelegramError

_log = logging.getLogger(__name__)
_NEWCOMER_SECONDS = 10.0
_PATIENCE_SECONDS = 90.0
_PEACE_SECONDS = 60.0


class Conflicts:
    """Hears Telegram's "another instance is running" and stops the instance that came second.

    Two instances end each other's polls in turn, so both hear it. One that hears it right after
    its own first poll may be the newcomer: if it hears nothing else for longer than a minute, for
    which a server of Telegram's or a predecessor that is being stopped can be the reason too, it
    gives up. One that has been polling for a while goes on, whatever it hears.
    """

    def __init__(self, stop: asyncio.Event) -> None:
        self._stop = stop
        self._began = time.monotonic()
        self._newcomer: bool | None = None
        self._first = self._last = 0.0
        self.lost = False

    def begin(self) -> None:
        """Say that polling begins now."""
        self._began = time.monotonic()

    def note(self, error: TelegramError) -> None:
        """Take what the library tells of a poll that failed."""
        if not isinstance(error, Conflict):
            _log.warning("Fetching failed (%s); trying again", type(error).__name__)
            return
        now = time.monotonic()
        if now - self._last > _PEACE_SECONDS:
            self._first = now
            _log.error(
                "Another program is using this bot's token: stop it, or readers' messages go to it"
            )
        self._last = now
        if self._newcomer is None:
            self._newcomer = now - self._began < _NEWCOMER_SECONDS
        if self._newcomer and now - self._first >= _PATIENCE_SECONDS:
            self.lost = True
            self._stop.set()
