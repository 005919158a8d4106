"""Which messages of a group are meant for the bot, and who says them."""

import re
from collections.abc import Sequence

from telegram import Message, MessageEntity, User
from telegram.constants import ChatType
from telegram.ext import filters

from handlers.kit.asked import names_a_post
from handlers.kit.reading import message as reading

_BARE = frozenset({"check", "raspa", "report"})
"""Commands that are taken without the bot's name; others may be meant for any bot."""
_SHARED = frozenset({"report"})
"""Those of them that other bots have too: ours only in groups that a channel's owner connected."""
_COMMAND = re.compile(r"/(\w{1,32})(?:@(\w+))?", re.ASCII)


def command_in(message: Message) -> str | None:
    """Return the command for this bot that a message begins with, in lower case, None without one.

    The text may be a caption. A command that names no bot is ours where it is one of ours alone.
    """
    command, name = _command_and_name(message)
    if name is None:
        return command if command in _BARE else None
    return command if name == _username(message) else None


def is_asked(message: Message) -> bool:
    """Tell whether a message asks the bot: by `/check`, or by naming the bot in a reply."""
    if not is_said_here(message):
        return False
    if command_in(message) == "check":
        return True
    return names_a_post(message) and not is_ours(message.reply_to_message) and _names_bot(message)


def is_for_bot(message: Message) -> bool:
    """Tell whether a message waits for something from the bot: all do in private, few in groups."""
    if message.chat.type == ChatType.PRIVATE:
        return True
    if is_asked(message):
        return True
    told = command_in(message)
    # Without the bot's name it may be another bot's, and what breaks over it is nobody's business.
    stray = told in _SHARED and _command_and_name(message)[1] is None
    return is_said_here(message) and told is not None and not stray


def is_said_here(message: Message) -> bool:
    """Tell whether somebody of the group wrote a message: no bot, nothing forwarded or by a bot.

    An anonymous admin and a channel that writes count as somebody; Telegram names a bot of its own
    as their sender.
    """
    if message.via_bot is not None or message.is_automatic_forward:
        return False
    if not reading.is_typed(message):
        return False
    sender = message.from_user
    return message.sender_chat is not None or (sender is not None and not sender.is_bot)


def is_ours(message: Message | None) -> bool:
    """Tell whether a message came from this bot: written by it, sent via it, or forwarded."""
    if message is None:
        return False
    me = message.get_bot().id
    origin = getattr(message.forward_origin, "sender_user", None)
    return any(
        one is not None and one.id == me for one in (message.from_user, message.via_bot, origin)
    )


def asker_of(message: Message) -> User | None:
    """Return the person who wrote a message, None for one who writes as a group or channel."""
    return None if message.sender_chat is not None else message.from_user


def _command_and_name(message: Message) -> tuple[str | None, str | None]:
    """Return the command that a message begins with and the bot that it names, in lower case."""
    text, entities = _words(message)
    first = next((one for one in entities if one.offset == 0), None)
    if first is None or first.type != MessageEntity.BOT_COMMAND:
        return None, None
    found = _COMMAND.fullmatch(text[: first.length])
    if found is None:
        return None, None
    return found[1].lower(), found[2] and found[2].lower()


def _names_bot(message: Message) -> bool:
    _, entities = _words(message)
    bot = message.get_bot()
    for one in entities:
        if one.type == MessageEntity.TEXT_MENTION and one.user and one.user.id == bot.id:
            return True
        if one.type == MessageEntity.MENTION:
            told = message.parse_entity(one) if message.text else message.parse_caption_entity(one)
            if told.lower() == f"@{_username(message)}":
                return True
    return False


def _username(message: Message) -> str:
    return str(message.get_bot().username).lower()


def _words(message: Message) -> tuple[str, Sequence[MessageEntity]]:
    if message.text is not None:
        return message.text, message.entities
    return message.caption or "", message.caption_entities


class _Asked(filters.MessageFilter):
    def filter(self, message: Message) -> bool:
        return is_asked(message)


class CommandForBot(filters.MessageFilter):
    """Filters messages of a group that begin with one of these commands for this bot."""

    def __init__(self, *commands: str) -> None:
        super().__init__("CommandForBot")
        self._commands = frozenset(commands)

    def filter(self, message: Message) -> bool:
        """Tell whether a message does."""
        return is_said_here(message) and command_in(message) in self._commands


ASKED = _Asked("Asked")
"""Filters messages that ask the bot about a post."""
