"""Where words stand in a message: the one table that reading and its tests go by.

Fields are told by the names that the Bot API gives them, each by its own key or by the key of what
holds it and its own, as `("contact", "first_name")`. So a form that is new to us is read as well
where it names its fields as the others do.
"""

from collections.abc import Mapping, Sequence

ORDER = (
    "title",
    "heading",
    "header",
    "headline",
    "subtitle",
    "summary",
    "question",
    "caption",
    "text",
    "alternative_text",
    "expression",
    "description",
    "prize_description",
    "body",
    "content",
    "options",
    "tasks",
    "media",
    "blocks",
    "items",
    "cells",
    "rows",
    "buttons",
    "button",
    "explanation",
    "address",
    "comment",
    "note",
    "forward_text",
    "footer",
    "credit",
)
"""Keys that hold people's words, in the order in which they are read."""

HOLDERS = frozenset(
    {
        "body",
        "content",
        "options",
        "tasks",
        "media",
        "blocks",
        "items",
        "cells",
        "rows",
        "buttons",
        "button",
    }
)
"""Those of them whose members stand apart; under the others they are pieces of one text."""

LINKS = ("url", "href", "link")
"""Keys that hold an address."""

FILES_FIELD = "read_in_files"
"""A field of our own, which stands for the words that were read in a message's files."""

ASIDE = frozenset({"text", "caption", "rich_message", FILES_FIELD})
"""Fields of a message that may tell one thing twice, as a rich message beside its plain text."""

NAMED = frozenset(
    {
        "reply_to_message",
        "external_reply",
        "quote",
        "reply_to_story",
        "reply_to_checklist_task_id",
        "reply_to_poll_option_id",
    }
)
"""Fields of a message about what it replies to."""

BESIDE = frozenset({"link_preview_options", "reply_markup"})
"""Fields of a message that are read apart: a preview for its address, buttons by whose they are."""

CONTENT = frozenset(
    {
        *ASIDE - {FILES_FIELD},
        "animation",
        "audio",
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
        "sticker",
        "story",
        "venue",
        "video",
        "video_note",
        "voice",
    }
)
"""Fields of a message that are what someone sent."""

ABOUT = frozenset(
    {
        "author_signature",
        "business_connection_id",
        "chat",
        "date",
        "direct_messages_topic",
        "edit_date",
        "effect_id",
        "ephemeral_message_id",
        "forward_date",
        "forward_from",
        "forward_from_chat",
        "forward_from_message_id",
        "forward_origin",
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
        "media_group_id",
        "message_id",
        "message_thread_id",
        "origin",
        "paid_star_count",
        "receiver_user",
        "sender_boost_count",
        "sender_business_bot",
        "sender_chat",
        "sender_tag",
        "show_caption_above_media",
        "suggested_post_info",
        "via_bot",
    }
)
"""Fields of a message, or of an external reply, that tell who sent it, when, where and how."""

SERVICE = frozenset(
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
"""Fields of a message that are a chat's events, which nobody wrote and nobody can forward."""

HANDLED = frozenset({"chat_shared", "migrate_from_chat_id", "migrate_to_chat_id"})
"""Those of them that the bot does something about; the others are dropped where they come in."""

_LEFT_OUT: Mapping[str, tuple[str, ...]] = {
    "who it is from, or tells of: a name is no claim": (
        "user",
        "added_by_user",
        "added_by_chat",
        "completed_by_user",
        "completed_by_chat",
        "chats",
        "winners",
        "contact.first_name",
        "contact.last_name",
        "contact.phone_number",
        "contact.vcard",
        "giveaway_winners.chat",
        "story.chat",
        "bot_username",
    ),
    "what a file is called, or a recording, claims nothing": (
        "file_name",
        "performer",
        "audio.title",
        "set_name",
    ),
    "an emoji or a set of them": ("emoji", "custom_emoji_id", "icon_custom_emoji_id"),
    "an identifier, a code or a choice among few, which nobody reads": (
        "id",
        "file_id",
        "file_unique_id",
        "file_path",
        "mime_type",
        "codec",
        "point",
        "persistent_id",
        "country_codes",
        "currency",
        "start_parameter",
        "foursquare_id",
        "foursquare_type",
        "google_place_id",
        "google_place_type",
        "type",
        "style",
        "align",
        "valign",
        "language",
        "date_time_format",
    ),
    "the name of a place in the text, for links to it": (
        "name",
        "anchor_name",
        "reference_name",
    ),
    "a list's mark: its number would count as one of the claim's": ("label",),
    "stands in the text as well": (
        "username",
        "hashtag",
        "cashtag",
        "bot_command",
        "email_address",
        "phone_number",
        "bank_card_number",
    ),
    "for a bot, not for people": (
        "callback_data",
        "switch_inline_query",
        "switch_inline_query_current_chat",
        "switch_inline_query_chosen_chat",
    ),
    "marks of the text beside them, read with it": (
        "entities",
        "caption_entities",
        "text_entities",
        "title_entities",
        "question_entities",
        "description_entities",
        "explanation_entities",
    ),
}

LEFT_OUT: Mapping[tuple[str, ...], str] = {
    tuple(field.split(".")): reason for reason, fields in _LEFT_OUT.items() for field in fields
}
"""Fields that are not read, and why; all that one of them holds is left out with it."""


def is_left_out(holder: str, key: str) -> bool:
    """Tell whether the field `key` of what stands under `holder` is not read."""
    return (key,) in LEFT_OUT or (holder, key) in LEFT_OUT


def why_left_out(path: Sequence[str]) -> str | None:
    """Return why a field of a message or of an external reply is not read, None where it is."""
    # The addresses behind words are read with the text that they mark.
    if path[-1] == "url" and "".join(path[-2:-1]).endswith("entities"):
        path = [*path[:-2], "text"]
    if path[0] in ABOUT:
        return "tells who sent it, when, where and how"
    if path[0] in SERVICE:
        return "an event of the chat, which nobody wrote and nobody can forward"
    for holder, key in zip(("", *path), path, strict=False):
        if is_left_out(holder, key):
            return LEFT_OUT.get((holder, key)) or LEFT_OUT[key,]
    return None
