"""Membership as the Bot API shows it."""

from typing import Any

from sandbox.chats import Chat
from sandbox.world import World

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
_RIGHTS_IN_CHANNELS = ("can_post_messages", "can_edit_messages")
_MAY_SEND = (
    *("can_send_messages", "can_send_audios", "can_send_documents", "can_send_photos"),
    *("can_send_videos", "can_send_video_notes", "can_send_voice_notes", "can_send_polls"),
    *("can_send_other_messages", "can_add_web_page_previews", "can_react_to_messages"),
)
_MAY_CHANGE = (
    *("can_change_info", "can_invite_users", "can_pin_messages", "can_manage_topics"),
    "can_edit_tag",
)


def permissions(*, closed: bool) -> Json:
    """Return the `ChatPermissions` of a group; `closed` says that members may not write."""
    return dict.fromkeys(_MAY_SEND, not closed) | dict.fromkeys(_MAY_CHANGE, False)


def member_of(chat: Chat, person: Json) -> Json:
    """Return the `ChatMember` of a person as a chat has it, with the rights given there."""
    status = chat.members.get(person["id"], "left")
    shape = member(person, status)
    if status == "administrator" and chat.shape["type"] == "channel":
        shape |= dict.fromkeys(_RIGHTS_IN_CHANNELS, True)
    return shape | chat.rights.get(person["id"], {})


def may_send(world: World, chat: Chat) -> bool:
    """Return whether the bot may write in a group or channel as its member."""
    status = chat.members.get(world.bot["id"], "left")
    if status in {"administrator", "creator"}:
        return True
    told = chat.rights.get(world.bot["id"], {}).get("can_send_messages")
    if status == "restricted":
        return bool(told)
    return status == "member" and not chat.closed_to_members


def member(person: Json, status: str) -> Json:
    """Return the `ChatMember` of a person: creator, administrator, member, left or kicked."""
    shape: Json = {"status": status, "user": person}
    if status in {"creator", "administrator"}:
        shape["is_anonymous"] = False
    if status == "administrator":
        shape |= {"can_be_edited": False, **dict.fromkeys(_RIGHTS, True)}
    if status == "restricted":
        shape |= {"is_member": True, "until_date": 0, **permissions(closed=True)}
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
