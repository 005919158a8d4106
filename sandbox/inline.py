"""Inline results: what they must hold, and the messages that they become."""

from typing import Any

from sandbox import limits
from sandbox.chats import Chat
from sandbox.files import StoredFile
from sandbox.formatting import message_caption, message_text
from sandbox.keyboard import checked_markup
from sandbox.outgoing import preview_options
from sandbox.refusal import bad_request
from sandbox.shapes import FILES, NAMES
from sandbox.world import World

Json = dict[str, Any]

_RESULT = "can't parse InlineQueryResult: "
_FILE_KINDS = {"gif": "animation", "mpeg4_gif": "animation"}


def checked_result(world: World, result: object) -> Json:
    """Return the content of the message that a result becomes when it is chosen.

    Raises the 400s for ids (`RESULT_ID_INVALID`), titles, and for content that `sendMessage` would
    refuse, in the words that inline answers get.
    """
    if not isinstance(result, dict):
        raise bad_request(_RESULT + "Expected an Object")
    for name in ("type", "id"):
        if not isinstance(result.get(name), str):
            raise bad_request(f'{_RESULT}Can\'t find field "{name}"')
    if not result["id"]:
        raise bad_request("RESULT_ID_EMPTY")
    if len(result["id"].encode()) > limits.INLINE_RESULT_ID_BYTES:
        raise bad_request("RESULT_ID_INVALID")
    if result["type"] == "article" and not result.get("title"):
        raise bad_request("ARTICLE_TITLE_EMPTY")
    markup = checked_markup(result.get("reply_markup"))
    return _content(world, result) | ({"reply_markup": markup} if markup else {})


def result_message(
    world: World, chat: Chat, sender: Json, content: Json, *, always: bool = False
) -> tuple[Json, str]:
    """Put a chosen result into a chat; return the message and its inline id.

    There is an inline id where a keyboard is attached, or `always`.
    """
    message = world.message(chat, sender, content)
    if not always and "reply_markup" not in content:
        return message, ""
    inline_id = f"AAAAsandbox{world.serial():08d}"
    world.inline_messages[inline_id] = (chat, message["message_id"])
    return message, inline_id


def _content(world: World, result: Json) -> Json:
    given = result.get("input_message_content")
    if isinstance(given, dict) and "message_text" in given:
        text = message_text(
            given["message_text"],
            given.get("parse_mode", ""),
            given.get("entities"),
            world.people,
            "MESSAGE_TOO_LONG",
        )
        return text | preview_options(given.get("link_preview_options"))
    kind = _FILE_KINDS.get(result["type"], result["type"])
    if kind not in FILES:
        raise bad_request(_RESULT + "Input message content is not specified")
    file = _file(world, kind, result)
    caption = message_caption(
        result.get("caption", ""),
        result.get("parse_mode", ""),
        result.get("caption_entities"),
        world.people,
        "MEDIA_CAPTION_TOO_LONG",
    )
    return {kind: FILES[kind](file), **caption}


def _file(world: World, kind: str, result: Json) -> StoredFile:
    """Return the file of a result: one that Telegram has by its name, or that it would fetch."""
    named = f"{result['type']}_file_id"
    if named not in result:
        return world.files.add(kind, b"", NAMES[kind])
    file = world.files.get(str(result[named]).removesuffix("s"))
    if file is None or file.kind != kind:
        raise bad_request("wrong file identifier/HTTP URL specified")
    return file
