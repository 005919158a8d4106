"""The webhook as Telegram knows it: looked at again and again, set anew where it is not ours."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Collection
from dataclasses import dataclass

from telegram import Bot, WebhookInfo
from telegram.error import TelegramError

from bot.doctor.updates_way import in_known_words
from handlers.kit.refusals import in_words

EVERY_SECONDS = 300.0
"""How often Telegram is asked whether the webhook still stands."""
QUIET_SECONDS = 25.0
"""After so long without a word from Telegram it is asked too, so that silence means something."""
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Wanted:
    """The webhook's address, the kinds of updates that go there, and what sets it."""

    url: str
    kinds: Collection[str]
    announce: Callable[[], Awaitable[object]]


class Registration:
    """Keeps the webhook what it should be; `silence` tells for how long Telegram was not heard.

    Times are in seconds. What Telegram tells is logged in words of ours.
    """

    def __init__(self, bot: Bot, wanted: Wanted, silence: Callable[[], float]) -> None:
        self._bot = bot
        self._wanted = wanted
        self._silence = silence
        self._last_error = 0

    async def run(self, every: float = EVERY_SECONDS, quiet: float = QUIET_SECONDS) -> None:
        """Look until cancelled."""
        loop = asyncio.get_running_loop()
        looked = loop.time()
        while True:
            await asyncio.sleep(min(every, quiet) / 2)
            if loop.time() - looked < every and self._silence() < quiet:
                continue
            looked = loop.time()
            try:
                await self._look()
            except TelegramError as failure:
                _log.warning("Whether the webhook stands is not known: %s", in_words(failure))
            except Exception:
                # Nobody awaits this, and a webhook that is gone is a bot that hears nothing.
                _log.exception("The webhook could not be looked at")

    async def _look(self) -> None:
        info = await self._bot.get_webhook_info()
        self._tell_error(info)
        if info.url.rstrip("/") != self._wanted.url:
            what = "leads elsewhere" if info.url else "is gone"
            _log.error(
                "The webhook %s: another program uses this bot's token; it is set again", what
            )
        elif info.allowed_updates and not set(self._wanted.kinds) <= set(info.allowed_updates):
            _log.warning("The webhook lacks kinds of updates; it is set again")
        else:
            return
        await self._wanted.announce()

    def _tell_error(self, info: WebhookInfo) -> None:
        """Log the last error that Telegram had with the webhook, each once."""
        if info.last_error_date is None:
            return
        at = int(info.last_error_date.timestamp())
        if at > self._last_error:
            why = in_known_words(info.last_error_message or "")
            _log.warning("Telegram could not deliver to the webhook: %s", why)
        self._last_error = max(self._last_error, at)
