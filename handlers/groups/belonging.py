"""The bot comes into a group, leaves it, or the group becomes a supergroup."""

import logging

from telegram import Update
from telegram.constants import ChatMemberStatus, ChatType

from handlers.kit.context import Context
from storage.engine.errors import StoreError

_log = logging.getLogger(__name__)
_AWAY = frozenset({ChatMemberStatus.LEFT, ChatMemberStatus.BANNED})


async def change(update: Update, context: Context) -> None:
    """Note that the bot was taken into a group or out of it; nobody is told anything."""
    told = update.my_chat_member
    if told is None or told.chat.type == ChatType.PRIVATE:
        return
    services = context.services
    chat = services.people.hash(told.chat.id)
    try:
        if told.new_chat_member.status in _AWAY:
            await services.store.groups.leave(chat, services.clock())
        else:
            await services.store.groups.come_back(chat)
    except StoreError as error:
        _log.warning("Where the bot is was not noted: %s", type(error).__name__)


async def move(update: Update, context: Context) -> None:
    """Let a group's settings follow it into the supergroup that it has become."""
    message = update.effective_message
    if message is None:
        return
    old, new = message.migrate_from_chat_id, message.chat_id
    if message.migrate_to_chat_id is not None:
        old, new = message.chat_id, message.migrate_to_chat_id
    if old is None:
        return
    people = context.services.people
    try:
        await context.services.store.groups.move(
            people.hash(old), people.hash(new), people.seal(new)
        )
    except StoreError as error:
        _log.warning("A group's settings did not follow it: %s", type(error).__name__)
