"""A chat as Telegram keeps it, with its messages as they stand now."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from sandbox.pulse import Pulse

Json = dict[str, Any]


@dataclass(slots=True, eq=False)
class Chat:
    """One chat; `messages` are Bot API messages by id, replaced whole when edited.

    `members` maps user ids to their status. In a private chat `closed` says that the person has
    blocked the bot, in a group that the bot is not in it; `started` that the person has written to
    the bot. `numbers` counts message ids: one counter for all private chats and basic groups, one
    for each supergroup, as in Telegram. A chat that is not `visible` is one that the bot has never
    met. `rights` are what a restricted member or an administrator may do otherwise than by default,
    `closed_to_members` that members of a group may not write. `topics` are the threads of a forum,
    `linked` the other one of a channel and its discussion group, `moved_to` the supergroup that a
    group has become.
    """

    shape: Json
    numbers: Iterator[int]
    members: dict[int, str] = field(default_factory=dict)
    messages: dict[int, Json] = field(default_factory=dict)
    by_bot: list[int] = field(default_factory=list)
    closed: bool = False
    started: bool = True
    visible: bool = True
    rights: dict[int, Json] = field(default_factory=dict)
    closed_to_members: bool = False
    topics: list[int] = field(default_factory=list)
    linked: int | None = None
    moved_to: int | None = None
    changed: Pulse = field(default_factory=Pulse)

    @property
    def id(self) -> int:
        """The chat's id; a private chat has its person's, a group a negative one."""
        return int(self.shape["id"])

    @property
    def private(self) -> bool:
        """Whether this is a chat between one person and the bot."""
        return bool(self.shape["type"] == "private")

    def add(self, content: Json) -> Json:
        """Store a new message and return it with its id."""
        number = next(self.numbers)
        message = {"message_id": number, **content}
        self.messages[number] = message
        return message

    def replace(self, message: Json) -> Json:
        """Put an edited message in place of the old one and return it."""
        self.messages[message["message_id"]] = message
        self.changed.fire()
        return message

    def remove(self, message_id: int) -> bool:
        """Delete a message; return whether it was there."""
        gone = self.messages.pop(message_id, None)
        self.changed.fire()
        return gone is not None


def quotable(message: Json) -> Json:
    """Return a message as it stands inside a reply to it: without its own replied-to message."""
    return {key: value for key, value in message.items() if key != "reply_to_message"}


def words(message: Json) -> tuple[str, list[Json]]:
    """Return a message's text and entities, or its caption and theirs."""
    if "text" in message:
        return message["text"], list(message.get("entities", ()))
    return message.get("caption", ""), list(message.get("caption_entities", ()))
