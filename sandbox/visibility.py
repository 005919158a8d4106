"""Which messages a bot gets: all in private, in groups those that privacy mode lets through."""

from typing import Any

from sandbox.chats import Chat, words
from sandbox.text import covered
from sandbox.world import World

Json = dict[str, Any]

_SERVICE = frozenset(
    {"migrate_to_chat_id", "migrate_from_chat_id", "new_chat_members", "left_chat_member"}
)


def reaches_bot(world: World, chat: Chat, message: Json) -> bool:
    """Return whether the bot gets this message (core.telegram.org/bots/features#privacy-mode).

    In groups: service messages, commands meant for it, messages that name it (as @BotFather says of
    /setprivacy), replies to it, messages sent via it; everything but what other bots write, if it
    is an administrator or privacy mode is off. `/command` without a name is taken as meant for it,
    as it is for the bot that spoke last.
    """
    if not chat.visible or chat.closed:
        return False
    if chat.private:
        return True
    if _by_other_bot(world, message):
        return False
    if world.switches["can_read_all_group_messages"] or not _SERVICE.isdisjoint(message):
        return True
    if chat.members.get(world.bot["id"]) == "administrator":
        return True
    me = world.bot["id"]
    replied = message.get("reply_to_message", {})
    return (
        message.get("via_bot", {}).get("id") == me
        or replied.get("from", {}).get("id") == me
        or _for_bot(world, message)
    )


def _by_other_bot(world: World, message: Json) -> bool:
    """Return whether a bot wrote it: those that stand for admins and channels are none."""
    sender = message["from"]
    told = sender.get("is_bot") and sender["id"] != world.bot["id"]
    return bool(told and "sender_chat" not in message)


def _for_bot(world: World, message: Json) -> bool:
    username = world.bot["username"].lower()
    text, entities = words(message)
    commands = [one for one in entities if one["type"] == "bot_command"]
    if commands:
        _, _, name = covered(text, commands[0]).partition("@")
        if not name or name.lower() == username:
            return True
    return any(
        (one["type"] == "mention" and covered(text, one).lower() == f"@{username}")
        or (one["type"] == "text_mention" and one["user"]["id"] == world.bot["id"])
        for one in entities
    )
