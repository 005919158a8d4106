"""The bot's life: one instance, polling or webhook, a clean stop that loses nothing fetched."""

import asyncio
import gc
import logging
import signal
import time
from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

from bot.application import Timing, build_application, open_store
from bot.backups.private_place import clear_private_place
from bot.backups.schedule import keep_backups, keep_forgetting_versions, plan_of
from bot.backups.soundness import watch_soundness
from bot.desk import name_owners, show_menus
from bot.digest import digest_daily, news_daily
from bot.encoding import encoder_soon, make_vectors
from bot.instance import SecondInstanceError, only_instance
from bot.intake.conflicts import Conflicts
from bot.intake.polling import Poller
from bot.intake.ways_in import poll, reached, serve_webhook
from bot.kept_index import keep_index, kept_index
from bot.key import check_key, until_rotated
from bot.late_encoder import LateEncoder
from bot.lost_store import watch_place
from bot.profile import set_profile
from bot.retention import clean_daily
from bot.settings import Settings, for_running, read_settings
from bot.stopping import STOP_SECONDS, answer_the_rest, end_soon
from bot.thresholds import beside, read_thresholds
from bot.watch.stages import WatchedMatcher
from bot.watch.watch import Watch
from bot.watch.watching import watching
from bot.worker import Worker
from handlers import ALLOWED_UPDATES, register
from handlers.kit.context import RaspaApplication, Services
from handlers.kit.pace import Pace
from handlers.kit.texts import Texts
from handlers.mail.sender import Sender
from matching.matcher import Matcher
from matching.search.encoder import Coming, Encoder, EncodingError, coming_now
from storage.engine.errors import StoreError
from storage.store import Store

_log = logging.getLogger(__name__)
_PROFILE_SECONDS_AT_STOP = 2.0
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
        _log.info("Starting again with the settings and the store as they are")
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
    When `rotate-key` brings the store under another key, or another store is written into its file,
    sets `stop` itself and returns True.
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
            kept = kept_index(settings.database, store)
            matcher = WatchedMatcher(store.phrasings, thresholds, encoder, kept)
            matcher.watch, store.outbox.noted = watch, watch.letter
            timing = Timing(now, pace, watch)
            application = build_application(settings, store, matcher, timing, encoder)
            await _go_on_waiting(store, now)
            await name_owners(application.bot_data, settings.owners)
            rotated = asyncio.create_task(until_rotated(store, settings))
            rotated.add_done_callback(lambda task: None if task.cancelled() else stop.set())
            async with _beside(
                _ready(matcher),
                # Until a phrasing has its vector, its words find it.
                _vectors(store, encoder, _late(application.bot_data, settings, watch)),
                clean_daily(store, settings.keep_days, now),
                digest_daily(application.bot_data, settings.digest_hour),
                news_daily(application.bot_data, settings.news_hour),
                keep_backups(store, plan, now),
                watch_soundness(store, settings.database),
                keep_forgetting_versions(store, settings.database, now),
                keep_index(matcher),
            ):
                sender = Sender(application.bot, application.bot_data, pace)
                life = _Life(application, sender if store.writable else None, stop_seconds, watch)
                try:
                    await _answer_until(stop, life, settings)
                finally:
                    changed = rotated.done() or store.overwritten
                    rotated.cancel()
                    await application.bot_data.media.close()
        finally:
            await store.close()
    _log.info("Stopped")
    return changed


async def _go_on_waiting(store: Store, now: Callable[[], float]) -> None:
    """Let what waits in the store go on waiting by the clock as it is now."""
    if not store.writable:
        return
    try:
        await store.waits.begin(int(now()))
    except StoreError as error:
        # The sender tries again.
        _log.warning("What waits could not be looked through: %s", type(error).__name__)


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


def _late(services: Services, settings: Settings, watch: Watch) -> LateEncoder:
    """Return what loads the encoder again where it could not be had, and hands it on."""

    def load() -> Coming:
        return encoder_soon(settings.database.parent, watch, again=True)

    def use(encoder: Encoder) -> None:
        watch.encoder = coming_now(encoder)
        services.matcher.use(encoder)
        services.joining.use(encoder)

    return LateEncoder(load, use)


async def _vectors(store: Store, coming: Coming, late: LateEncoder) -> None:
    encoder = await late.encoder(coming)
    if not store.writable:
        return
    seen, pause, said = -1, _VECTORS_SECONDS, ""
    while True:
        try:
            version = await store.version()
            if version != seen and (made := await make_vectors(store, encoder)):
                _log.info("Made vectors of %s phrasings", made)
            seen, pause, said = version, _VECTORS_SECONDS, ""
        except (StoreError, EncodingError) as error:
            _log.log(
                logging.DEBUG if said == str(error) else logging.WARNING,
                "Vectors could not be made: %s",
                error,
            )
            said = str(error)
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
    if not await reached(application.initialize, stop):
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
    watching.add_done_callback(lambda _: stop.set() if services.store.overwritten else None)
    try:
        await application.start()
        await worker.start()
        if settings.webhook_url is not None:
            await serve_webhook(settings, application.bot, life.watch, intake, stop)
        else:
            await poll(poller, application.bot, conflicts, stop)
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
