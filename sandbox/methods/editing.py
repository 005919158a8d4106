"""Changing what the bot has sent, in a chat or by inline message id."""

from typing import Any

from sandbox.chats import Chat
from sandbox.formatting import message_caption, message_text
from sandbox.keyboard import reply_markup
from sandbox.methods.media import part_of
from sandbox.outgoing import known_chat, may_edit, preview_options
from sandbox.params import Params
from sandbox.refusal import NOT_MODIFIED, bad_request, forbidden
from sandbox.shapes import FILES
from sandbox.world import World

Json = dict[str, Any]

_TEXT = ("text", "entities", "link_preview_options")
_CAPTION = ("caption", "caption_entities")
_MARKUP = ("reply_markup",)


def edit_message_text(world: World, params: Params) -> Json | bool:
    """`editMessageText`."""
    content = message_text(
        params.text("text"),
        params.text("parse_mode"),
        params.structure("entities"),
        world.people,
        "message is too long",
    )
    content |= preview_options(params.structure("link_preview_options", "link preview options"))
    chat, message = _found(world, params)
    if "text" not in message:
        raise bad_request("there is no text in the message to edit")
    return _changed(world, chat, message, params, content, (*_TEXT, *_MARKUP))


def edit_message_caption(world: World, params: Params) -> Json | bool:
    """`editMessageCaption`."""
    content = message_caption(
        params.text("caption"),
        params.text("parse_mode"),
        params.structure("caption_entities"),
        world.people,
        "message caption is too long",
    )
    chat, message = _found(world, params)
    if "text" in message:
        raise bad_request("there is no caption in the message to edit")
    return _changed(world, chat, message, params, content, (*_CAPTION, *_MARKUP))


def edit_message_media(world: World, params: Params) -> Json | bool:
    """`editMessageMedia`; a file can be attached only where the message is in a chat of the bot."""
    item = params.structure("media", "media")
    if not isinstance(item, dict):
        raise bad_request("can't parse InputMedia: Expected an Object")
    if params.text("inline_message_id") and str(item.get("media", "")).startswith("attach://"):
        raise bad_request("can't use file uploads in inline messages")
    chat, message = _found(world, params)
    content = part_of(world, item, params)
    return _changed(world, chat, message, params, content, (*FILES, *_TEXT, *_CAPTION, *_MARKUP))


def edit_message_reply_markup(world: World, params: Params) -> Json | bool:
    """`editMessageReplyMarkup`."""
    chat, message = _found(world, params)
    return _changed(world, chat, message, params, {}, _MARKUP)


def _found(world: World, params: Params) -> tuple[Chat, Json]:
    if inline_id := params.text("inline_message_id"):
        chat, number = world.inline_messages.get(inline_id, (None, 0))
        if chat is None or number not in chat.messages:
            raise bad_request("MESSAGE_ID_INVALID")
        return chat, chat.messages[number]
    chat = known_chat(world, params)
    if not params.number("message_id"):
        raise bad_request("message identifier is not specified")
    message = chat.messages.get(params.number("message_id"))
    if message is None:
        raise bad_request("message to edit not found")
    if chat.closed and not chat.private:
        raise forbidden(f"bot was kicked from the {chat.shape['type']} chat")
    foreign = message["from"]["id"] != world.bot["id"] or "forward_origin" in message
    if foreign or not may_edit(world, chat):
        raise bad_request("message can't be edited")
    return chat, message


def _changed(
    world: World,
    chat: Chat,
    message: Json,
    params: Params,
    content: Json,
    fields: tuple[str, ...],
) -> Json | bool:
    markup = reply_markup(params)
    if markup:
        content["reply_markup"] = markup
    if all(message.get(name) == content.get(name) for name in fields):
        raise bad_request(NOT_MODIFIED)
    kept = {key: value for key, value in message.items() if key not in fields}
    edited = chat.replace({**kept, **content, "edit_date": world.now()})
    return True if params.text("inline_message_id") else edited
