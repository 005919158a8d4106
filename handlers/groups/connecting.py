"""`/connect`: a channel's owner shows its discussion group by Telegram's own chat picker."""

import logging

from telegram import (
    ChatAdministratorRights,
    ChatFullInfo,
    ChatMember,
    ChatMemberRestricted,
    KeyboardButton,
    KeyboardButtonRequestChat,
    Message,
    ReplyKeyboardMarkup,
    ReplyKeyboardRemove,
    Update,
)
from telegram.constants import ChatMemberStatus, ChatType
from telegram.error import TelegramError

from handlers.groups.keepers import hears_all, may_decide
from handlers.groups.settings_page import settings_page
from handlers.kit.answer import Answer
from handlers.kit.context import Context
from handlers.kit.language import voice_for
from handlers.kit.markup import Html, plain
from handlers.kit.notes import count_today
from handlers.kit.refusals import in_words
from handlers.kit.sending import send, send_once
from handlers.kit.texts import Voice
from storage.engine.errors import StoreUnwritable

_log = logging.getLogger(__name__)
_REQUEST = 13
"""What our button's answers are known by; a press of another program's is none of ours."""
_MARKS = 6
_AWAY = frozenset({ChatMemberStatus.LEFT, ChatMemberStatus.BANNED})


async def ask(update: Update, context: Context) -> None:
    """Offer Telegram's chat picker: groups that the bot is in and the asker is an admin of."""
    message = update.effective_message
    if message is None:
        return
    voice = await voice_for(update.effective_user, context)
    request = KeyboardButtonRequestChat(
        _REQUEST,
        chat_is_channel=False,
        bot_is_member=True,
        user_administrator_rights=_an_admins_rights(),
    )
    button = KeyboardButton(voice("connect-button"), request_chat=request)
    keyboard = ReplyKeyboardMarkup([[button]], resize_keyboard=True, one_time_keyboard=True)
    await _say(message, plain(voice("connect-ask")), keyboard)


async def take(update: Update, context: Context) -> None:
    """Connect the group that was chosen, if Telegram says that it may be."""
    message, person = update.effective_message, update.effective_user
    if message is None or message.chat_shared is None or person is None:
        return
    if message.chat_shared.request_id != _REQUEST:
        return
    voice = await voice_for(person, context)
    chat_id = message.chat_shared.chat_id
    why = await _why_not(chat_id, context)
    if why is None and not await may_decide(chat_id, person, context):
        why = "stranger"
    if why is not None:
        await _say(message, plain(voice("connect-refused", why=why)), ReplyKeyboardRemove())
        return
    services = context.services
    groups = services.store.groups
    try:
        group = await groups.keep(services.people.hash(chat_id), services.people.seal(chat_id))
        await groups.connect(group.id)
        if not group.marks:
            await groups.set_marks(group.id, _MARKS)
    except StoreUnwritable:
        await _say(message, plain(voice("group-not-kept")), ReplyKeyboardRemove())
        return
    await _say(message, plain(voice("connect-done")), ReplyKeyboardRemove())
    await send(message, await _page(group.id, chat_id, context, voice))
    await count_today(context, "group-connected")


async def _page(number: int, chat_id: int, context: Context, voice: Voice) -> Answer:
    group = await context.services.store.groups.get(number)
    if group is None:
        return Answer(plain(voice("group-not-kept")))
    return settings_page(group, voice, hears_all=await hears_all(chat_id, context))


async def _why_not(chat_id: int, context: Context) -> str | None:
    """Return why a chat cannot be connected, as the text `connect-refused` knows it, or None."""
    try:
        chat = await context.bot.get_chat(chat_id)
        me = await context.bot.get_chat_member(chat_id, context.bot.id)
    except TelegramError as refusal:
        _log.info("A group cannot be connected: %s", in_words(refusal))
        return "absent"
    if me.status in _AWAY:
        return "absent"
    # Only groups where a channel is discussed are linked to another chat.
    if chat.type != ChatType.SUPERGROUP or chat.linked_chat_id is None:
        return "other"
    return None if _may_write(me, chat) else "mute"


def _may_write(me: ChatMember, chat: ChatFullInfo) -> bool:
    if me.status in {ChatMemberStatus.ADMINISTRATOR, ChatMemberStatus.OWNER}:
        return True
    if isinstance(me, ChatMemberRestricted):
        return bool(me.can_send_messages)
    return chat.permissions is None or chat.permissions.can_send_messages is not False


def _an_admins_rights() -> ChatAdministratorRights:
    """Return the least rights of an admin."""
    return ChatAdministratorRights(
        is_anonymous=False,
        can_manage_chat=True,
        can_delete_messages=False,
        can_manage_video_chats=False,
        can_restrict_members=False,
        can_promote_members=False,
        can_change_info=False,
        can_invite_users=False,
        can_post_stories=False,
        can_edit_stories=False,
        can_delete_stories=False,
        # Of a Bot API newer than the library, which demands it.
        api_kwargs={"can_send_welcome_messages": False},
    )


async def _say(
    to: Message, content: Html, keyboard: ReplyKeyboardMarkup | ReplyKeyboardRemove
) -> None:
    async def attempt() -> Message:
        return await to.get_bot().send_message(to.chat_id, content, reply_markup=keyboard)

    await send_once(to, attempt)
