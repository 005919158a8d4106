"""Puts the rooms together: settings and an open store -> the application that answers people."""

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from zoneinfo import ZoneInfo

from telegram.constants import ParseMode
from telegram.ext import ApplicationBuilder, Defaults

from bot.connection import request
from bot.intake.polling import PlainBot, UpdatesRequest
from bot.settings import Settings
from bot.voice import transcriber_of
from bot.watch.watch import Watch
from handlers import MODERATOR_COMMANDS
from handlers.kit.cards import Cards
from handlers.kit.context import DeskSettings, RaspaApplication, Services, context_types
from handlers.kit.gathering import Gathering
from handlers.kit.joining import Bounds, Joining
from handlers.kit.pace import Pace
from handlers.kit.recent import Recent
from handlers.kit.similar_pictures import SimilarPictures
from handlers.kit.texts import Texts
from handlers.kit.turnstile import Turnstile
from matching.matcher import Matcher
from matching.reading import language, normalize
from matching.reading.addresses import address, private, signatures
from matching.search.encoder import Coming, Encoder
from media.reader import MediaReader
from privacy.sealing import People
from storage.search.recipe import Indexing
from storage.store import Store

INDEXING = Indexing(
    f"{normalize.NAME} {address.NAME}",
    normalize.terms,
    address.canonical,
    address.is_post,
    language.language_of,
    private.is_private,
    signatures.unsigned,
)
"""The matching's way of finding words in texts and posts in links."""


@dataclass(frozen=True, slots=True)
class Timing:
    """What tells the time, in seconds, how fast messages go out, and who is told how it goes."""

    now: Callable[[], float] = time.time
    pace: Pace = field(default_factory=Pace)
    watch: Watch = field(default_factory=Watch)


async def open_store(path: Path, *, create: bool = True) -> Store:
    """Open the store with the matching's way of finding words in it. Raises StoreError."""
    return await Store.open(path, INDEXING, create=create)


def build_application(
    settings: Settings,
    store: Store,
    matcher: Matcher,
    timing: Timing,
    encoder: Encoder | Coming | None = None,
) -> RaspaApplication:
    """Return the application, not yet started. Raises SettingsError for faulty settings."""
    people, now = People(settings.key()), timing.now
    turnstile = Turnstile(timing.pace)
    services = Services(
        store=store,
        matcher=matcher,
        joining=Joining(
            store.submissions,
            store.case_wordings,
            encoder,
            Bounds(
                settings.desk_alert if settings.desk_chat is not None else None,
                settings.cases_a_day,
            ),
        ),
        texts=Texts.load(),
        people=people,
        gathering=Gathering(),
        recent=Recent(lambda: int(timing.pace.steady())),
        desk=DeskSettings(
            owners=frozenset(map(people.hash, settings.owners)),
            keep_days=settings.keep_days,
            zone=ZoneInfo(settings.time_zone),
            commands=MODERATOR_COMMANDS,
            chat=settings.desk_chat,
            grace=settings.grace_seconds,
            attach_role=settings.attach_role,
            ask_above=settings.ask_above,
            back_days=settings.back_days,
            name=settings.desk_name,
            contact=settings.desk_contact,
            channel=settings.channel,
            news_hour=settings.news_hour,
            signs=settings.signs_url,
        ),
        clock=lambda: int(now()),
        turnstile=turnstile,
        media=MediaReader(transcriber=transcriber_of(settings)),
        similar=SimilarPictures(store.fingerprints),
        cards=Cards(store.pictures, settings.desk_name),
    )
    calls, updates = request(64), request(1, UpdatesRequest)
    calls.observer = updates.observer = timing.watch.called
    bot = PlainBot(
        settings.token(),
        base_url=settings.bot_api(),
        base_file_url=f"{settings.api_url}/file/bot",
        defaults=Defaults(parse_mode=ParseMode.HTML),
        rate_limiter=turnstile,
        request=calls,
        get_updates_request=updates,
    )
    return (
        ApplicationBuilder()
        .bot(bot)
        # `bot.intake` fetches, since the library's updater dies of one odd update, and `bot.worker`
        # handles, since the library's queue forgets what it holds.
        .updater(None)
        .context_types(context_types(services))
        .build()
    )
