"""The Bot API's methods, one module a family; the table is what the server knows."""

from collections.abc import Awaitable, Callable
from functools import partial
from typing import Any

from sandbox.methods import answers, chats, editing, media, messages, profile, receiving
from sandbox.params import Params
from sandbox.world import World

Method = Callable[[World, Params], Any | Awaitable[Any]]


def _table() -> dict[str, tuple[str, Method]]:
    named: dict[str, Method] = {
        "getMe": profile.get_me,
        "logOut": profile.yes,
        "close": profile.yes,
        "getUpdates": receiving.get_updates,
        "setWebhook": receiving.set_webhook,
        "deleteWebhook": receiving.delete_webhook,
        "getWebhookInfo": receiving.get_webhook_info,
        "sendMessage": messages.send_message,
        "forwardMessage": messages.forward_message,
        "forwardMessages": messages.forward_messages,
        "copyMessage": messages.copy_message,
        "deleteMessage": messages.delete_message,
        "deleteMessages": messages.delete_messages,
        "sendChatAction": messages.send_chat_action,
        "setMessageReaction": messages.set_message_reaction,
        "sendMediaGroup": media.send_media_group,
        "getFile": media.get_file,
        "editMessageText": editing.edit_message_text,
        "editMessageCaption": editing.edit_message_caption,
        "editMessageMedia": editing.edit_message_media,
        "editMessageReplyMarkup": editing.edit_message_reply_markup,
        "answerCallbackQuery": answers.answer_callback_query,
        "answerInlineQuery": answers.answer_inline_query,
        "answerGuestQuery": answers.answer_guest_query,
        "getChat": chats.get_chat,
        "getChatMember": chats.get_chat_member,
        "getChatAdministrators": chats.get_chat_administrators,
        "getChatMemberCount": chats.get_chat_member_count,
        "leaveChat": chats.leave_chat,
        "setMyCommands": profile.set_my_commands,
        "getMyCommands": profile.get_my_commands,
        "deleteMyCommands": profile.delete_my_commands,
    }
    for kind in ("Photo", "Document", "Video", "Animation", "Audio", "Voice", "VideoNote"):
        named[f"send{kind}"] = partial(media.send_file, _snake(kind))
    named["sendSticker"] = partial(media.send_file, "sticker")
    for kind in ("Name", "Description", "ShortDescription"):
        named[f"setMy{kind}"] = partial(profile.set_my_text, _snake(kind))
        named[f"getMy{kind}"] = partial(profile.get_my_text, _snake(kind))
    return {name.lower(): (name, method) for name, method in named.items()}


def _snake(name: str) -> str:
    return "".join(f"_{letter.lower()}" if letter.isupper() else letter for letter in name)[1:]


METHODS = _table()
"""Name in lower case -> name as documented, and what does it; raises `Refusal`."""
