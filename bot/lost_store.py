"""Says it aloud when the store's file is not at its place any more, and when it is back.

And when another store was written into it, which is where the bot starts again.
"""

import asyncio
import logging
from collections.abc import Collection
from contextlib import suppress
from typing import Any

from telegram.error import TelegramError
from telegram.ext import ExtBot

from handlers.kit.answer import Answer
from handlers.kit.context import Services
from handlers.kit.language import language_of_person
from handlers.kit.markup import plain
from handlers.kit.refusals import in_words
from handlers.kit.sending import deliver
from storage.engine.errors import StoreError
from storage.engine.sqlite_file import DAMAGE

_log = logging.getLogger(__name__)
_LOOK_AGAIN_SECONDS = 2.0


async def watch_place(bot: ExtBot[Any], services: Services, owners: Collection[int]) -> None:
    """Tell the log and the owners whenever the store's file is lost or found, until cancelled.

    Returns where another store was written into the file: nothing can be read or kept then.

    Nothing can be made due in a store that is lost, so the owners are written to at once; whom
    Telegram does not let be reached is tried again.
    """
    was_there, untold = True, set[int]()
    news = _Damage(bot, services, owners)
    while True:
        with suppress(StoreError):
            await services.store.look_again()
        if services.store.overwritten:
            _log.error(
                "ANOTHER STORE WAS WRITTEN INTO THE STORE'S FILE under the running bot: what was"
                " kept since that copy was made is lost. The bot starts again with what is in it."
            )
            for owner in owners:
                await _told(bot, services, owner, "store-overwritten")
            return
        await news.tell()
        if services.store.in_place != was_there:
            was_there = not was_there
            untold = set(owners)
            if was_there:
                _log.warning("The store's file is at its place again: everything is kept as before")
            else:
                _log.error(
                    "THE STORE'S FILE WAS DELETED, MOVED OR REPLACED under the running bot: nothing"
                    " is kept from now on. Put back the very file that was there, or stop the bot,"
                    " restore a backup and start it again."
                )
        for owner in tuple(untold):
            if await _told(bot, services, owner, "store-found" if was_there else "store-gone"):
                untold.discard(owner)
        await asyncio.sleep(_LOOK_AGAIN_SECONDS)


class _Damage:
    """Says once that the store is damaged, to the log and to each owner, and has it remembered."""

    def __init__(self, bot: ExtBot[Any], services: Services, owners: Collection[int]) -> None:
        self._bot = bot
        self._services = services
        self._untold = set(owners)
        self._said = False

    async def tell(self) -> None:
        """Say it to whom it was not said yet, where damage has been met."""
        store = self._services.store
        if not store.damaged:
            return
        if not self._said:
            self._said = True
            _log.error(
                "THE STORE IS DAMAGED: parts of it cannot be read. The rest goes on; stop the bot,"
                " restore a backup (docs/backup.md) and start it again."
            )
            with suppress(StoreError):
                # So that the next start looks through a large file, too.
                await store.backups.note({DAMAGE: "pages that cannot be read were met"})
        for owner in tuple(self._untold):
            if await _told(self._bot, self._services, owner, "store-damaged"):
                self._untold.discard(owner)


async def _told(bot: ExtBot[Any], services: Services, owner: int, key: str) -> bool:
    voice = services.texts[await language_of_person(owner, services)]
    try:
        await deliver(bot, owner, Answer(plain(voice(key))), None)
    except TelegramError as failure:
        _log.warning("An owner could not be told of the store: %s", in_words(failure))
        return False
    return True
