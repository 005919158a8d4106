"""The bot's life: one instance, polling or webhook, a clean stop that loses nothing fetched."""

import asyncio
import gc
import logging
import signal
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from typing import Any

from telegram.error import (
    BadRequest,
    Forbidden,
    InvalidToken,
    RetryAfter,
    TelegramError,
)

from bot.application import Timing, build_application, open_store
from bot.backups.private_place import clear_private_place
from bot.backups.schedule import forget_versions, keep_backups, plan_of
from bot.backups.soundness import watch_soundness
from bot.desk import name_owners, show_menus
from bot.digest import digest_daily, news_daily
from bot.encoding import encoder_soon, make_vectors
from bot.instance import SecondInstanceError, only_instance
from bot.intake.conflicts import Conflicts
from bot.intake.intake import Intake
from bot.intake.polling import PlainBot, Poller, TokenRefusedError
from bot.intake.registration import Registration, Wanted
from bot.intake.webhook import WebhookServer
from bot.key import check_key, until_rotated
from bot.lost_store import watch_place
from bot.profile import set_profile
from bot.retention import clean_daily
from bot.settings import Settings, SettingsError, for_running, read_settings
from bot.stopping import STOP_SECONDS, answer_the_rest, end_soon
from bot.thresholds import beside, read_thresholds
from bot.watch.stages import WatchedMatcher
from bot.watch.watch import Watch
from bot.watch.watching import watching
from bot.worker import Worker
from handlers import ALLOWED_UPDATES, register
from handlers.kit.context import RaspaApplication, Services
from handlers.kit.pace import Pace
from handlers.kit.refusals import seconds_to_wait
from handlers.kit.texts import Texts
from handlers.mail.sender import Sender
from matching.matcher import Matcher
from matching.search.encoder import Coming, EncodingError
from storage.engine.errors import StoreError
from storage.store import Store

_log = logging.getLogger(__name__)
_FIRST_PAUSE_SECONDS = 1.0
_LONGEST_PAUSE_SECONDS = 30.0
_PROFILE_SECONDS_AT_STOP = 2.0
# How long Telegram waits for the webhook's answer while the store takes nothing; it has patience
# for a minute.
_WEBHOOK_SECONDS = 25.0
# How soon a debunk that another program imported is found by its meaning too.
_VECTORS_SECONDS = 5.0
_LONGEST_VECTORS_SECONDS = 300.0


async def run(settings: Settings) -> None:
    """Answer people until SIGINT or SIGTERM.

    Raises SecondInstanceError, TokenRefusedError, StoreError and SettingsError.
    """
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    ended: list[bool] = []

    def asked(*_: object) -> None:
        # Not by the loop, which may be what is held up.
        ended.append(True)
        loop.call_soon_threadsafe(stop.set)
        end_soon()

    for name in (signal.SIGINT, signal.SIGTERM):
        signal.signal(name, asked)
    _leave_the_program_uncollected()
    while await serve(settings, stop) and not ended:
        _log.info("The store is under another key: starting again with the settings as they are")
        stop.clear()
        settings = for_running(read_settings())


def _leave_the_program_uncollected() -> None:
    """Keep the garbage collector from walking what stays for good: modules, the languages' texts.

    At 1,000 debunks a full collection held everything up for 96 ms, time and again; then 9.
    """
    Texts.load()
    gc.freeze()


async def serve(
    settings: Settings,
    stop: asyncio.Event,
    pace: Pace | None = None,
    now: Callable[[], float] = time.time,
    stop_seconds: float = STOP_SECONDS,
) -> bool:
    """Answer people until `stop` is set; then answer what was fetched and close the store.

    `now` tells the time in seconds; what is not answered `stop_seconds` after the stop is left
    for the next start.
    When `rotate-key` brings the store under another key, sets `stop` itself and returns True.
    """
    # Letters leave a sixth of what Telegram allows to replies.
    pace = pace or Pace(a_second=settings.messages_a_second / 1.2)
    plan = plan_of(settings)
    with only_instance(settings.database), watching(settings, now) as watch:
        clear_private_place(settings.database)
        store = await open_store(settings.database)
        try:
            await check_key(store, settings)
        except BaseException:
            await store.close()
            raise
        # Beside all that follows; a post that comes sooner waits for it.
        encoder = watch.encoder = encoder_soon(settings.database.parent, watch)
        try:
            _log.info("The store holds %s debunks", await store.debunks.count())
            if not store.writable:
                _log.warning("The store is read-only: readers cannot choose a language")
            _say_what_readers_miss(settings)
            thresholds = read_thresholds(beside(settings.database))
            matcher = WatchedMatcher(store.phrasings, thresholds, encoder)
            matcher.watch, store.outbox.noted = watch, watch.letter
            timing = Timing(now, pace, watch)
            application = build_application(settings, store, matcher, timing, encoder)
            await name_owners(application.bot_data, settings.owners)
            rotated = asyncio.create_task(until_rotated(store, settings))
            rotated.add_done_callback(lambda task: None if task.cancelled() else stop.set())
            async with _beside(
                _ready(matcher),
                # Until a phrasing has its vector, its words find it.
                _vectors(store, encoder),
                clean_daily(store, settings.keep_days, now),
                digest_daily(application.bot_data, settings.digest_hour),
                news_daily(application.bot_data, settings.news_hour),
                keep_backups(store, plan, now),
                watch_soundness(store, settings.database),
                forget_versions(settings.database, now),
            ):
                sender = Sender(application.bot, application.bot_data, pace)
                life = _Life(application, sender if store.writable else None, stop_seconds, watch)
                try:
                    await _answer_until(stop, life, settings)
                finally:
                    changed = rotated.done()
                    rotated.cancel()
        finally:
            await store.close()
    _log.info("Stopped")
    return changed


