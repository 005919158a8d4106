"""Where a message stands or comes from -> the address of that post."""

import re
from collections.abc import Mapping

from handlers.kit.reading.walk import opened

_USERNAME = re.compile(r"\w+", re.ASCII)


def origin_of(message: Mapping[str, object]) -> str | None:
    """Return the address of the post that a message was forwarded from, or of its story."""
    origin = opened(message.get("forward_origin")) or {}
    chat = origin.get("chat") or origin.get("sender_chat")
    legacy = message.get("forward_from_chat"), message.get("forward_from_message_id")
    return (
        post_at(chat, origin.get("message_id"))
        or post_at(*legacy)
        or story_at(message.get("story"))
    )


def origins_of_reply(reply: Mapping[str, object]) -> list[str]:
    """Return the addresses of what an external reply is to: where it came from, where it is."""
    came = origin_of({**reply, "forward_origin": reply.get("origin")})
    stands = post_at(reply.get("chat"), reply.get("message_id"))
    return list(dict.fromkeys(filter(None, [came, stands])))


def post_at(chat: object, message_id: object) -> str | None:
    """Return the address of a message of a channel or group, None where it has none."""
    place = opened(chat)
    if place is None or not isinstance(message_id, int) or message_id <= 0:
        return None
    if username := _username(place):
        # Those with a person have no addresses.
        return None if place.get("type") == "private" else f"https://t.me/{username}/{message_id}"
    # What has no username is addressed by its id, without the -100 that marks channels and groups.
    number = str(place.get("id", ""))
    private = number.removeprefix("-100")
    return f"https://t.me/c/{private}/{message_id}" if private != number and private else None


def story_at(story: object) -> str | None:
    """Return the address of a story, None where whoever posted it has no username."""
    told = opened(story) or {}
    place = opened(told.get("chat")) or {}
    username, number = _username(place), told.get("id")
    if not username or not isinstance(number, int) or number <= 0:
        return None
    return f"https://t.me/{username}/s/{number}"


def _username(chat: Mapping[str, object]) -> str | None:
    username = chat.get("username")
    return username if isinstance(username, str) and _USERNAME.fullmatch(username) else None
