"""A Telegram message -> a post, or the name of what cannot be read yet.

Messages are read by their plain Bot API JSON, which holds the fields that the library knows and
those that it does not know yet alike; where words stand in it, `forms` says.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from telegram import Message
from telegram.ext import filters

from domain.post import Post
from handlers.kit.reading import spoken
from handlers.kit.reading.forms import FILES_FIELD
from handlers.kit.reading.origins import origin_of, origins_of_reply, post_at, story_at
from handlers.kit.reading.walk import Said, objects_in, opened, said_in
from matching.checkable import could_be_checked

_UNREADABLE = {
    "voice": "voice",
    "voice_note": "voice",
    "video_note": "video-note",
    "paid_media": "paid-media",
    "video": "video",
    "audio": "audio",
    "sticker": "sticker",
    "animation": "animation",
    "live_photo": "photo",
    "photo": "photo",
    "document": "document",
    "location": "location",
    "map": "location",
    "contact": "contact",
    "dice": "dice",
    "story": "story",
}
"""A field of a message, or a kind of rich block -> which text of `unreadable` fits."""

_NAMING = ("quote", "reply_to_message", "external_reply", "reply_to_story")
"""The fields of a message that say what it replies to."""


def post_of(parts: Sequence[Message]) -> Post:
    """Return what one message, or several that are one post, say: words, links and origin."""
    return _in_one([_read(part.to_dict(), _own_id(part)) for part in parts])


def post_beside_files(parts: Sequence[Message]) -> Post:
    """Return what messages say beside the words that were read in their files."""
    read = [_read(_without(part.to_dict(), FILES_FIELD), _own_id(part)) for part in parts]
    return _in_one(read)


def named_by(message: Message) -> Post | None:
    """Return the post that a message replies to, here or in another chat; None where to none.

    A post without words, as a picture, is an empty Post. Words that the reply quotes are in it;
    those that its sender picked out of a longer post are all of it, if they say something.
    """
    if all(getattr(message, one, None) is None for one in _NAMING) and not _has(message, *_NAMING):
        return None
    told = message.to_dict()
    quote = _quoted(told.get("quote"))
    if (replied := opened(told.get("reply_to_message"))) is not None:
        if spoken.is_service(replied) and not quote.words:
            return None
        said, origin = _read(replied, _own_id(message), named=True)
        origins = filter(None, [origin or post_at(replied.get("chat"), replied.get("message_id"))])
        return _named(said, quote, [*origins])
    if (external := opened(told.get("external_reply"))) is not None:
        said = spoken.said_by(external, labels=True, own=_is_own(external, _own_id(message)))
        return _named(said, quote, origins_of_reply(external))
    if (story := told.get("reply_to_story")) is not None:
        return _named(Said(), quote, list(filter(None, [story_at(story)])))
    return _named(Said(), quote, []) if quote.words else None


@dataclass(frozen=True, slots=True)
class _Quote:
    """What a reply quotes; `picked` where its sender chose a part that says something."""

    words: str
    links: tuple[str, ...]
    picked: bool


def _quoted(quote: object) -> _Quote:
    said = said_in(quote, "quote")
    by_hand = (opened(quote) or {}).get("is_manual") is True
    return _Quote(said.words, said.links, by_hand and could_be_checked(Post(said.words)))


def unreadable_kind(message: Message) -> str:
    """Return which text of `unreadable` fits a message that holds no words."""
    told = message.to_dict()
    if "venue" in told:
        return "location"
    for one in [told, *objects_in(told.get("rich_message"))]:
        for kind, text in _UNREADABLE.items():
            if one.get(kind) or one.get("type") == kind:
                return text
    return "other"


def is_typed(message: Message) -> bool:
    """Tell whether the sender wrote the words themselves."""
    return message.forward_origin is None and not _has(message, "forward_origin", "forward_date")


def is_service(message: Message) -> bool:
    """Tell whether a message is an event of its chat, which nobody wrote, of a new kind or not."""
    if message.text or message.caption or message.forward_origin:
        return False
    return spoken.is_service(message.to_dict())


class _Service(filters.MessageFilter):
    def filter(self, message: Message) -> bool:
        return is_service(message)


class _ByBot(filters.MessageFilter):
    def filter(self, message: Message) -> bool:
        return message.from_user is not None and message.from_user.is_bot


class _Worded(filters.MessageFilter):
    def filter(self, message: Message) -> bool:
        if message.text or message.caption:
            return True
        return bool(_read(message.to_dict(), _own_id(message))[0].words)


class _Filed(filters.MessageFilter):
    def filter(self, message: Message) -> bool:
        return spoken.holds_file(message.to_dict())


SERVICE = _Service("Service")
"""Filters events of the chat, of kinds that the library does not know too."""
BY_BOT = _ByBot("ByBot")
"""Filters messages that another bot has sent: two that answer each other would never end."""
WORDED = _Worded("Worded")
"""Filters messages that hold words in any form."""
FILED = _Filed("Filed")
"""Filters messages that hold a file, in which words may be."""


def _read(
    told: Mapping[str, object], own_id: int | None, *, named: bool = False
) -> tuple[Said, str | None]:
    labels = named or _is_forwarded(told)
    said = spoken.said_by(told, labels=labels, own=_is_own(told, own_id))
    return said, origin_of(told)


def _in_one(read: Sequence[tuple[Said, str | None]]) -> Post:
    return Post(
        text="\n\n".join(filter(None, (said.words for said, _ in read))),
        links=tuple(dict.fromkeys(link for said, _ in read for link in said.links)),
        origin=next(filter(None, (origin for _, origin in read)), None),
    )


def _without(told: Mapping[str, object], key: str) -> Mapping[str, object]:
    return {one: value for one, value in told.items() if one != key}


def _named(said: Said, quote: _Quote, origins: Sequence[str]) -> Post:
    """What is replied to, as a post; the words of a quotation that are not in it come first."""
    if quote.picked:
        return Post(
            quote.words, (*quote.links, *origins[1:]), origin=origins[0] if origins else None
        )
    quoted = "" if " ".join(quote.words.split()) in " ".join(said.words.split()) else quote.words
    return Post(
        text="\n\n".join(filter(None, [quoted, said.words])),
        links=tuple(dict.fromkeys(filter(None, [*quote.links, *said.links, *origins[1:]]))),
        origin=origins[0] if origins else None,
    )


def _is_forwarded(told: Mapping[str, object]) -> bool:
    return "forward_origin" in told or "forward_date" in told


def _has(message: Message, *fields: str) -> bool:
    """Tell whether a message came with fields that the library does not know."""
    return any(field in message.api_kwargs for field in fields)


def _own_id(message: Message) -> int | None:
    """The bot's id; None for a message that no bot has got."""
    try:
        return message.get_bot().id
    except RuntimeError:
        return None


def _is_own(told: Mapping[str, object], own_id: int | None) -> bool:
    if own_id is None:
        return False
    came = opened(told.get("forward_origin")) or opened(told.get("origin")) or {}
    senders = (told.get("from"), told.get("via_bot"), came.get("sender_user"))
    return any((opened(sender) or {}).get("id") == own_id for sender in senders)
