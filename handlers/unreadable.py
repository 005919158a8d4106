"""An update that cannot be read: noted, kept sealed, and its sender told so honestly."""

import logging
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from time import monotonic

from telegram import CallbackQuery, Chat, Message, User
from telegram.error import TelegramError

from domain.moderator import Role
from handlers.kit.answer import Answer
from handlers.kit.context import Context
from handlers.kit.handling import NO_MESSAGE
from handlers.kit.language import voice_for
from handlers.kit.markup import Html, plain
from handlers.kit.news import News, tell
from handlers.kit.notes import count_today, day_of
from handlers.kit.refusals import in_words
from handlers.kit.sending import acknowledge, send
from handlers.kit.texts import Voice
from storage.engine.errors import StoreError, StoreReadOnly

_log = logging.getLogger(__name__)
_QUIET_SECONDS = 60.0
_MOST_REMEMBERED = 1_000
LONGEST_DOCUMENT = 16_384
"""How much of an unreadable update is kept, in bytes of its JSON."""


@dataclass(frozen=True, slots=True)
class UpdateSender:
    """Who sent an update that cannot be read, as far as that can be found in it."""

    user_id: int
    language: str | None = None


@dataclass(frozen=True, slots=True)
class Unreadable:
    """An update that cannot be read, in whole or (`in_part`) in some of its fields.

    `kind` is made of names of the Bot API alone and is safe to log; `document` is the update's
    JSON. `chat_id` is a private chat that can be answered in, `message_id` a message there;
    `press` and `inline` are the ids of a callback and of an inline query to answer.
    """

    kind: str
    document: str
    sender: UpdateSender | None = None
    chat_id: int | None = None
    message_id: int | None = None
    press: str | None = None
    inline: str | None = None
    in_part: bool = False


class UnreadableUpdates:
    """Takes what cannot be read: each kind is logged once, each sender told at most once a minute.

    The owners are told at most once a day.
    """

    def __init__(self, clock: Callable[[], float] = monotonic) -> None:
        self._clock = clock
        self._logged: set[str] = set()
        self._told: OrderedDict[int, float] = OrderedDict()

    async def take(self, update: Unreadable, context: Context) -> None:
        """Do all that is to be done about one such update."""
        self._log_once(update)
        if update.in_part:
            await count_today(context, "update-read-in-part")
            await self._keep(update, context)
            return
        await self._answer(update, context)
        await count_today(context, "update-unreadable")
        await self._keep(update, context)
        await self._tell_owners(context)

    def _log_once(self, update: Unreadable) -> None:
        if update.kind in self._logged or len(self._logged) >= _MOST_REMEMBERED:
            return
        self._logged.add(update.kind)
        what = "be read only in part" if update.in_part else "not be read and was set aside"
        _log.warning("An update could %s: %s", what, update.kind)

    async def _answer(self, update: Unreadable, context: Context) -> None:
        voice = await self._voice(update, context)
        try:
            if update.press is not None:
                user = User(update.sender.user_id if update.sender else 1, "", is_bot=False)
                query = CallbackQuery(update.press, user, "")
                query.set_bot(context.bot)
                await acknowledge(query, voice("stale-button"))
            elif update.inline is not None:
                await context.bot.answer_inline_query(
                    update.inline, [], cache_time=0, is_personal=True
                )
            elif update.chat_id is not None and self._may_be_told(update.chat_id):
                await _reply(update, update.chat_id, context, plain(voice("update-unreadable")))
        except TelegramError as refusal:
            _log.warning("The sender of an unreadable update was not told: %s", in_words(refusal))

    async def _voice(self, update: Unreadable, context: Context) -> Voice:
        user = None
        if update.sender:
            lang = update.sender.language
            user = User(update.sender.user_id, "", is_bot=False, language_code=lang)
        return await voice_for(user, context)

    def _may_be_told(self, chat_id: int) -> bool:
        now = self._clock()
        if now - self._told.get(chat_id, -_QUIET_SECONDS) < _QUIET_SECONDS:
            return False
        self._told[chat_id] = now
        self._told.move_to_end(chat_id)
        if len(self._told) > _MOST_REMEMBERED:
            self._told.popitem(last=False)
        return True

    async def _keep(self, update: Unreadable, context: Context) -> None:
        services = context.services
        document = update.document.encode("utf-8", "replace")[:LONGEST_DOCUMENT]
        person = services.people.hash(update.sender.user_id) if update.sender else None
        try:
            await services.store.unreadable.keep(
                update.kind, services.people.seal_update(document), person, services.clock()
            )
        except StoreReadOnly:
            # The start said so, once.
            return
        except StoreError as error:
            _log.warning("An unreadable update could not be kept: %s", type(error).__name__)

    async def _tell_owners(self, context: Context) -> None:
        services = context.services
        try:
            if not await services.store.unreadable.first_of(day_of(services)):
                return
            moderators = await services.store.moderators.all()
        except StoreError:
            # `_keep` has just said what is wrong with the store.
            return
        for moderator in moderators:
            if moderator.role is Role.OWNER:
                await tell(moderator, context, News("unreadable-owner"))


async def _reply(update: Unreadable, chat_id: int, context: Context, words: Html) -> None:
    # Enough of the message to reply to it, or to write below where its number is not known.
    message = Message(
        update.message_id or NO_MESSAGE, datetime.now(UTC), Chat(chat_id, Chat.PRIVATE)
    )
    message.set_bot(context.bot)
    await send(message, Answer(words))
