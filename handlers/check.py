"""A reader's post in the private chat -> one reply."""

from collections.abc import Sequence

from telegram import Message, Update

from handlers import reading
from handlers.answer import Answer, answer_to
from handlers.context import Context
from handlers.language import voice_for
from handlers.markup import plain
from handlers.own_card import own_card
from handlers.records import counted, delivered
from handlers.sending import send
from matching.normalize import terms


async def check(update: Update, context: Context) -> None:
    """Answer a message, or the whole album that it begins."""
    message = update.effective_message
    if message is None:
        return
    if message.media_group_id is None:
        await _reply(update, context, [message])
        return

    async def reply(parts: list[Message]) -> None:
        try:
            await _reply(update, context, parts)
        except Exception as error:
            await context.application.process_error(update, error)

    context.services.albums.gather(message, reply)


async def _reply(update: Update, context: Context, parts: Sequence[Message]) -> None:
    post = reading.post_of(parts)
    typed = post.text if reading.is_typed(parts[0]) else ""
    voice = await voice_for(update.effective_user, context, typed)
    told = next((part for part in parts if part.text or part.caption), parts[0])
    happened = "unreadable"
    own = await own_card(told, post, context, voice)
    if own is not None:
        answer = own
        happened = "own-card"
    elif post.links or terms(post.text):
        decision = await context.services.matcher.decide(post)
        answer = await answer_to(decision, context.services.debunks, voice)
        happened = f"decided-{decision.kind}"
    elif told.text is not None:
        answer = Answer(plain(voice("empty")))
    else:
        kind = reading.unreadable_kind(told)
        answer = Answer(plain(voice("unreadable", kind=kind)))
    sent = await send(told, answer)
    await delivered(update.effective_user, context, answer, sent, voice)
    await counted(context, happened)
