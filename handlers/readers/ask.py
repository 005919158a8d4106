"""A reader's "send it to the fact-checkers" under an answer that found nothing."""

import logging
from functools import partial

from telegram import Message, User

from domain.case import State
from domain.debunk import Debunk, Status, ref_of
from domain.decision import DecisionKind
from handlers.kit import buttons
from handlers.kit.answer import Answer, answer_to, with_cards
from handlers.kit.asked import compared
from handlers.kit.context import Context
from handlers.kit.markup import plain
from handlers.kit.notes import count_today, keep_reader, note_delivery
from handlers.kit.sending import replace
from handlers.kit.texts import Voice
from handlers.readers.referring import post_above
from matching.checkable import could_be_checked
from storage.cases.submissions import EnoughForToday, NoSuchReader, Received
from storage.engine.errors import StoreError

_log = logging.getLogger(__name__)


async def ask(
    user: User,
    message: Message,
    context: Context,
    voice: Voice,
    refused: tuple[str, ...] = (),
) -> str | None:
    """Pass the post that `message` replies to on to the desk, and say so in the message's place.

    A post that a debunk answers by now gets its card instead, unless the debunk is one of
    `refused`, which the reader has said that their post is not about. Returns words to show above
    the chat where the message, and its button, must stay.
    """
    services = context.services
    told = message.reply_to_message
    # A correction replies to the bot's own card, which is no reader's post.
    if told is None or told.from_user != user or message.chat_id != user.id:
        return voice("ask-gone")
    post = await post_above(message, context)
    if not could_be_checked(post):
        return voice("ask-too-little")
    decision = await services.matcher.decide(compared(post))
    if decision.kind is DecisionKind.ANSWER:
        answer = await answer_to(decision, post, services.store.debunks, voice)
        if answer.cards and not {ref_of(debunk.id) for debunk in answer.cards} & set(refused):
            await replace(message, answer)
            await note_delivery(user, context, answer, message, voice)
            return None
    submit = partial(
        services.joining.submit,
        post,
        message=told.message_id,
        at=services.clock(),
        anew=bool(refused),
    )
    try:
        reader = await keep_reader(user, context, voice)
        try:
            received = await submit(reader=reader)
        except NoSuchReader:
            # The daily clean-up, or /forget, has come in between.
            reader = await keep_reader(user, context, voice)
            received = await submit(reader=reader)
    except EnoughForToday as enough:
        # The button stays: what was not passed on today can be tomorrow.
        return voice("ask-enough", number=enough.most)
    except StoreError as error:
        _log.warning("A question could not be passed on: %s", type(error).__name__)
        return voice("ask-not-kept")
    answer = await _told(received, refused, context, voice)
    if received.state is State.OPEN:
        answer = await _promised(received, reader, answer, context, voice)
    await replace(message, answer)
    await note_delivery(user, context, answer, message, voice)
    return None


async def _told(
    received: Received, refused: tuple[str, ...], context: Context, voice: Voice
) -> Answer:
    match received.state:
        case State.UNCHECKABLE:
            return Answer(plain(voice("ask-uncheckable")))
        case State.SPAM:
            return Answer(plain(voice("ask-spam")))
        case State.ANSWERED:
            debunk = await _answering(received, context)
            if debunk and ref_of(debunk.id) not in refused:
                return with_cards([debunk], voice)
    key = "ask-again" if received.again else "ask-sent"
    content = plain(voice(key, others=received.readers - 1))
    return Answer(content, buttons.under_asked(voice, updates=True))


async def _promised(
    received: Received, reader: int, answer: Answer, context: Context, voice: Voice
) -> Answer:
    """Count what the desk was asked; who does not let it write back is told that instead."""
    services = context.services
    # The desk's own chat may be due a word of it.
    services.wake.set()
    if not received.again:
        await count_today(context, "ask")
    asker = await services.store.readers.get(reader)
    if asker is None or asker.updates:
        return answer
    return Answer(plain(voice("ask-off")), buttons.under_asked(voice, updates=False))


async def _answering(received: Received, context: Context) -> Debunk | None:
    case = await context.services.store.cases.get(received.case, context.services.clock())
    debunk = await context.services.store.debunks.get(case.debunk) if case and case.debunk else None
    return debunk if debunk and debunk.status is Status.PUBLISHED else None
