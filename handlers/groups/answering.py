"""What is asked where others talk -> the post that it is about, and the short answer to it."""

import re
from dataclasses import dataclass, replace

from telegram import Message

from domain.decision import DecisionKind
from domain.post import Post
from handlers.groups.addressed import is_ours
from handlers.groups.short_answer import ShortAnswer, short_answer
from handlers.kit.answer import Answer
from handlers.kit.asked import Asked, asked, is_media, says_something
from handlers.kit.context import Context
from handlers.kit.deciding import decided
from handlers.kit.markup import plain
from handlers.kit.notes import count_today, note_asked
from handlers.kit.reading import message as reading
from handlers.kit.seeing import Looked, looked_at
from handlers.kit.seen_words import nothing_in, with_what_was_seen
from handlers.kit.texts import Voice
from matching.reading.smalltalk import Talk


@dataclass(frozen=True, slots=True)
class AnsweredPost:
    """A post and the answer to it; `looked` says whether there was anything to look for."""

    post: Post
    short: ShortAnswer
    looked: bool = True


@dataclass(frozen=True, slots=True)
class GroupAsked:
    """What one message asks, and what the files of it, and of what it replies to, show."""

    one: Asked
    files: Looked


async def read_asked(message: Message, context: Context) -> GroupAsked:
    """Return what one message asks, with its files read. Nothing is raised for what cannot be."""
    files = await looked_at([message], context)
    return GroupAsked(asked_in(files.parts[0]), files)


def asked_in(message: Message) -> Asked:
    """Return what one message asks, which may be about the message that it replies to.

    That it names the bot says nothing of what it asks.
    """
    one = asked([message])[0]
    name = re.compile(rf"@{re.escape(message.get_bot().username)}\b", re.IGNORECASE)
    told = (
        replace(way, post=replace(way.post, text=name.sub(" ", way.post.text).strip()))
        for way in one.told
    )
    return replace(one, told=tuple(told))


def only_talks(one: Asked) -> bool:
    """Tell whether words that name the bot ask nothing: "спасибо", "привет"."""
    return one.talk is not None and one.talk is not Talk.QUESTION


async def answer_about(
    ask: GroupAsked, message: Message, context: Context, voice: Voice
) -> AnsweredPost:
    """Return the answer to what a message asks. Raises what the store raises."""
    one = ask.one
    post = one.told[0].post
    if is_ours(message.reply_to_message) and not says_something(post):
        return _nothing(voice("group-own"))
    if not any(says_something(each.post) or each.post.origin for each in one.told):
        return _nothing(_what_to_do(ask, message, context, voice))
    told, decision = await decided(one.told, context)
    known = decision.kind is not DecisionKind.UNKNOWN
    if not known and not says_something(told.post) and is_media(_shown(message)):
        return _nothing(_what_to_do(ask, message, context, voice))
    short = await short_answer(decision, told.post, context, voice)
    short = replace(short, answer=with_what_was_seen(short.answer, ask.files, [message], voice))
    await note_asked(context, short.answer)
    await count_today(context, f"decided-{decision.kind}")
    return AnsweredPost(told.post, short)


def _what_to_do(ask: GroupAsked, message: Message, context: Context, voice: Voice) -> str:
    """Return what is said of what holds no words to look for."""
    shown = _shown(message)
    if words := nothing_in(ask.files, [message], voice):
        return words
    if is_media(shown) and not reading.is_service(shown):
        return voice("unreadable", kind=reading.unreadable_kind(shown))
    how = "group-how" if message.guest_query_id is None else "guest-how"
    return voice(how, bot=context.bot.username)


def _shown(message: Message) -> Message:
    """Return the message that is asked about."""
    replied = message.reply_to_message
    return message if replied is None or reading.is_service(replied) else replied


def _nothing(words: str) -> AnsweredPost:
    return AnsweredPost(Post(""), ShortAnswer(Answer(plain(words))), looked=False)
