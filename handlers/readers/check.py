"""A reader's message in the private chat -> gathered, understood, answered."""

import asyncio
from collections.abc import Sequence

from telegram import Message, Update, User

from domain.decision import Decision, DecisionKind
from handlers.kit.answer import Answer, answer_to
from handlers.kit.asked import (
    Asked,
    CarriedPost,
    asked,
    compared,
    is_media,
    own_words,
    says_something,
)
from handlers.kit.context import Context
from handlers.kit.first_checked import with_first_check
from handlers.kit.language import voice_for
from handlers.kit.markup import plain
from handlers.kit.notes import count_today, note_asked, note_delivery
from handlers.kit.reading import message as reading
from handlers.kit.recent import ARRIVED
from handlers.kit.sending import send
from handlers.kit.texts import Voice
from handlers.kit.whose_desk import whose_desk
from handlers.readers import talking
from handlers.readers.own_card import own_card
from handlers.readers.referring import answered_meanwhile, meant
from matching.reading.smalltalk import Talk


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
    for one in asked(parts):
        post = one.told[0].post
        if one.talk is not Talk.QUESTION or post.origin or says_something(post):
            await _answer(one, user, context, voice, arrived)
            continue
        if answered_meanwhile(one, context, arrived):
            await count_today(context, "question")
            continue
        found = await meant(one, user, context, voice)
        if isinstance(found, Asked):
            await _answer(found, user, context, voice, arrived)
            continue
        sent = await send(one.to, found.answer, reply_to=found.reply_to)
        await note_delivery(user, context, found.answer, sent, voice)
        await count_today(context, "question")


async def _answer(
    one: Asked, user: User | None, context: Context, voice: Voice, arrived: float
) -> None:
    """Answer one thing that was asked, and remember what it was about."""
    told, answer, happened = await _found(one, context, voice)
    if happened == "unreadable" and answered_meanwhile(one, context, arrived):
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


async def _found(one: Asked, context: Context, voice: Voice) -> tuple[CarriedPost, Answer, str]:
    """Return which way of reading an ask was taken, the answer, and what is counted."""
    told = one.told[0]
    if own := await own_card(told.to, told.post, context, voice):
        return told, own, "own-card"
    if not any(says_something(each.post) or each.post.origin for each in one.told):
        return told, *_nothing_said(one, context, voice)
    told, decision = await _decided(one.told, context)
    # A channel's post has an address that the desk can look at, whatever its words are worth.
    passed_on = told.to.forward_origin is not None and not is_media(told.to)
    if decision.kind is DecisionKind.UNKNOWN and not says_something(told.post) and not passed_on:
        return told, *_nothing_said(one, context, voice)
    services = context.services
    whose = whose_desk(services.desk, voice)
    answer = await answer_to(decision, told.post, services.store.debunks, voice, whose)
    answer = await with_first_check(answer, services, voice)
    return told, answer, f"decided-{decision.kind}"


async def _decided(ways: Sequence[CarriedPost], context: Context) -> tuple[CarriedPost, Decision]:
    """Decide on the first way of reading an ask that is answered, else the first that is known."""
    found: list[tuple[CarriedPost, Decision]] = []
    for told in ways:
        decision = await context.services.matcher.decide(compared(told.post))
        if decision.kind is DecisionKind.ANSWER:
            return told, decision
        found.append((told, decision))
    return next((one for one in found if one[1].kind is not DecisionKind.UNKNOWN), found[0])


def _nothing_said(one: Asked, context: Context, voice: Voice) -> tuple[Answer, str]:
    """Return the answer to what holds no words to look for, and what is counted."""
    message = one.to
    if is_media(message):
        kind = reading.unreadable_kind(message)
        return Answer(plain(voice("unreadable", kind=kind))), "unreadable"
    if one.talk:
        return talking.reply(one.talk, context, voice), "talk"
    return Answer(plain(voice("empty"))), "unreadable"
