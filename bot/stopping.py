"""The end of the bot's life: what came in is answered, as far as there is time for it."""

import asyncio
import logging
import os
import threading
from collections.abc import Iterable
from typing import Any

from bot.worker import Worker
from handlers.kit.context import RaspaApplication

STOP_SECONDS = 20.0
"""How long what is in memory may take to be answered once the bot is to stop."""
LAST_SECONDS = 28.0
"""After so long the process ends whatever holds it: a thread, a loop without an end."""

_log = logging.getLogger(__name__)
_GIVING_UP_SECONDS = 2.0
_HELD = 1


async def answer_the_rest(
    application: RaspaApplication,
    worker: Worker,
    sending: asyncio.Task[None] | None,
    seconds: float,
) -> None:
    """Answer what is in memory, finish the messages in flight; after `seconds` leave the rest.

    `sending` is the sender of what goes out unasked, which has been told to stop.
    """
    answering = asyncio.create_task(worker.stop(seconds))
    own: list[asyncio.Task[Any]] = [task for task in (answering, sending) if task]
    if sending:
        await asyncio.wait({sending}, timeout=seconds)
    left = await answering
    if left and application.bot_data.store.writable:
        _log.warning("%s updates are left for the next start", left)
    elif left:
        _log.warning("%s updates are left unanswered: Telegram sends them again", left)
    if application.running:
        await application.stop()
    await _cancelled(own)


def end_soon(seconds: float = LAST_SECONDS) -> None:
    """End the process after so long, unless it has ended by then."""
    timer = threading.Timer(seconds, _end)
    timer.daemon = True
    timer.start()


async def _cancelled(tasks: Iterable[asyncio.Task[Any]]) -> None:
    for task in tasks:
        task.cancel()
    # One that does not let itself be cancelled is left to the end of the process.
    await asyncio.wait(list(tasks), timeout=_GIVING_UP_SECONDS)


def _end() -> None:
    _log.critical("Something holds the process; it is ended without waiting any longer")
    # Nothing else ends threads and loops that do not end by themselves; the store is safe so.
    os._exit(_HELD)