@asynccontextmanager
async def _beside(*works: Coroutine[Any, Any, object]) -> AsyncIterator[None]:
    """Do all this beside the block, and end it with the block."""
    tasks = [asyncio.create_task(work) for work in works]
    try:
        yield
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


async def _ready(matcher: Matcher) -> None:
    """Read what posts are compared with, before the first one asks for it."""
    try:
        await matcher.follow()
    except StoreError as error:
        # The first post tries again, and says to its sender what comes of it.
        _log.warning("Debunks could not be read: %s", type(error).__name__)


def _say_what_readers_miss(settings: Settings) -> None:
    """Say which of the settings that readers know the desk by are missing."""
    for setting, told in (
        ("RASPA_DESK_NAME", "whose desk this is"),
        ("RASPA_DESK_CONTACT", "how to reach the desk"),
    ):
        if getattr(settings, setting.removeprefix("RASPA_").lower()) is None:
            _log.warning("%s is not set: readers are not told %s", setting, told)


async def _vectors(store: Store, coming: Coming) -> None:
    encoder = await asyncio.shield(asyncio.wrap_future(coming))
    if encoder is None or not store.writable:
        return
    seen, pause = -1, _VECTORS_SECONDS
    while True:
        try:
            version = await store.version()
            if version != seen and (made := await make_vectors(store, encoder)):
                _log.info("Made vectors of %s phrasings", made)
            seen, pause = version, _VECTORS_SECONDS
        except (StoreError, EncodingError) as error:
            _log.warning("Vectors could not be made: %s", error)
            pause = min(2 * pause, _LONGEST_VECTORS_SECONDS)
        # Whatever it is: nothing else makes vectors until the bot starts again.
        except Exception:
            _log.exception("Vectors could not be made")
            pause = _LONGEST_VECTORS_SECONDS
        await asyncio.sleep(pause)


@dataclass(frozen=True, slots=True)
class _Life:
    """What answers people, what writes to them unasked, their time to end, who is told of all."""

    application: RaspaApplication
    # What is due cannot be marked as sent in a store that cannot be written.
    sender: Sender | None
    stop_seconds: float
    watch: Watch


async def _answer_until(stop: asyncio.Event, life: _Life, settings: Settings) -> None:
    application, sender = life.application, life.sender
    if not await _reached(application.initialize, stop):
        return
    conflicts = Conflicts(stop)
    services = application.bot_data
    register(application)
    worker = Worker(application, watch=life.watch)
    intake = worker.intake
    poller = Poller(
        application.bot, ALLOWED_UPDATES, intake.take, lambda: intake.owed, conflicts.note
    )
    profile = asyncio.create_task(_present(settings, services))
    sending = asyncio.create_task(sender.run()) if sender else None
    watching = asyncio.create_task(watch_place(application.bot, services, settings.owners))
    try:
        await application.start()
        await worker.start()
        if settings.webhook_url is not None:
            await _serve_webhook(settings, life, intake, stop)
        else:
            await _poll(poller, application.bot, conflicts, stop)
        _log.info("Stopping")
    finally:
        if sender:
            sender.stop()
        await asyncio.wait({profile}, timeout=_PROFILE_SECONDS_AT_STOP)
        profile.cancel()
        watching.cancel()
        await asyncio.gather(profile, watching, return_exceptions=True)
        await answer_the_rest(application, worker, sending, life.stop_seconds)
        await poller.confirm()
        await application.shutdown()
    if conflicts.lost:
        raise SecondInstanceError(
            "Another Raspa is already running with this token; stop it before starting this one."
        )


async def _present(settings: Settings, services: Services) -> None:
    await set_profile(settings.token(), settings.bot_api(), services.texts)
    await show_menus(settings.token(), settings.bot_api(), services)


async def _poll(poller: Poller, bot: PlainBot, conflicts: Conflicts, stop: asyncio.Event) -> None:
    """Ask for updates until the stop. Raises TokenRefusedError."""
    # Telegram hands out updates only where no webhook is set.
    if await _reached(bot.delete_webhook, stop):
        _log.info("Raspa is answering as @%s", bot.username)
        conflicts.begin()
        await poller.run(stop)


async def _serve_webhook(
    settings: Settings, life: _Life, intake: Intake, stop: asyncio.Event
) -> None:
    """Take updates at the webhook until the stop."""
    bot, watch = life.application.bot, life.watch
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
        if await _reached(announce, stop):
            _log.info("Raspa is answering as @%s", bot.username)
            wanted = Wanted(url, ALLOWED_UPDATES, announce)
            silence = watch.silence
            keeping = asyncio.create_task(Registration(bot, wanted, silence).run())
            await stop.wait()
    finally:
        if keeping:
            keeping.cancel()
        await server.close()


async def _reached(ask: Callable[[], Awaitable[object]], stop: asyncio.Event) -> bool:
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
