"""Guest mode: someone names the bot in a chat that it is not in, and it may answer once."""

import asyncio
import logging

from telegram import InlineQueryResultArticle, InputTextMessageContent, Message, Update, User
from telegram.error import BadRequest

from handlers.groups.answering import GroupAsked, answer_about, asked_in, read_asked
from handlers.kit.answer import Answer
from handlers.kit.asked import own_words
from handlers.kit.context import Context
from handlers.kit.language import voice_for
from handlers.kit.notes import count_today
from handlers.kit.patience import until_it_goes
from handlers.kit.refusals import says
from handlers.kit.seeing import Looked
from handlers.kit.sending import preview_of
from handlers.kit.texts import Voice

_log = logging.getLogger(__name__)
_PATIENCE_SECONDS = 20.0
_READING_SECONDS = 15.0
"""How long the files of a guest mention are read, since Telegram waits for half a minute."""
_RESULT = "answer"


async def answer(update: Update, context: Context) -> None:
    """Answer a guest mention: about the message that it replies to, or about its own words."""
    message = update.guest_message
    if message is None:
        return
    voice = await voice_for(caller_of(message), context, own_words(message))
    try:
        async with asyncio.timeout(_READING_SECONDS):
            ask = await read_asked(message, context)
    except TimeoutError:
        # Nobody waits for a guest's answer any longer than that.
        ask = GroupAsked(asked_in(message), Looked((message,), (message,)))
    answered = await answer_about(ask, message, context, voice)
    await answer_guest(message, answered.short.answer, voice)
    await count_today(context, "guest-answer")


async def answer_guest(message: Message, answer: Answer, voice: Voice) -> None:
    """Give the one answer that a guest mention takes.

    One that was answered before, as by this bot before it was restarted, or that nobody waits for
    any more, is no error.
    """

    async def attempt() -> object:
        return await message.answer_guest_query(
            InlineQueryResultArticle(
                id=_RESULT,
                title=voice("profile-name"),
                input_message_content=InputTextMessageContent(
                    answer.content, link_preview_options=preview_of(answer)
                ),
                reply_markup=answer.keyboard,
            )
        )

    try:
        await until_it_goes(attempt, _PATIENCE_SECONDS)
    except BadRequest as refusal:
        if not says(refusal, "query is too old"):
            raise
    except TypeError:
        # The library reads what Telegram says of the message that has gone out; odd as it may be,
        # it has.
        _log.warning("What Telegram says of an answered guest mention cannot be read")


def caller_of(message: Message) -> User | None:
    """Return who named the bot in a guest mention, None for one who writes as a chat."""
    if message.guest_bot_caller_user is not None:
        return message.guest_bot_caller_user
    return None if message.sender_chat is not None else message.from_user
