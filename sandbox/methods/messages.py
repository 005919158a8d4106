"""Sending, forwarding, copying and deleting messages."""

from typing import Any

from sandbox import limits
from sandbox.chats import Chat
from sandbox.formatting import message_caption, message_text
from sandbox.outgoing import known_chat, open_chat, preview_options, send
from sandbox.params import Params
from sandbox.refusal import bad_request
from sandbox.world import World

Json = dict[str, Any]

_HEAD = ("message_id", "date", "chat", "from", "edit_date", "via_bot", "forward_origin")
_REPLY = ("reply_to_message", "external_reply", "quote")
_ACTIONS = frozenset(
    {
        "choose_sticker",
        "find_location",
        "record_video",
        "record_video_note",
        "record_voice",
        "typing",
        "upload_document",
        "upload_photo",
        "upload_video",
        "upload_video_note",
        "upload_voice",
    }
)
_DELETABLE_SECONDS = 48 * 3600


def send_message(world: World, params: Params) -> Json:
    """`sendMessage`."""
    content = message_text(
        params.text("text"),
        params.text("parse_mode"),
        params.structure("entities"),
        world.people,
        "message is too long",
    )
    content |= preview_options(params.structure("link_preview_options", "link preview options"))
    return send(world, open_chat(world, params), params, content)


def forward_message(world: World, params: Params) -> Json:
    """`forwardMessage`."""
    chat = open_chat(world, params)
    home = known_chat(world, params, "from_chat_id")
    message = home.messages.get(params.number("message_id"))
    if message is None:
        raise bad_request("message to forward not found")
    return _forward(world, chat, message)


def forward_messages(world: World, params: Params) -> list[Json]:
    """`forwardMessages`: those that are there."""
    chat = open_chat(world, params)
    home = known_chat(world, params, "from_chat_id")
    found = [home.messages[number] for number in _numbers(params) if number in home.messages]
    if not found:
        raise bad_request("there are no messages to forward")
    return [{"message_id": _forward(world, chat, message)["message_id"]} for message in found]


def copy_message(world: World, params: Params) -> Json:
    """`copyMessage`."""
    chat = open_chat(world, params)
    home = known_chat(world, params, "from_chat_id")
    message = home.messages.get(params.number("message_id"))
    if message is None:
        raise bad_request("message to copy not found")
    dropped = {*_HEAD, *_REPLY, "reply_markup", "media_group_id"}
    content = {key: value for key, value in message.items() if key not in dropped}
    if "caption" in params and "text" not in content:
        content.pop("caption", None)
        content.pop("caption_entities", None)
        content |= message_caption(
            params.text("caption"),
            params.text("parse_mode"),
            params.structure("caption_entities"),
            world.people,
            "message caption is too long",
        )
    return {"message_id": send(world, chat, params, content)["message_id"]}


def delete_message(world: World, params: Params) -> bool:
    """`deleteMessage`."""
    chat = known_chat(world, params)
    message = chat.messages.get(params.number("message_id"))
    if message is None:
        raise bad_request("message to delete not found")
    if not _deletable(world, chat, message):
        raise bad_request("message can't be deleted")
    return chat.remove(message["message_id"])


def delete_messages(world: World, params: Params) -> bool:
    """`deleteMessages`: those that are there and can be."""
    chat = known_chat(world, params)
    for number in _numbers(params):
        if number in chat.messages and _deletable(world, chat, chat.messages[number]):
            chat.remove(number)
    return True


def send_chat_action(world: World, params: Params) -> bool:
    """`sendChatAction`."""
    open_chat(world, params)
    if params.text("action").lower() not in _ACTIONS:
        raise bad_request("wrong parameter action in request")
    return True


def set_message_reaction(world: World, params: Params) -> bool:
    """`setMessageReaction`."""
    chat = open_chat(world, params)
    if params.number("message_id") not in chat.messages:
        raise bad_request("message to react not found")
    reactions = params.structure("reaction", "reaction types") or []
    if len(reactions) > 1:
        raise bad_request("too many reactions specified")
    return True


def _numbers(params: Params) -> list[int]:
    given = params.structure("message_ids", "message identifiers")
    if not given:
        raise bad_request("message identifiers are not specified")
    if len(given) > limits.MESSAGES_AT_ONCE:
        raise bad_request("too many message identifiers specified")
    return [int(number) for number in given]


def _deletable(world: World, chat: Chat, message: Json) -> bool:
    own = message["from"]["id"] == world.bot["id"]
    fresh = world.now() - message["date"] <= _DELETABLE_SECONDS
    admin = chat.members.get(world.bot["id"]) == "administrator"
    return admin or (fresh and (own or chat.private))


def _forward(world: World, chat: Chat, message: Json) -> Json:
    dropped = {*_HEAD, *_REPLY, "reply_markup", "media_group_id"}
    origin = message.get("forward_origin") or {
        "type": "user",
        "date": message["date"],
        "sender_user": message["from"],
    }
    content = {key: value for key, value in message.items() if key not in dropped}
    return world.message(chat, world.bot, {**content, "forward_origin": origin})
