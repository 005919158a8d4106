"""The group that a message was written in, as the store knows it, and the voice to use there."""

import logging

from telegram import Message

from domain.post import Post
from handlers.groups.addressed import asker_of
from handlers.kit.context import Context
from handlers.kit.language import guessed, voice_for
from handlers.kit.texts import Voice
from matching.reading.normalize import normalize
from storage.engine.errors import StoreError
from storage.groups.groups import Group

_log = logging.getLogger(__name__)
UNKEPT = 0
"""The number of a group that the store could not keep: it is answered, and nothing remembered."""
_ENOUGH = 8


async def group_of(chat_id: int, context: Context) -> Group:
    """Return a group as the store knows it, kept from now on; `UNKEPT` where it cannot be kept."""
    people = context.services.people
    chat, sealed = people.hash(chat_id), people.seal(chat_id)
    try:
        return await context.services.store.groups.keep(chat, sealed)
    except StoreError as error:
        _log.warning("A group could not be kept: %s", type(error).__name__)
        return Group(UNKEPT, chat, sealed)


async def voice_in(group: Group, message: Message, context: Context, post: Post) -> Voice:
    """Return the voice for who asks in a group: the group's own, theirs, or the post's."""
    texts = context.services.texts
    if group.lang is not None and group.lang in texts:
        return texts[group.lang]
    asker = asker_of(message)
    return await voice_for(asker, context) if asker else texts[guessed(None, post.text)]


def key_of(post: Post, context: Context) -> bytes:
    """Return what a post is known by in groups: its words, wherever they were forwarded from.

    Of one with few words its links and where it came from are what it is.
    """
    words = normalize(post.text).split()
    told = " ".join(words)
    if len(words) < _ENOUGH:
        told = "\n".join([told, *post.links, post.origin or ""])
    return context.services.people.hash_text(told.encode("utf-8", "surrogatepass"))
