"""Debunks' cards as pictures: each is drawn once, sent up once, and known by its state."""

import asyncio
import logging
from collections import OrderedDict
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from telegram import PhotoSize
from telegram.ext import ExtBot
from telegram.helpers import create_deep_linked_url

from domain.debunk import Debunk
from handlers.kit.buttons import link_to
from handlers.kit.picture import picture_of
from handlers.kit.texts import Voice
from matching.shared_work import SharedWork
from media.cards.painting import draw
from media.cards.picture_card import PictureCard, Theme
from storage.debunks.pictures import PictureName, Pictures
from storage.engine.errors import StoreError

_log = logging.getLogger(__name__)
_LOOK = 1
"""Grows with every change of how cards look, so that those drawn before are drawn anew."""
_FRESH = 8
"""Pictures kept until Telegram has named them, some 150 kB each."""


@dataclass(frozen=True, slots=True)
class CardPicture:
    """A card ready to be sent: `file` is Telegram's name of it or, before that, a PNG."""

    name: PictureName
    file: str | bytes


@dataclass(frozen=True, slots=True)
class ShownCard:
    """What a picture shows: a debunk and, of one that is back, when it was first checked."""

    debunk: Debunk
    first: str = ""


class Cards:
    """Draws cards in a thread of its own, one at a time, and remembers what Telegram has.

    A picture belongs to a state of its debunk: of a corrected one there is none until it is drawn.
    """

    def __init__(self, pictures: Pictures, desk: str | None) -> None:
        self._pictures = pictures
        self._desk = desk
        self._thread = ThreadPoolExecutor(1, "cards")
        self._under_way: SharedWork[bytes] = SharedWork()
        self._fresh: OrderedDict[str, bytes] = OrderedDict()

    async def picture(
        self, shown: ShownCard, voice: Voice, bot: ExtBot[Any], theme: Theme = Theme.LIGHT
    ) -> CardPicture:
        """Return a card, drawn if Telegram has none of this state."""
        card, name = self._named(shown, voice, bot, theme)
        return CardPicture(name, await self._kept(name) or await self._drawn(card, name, theme))

    async def held(
        self, shown: ShownCard, voice: Voice, bot: ExtBot[Any], theme: Theme = Theme.LIGHT
    ) -> str | None:
        """Return Telegram's name of a card, if it has one of this state."""
        return await self._kept(self._named(shown, voice, bot, theme)[1])

    async def keep(self, picture: CardPicture, photo: Sequence[PhotoSize]) -> None:
        """Remember what Telegram calls a picture that was sent; `photo` is the message's."""
        if isinstance(picture.file, str) or not photo:
            return
        try:
            await self._pictures.keep(picture.name, photo[-1].file_id)
            self._fresh.pop(picture.name.state, None)
        except StoreError as error:
            _log.warning("A card's picture will be sent up again: %s", type(error).__name__)

    async def forget(self, picture: CardPicture) -> None:
        """Forget a picture that Telegram does not know any more."""
        try:
            await self._pictures.drop(picture.name)
        except StoreError as error:
            _log.warning("A lost picture cannot be forgotten: %s", type(error).__name__)

    def _named(
        self, shown: ShownCard, voice: Voice, bot: ExtBot[Any], theme: Theme
    ) -> tuple[PictureCard, PictureName]:
        debunk = shown.debunk
        link = create_deep_linked_url(bot.username, link_to(debunk))
        card = picture_of(debunk, voice, self._desk, link, shown.first)
        # Telegram's names of files are a bot's own.
        told = repr((_LOOK, bot.id, theme.value, card))
        state = sha256(told.encode("utf-8", "surrogatepass")).hexdigest()
        return card, PictureName(debunk.id, voice.lang, theme.value, state)

    async def _kept(self, name: PictureName) -> str | None:
        try:
            return await self._pictures.file_id(name)
        except StoreError as error:
            _log.warning("Kept pictures cannot be read: %s", type(error).__name__)
            return None

    async def _drawn(self, card: PictureCard, name: PictureName, theme: Theme) -> bytes:
        if name.state in self._fresh:
            return self._fresh[name.state]

        async def drawn() -> bytes:
            loop = asyncio.get_running_loop()
            made = await loop.run_in_executor(self._thread, draw, card, theme)
            self._fresh[name.state] = made
            while len(self._fresh) > _FRESH:
                self._fresh.popitem(last=False)
            return made

        return await self._under_way.made(name.state, drawn)
