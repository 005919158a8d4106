"""The end of the bot's life: what was fetched is answered, as far as there is time for it."""

import asyncio
import logging
import os
import threading
from collections.abc import Iterable

from bot.processor import OneByOneInEachChat
from handlers.kit.context import RaspaApplication

STOP_SECONDS = 20.0
"""How long what was fetched may take to be answered once the bot is to stop."""
LAST_SECONDS = 28.0
"""After so long the process ends whatever holds it: a thread, a loop without an end."""

_log = logging.getLogger(__name__)
_GIVING_UP_SECONDS = 2.0
_HELD = 1


async def answer_the_rest(
    application: RaspaApplication, sending: asyncio.Task[None] | None, seconds: float
) -> None:
    """Answer all that was fetched, finish the message in flight; after `seconds` give up the rest.

    `sending` is the sender of what goes out unasked, which has been told to stop.
    """
    answering = asyncio.create_task(_answered(application))
    own = [task for task in (answering, sending) if task]
    await asyncio.wait(own, timeout=seconds)
    if not answering.done():
        processor = application.update_processor
        left = processor.give_up() if isinstance(processor, OneByOneInEachChat) else 0
        left += application.bot_data.gathering.give_up()
        _log.warning("Stopping took too long: %s updates are left unanswered", left)
        await asyncio.wait({answering}, timeout=_GIVING_UP_SECONDS)
    await _cancelled(own)


def end_soon(seconds: float = LAST_SECONDS) -> None:
    """End the process after so long, unless it has ended by then."""
    timer = threading.Timer(seconds, _end)
    timer.daemon = True
    timer.start()


async def _answered(application: RaspaApplication) -> None:
    if application.running:
        await application.stop()
    await application.bot_data.gathering.settle()


async def _cancelled(tasks: Iterable[asyncio.Task[None]]) -> None:
    for task in tasks:
        task.cancel()
    # One that does not let itself be cancelled is left to the end of the process.
    await asyncio.wait(list(tasks), timeout=_GIVING_UP_SECONDS)


def _end() -> None:
    _log.critical("Something holds the process; it is ended without waiting any longer")
    # Nothing else ends threads and loops that do not end by themselves; the store is safe so.
    os._exit(_HELD)
