"""Puts the rooms together: settings and an open store -> the application that answers people."""

import time
from collections.abc import Callable
from pathlib import Path
from zoneinfo import ZoneInfo

from telegram.constants import ParseMode
from telegram.ext import AIORateLimiter, ApplicationBuilder, Defaults

from bot.connection import request
from bot.intake.polling import PlainBot, UpdatesRequest
from bot.processor import OneByOneInEachChat
from bot.settings import Settings
from handlers import MODERATOR_COMMANDS
from handlers.flood import flood_of
from handlers.kit.context import DeskSettings, RaspaApplication, Services, context_types
from handlers.kit.gathering import Gathering
from handlers.kit.joining import Bounds, Joining
from handlers.kit.recent import Recent
from handlers.kit.texts import Texts
from matching.matcher import Matcher
from matching.reading import language, normalize
from matching.reading.addresses import address, private, signatures
from matching.search.encoder import Coming, Encoder
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


async def open_store(path: Path, *, create: bool = True) -> Store:
    """Open the store with the matching's way of finding words in it. Raises StoreError."""
    return await Store.open(path, INDEXING, create=create)


def build_application(
    settings: Settings,
    store: Store,
    matcher: Matcher,
    now: Callable[[], float] = time.time,
    encoder: Encoder | Coming | None = None,
) -> RaspaApplication:
    """Return the application, not yet started. Raises SettingsError for faulty settings."""
    people = People(settings.key())
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
        recent=Recent(lambda: int(now())),
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
        ),
        clock=lambda: int(now()),
    )
    bot = PlainBot(
        settings.token(),
        base_url=settings.bot_api(),
        base_file_url=f"{settings.api_url}/file/bot",
        defaults=Defaults(parse_mode=ParseMode.HTML),
        # No retries here: the limiter would hold up every chat while it waits for one.
        rate_limiter=AIORateLimiter(settings.messages_a_second, 1, max_retries=0),
        request=request(64),
        get_updates_request=request(1, UpdatesRequest),
    )
    processor = OneByOneInEachChat()
    application = (
        ApplicationBuilder()
        .bot(bot)
        .concurrent_updates(processor)
        # `bot.intake` fetches, since the library's updater dies of one odd update.
        .updater(None)
        .context_types(context_types(services))
        .build()
    )

    async def turned_away(update: object) -> None:
        await application.process_update(flood_of(update))

    processor.turned_away = turned_away
    return application
