"""What the bot may ask about a chat."""

from typing import Any

from sandbox.members import member, member_of, permissions
from sandbox.outgoing import known_chat
from sandbox.params import Params
from sandbox.refusal import bad_request, forbidden
from sandbox.world import World

Json = dict[str, Any]

_GIFTS = dict.fromkeys(
    (
        "unlimited_gifts",
        "limited_gifts",
        "unique_gifts",
        "premium_subscription",
        "gifts_from_channels",
    ),
    False,
)


def get_chat(world: World, params: Params) -> Json:
    """`getChat`."""
    chat = known_chat(world, params)
    if chat.shape["type"] == "channel" and chat.closed:
        raise forbidden("bot was kicked from the channel chat")
    group = chat.shape["type"] in {"group", "supergroup"}
    return {
        **chat.shape,
        **({"permissions": permissions(closed=chat.closed_to_members)} if group else {}),
        **({"linked_chat_id": chat.linked} if chat.linked is not None else {}),
        "accent_color_id": 1,
        "max_reaction_count": 11,
        "accepted_gift_types": _GIFTS,
    }


def get_chat_member(world: World, params: Params) -> Json:
    """`getChatMember`."""
    chat = known_chat(world, params)
    person = world.people.get(params.number("user_id"))
    if params.number("user_id") == world.bot["id"]:
        person = world.bot
    if not chat.private and chat.members.get(world.bot["id"], "left") in {"left", "kicked"}:
        raise forbidden(f"bot is not a member of the {chat.shape['type']} chat")
    if person is None:
        raise bad_request("user not found")
    return member_of(chat, person)


def get_chat_administrators(world: World, params: Params) -> list[Json]:
    """`getChatAdministrators`."""
    chat = known_chat(world, params)
    if chat.private:
        raise bad_request("there are no administrators in the private chat")
    people = {**world.people, world.bot["id"]: world.bot}
    return [
        member(people[number], status)
        for number, status in chat.members.items()
        if status in {"administrator", "creator"}
    ]


def get_chat_member_count(world: World, params: Params) -> int:
    """`getChatMemberCount`."""
    chat = known_chat(world, params)
    return len(chat.members) + chat.private


def leave_chat(world: World, params: Params) -> bool:
    """`leaveChat`."""
    chat = known_chat(world, params)
    if chat.private:
        raise bad_request("chat member status can't be changed in private chats")
    if chat.closed:
        raise forbidden(f"bot is not a member of the {chat.shape['type']} chat")
    chat.closed = True
    chat.members[world.bot["id"]] = "left"
    return True
