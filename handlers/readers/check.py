"""A reader's message in the private chat -> gathered, understood, answered."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, replace

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
from handlers.kit.recent import ARRIVED, Answered
from handlers.kit.seeing import Looked, looked_at
from handlers.kit.seen_words import nothing_in, with_what_was_seen
from handlers.kit.sending import change, send
from handlers.kit.texts import Voice
from handlers.kit.whose_desk import whose_desk
from handlers.readers import talking
from handlers.readers.edits import AnsweredAsk, mark_of, standing
from handlers.readers.own_card import own_card
from handlers.readers.referring import answered_meanwhile, meant
from matching.reading.smalltalk import Talk


@dataclass(frozen=True, slots=True)
class _Asking:
    """Who asks, where, in which voice they are answered, and what their files show.

    `arrived` is when the first message came in, by the event loop's clock; `before` is what they
    change, if it was answered.
    """

    user: User | None
    context: Context
    voice: Voice
    arrived: float
    looked: Looked
    before: AnsweredAsk | None = None


async def check(update: Update, context: Context) -> None:
    """Answer a message together with all that is one ask with it."""
    message = update.effective_message
    if message is None:
        return
    arrived = ARRIVED.get()
    edited = update.edited_message is not None

    async def reply(parts: Sequence[Message]) -> None:
        try:
            await _reply(update, context, parts, arrived)
        except Exception as error:
            await context.application.process_error(update, error)

    await context.services.gathering.take(message, reply, edited=edited)


async def _reply(
    update: Update, context: Context, parts: Sequence[Message], arrived: float
) -> None:
    """Answer what the messages ask; the first of them came in at `arrived`."""
    user = update.effective_user
    before = standing(parts, context, edited=update.edited_message is not None)
    if before:
        parts = before.parts
    typed = "\n".join(own_words(part) for part in parts if reading.is_typed(part))
    voice = await voice_for(user, context, typed)
    looked = await looked_at(parts, context)
    asking = _Asking(user, context, voice, arrived, looked, before)
    for one in asked(looked.parts):
        post = one.told[0].post
        if asking.before and one.talk:
            # An answer is not taken back over a word of thanks.
            continue
        if one.talk is not Talk.QUESTION or post.origin or says_something(post):
            await _answer(one, asking)
            # One ask had one reply; what it has become beside that is answered as new.
            asking = replace(asking, before=None)
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
    before = asking.before
    if happened == "unreadable" and not before and answered_meanwhile(one, context, asking.arrived):
        await count_today(context, happened)
        return
    mark = mark_of(answer)
    if before and before.says_the_same(told.post, mark):
        _remember(one, told, asking, replace(before.answered, post=told.post))
        return
    if happened.startswith("decided-"):
        await note_asked(context, answer)
    begun = asyncio.get_running_loop().time()
    # After this nothing is waited for: what ends the program in between doubles the answer.
    if before:
        sent = await change(told.to, before.answered.reply, answer)
    else:
        sent = await send(told.to, answer)
    if sent and happened != "talk":
        answered = Answered(told.post, one.parts, sent.message_id, begun, mark, anew=bool(before))
        _remember(one, told, asking, answered)
    await note_delivery(user, context, answer, sent, voice)
    await count_today(context, happened)


def _remember(one: Asked, told: CarriedPost, asking: _Asking, answered: Answered) -> None:
    """Remember how an ask was answered, with its messages as they were sent."""
    own = {part.message_id: part for part in asking.looked.sent}
    parts = tuple(own.get(part.message_id, part) for part in one.parts)
    recent = asking.context.services.recent
    recent.note(told.to.chat_id, replace(answered, parts=parts), told.to.message_id)


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
