"""How updates come in: asked for, or posted to a webhook; until then Telegram has to be reached."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from contextlib import suppress

from telegram.error import (
    BadRequest,
    Forbidden,
    InvalidToken,
    RetryAfter,
    TelegramError,
)

from bot.intake.conflicts import Conflicts
from bot.intake.intake import Intake
from bot.intake.polling import PlainBot, Poller, TokenRefusedError
from bot.intake.registration import Registration, Wanted
from bot.intake.webhook import WebhookServer
from bot.settings import Settings, SettingsError
from bot.watch.watch import Watch
from handlers import ALLOWED_UPDATES
from handlers.kit.refusals import seconds_to_wait

_log = logging.getLogger(__name__)
_FIRST_PAUSE_SECONDS = 1.0
_LONGEST_PAUSE_SECONDS = 30.0
# How long Telegram waits for the webhook's answer while the store takes nothing; it has patience
# for a minute.
_WEBHOOK_SECONDS = 25.0


async def poll(poller: Poller, bot: PlainBot, conflicts: Conflicts, stop: asyncio.Event) -> None:
    """Ask for updates until the stop. Raises TokenRefusedError."""
    # Telegram hands out updates only where no webhook is set.
    if await reached(bot.delete_webhook, stop):
        _log.info("Raspa is answering as @%s", bot.username)
        conflicts.begin()
        await poller.run(stop)


async def serve_webhook(
    settings: Settings, bot: PlainBot, watch: Watch, intake: Intake, stop: asyncio.Event
) -> None:
    """Take updates at the webhook until the stop."""
    url = settings.webhook_url or ""
    secret = settings.webhook_secret
    token = secret.get_secret_value() if secret else None

    async def take(update: object) -> bool:
        return await intake.taken(update, _WEBHOOK_SECONDS)

    server = WebhookServer(settings.webhook_path(), token, take)
    try:
        server.listen(settings.listening_at())
    except OSError as error:
        raise SettingsError(f"RASPA_LISTEN cannot be used: {error.strerror}") from None

    async def announce() -> object:
        return await bot.set_webhook(url, allowed_updates=ALLOWED_UPDATES, secret_token=token)

    keeping: asyncio.Task[None] | None = None
    try:
        if await reached(announce, stop):
            _log.info("Raspa is answering as @%s", bot.username)
            wanted = Wanted(url, ALLOWED_UPDATES, announce)
            silence = watch.silence
            keeping = asyncio.create_task(Registration(bot, wanted, silence).run())
            await stop.wait()
    finally:
        if keeping:
            keeping.cancel()
        await server.close()


async def reached(ask: Callable[[], Awaitable[object]], stop: asyncio.Event) -> bool:
    """Ask Telegram until it answers, however long it is out of reach; False if stopped meanwhile.

    Raises TokenRefusedError, and SettingsError for what Telegram refuses for good.
    """
    pause = _FIRST_PAUSE_SECONDS
    while not stop.is_set():
        try:
            await ask()
        except InvalidToken:
            raise TokenRefusedError(
                "Telegram does not know this token: compare RASPA_BOT_TOKEN with @BotFather's, and "
                "RASPA_API_URL, if set, with the server's root address."
            ) from None
        except (BadRequest, Forbidden) as refusal:
            raise SettingsError(f"Telegram refuses these settings: {refusal.message}") from None
        except RetryAfter as wish:
            pause = seconds_to_wait(wish)
            _log.warning("Telegram asks to wait %.0f s", pause)
        except TelegramError as failure:
            _log.warning("Telegram is out of reach (%s); trying again", type(failure).__name__)
        else:
            return True
        with suppress(TimeoutError):
            await asyncio.wait_for(stop.wait(), pause)
        pause = min(pause * 2, _LONGEST_PAUSE_SECONDS)
    return False
