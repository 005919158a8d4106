"""The way out into groups, where the bot may be muted, removed or moved: none of it is an error."""

import logging
from typing import Any

from telegram import Message, ReplyParameters, User
from telegram.error import BadRequest, ChatMigrated, Forbidden, TelegramError
from telegram.ext import ExtBot

from handlers.kit.answer import Answer
from handlers.kit.refusals import in_words
from handlers.kit.sending import deliver, preview_of, send_once

_log = logging.getLogger(__name__)
_REPLY_IS_GONE = ("message to be replied not found", "message to reply not found")
# What Telegram says where the bot may not write, or not any more (tdlib,
# telegram-bot-api/Client.cpp, and the names of its server's errors).
_MUTE = (
    "not enough rights",
    "have no rights to send",
    "need administrator rights",
    "chat not found",
    "group chat was deactivated",
    "message thread not found",
    "topic_closed",
    "topic_deleted",
    "chat_write_forbidden",
    "chat_restricted",
    "chat_send_plain_forbidden",
    "chat_admin_required",
    "channel_private",
    "user_banned_in_channel",
    "peer_id_invalid",
)


async def speak(to: Message, answer: Answer, reply_to: int | None = None) -> Message | None:
    """Say something in a group, in the topic of `to`, as a reply to it or to another message.

    Returns None where the bot may not write there, which is tried once and no more. A group that
    has become a supergroup meanwhile gets it there. Otherwise as `sending.send`.
    """
    number = reply_to or to.message_id

    async def attempt(chat: int, *, replying: bool) -> Message:
        reply = ReplyParameters(number, allow_sending_without_reply=True) if replying else None
        thread = to.message_thread_id if to.is_topic_message and chat == to.chat_id else None
        return await to.get_bot().send_message(
            chat,
            answer.content,
            reply_markup=answer.keyboard,
            link_preview_options=preview_of(answer),
            reply_parameters=reply,
            message_thread_id=thread,
        )

    async def wherever_it_is() -> Message | None:
        try:
            try:
                return await attempt(to.chat_id, replying=bool(number))
            except ChatMigrated as moved:
                return await attempt(moved.new_chat_id, replying=False)
            except BadRequest as refusal:
                # Telegram has been seen to say so in spite of what was allowed.
                if not refusal.message.lower().startswith(_REPLY_IS_GONE):
                    raise
                return await attempt(to.chat_id, replying=False)
        except (BadRequest, Forbidden) as refusal:
            if isinstance(refusal, BadRequest) and not _is_mute(refusal):
                raise
            _log.info("A group cannot be written to: %s", in_words(refusal))
            return None

    return await send_once(to, wherever_it_is)


async def tell_in_private(asker: User | None, answer: Answer, bot: ExtBot[Any]) -> None:
    """Say something to someone in private; one attempt, since many never wrote to the bot."""
    if asker is None or asker.is_bot:
        return
    try:
        await deliver(bot, asker.id, answer, None)
    except TelegramError as refusal:
        _log.info("Who asked in a group cannot be told in private: %s", in_words(refusal))


def _is_mute(refusal: TelegramError) -> bool:
    said = refusal.message.lower()
    return any(words in said for words in _MUTE)
