"""Who may decide for a group: its admins, asked of Telegram each time."""

import logging

from telegram import Message, User
from telegram.constants import ChatMemberStatus
from telegram.error import TelegramError

from handlers.kit.context import Context
from handlers.kit.refusals import in_words

_log = logging.getLogger(__name__)
_DECIDES = frozenset({ChatMemberStatus.OWNER, ChatMemberStatus.ADMINISTRATOR})


async def may_decide(chat_id: int, person: User | None, context: Context) -> bool:
    """Tell whether someone is an admin of a chat now; False where Telegram does not say."""
    if person is None:
        return False
    try:
        member = await context.bot.get_chat_member(chat_id, person.id)
    except TelegramError as refusal:
        _log.info("Who an admin is was not told: %s", in_words(refusal))
        return False
    return member.status in _DECIDES


async def writes_as_keeper(message: Message, context: Context) -> bool:
    """Tell whether a message is an admin's, who may also write anonymously, as the group itself."""
    if message.sender_chat is not None:
        return message.sender_chat.id == message.chat_id
    return await may_decide(message.chat_id, message.from_user, context)


async def hears_all(chat_id: int, context: Context) -> bool:
    """Tell whether the bot gets every message of a group: as its admin, or with privacy mode off.

    Telegram tells of privacy mode as it stood when the bot started.
    """
    if context.bot.bot.can_read_all_group_messages:
        return True
    return await may_decide(chat_id, context.bot.bot, context)
