"""Somebody sends faster than they can be answered: told so once, kindly."""

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
    """More from one chat than may wait: whose it is, and where they can be told."""

    user: User | None
    private_chat: int | None


def flood_of(update: object) -> FloodingChat:
    """Return what is to be said of an update that could not wait any more."""
    if not isinstance(update, Update):
        return FloodingChat(None, None)
    chat = update.effective_chat
    private = chat.id if chat is not None and chat.type == Chat.PRIVATE else None
    return FloodingChat(update.effective_user, private)


async def take_flood(flood: FloodingChat, context: Context) -> None:
    """Tell whoever sends so much that not all of it is answered, where they wrote in private."""
    await count_today(context, "flood")
    if flood.private_chat is None:
        return
    try:
        voice = await voice_for(flood.user, context)
        await deliver(context.bot, flood.private_chat, Answer(plain(voice("too-many"))), None)
    except TelegramError as refusal:
        _log.warning("Who sends too much was not told: %s", in_words(refusal))
