"""A Telegram message -> a post, or the name of what cannot be read yet."""

import re
from collections.abc import Sequence

from telegram import (
    Chat,
    Message,
    MessageEntity,
    MessageOriginChannel,
)

from matching.post import Post

_LINKS: list[str | None] = [MessageEntity.URL, MessageEntity.TEXT_LINK]
_UNREADABLE = (
    "voice",
    "video_note",
    "video",
    "audio",
    "sticker",
    "animation",
    "photo",
    "document",
    "location",
    "contact",
    "dice",
    "story",
)


def post_of(parts: Sequence[Message]) -> Post:
    """Return what one message, or the messages of one album, say: words, links and origin."""
    words = [text for part in parts for text in _words(part)]
    return Post(
        text="\n\n".join(words),
        links=tuple(dict.fromkeys(address for part in parts for address in _links(part))),
        origin=next(filter(None, (_origin(part) for part in parts)), None),
    )


def unreadable_kind(message: Message) -> str:
    """Return which text of `unreadable` fits a message that holds no words."""
    for kind in _UNREADABLE:
        if getattr(message, kind):
            return kind.replace("_", "-")
    return "other"


def is_typed(message: Message) -> bool:
    """Tell whether the sender wrote the words themselves."""
    return message.forward_origin is None


def _words(message: Message) -> list[str]:
    found = [message.text, message.caption]
    if message.poll:
        found += [message.poll.question, *(option.text for option in message.poll.options)]
    if message.checklist:
        found += [message.checklist.title, *(task.text for task in message.checklist.tasks)]
    if message.quote and message.external_reply:
        found.append(message.quote.text)
    return [text.strip() for text in found if text and re.search(r"\S", text)]


def _links(message: Message) -> list[str]:
    entities = message.parse_entities(_LINKS) | message.parse_caption_entities(_LINKS)
    shown = [entity.url or words for entity, words in entities.items()]
    preview = message.link_preview_options
    return [*shown, str(preview.url)] if preview and preview.url else shown


def _origin(message: Message) -> str | None:
    origin = message.forward_origin
    if not isinstance(origin, MessageOriginChannel):
        return None
    return _channel_post(origin.chat, origin.message_id)


def _channel_post(channel: Chat, message_id: int) -> str:
    if channel.username:
        return f"https://t.me/{channel.username}/{message_id}"
    # A private channel's posts are addressed by its id without the -100 that marks channels.
    return f"https://t.me/c/{str(channel.id).removeprefix('-100')}/{message_id}"
