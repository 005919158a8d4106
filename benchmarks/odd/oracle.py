"""What an update must lead to, by the Bot API's documentation and the design of Raspa.

Written from these alone: it knows nothing of the tables by which the bot reads messages.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum, auto
from typing import Any

from benchmarks.odd.values import DEEP, HUGE

LARGEST_ID = 2**53
"""Ids of people and chats are below (core.telegram.org/bots/api#user)."""
_LONGEST_QUERY_ID = 256

# What a person sends (core.telegram.org/bots/api#message), beside events.
_SENT = frozenset(
    {
        "text",
        "animation",
        "audio",
        "caption",
        "checklist",
        "contact",
        "dice",
        "document",
        "game",
        "giveaway",
        "giveaway_winners",
        "invoice",
        "live_photo",
        "location",
        "paid_media",
        "photo",
        "poll",
        "rich_message",
        "sticker",
        "story",
        "venue",
        "video",
        "video_note",
        "voice",
    }
)
# What it calls service messages, and those that it describes as events without the name.
_EVENTS = frozenset(
    {
        "boost_added",
        "channel_chat_created",
        "chat_background_set",
        "chat_owner_changed",
        "chat_owner_left",
        "chat_shared",
        "checklist_tasks_added",
        "checklist_tasks_done",
        "community_chat_added",
        "community_chat_joined",
        "community_chat_removed",
        "connected_website",
        "delete_chat_photo",
        "direct_message_price_changed",
        "forum_topic_closed",
        "forum_topic_created",
        "forum_topic_edited",
        "forum_topic_reopened",
        "general_forum_topic_hidden",
        "general_forum_topic_unhidden",
        "gift",
        "gift_upgrade_sent",
        "giveaway_completed",
        "giveaway_created",
        "group_chat_created",
        "left_chat_member",
        "managed_bot_created",
        "message_auto_delete_timer_changed",
        "migrate_from_chat_id",
        "migrate_to_chat_id",
        "new_chat_members",
        "new_chat_photo",
        "new_chat_title",
        "paid_message_price_changed",
        "passport_data",
        "pinned_message",
        "poll_option_added",
        "poll_option_deleted",
        "proximity_alert_triggered",
        "refunded_payment",
        "successful_payment",
        "suggested_post_approval_failed",
        "suggested_post_approved",
        "suggested_post_declined",
        "suggested_post_paid",
        "suggested_post_refunded",
        "supergroup_chat_created",
        "unique_gift",
        "user_shared",
        "users_shared",
        "video_chat_ended",
        "video_chat_participants_invited",
        "video_chat_scheduled",
        "video_chat_started",
        "web_app_data",
        "write_access_allowed",
    }
)
_NOT_THE_SENDERS = ("group", "supergroup", "channel")
# Kinds that nobody waits for an answer to.
_OTHER_KINDS = frozenset(
    {
        "channel_post",
        "edited_channel_post",
        "business_connection",
        "business_message",
        "edited_business_message",
        "deleted_business_messages",
        "guest_message",
        "message_reaction",
        "message_reaction_count",
        "chosen_inline_result",
        "shipping_query",
        "pre_checkout_query",
        "purchased_paid_media",
        "poll",
        "poll_answer",
        "my_chat_member",
        "chat_member",
        "chat_join_request",
        "chat_boost",
        "removed_chat_boost",
        "managed_bot",
        "subscription",
        "stopped_message_generation",
    }
)
_ANSWERED_KINDS = ("message", "edited_message", "callback_query", "inline_query")


# Fields that tell of a message, and are nothing that a person sent.
_ABOUT = frozenset(
    {
        "author_signature",
        "chat",
        "date",
        "direct_messages_topic",
        "edit_date",
        "effect_id",
        "entities",
        "caption_entities",
        "ephemeral_message_id",
        "external_reply",
        "forward_date",
        "forward_from",
        "forward_from_chat",
        "forward_from_message_id",
        "forward_sender_name",
        "forward_signature",
        "from",
        "guest_bot_caller_chat",
        "guest_bot_caller_user",
        "guest_query_id",
        "has_media_spoiler",
        "has_protected_content",
        "is_automatic_forward",
        "is_from_offline",
        "is_paid_post",
        "is_topic_message",
        "link_preview_options",
        "media_group_id",
        "message_id",
        "message_thread_id",
        "paid_star_count",
        "quote",
        "receiver_user",
        "reply_markup",
        "reply_to_checklist_task_id",
        "reply_to_message",
        "reply_to_poll_option_id",
        "reply_to_story",
        "sender_boost_count",
        "sender_business_bot",
        "sender_chat",
        "sender_tag",
        "show_caption_above_media",
        "suggested_post_info",
        "via_bot",
    }
)


class Due(Enum):
    """What an update must lead to."""

    REPLY = auto()
    """A message in the chat."""
    PRESS = auto()
    """An answer to the press; messages may follow from it."""
    INLINE = auto()
    NOTHING = auto()
    OPEN = auto()
    """Neither is wrong: Telegram cannot send it, and the design does not say."""


@dataclass(frozen=True, slots=True)
class Expected:
    """What must come of an update, by what it is known in calls, and why where that is open.

    `chat` and `message` are ids, `query` is that of a press or of an inline query. `says` that
    something of a known kind was sent.
    """

    due: Due
    why: str = ""
    chat: int | None = None
    message: int | None = None
    query: str | None = None
    says: bool = False


def expected(raw: object) -> Expected:
    """Return what must come of an update."""
    if not isinstance(raw, dict):
        return Expected(Due.NOTHING)
    kinds = [key for key in raw if key != "update_id"]
    known = [key for key in kinds if key in _OTHER_KINDS or key in _ANSWERED_KINDS]
    # An unknown field beside a known kind changes nothing.
    kinds = known or kinds
    if len(kinds) != 1:
        chats = (_chat_of(raw[kind]) for kind in kinds)
        chat = next(filter(None, chats), None)
        return Expected(Due.OPEN, "several kinds", chat) if kinds else Expected(Due.NOTHING)
    kind, content = kinds[0], raw[kinds[0]]
    if kind in _OTHER_KINDS:
        return Expected(Due.NOTHING)
    if not isinstance(content, dict):
        return Expected(Due.NOTHING)
    if kind not in _ANSWERED_KINDS:
        return Expected(Due.OPEN, "an unknown kind", _chat_of(content))
    number = raw.get("update_id")
    if isinstance(number, int) and not isinstance(number, bool) and number == 1:
        return Expected(Due.OPEN, "a number that was given before", _chat_of(content))
    if kind in {"message", "edited_message"}:
        return _message(kind, content)
    return _query(kind, content)


def _query(kind: str, content: Mapping[str, Any]) -> Expected:
    identifier = content.get("id")
    due = Due.PRESS if kind == "callback_query" else Due.INLINE
    if not isinstance(identifier, str) or not identifier:
        return Expected(Due.OPEN, "a query without an id")
    if identifier in {DEEP, HUGE} or len(identifier) > _LONGEST_QUERY_ID or _is_torn(identifier):
        return Expected(Due.OPEN, "a query's id that is none")
    sender = content.get("from")
    if isinstance(sender, dict) and sender.get("is_bot") is True:
        return Expected(Due.OPEN, "a query of a bot", query=identifier)
    return Expected(due, query=identifier, chat=_chat_of(content.get("message")))


def _message(kind: str, content: Mapping[str, Any]) -> Expected:
    chat, sender = content.get("chat"), content.get("from")
    number = content.get("message_id")
    message = number if _is_id(number) else None
    told = {key: one for key, one in content.items() if one is not None}
    here = _chat_of(content)
    if isinstance(sender, dict) and sender.get("is_bot") is True:
        if str(content.get("text")).startswith("/start i-"):
            return Expected(Due.OPEN, "a bot that opens an invitation is refused in words", here)
        return Expected(Due.NOTHING, chat=here)
    if isinstance(chat, dict) and chat.get("type") in _NOT_THE_SENDERS:
        return Expected(Due.NOTHING, chat=here)
    if here is None:
        return Expected(Due.OPEN, "a chat without an id that could be written to", None, message)
    sender_id = sender.get("id") if isinstance(sender, dict) else None
    known = isinstance(chat, dict) and chat.get("type") == "private"
    if not known and sender_id != here:
        return Expected(Due.OPEN, "a chat of an unknown type", here, message)
    events, sent = set(content) & _EVENTS, set(told) & _SENT
    if "business_connection_id" in told:
        return Expected(Due.OPEN, "of a business, but not sent as such", here, message)
    if events:
        real = [key for key in events if content[key] not in (None, False, [], {})]
        if sent or not real or kind != "message":
            return Expected(Due.OPEN, "an event that is none, or said something", here, message)
        return Expected(Due.NOTHING, chat=here, message=message)
    if "forward_origin" in told or "forward_date" in told:
        sent = sent or {"forward_origin"}
    if kind == "edited_message":
        return _edit(told, here, message)
    if not sent and set(told) - _ABOUT:
        return Expected(Due.OPEN, "nothing of a known kind", here, message)
    return Expected(Due.REPLY, "", here, message, says=not _SENT.isdisjoint(told))


def _edit(told: Mapping[str, Any], here: int, message: int | None) -> Expected:
    """An edited message is answered where it says something and is no command."""
    words = told.get("text", told.get("caption"))
    if isinstance(words, str) and words not in {DEEP, HUGE}:
        if words.startswith("/"):
            return Expected(Due.OPEN, "an edited command", here, message)
        letters = sum(one.isalpha() for one in words)
        if letters > 1 and not any(mark in words for mark in "\ud83d\u202e"):
            marks = [*_list(told.get("entities")), *_list(told.get("caption_entities"))]
            if any(isinstance(one, dict) and one.get("type") == "bot_command" for one in marks):
                return Expected(Due.OPEN, "an edited command", here, message)
            return Expected(Due.REPLY, "", here, message)
    return Expected(Due.OPEN, "an edit that may say nothing", here, message)


def _chat_of(content: object) -> int | None:
    """Return the id of the private chat that something was written in, if it has one."""
    chat = content.get("chat") if isinstance(content, dict) else None
    number = chat.get("id") if isinstance(chat, dict) else None
    return number if _is_id(number) else None


def _is_id(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and 0 < value < LARGEST_ID


def _is_torn(text: str) -> bool:
    return any("\ud800" <= one <= "\udfff" for one in text)


def _list(value: object) -> list[Any]:
    return value if isinstance(value, list) else []
