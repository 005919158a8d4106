"""The one way out: every message to a reader leaves through here."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import TypeVar

from telegram import Bot, CallbackQuery, ForceReply, LinkPreviewOptions, Message, ReplyParameters
from telegram.error import BadRequest, Forbidden, NetworkError, RetryAfter, TelegramError

from handlers.kit.answer import Answer
from handlers.kit.refusals import in_words

_log = logging.getLogger(__name__)
_Sent = TypeVar("_Sent")
_PAUSES = (0.5, 2.0)
_LONGEST_WAIT_SECONDS = 60.0


async def send(to: Message, answer: Answer, reply_to: int | None = None) -> Message | None:
    """Send an answer as a reply to a message, or to another of its chat; return what was sent.

    A reader who has blocked the bot meanwhile gets nothing, and that is no error. Raises
    TelegramError where Telegram refuses for another reason or stays out of reach.
    """

    async def attempt() -> Message:
        return await to.get_bot().send_message(
            to.chat_id,
            answer.content,
            reply_markup=answer.keyboard,
            link_preview_options=preview_of(answer),
            reply_parameters=ReplyParameters(
                reply_to or to.message_id, allow_sending_without_reply=True
            ),
            message_thread_id=to.message_thread_id if to.is_topic_message else None,
        )

    try:
        return await _stubbornly(attempt)
    except Forbidden as refusal:
        _log.info("A reader cannot be written to: %s", in_words(refusal))
        return None


async def ask(to: Message, question: Answer) -> None:
    """Send a question that opens the reply box under it. Raises TelegramError."""

    async def attempt() -> Message:
        return await to.get_bot().send_message(
            to.chat_id, question.content, reply_markup=ForceReply(selective=False)
        )

    await _stubbornly(attempt)


async def send_file(to: Message, content: bytes, name: str, caption: Answer) -> None:
    """Send a file below a message, with words of 1,024 UTF-16 units at most. TelegramError."""

    async def attempt() -> Message:
        return await to.get_bot().send_document(
            to.chat_id, content, filename=name, caption=caption.content
        )

    await _stubbornly(attempt)


async def deliver(bot: Bot, chat_id: int, answer: Answer, reply_to: int | None) -> Message:
    """Send an answer unasked, as a reply where that message still stands; one attempt.

    Raises TelegramError.
    """
    reply = ReplyParameters(reply_to, allow_sending_without_reply=True) if reply_to else None
    return await bot.send_message(
        chat_id,
        answer.content,
        reply_markup=answer.keyboard,
        link_preview_options=preview_of(answer),
        reply_parameters=reply,
    )


async def replace(message: Message, answer: Answer) -> None:
    """Put an answer in the place of one of the bot's own messages.

    The same answer again, or a message that is gone, is no error. Raises TelegramError otherwise.
    """

    async def attempt() -> Message | bool:
        return await message.edit_text(
            answer.content,
            reply_markup=answer.keyboard,
            link_preview_options=preview_of(answer),
        )

    try:
        await _stubbornly(attempt)
    except BadRequest as refusal:
        if not _says(refusal, "message is not modified", "message to edit not found"):
            raise


async def acknowledge(
    query: CallbackQuery, words: str | None = None, *, alert: bool = True
) -> None:
    """Stop the little clock on a pressed button; with words, show them, to be closed by hand.

    Without `alert` they go by themselves after a moment. A press that is too old to be
    acknowledged is no error. Raises TelegramError otherwise.
    """
    try:
        await query.answer(words, show_alert=bool(words) and alert)
    except BadRequest as refusal:
        if not _says(refusal, "query is too old"):
            raise


def preview_of(answer: Answer) -> LinkPreviewOptions:
    """Return the small preview of the source below a card, or none."""
    if answer.preview is None:
        return LinkPreviewOptions(is_disabled=True)
    return LinkPreviewOptions(is_disabled=False, url=answer.preview, prefer_small_media=True)


def seconds_to_wait(wish: RetryAfter) -> float:
    """Return how long Telegram asks to wait; the library is changing the type it says it in."""
    wanted = wish.retry_after
    return wanted.total_seconds() if isinstance(wanted, timedelta) else float(wanted)


async def _stubbornly(attempt: Callable[[], Awaitable[_Sent]]) -> _Sent:
    """Try again where the network or Telegram fails, since silence is worse than a doubled reply.

    After a time-out nobody can tell whether the message went out. Telegram's wish to wait is
    granted for this message alone, so that no other reader waits with it.
    """
    for usual_pause in _PAUSES:
        pause = usual_pause
        try:
            return await attempt()
        except BadRequest:
            raise
        except RetryAfter as wish:
            pause = seconds_to_wait(wish)
            if pause > _LONGEST_WAIT_SECONDS:
                raise
            _log.warning("Telegram asks to wait %.0f s with one message", pause)
        except NetworkError as failure:
            _log.warning("Sending failed (%s), trying again", type(failure).__name__)
        await asyncio.sleep(pause)
    return await attempt()


def _says(refusal: TelegramError, *beginnings: str) -> bool:
    return refusal.message.lower().startswith(beginnings)
