"""What becomes of groups: forums with topics, supergroups, discussion groups of channels."""

from typing import Any

from sandbox.chats import Chat
from sandbox.senders import automatic_forward
from sandbox.visibility import reaches_bot
from sandbox.world import World

Json = dict[str, Any]


def open_topic(world: World, group: Chat, by: Json, title: str) -> int:
    """Open a topic in a supergroup, a forum from then on; return its thread's number."""
    group.shape["is_forum"] = True
    content = {"forum_topic_created": {"name": title, "icon_color": 7_322_096}}
    message = world.message(group, by, content)
    number = int(message["message_id"])
    group.topics.append(number)
    group.replace({**message, "message_thread_id": number, "is_topic_message": True})
    return number


def upgrade(world: World, group: Chat, by: Json) -> Chat:
    """Make a supergroup of a group; both are told of it, as Telegram does."""
    supergroup = world.add_group(str(group.shape["title"]), supergroup=True)
    supergroup.members.update(group.members)
    group.moved_to = supergroup.id
    for where, content in (
        (group, {"migrate_to_chat_id": supergroup.id}),
        (supergroup, {"migrate_from_chat_id": group.id}),
    ):
        message = world.message(where, by, content)
        if reaches_bot(world, where, message):
            world.updates.make("message", message)
    return supergroup


def link(channel: Chat, group: Chat) -> None:
    """Make a supergroup the discussion group of a channel."""
    channel.linked, group.linked = group.id, channel.id


def post_in_channel(world: World, channel: Chat, by: Json, content: Json) -> Json:
    """Publish a post in a channel and return it as it comes into the discussion group."""
    post = world.message(channel, by, {**content, "sender_chat": channel.shape})
    group = world.chats[channel.linked or 0]
    fields = automatic_forward(channel, post["message_id"], post["date"])
    message = world.message(group, by, {**content, **fields})
    if reaches_bot(world, group, message):
        world.updates.make("message", message)
    return message
