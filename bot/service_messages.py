"""Service messages: what Telegram itself puts into a chat, which needs no answer."""

import re
from collections.abc import Mapping

# What a person sends, by the Bot API's names: a message with one of these is a post.
_CONTENT = frozenset(
    {
        "text",
        "caption",
        "rich_message",
        "animation",
        "audio",
        "document",
        "live_photo",
        "paid_media",
        "photo",
        "sticker",
        "story",
        "video",
        "video_note",
        "voice",
        "checklist",
        "contact",
        "dice",
        "game",
        "poll",
        "venue",
        "location",
        "invoice",
        "giveaway",
        "giveaway_winners",
    }
)
_ABOUT_CONTENT = frozenset({"forward_origin", "external_reply", "quote"})
_SERVICE = frozenset(
    {
        "new_chat_members",
        "left_chat_member",
        "new_chat_title",
        "new_chat_photo",
        "delete_chat_photo",
        "group_chat_created",
        "supergroup_chat_created",
        "channel_chat_created",
        "migrate_to_chat_id",
        "migrate_from_chat_id",
        "pinned_message",
        "connected_website",
        "gift",
        "unique_gift",
        "passport_data",
        "web_app_data",
        "chat_background_set",
        "successful_payment",
    }
)
# Kinds to come: the Bot API names what has happened, `boost_added`, by its last word.
_HAPPENED = re.compile(
    r"_(added|allowed|approved|approval_failed|changed|closed|completed|created|declined|deleted|"
    r"done|edited|ended|failed|granted|hidden|invited|joined|left|paid|payment|purchased|refunded|"
    r"removed|reopened|revoked|scheduled|sent|set|shared|started|stopped|triggered|unhidden|"
    r"updated|upgraded)$"
)


def has_content(message: Mapping[str, object]) -> bool:
    """Tell whether a message's JSON holds something that a person sent."""
    return not _CONTENT.isdisjoint(message)


def is_service(message: Mapping[str, object]) -> bool:
    """Tell whether a message's JSON is a service message, of a kind known or to come."""
    if has_content(message) or not _ABOUT_CONTENT.isdisjoint(message):
        return False
    return any(name in _SERVICE or _HAPPENED.search(name) for name in message)
