"""Whom the Bot API names as the sender where no person is told: fields of a message."""

from typing import Any

from sandbox.chats import Chat

Json = dict[str, Any]

_ANONYMOUS: Json = {
    "id": 1_087_968_824,
    "is_bot": True,
    "first_name": "Group",
    "username": "GroupAnonymousBot",
}
_CHANNEL: Json = {
    "id": 136_817_688,
    "is_bot": True,
    "first_name": "Channel",
    "username": "Channel_Bot",
}
_TELEGRAM: Json = {"id": 777_000, "is_bot": False, "first_name": "Telegram"}


def as_group(group: Chat) -> Json:
    """Return the fields of a message by an admin of a group who stays anonymous."""
    return {"from": _ANONYMOUS, "sender_chat": group.shape}


def as_channel(channel: Chat) -> Json:
    """Return the fields of a message that someone writes in a group in the name of a channel."""
    return {"from": _CHANNEL, "sender_chat": channel.shape}


def as_bot(number: int, name: str) -> Json:
    """Return the fields of a message by another bot, which reaches no bot."""
    return {"from": {"id": number, "is_bot": True, "first_name": name, "username": f"{name}_bot"}}


def automatic_forward(channel: Chat, number: int, date: int) -> Json:
    """Return the fields of a channel's post as Telegram puts it into the discussion group."""
    return {
        "from": _TELEGRAM,
        "sender_chat": channel.shape,
        "is_automatic_forward": True,
        "forward_origin": {
            "type": "channel",
            "date": date,
            "chat": channel.shape,
            "message_id": number,
        },
    }
