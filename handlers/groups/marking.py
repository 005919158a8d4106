"""Marks: one line, unasked, under a post of a group that is certainly a rumour that was checked."""

import logging
from dataclasses import dataclass, replace

from telegram import InlineKeyboardMarkup, Message, MessageEntity, Update

from domain.debunk import Debunk, Status
from domain.decision import DecisionKind
from domain.post import Post
from handlers.groups.addressed import is_ours
from handlers.groups.rooms import key_of
from handlers.groups.short_answer import to_card
from handlers.groups.speaking import speak
from handlers.kit.answer import Answer
from handlers.kit.card import verdict_line
from handlers.kit.context import Context, Services
from handlers.kit.language import guessed
from handlers.kit.markup import plain
from handlers.kit.notes import count_today
from handlers.kit.reading import message as reading
from handlers.kit.texts import Voice
from matching.sure import is_sure, may_be_sure
from storage.engine.errors import StoreError
from storage.groups.answers import GroupAnswer, SaidKind
from storage.groups.groups import Group

_log = logging.getLogger(__name__)
_NOT_SAID = frozenset(
    {
        MessageEntity.BLOCKQUOTE,
        MessageEntity.EXPANDABLE_BLOCKQUOTE,
        MessageEntity.STRIKETHROUGH,
        MessageEntity.CODE,
        MessageEntity.PRE,
    }
)
"""How words are set that somebody only quotes, or takes back."""


@dataclass(frozen=True, slots=True)
class _Marked:
    """A post that is certainly about a debunk, and the group that it stands in."""

    message: Message
    post: Post
    debunk: Debunk
    group: Group


async def look(update: Update, context: Context) -> None:
    """Put a mark under a message of a group where its admins want marks and the bot is sure.

    Nothing that goes wrong here is told to anyone: nobody has asked.
    """
    message = update.effective_message
    if message is None or not _may_be_a_post(message):
        return
    services = context.services
    try:
        group = await services.store.groups.by_chat(services.people.hash(message.chat_id))
        if group is None or not group.answering or not group.marks:
            return
        if not await _by_the_desk(message, services):
            await _mark(message, group, context)
    except StoreError as error:
        _log.warning("A post of a group was not looked at: %s", type(error).__name__)


async def _mark(message: Message, group: Group, context: Context) -> None:
    post = reading.post_of([message])
    debunk = await certain_debunk(post, services := context.services)
    if debunk is None or _leads_to_a_check(post, debunk):
        return
    marked = _Marked(message, post, debunk, group)
    said = GroupAnswer(
        SaidKind.MARK,
        key_of(post, context),
        message.message_id,
        message.message_id,
        f"a{debunk.id}:{debunk.version}",
        None,
        services.clock(),
    )
    # Before it is sent: twice under one post is worse than not at all.
    if not await services.store.group_answers.take_mark(group.id, said, group.marks):
        return
    sent = await speak(message, _line(marked, context))
    await count_today(context, "group-mark" if sent else "group-mute")
    if sent:
        await services.store.group_answers.note(group.id, replace(said, reply=sent.message_id))


async def certain_debunk(post: Post, services: Services) -> Debunk | None:
    """Return the published debunk that a post is certainly about. Raises what the store raises."""
    if not may_be_sure(post, listed=post.origin is not None):
        return None
    decision = await services.matcher.decide(post)
    if decision.kind is not DecisionKind.ANSWER or len(decision.shown) != 1:
        return None
    listed = False
    if post.origin:
        named = await services.matcher.decide(Post("", (), post.origin))
        listed = named.kind is DecisionKind.ANSWER and named.shown == decision.shown
    if not is_sure(decision, post, listed=listed):
        return None
    debunk = await services.store.debunks.get(decision.shown[0].debunk_id)
    return debunk if debunk is not None and debunk.status is Status.PUBLISHED else None


def _line(marked: _Marked, context: Context) -> Answer:
    texts, group = context.services.texts, marked.group
    lang = group.lang if group.lang in texts else None
    # Nobody has asked: the post's own language is what those who read it read.
    voice: Voice = texts[lang or guessed(None, marked.post.text)]
    button = to_card(marked.debunk, voice("button-whole-card"), context.bot.username)
    words = plain(voice("mark", verdict=verdict_line(marked.debunk, voice)))
    return Answer(words, InlineKeyboardMarkup([[button]]))


def _may_be_a_post(message: Message) -> bool:
    """Tell whether a message may be a post: words of somebody, no reply, nothing of a bot's."""
    if message.via_bot is not None or is_ours(message):
        return False
    sender, origin = message.from_user, message.forward_origin
    if sender is not None and sender.is_bot and message.sender_chat is None:
        return False
    if getattr(getattr(origin, "sender_user", None), "is_bot", False):
        return False
    # Who replies speaks of what is replied to; a comment under a channel's post is such a reply.
    if reading.is_typed(message) and reading.named_by(message) is not None:
        return False
    marks = {one.type for one in (*message.entities, *message.caption_entities)}
    return bool(message.text or message.caption or origin) and not marks & _NOT_SAID


async def _by_the_desk(message: Message, services: Services) -> bool:
    """Tell whether someone of the desk wrote a message, who knows what they are doing."""
    if message.from_user is None or message.sender_chat is not None:
        return False
    person = services.people.hash(message.from_user.id)
    found = await services.store.moderators.by_person(person)
    return found is not None and found.role is not None


def _leads_to_a_check(post: Post, debunk: Debunk) -> bool:
    """Tell whether a post links to where the check, or the statement, is to be read."""
    told = [one.url for one in debunk.sources] + [one.url for one in debunk.statements]
    return any(link.startswith(address) for link in post.links for address in told if address)
