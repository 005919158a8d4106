"""Who has to wait is told so once, kindly: who sends much, and who comes when many do."""

import logging
from dataclasses import dataclass

from telegram import Chat, Update, User
from telegram.error import TelegramError

from handlers.kit.answer import Answer
from handlers.kit.context import Context
from handlers.kit.language import voice_for
from handlers.kit.markup import plain
from handlers.kit.notes import count_today
from handlers.kit.refusals import in_words
from handlers.kit.sending import deliver

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class FloodingChat:
    """A chat that sends more than it can be answered: whose it is, and where they can be told."""

    user: User | None
    private_chat: int | None


@dataclass(frozen=True, slots=True)
class LongQueue:
    """Someone who will wait for long since many others do: where they can be told."""

    user: User | None
    private_chat: int


def flood_of(update: object) -> FloodingChat:
    """Return what is to be said of an update that many of the same chat wait before."""
    if not isinstance(update, Update):
        return FloodingChat(None, None)
    return FloodingChat(update.effective_user, _private_chat(update))


def long_queue_of(update: object) -> LongQueue | None:
    """Return who is to be told that their message will wait; None for none in private."""
    if not isinstance(update, Update) or update.message is None:
        return None
    chat = _private_chat(update)
    return None if chat is None else LongQueue(update.effective_user, chat)


async def take_flood(flood: FloodingChat, context: Context) -> None:
    """Tell whoever sends so much that it will take a while, where they wrote in private."""
    await count_today(context, "flood")
    if flood.private_chat is None:
        return
    try:
        voice = await voice_for(flood.user, context)
        await deliver(context.bot, flood.private_chat, Answer(plain(voice("too-many"))), None)
    except TelegramError as refusal:
        _log.warning("Who sends too much was not told: %s", in_words(refusal))


async def take_long_queue(waiting: LongQueue, context: Context) -> None:
    """Tell someone that their message is in the queue."""
    await count_today(context, "long-queue")
    try:
        voice = await voice_for(waiting.user, context)
        await deliver(context.bot, waiting.private_chat, Answer(plain(voice("long-queue"))), None)
    except TelegramError as refusal:
        _log.warning("Who has to wait was not told: %s", in_words(refusal))


def _private_chat(update: Update) -> int | None:
    chat = update.effective_chat
    # A guest mention may come from a private chat of two others.
    if chat is None or update.guest_message is not None or chat.type != Chat.PRIVATE:
        return None
    return chat.id
