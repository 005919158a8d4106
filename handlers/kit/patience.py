"""Asking Telegram for something until it can be had, however long that takes."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from contextlib import nullcontext
from math import inf
from random import uniform
from typing import TypeVar

from telegram.error import RetryAfter, TelegramError, TimedOut

from handlers.kit.handling import WORK, PutOffError
from handlers.kit.refusals import Failure, failure_of, in_words, may_pass, seconds_to_wait

_log = logging.getLogger(__name__)
_Given = TypeVar("_Given")

_FIRST_PAUSE_SECONDS = 0.5
_LONGEST_PAUSE_SECONDS = 30.0
# After a time-out nobody can tell whether the message went out, so that the next is not hurried.
_UNCLEAR_PAUSE_SECONDS = 5.0
_STALE_SECONDS = 60.0
_UNOWNED_SECONDS = 10.0
_UNSAID_SECONDS = 40.0


async def until_it_goes(attempt: Callable[[], Awaitable[_Given]], seconds: float = inf) -> _Given:
    """Call Telegram until it does what is asked, for `seconds` at most; return what it gives.

    Nobody else waits meanwhile. What was not done yet and has not gone out within a minute is
    better made anew: that raises PutOffError where the update can be handled again. A refusal
    without a word why is believed after a while. Raises the TelegramError of a refusal that does
    not pass, and the last one where the time is over.
    """
    work = WORK.get()
    begun = asyncio.get_running_loop().time()
    if work is None:
        seconds = min(seconds, _UNOWNED_SECONDS)
    pause = _FIRST_PAUSE_SECONDS
    while True:
        try:
            return await attempt()
        except TelegramError as refusal:
            if not may_pass(refusal):
                raise
            wait = _pause_after(refusal, pause)
            waited = asyncio.get_running_loop().time() - begun + wait
            unsaid = failure_of(refusal) is Failure.UNSAID
            if waited > (min(seconds, _UNSAID_SECONDS) if unsaid else seconds):
                raise
            if work is not None and waited > _STALE_SECONDS and work.could_begin_anew:
                raise PutOffError(wait) from refusal
            _log.warning("Telegram cannot be told (%s); again in %.0f s", in_words(refusal), wait)
        async with work.without_slot() if work is not None else nullcontext():
            await asyncio.sleep(wait)
        pause = min(2 * pause, _LONGEST_PAUSE_SECONDS)


def _pause_after(refusal: TelegramError, usual: float) -> float:
    match refusal:
        case RetryAfter():
            # Many wait for the same moment.
            return seconds_to_wait(refusal) + uniform(0, 0.5)  # noqa: S311 - no secret
        case TimedOut():
            return max(usual, _UNCLEAR_PAUSE_SECONDS)
        case _:
            return usual * uniform(0.8, 1.2)  # noqa: S311 - no secret
