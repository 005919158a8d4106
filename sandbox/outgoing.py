"""What all sending methods share: the chat, the message replied to, the preview."""

from collections.abc import Mapping
from typing import Any

from sandbox import limits
from sandbox.chats import Chat, quotable, words
from sandbox.formatting import formatted
from sandbox.keyboard import reply_markup
from sandbox.markup import checked_link
from sandbox.members import may_send
from sandbox.params import Params
from sandbox.refusal import Refusal, bad_request, forbidden
from sandbox.text import utf16_length
from sandbox.world import World

Json = dict[str, Any]

_UPGRADED = "Bad Request: group chat was upgraded to a supergroup chat"
_PREVIEW_FLAGS = ("is_disabled", "prefer_small_media", "prefer_large_media", "show_above_text")


def known_chat(world: World, params: Params, name: str = "chat_id") -> Chat:
    """Return the chat that a parameter names by id or @username.

    Raises the 400s `chat_id is empty` and `chat not found`.
    """
    if not params.text(name):
        raise bad_request("chat_id is empty")
    wanted = params.text(name)
    chat = world.chats.get(params.number(name))
    if wanted.startswith("@"):
        chat = next(
            (
                one
                for one in world.chats.values()
                if not one.private and one.shape.get("username") == wanted[1:]
            ),
            None,
        )
    if chat is None or not chat.visible:
        raise bad_request("chat not found")
    return chat


def open_chat(world: World, params: Params) -> Chat:
    """Return the chat to write to; raise the 403s for one that does not take the bot's messages."""
    chat = known_chat(world, params)
    if chat.private and chat.closed:
        raise forbidden("bot was blocked by the user")
    if chat.private and not chat.started:
        raise forbidden("bot can't initiate conversation with a user")
    if chat.closed:
        raise forbidden(f"bot was kicked from the {chat.shape['type']} chat")
    if chat.moved_to is not None:
        raise Refusal(400, _UPGRADED, moved_to=chat.moved_to)
    if chat.shape["type"] == "channel" and not _may(world, chat, "can_post_messages"):
        raise bad_request("need administrator rights in the channel chat")
    if params.number("message_thread_id") not in (0, *chat.topics):
        raise bad_request("message thread not found")
    if not chat.private and not may_send(world, chat):
        raise bad_request("not enough rights to send text messages to the chat")
    return chat


def may_edit(world: World, chat: Chat) -> bool:
    """Tell whether the bot may change its messages: in a channel that takes the right to post."""
    rights = ("can_post_messages", "can_edit_messages")
    return chat.shape["type"] != "channel" or any(_may(world, chat, one) for one in rights)


def _may(world: World, chat: Chat, right: str) -> bool:
    me = world.bot["id"]
    rights = chat.rights.get(me, {})
    return chat.members.get(me) == "administrator" and rights.get(right, True) is True


def send(world: World, chat: Chat, params: Params, content: Json) -> Json:
    """Store a message of the bot: the content with what any message can carry."""
    markup = reply_markup(params)
    extras = replied_to(world, chat, params)
    if markup:
        extras["reply_markup"] = markup
    if params.flag("protect_content"):
        extras["has_protected_content"] = True
    if thread := params.number("message_thread_id"):
        extras |= {"message_thread_id": thread, "is_topic_message": True}
    return world.message(chat, world.bot, {**content, **extras})


def preview_options(options: object) -> Json:
    """Return `link_preview_options` as the message shows it, nothing where there are none."""
    if options is None:
        return {}
    if not isinstance(options, dict):
        raise bad_request("object expected as link preview options")
    for name in _PREVIEW_FLAGS:
        if not isinstance(options.get(name, False), bool):
            raise bad_request(f'field "{name}" must be of type Boolean')
    if options.get("url") and not checked_link(options["url"]):
        raise bad_request("WEBPAGE_URL_INVALID")
    kept = {key: value for key, value in options.items() if value}
    return {"link_preview_options": kept} if kept else {}


def replied_to(world: World, chat: Chat, params: Params) -> Json:
    """Return `reply_to_message` (or `external_reply`) and `quote` of a message to be sent.

    Raises the 400s `message to be replied not found` and `QUOTE_TEXT_INVALID`.
    """
    given = params.structure("reply_parameters", "reply parameters")
    if given is None and params.number("reply_to_message_id"):
        given = {"message_id": params.number("reply_to_message_id")}
    if not given:
        return {}
    if "message_id" not in given:
        raise bad_request('can\'t find field "message_id"')
    optional = given.get("allow_sending_without_reply", params.flag("allow_sending_without_reply"))
    home = world.chats.get(int(given["chat_id"])) if given.get("chat_id") else chat
    if home is None or not home.visible:
        raise bad_request("chat not found")
    message = home.messages.get(int(given["message_id"]))
    if message is None:
        if optional:
            return {}
        raise bad_request("message to be replied not found")
    reply = {"reply_to_message": quotable(message)} if home is chat else _external(message)
    if given.get("quote"):
        reply["quote"] = _quote(message, given, world.people)
    return reply


def _external(message: Json) -> Json:
    origin = {"type": "user", "date": message["date"], "sender_user": message["from"]}
    return {"external_reply": {"origin": origin, "chat": message["chat"]}}


def _quote(message: Json, given: Json, people: Mapping[int, Json]) -> Json:
    quote, entities = formatted(
        given["quote"], given.get("quote_parse_mode", ""), given.get("quote_entities"), people
    )
    text, _ = words(message)
    places = [at for at in range(len(text)) if text.startswith(quote, at)] if quote else []
    if not places or utf16_length(quote) > limits.QUOTE:
        raise bad_request("QUOTE_TEXT_INVALID")
    wanted = int(given.get("quote_position", 0))
    position = min((utf16_length(text[:at]) for at in places), key=lambda at: abs(at - wanted))
    shape: Json = {"text": quote, "position": position, "is_manual": True}
    styled = [entity for entity in entities if entity["type"] not in {"url", "mention", "email"}]
    return shape | ({"entities": styled} if styled else {})
