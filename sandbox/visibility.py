"""Which messages a bot gets: all in private, in groups those that privacy mode lets through."""

from typing import Any

from sandbox.chats import Chat, words
from sandbox.text import covered
from sandbox.world import World

Json = dict[str, Any]


def reaches_bot(world: World, chat: Chat, message: Json) -> bool:
    """Return whether the bot gets this message (core.telegram.org/bots/features#privacy-mode).

    In groups: commands meant for it, replies to it, messages sent via it, unless it is an
    administrator. `/command` without a name is taken as meant for it, as it is for the bot that
    spoke last.
    """
    if not chat.visible or chat.closed:
        return False
    if chat.private or chat.members.get(world.bot["id"]) == "administrator":
        return True
    me = world.bot["id"]
    replied = message.get("reply_to_message", {})
    return (
        message.get("via_bot", {}).get("id") == me
        or replied.get("from", {}).get("id") == me
        or _for_bot(message, world.bot["username"])
    )


def _for_bot(message: Json, username: str) -> bool:
    text, entities = words(message)
    for entity in entities:
        if entity["type"] == "bot_command":
            _, _, name = covered(text, entity).partition("@")
            return not name or name.lower() == username.lower()
    return False
