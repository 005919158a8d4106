"""Membership as the Bot API shows it."""

from typing import Any

Json = dict[str, Any]

_RIGHTS = (
    "can_manage_chat",
    "can_delete_messages",
    "can_manage_video_chats",
    "can_restrict_members",
    "can_promote_members",
    "can_change_info",
    "can_invite_users",
    "can_post_stories",
    "can_edit_stories",
    "can_delete_stories",
    "can_send_welcome_messages",
)


def member(person: Json, status: str) -> Json:
    """Return the `ChatMember` of a person: creator, administrator, member, left or kicked."""
    shape: Json = {"status": status, "user": person}
    if status in {"creator", "administrator"}:
        shape["is_anonymous"] = False
    if status == "administrator":
        shape |= {"can_be_edited": False, **dict.fromkeys(_RIGHTS, True)}
    if status == "kicked":
        shape["until_date"] = 0
    return shape


def change(chat: Json, by: Json, whom: Json, date: int, old: str, new: str) -> Json:
    """Return the `ChatMemberUpdated` of one changed status."""
    return {
        "chat": chat,
        "from": by,
        "date": date,
        "old_chat_member": member(whom, old),
        "new_chat_member": member(whom, new),
    }
