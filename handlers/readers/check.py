"""A reader's message in the private chat -> gathered, understood, answered."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass

from telegram import Message, Update, User

from domain.decision import DecisionKind
from handlers.kit.answer import Answer, answer_to, similar_picture
from handlers.kit.asked import (
    Asked,
    CarriedPost,
    asked,
    is_media,
    own_words,
    says_something,
)
from handlers.kit.context import Context
from handlers.kit.deciding import decided
from handlers.kit.first_checked import with_first_check
from handlers.kit.language import voice_for
from handlers.kit.markup import plain
from handlers.kit.notes import count_today, note_asked, note_delivery
from handlers.kit.reading import message as reading
from handlers.kit.recent import ARRIVED
from handlers.kit.seeing import Looked, looked_at
from handlers.kit.sending import send
from handlers.kit.texts import Voice
from handlers.kit.whose_desk import whose_desk
from handlers.readers import talking
from handlers.readers.own_card import own_card
from handlers.readers.referring import answered_meanwhile, meant
from handlers.readers.seen_words import nothing_in, with_what_was_seen
from matching.reading.smalltalk import Talk


@dataclass(frozen=True, slots=True)
class _Asking:
    """Who asks, where, in which voice they are answered, and what their files show.

    `arrived` is when the first message came in, by the event loop's clock.
    """

    user: User | None
    context: Context
    voice: Voice
    arrived: float
    looked: Looked


async def check(update: Update, context: Context) -> None:
    """Answer a message together with all that is one ask with it."""
    message = update.effective_message
    if message is None:
        return
    arrived = ARRIVED.get()

    async def reply(parts: Sequence[Message]) -> None:
        try:
            await _reply(update.effective_user, context, parts, arrived)
        except Exception as error:
            await context.application.process_error(update, error)

    edited = update.edited_message is not None
    await context.services.gathering.take(message, reply, edited=edited)


async def _reply(
    user: User | None, context: Context, parts: Sequence[Message], arrived: float
) -> None:
    """Answer what the messages ask; the first of them came in at `arrived`."""
    typed = "\n".join(own_words(part) for part in parts if reading.is_typed(part))
    voice = await voice_for(user, context, typed)
    looked = await looked_at(parts, context)
    asking = _Asking(user, context, voice, arrived, looked)
    for one in asked(looked.parts):
        post = one.told[0].post
        if one.talk is not Talk.QUESTION or post.origin or says_something(post):
            await _answer(one, asking)
            continue
        if answered_meanwhile(one, context, arrived):
            await count_today(context, "question")
            continue
        found = await meant(one, user, context, voice)
        if isinstance(found, Asked):
            await _answer(found, asking)
            continue
        sent = await send(one.to, found.answer, reply_to=found.reply_to)
        await note_delivery(user, context, found.answer, sent, voice)
        await count_today(context, "question")


async def _answer(one: Asked, asking: _Asking) -> None:
    """Answer one thing that was asked, and remember what it was about."""
    context, voice, user = asking.context, asking.voice, asking.user
    told, answer, happened = await _found(one, asking)
    if happened == "unreadable" and answered_meanwhile(one, context, asking.arrived):
        await count_today(context, happened)
        return
    if happened.startswith("decided-"):
        await note_asked(context, answer)
    begun = asyncio.get_running_loop().time()
    # After this nothing is waited for: what ends the program in between doubles the answer.
    sent = await send(told.to, answer)
    if sent and happened != "talk":
        messages = {part.message_id for part in (*one.parts, told.to)}
        context.services.recent.note(sent.chat_id, messages, told.post, sent.message_id, begun)
    await note_delivery(user, context, answer, sent, voice)
    await count_today(context, happened)


async def _found(one: Asked, asking: _Asking) -> tuple[CarriedPost, Answer, str]:
    """Return which way of reading an ask was taken, the answer, and what is counted."""
    told, context, voice = one.told[0], asking.context, asking.voice
    if own := await own_card(told.to, told.post, context, voice):
        return told, own, "own-card"
    if not any(says_something(each.post) or each.post.origin for each in one.told):
        return told, *(await _similar(one, asking) or _nothing_said(one, asking))
    told, decision = await decided(one.told, context)
    if decision.kind is DecisionKind.UNKNOWN and (similar := await _similar(one, asking)):
        return told, *similar
    # A channel's post has an address that the desk can look at, whatever its words are worth.
    passed_on = told.to.forward_origin is not None and not is_media(told.to)
    if decision.kind is DecisionKind.UNKNOWN and not says_something(told.post) and not passed_on:
        return told, *_nothing_said(one, asking)
    services = context.services
    whose = whose_desk(services.desk, voice)
    answer = await answer_to(decision, told.post, services.store.debunks, voice, whose)
    answer = with_what_was_seen(answer, asking.looked, one.parts, voice)
    answer = await with_first_check(answer, services, voice)
    return told, answer, f"decided-{decision.kind}"


async def _similar(one: Asked, asking: _Asking) -> tuple[Answer, str] | None:
    """Return the answer that a similar picture was checked, and what is counted."""
    services = asking.context.services
    ids = await services.similar.like(asking.looked.sought(one.parts))
    answer = await similar_picture(ids, services.store.debunks, asking.voice)
    return (answer, "similar-picture") if answer else None


def _nothing_said(one: Asked, asking: _Asking) -> tuple[Answer, str]:
    """Return the answer to what holds no words to look for, and what is counted."""
    message, voice = one.to, asking.voice
    if words := nothing_in(asking.looked, one.parts, voice):
        return Answer(plain(words)), "unreadable"
    if is_media(message):
        kind = reading.unreadable_kind(message)
        return Answer(plain(voice("unreadable", kind=kind))), "unreadable"
    if one.talk:
        return talking.reply(one.talk, asking.context, voice), "talk"
    return Answer(plain(voice("empty"))), "unreadable"
