"""Two instances with one token: which of them gives way."""

import asyncio
import logging
import secrets
import time

from telegram.error import Conflict, TelegramError

_log = logging.getLogger(__name__)
_NEWCOMER_SECONDS = 10.0
_LEAST_PATIENCE = 3
_PATIENCE_RANGE = 4


class Conflicts:
    """Counts Telegram's "another instance is running" and stops the instance that came second.

    Two instances end each other's polls in turn, so both hear it. One that hears it right after
    its own first poll is the newcomer and gives up; an older one keeps answering. Where both have
    just begun, chance decides which is patient for longer.
    """

    def __init__(self, stop: asyncio.Event) -> None:
        self._stop = stop
        self._patience = _LEAST_PATIENCE + secrets.randbelow(_PATIENCE_RANGE)
        self._began = time.monotonic()
        self._newcomer: bool | None = None
        self._heard = 0
        self.lost = False

    def begin(self) -> None:
        """Say that polling begins now."""
        self._began = time.monotonic()

    def note(self, error: TelegramError) -> None:
        """Take what the library tells of a poll that failed."""
        if not isinstance(error, Conflict):
            _log.warning("Fetching failed (%s); trying again", type(error).__name__)
            return
        _log.warning("Another instance is polling with this token")
        if self._newcomer is None:
            self._newcomer = time.monotonic() - self._began < _NEWCOMER_SECONDS
        self._heard += 1
        if self._newcomer and self._heard >= self._patience:
            self.lost = True
            self._stop.set()
