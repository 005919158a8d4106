"""The desk at the start of a run: the owners that the settings name, and everyone's menu."""

import logging
from collections.abc import Collection

from telegram.error import TelegramError

from bot.connection import unlimited_bot
from domain.moderator import Newcomer
from handlers.kit.context import Services
from handlers.kit.menus import set_menus
from handlers.kit.refusals import in_words
from storage.engine.errors import StoreError

_log = logging.getLogger(__name__)


async def name_owners(services: Services, owners: Collection[int]) -> None:
    """Make those whom the settings name owners; what keeps the store from it is logged.

    Their names are filled in when they first write to the bot.
    """
    people = services.people
    try:
        for user_id in owners:
            person = people.hash(user_id)
            name = people.seal_name("", person)
            await services.store.moderators.ensure_owner(
                Newcomer(person, people.seal(user_id), name), services.clock()
            )
    except StoreError as error:
        _log.warning("The owners could not be written down: %s", error)


async def show_menus(token: str, base_url: str, services: Services) -> None:
    """Bring every moderator's menu up to date; what fails is logged and stops nothing.

    It goes through a connection of its own, without the rate limiter, as the profile does.
    """
    try:
        async with unlimited_bot(token, base_url) as bot:
            await set_menus(bot, services)
    except TelegramError as failure:
        _log.warning("The moderators' menus were not set: %s", in_words(failure))
    except StoreError as error:
        _log.warning("The moderators' menus were not set: %s", error)
