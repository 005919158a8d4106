"""What readers say of an answer: that it helped, or that it is not about their post."""

import logging

from telegram import CallbackQuery, Message

from handlers.kit.answer import Answer
from handlers.kit.buttons import Action, Press, under_consent
from handlers.kit.context import Context
from handlers.kit.language import written_in
from handlers.kit.markup import plain
from handlers.kit.notes import count_today
from handlers.kit.sending import replace, send
from handlers.kit.texts import Voice
from handlers.readers.referring import post_above
from storage.engine.errors import StoreError
from storage.readers.feedback import Vote

_log = logging.getLogger(__name__)


async def vote(
    asked: Press, query: CallbackQuery, message: Message, context: Context, voice: Voice
) -> str:
    """Keep a vote. Return the words of thanks, or why there are none."""
    if message.chat_id != query.from_user.id:
        return voice("stale-button")
    said = Vote.HELPED if asked.action is Action.HELPED else Vote.NOT_MINE
    services = context.services
    ids = await _debunk_ids(asked.refs, context)
    try:
        reader = await _row_of(query, context)
        words = await _words_above(message, context)
        lang = written_in(words) if words else voice.lang
        if reader is None or not await services.store.feedback.vote(
            reader, ids, said, lang, words, services.clock()
        ):
            return voice("stale-button")
        await count_today(context, f"vote-{said}")
    except StoreError as error:
        _log.warning("A vote could not be kept: %s", type(error).__name__)
        return voice("vote-not-kept")
    return voice("vote-thanks")


async def ask_consent(
    refs: tuple[str, ...], query: CallbackQuery, message: Message, context: Context, voice: Voice
) -> None:
    """Ask a reader who has voted, once, whether the desk may use their words."""
    if message.chat_id != query.from_user.id or not await _words_above(message, context):
        return
    try:
        reader = await _row_of(query, context)
        if reader is None or not await context.services.store.feedback.ask_to_share(reader):
            return
    except StoreError as error:
        _log.warning("A consent could not be asked for: %s", type(error).__name__)
        return
    question = Answer(plain(voice("consent-ask")), under_consent(refs, voice))
    await send(message.reply_to_message or message, question)


async def take_back(asked: Press, query: CallbackQuery, context: Context) -> None:
    """Forget a "not about my post" that was pressed by mistake."""
    try:
        reader = await _row_of(query, context)
        ids = await _debunk_ids(asked.refs, context)
        if reader is not None:
            await context.services.store.feedback.withdraw(reader, ids, Vote.NOT_MINE)
    except StoreError as error:
        _log.warning("A vote could not be taken back: %s", type(error).__name__)


async def consent(
    asked: Press, query: CallbackQuery, message: Message, context: Context, voice: Voice
) -> str | None:
    """Keep a reader's yes or no to the desk's use of their words, and say so in the question.

    Return what is to be said where it is not kept.
    """
    if message.chat_id != query.from_user.id:
        return voice("stale-button")
    agreed = asked.action is Action.SHARE
    services = context.services
    try:
        reader = await _row_of(query, context)
        if reader is None:
            return voice("stale-button")
        await services.store.readers.set_sharing(reader, agreed)
        if agreed:
            ids = await _debunk_ids(asked.refs, context)
            await services.store.feedback.add_text(
                reader, ids, await _words_above(message, context)
            )
    except StoreError as error:
        _log.warning("A consent could not be kept: %s", type(error).__name__)
        return voice("wish-not-kept")
    await replace(message, Answer(plain(voice("consent-yes" if agreed else "consent-no"))))
    return None


async def _row_of(query: CallbackQuery, context: Context) -> int | None:
    """Return the presser's row; someone who was never given a card has none."""
    services = context.services
    reader = await services.store.readers.by_person(services.people.hash(query.from_user.id))
    return reader.id if reader else None


async def _debunk_ids(refs: tuple[str, ...], context: Context) -> list[str]:
    found = [await context.services.store.debunks.by_ref(ref) for ref in refs]
    return [debunk.id for debunk in found if debunk]


async def _words_above(message: Message, context: Context) -> str:
    """Return the words of the reader's post that a message of the bot replies to."""
    post = message.reply_to_message
    if post is None or post.from_user is None or post.from_user.is_bot:
        return ""
    return (await post_above(message, context)).text
