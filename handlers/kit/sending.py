"""The one way out: every message to a reader leaves through here."""

import logging
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from typing import Any

from telegram import (
    CallbackQuery,
    Chat,
    ForceReply,
    LinkPreviewOptions,
    Message,
    ReplyParameters,
)
from telegram.error import BadRequest, Forbidden
from telegram.ext import ExtBot

from handlers.kit.answer import Answer
from handlers.kit.handling import NO_MESSAGE, WORK
from handlers.kit.patience import until_it_goes
from handlers.kit.refusals import in_words, says

_log = logging.getLogger(__name__)
_PRESS_SECONDS = 20.0
_UNCHANGEABLE = (
    "message to edit not found",
    "message can't be edited",
    "message_id_invalid",
    "there is no text in the message to edit",
)
"""What Telegram says of a message that is gone, too old, or has become a picture."""


async def send(to: Message, answer: Answer, reply_to: int | None = None) -> Message | None:
    """Send an answer as a reply to a message, or to another of its chat; return what was sent.

    A reader who has blocked the bot meanwhile gets nothing, and that is no error. Whatever may pass
    is waited for. Raises TelegramError where Telegram refuses the message, and PutOffError where it
    has been out of reach for so long that the answer should be made anew.
    """

    number = reply_to or to.message_id
    # Of an odd message, and of one of ours whose answer was odd, nobody knows the number.
    reply = ReplyParameters(number, allow_sending_without_reply=True) if number else None

    async def attempt(reply: ReplyParameters | None = reply) -> Message:
        return await to.get_bot().send_message(
            to.chat_id,
            answer.content,
            reply_markup=answer.keyboard,
            link_preview_options=preview_of(answer),
            reply_parameters=reply,
            message_thread_id=to.message_thread_id if to.is_topic_message else None,
        )

    async def with_or_without_reply() -> Message:
        try:
            return await attempt()
        except BadRequest as refusal:
            # Telegram has been seen to say so in spite of what was allowed.
            if not says(refusal, "message to be replied not found", "message to reply not found"):
                raise
            return await attempt(None)

    return await send_once(to, with_or_without_reply)


async def ask(to: Message, question: Answer) -> None:
    """Send a question that opens the reply box under it; otherwise as `send`."""

    async def attempt() -> Message:
        return await to.get_bot().send_message(
            to.chat_id, question.content, reply_markup=ForceReply(selective=False)
        )

    await send_once(to, attempt)


async def send_file(to: Message, content: bytes, name: str, caption: Answer) -> None:
    """Send a file below a message, with words of 1,024 UTF-16 units at most; else as `send`."""

    async def attempt() -> Message:
        return await to.get_bot().send_document(
            to.chat_id, content, filename=name, caption=caption.content
        )

    await send_once(to, attempt)


async def deliver(
    bot: ExtBot[Any],
    chat_id: int | str,
    answer: Answer,
    reply_to: int | None,
    turn: int | None = None,
) -> Message:
    """Send an answer unasked, as a reply where that message still stands; one attempt.

    `turn` is the turnstile's, if it was waited for. Raises TelegramError.
    """
    reply = ReplyParameters(reply_to, allow_sending_without_reply=True) if reply_to else None
    return await bot.send_message(
        chat_id,
        answer.content,
        reply_markup=answer.keyboard,
        link_preview_options=preview_of(answer),
        reply_parameters=reply,
        rate_limit_args=turn,
    )


async def edit(
    bot: ExtBot[Any], chat_id: int, message: int, answer: Answer, turn: int | None = None
) -> None:
    """Put an answer in the place of a message of the bot's, by number; otherwise as `deliver`."""
    await bot.edit_message_text(
        answer.content,
        chat_id,
        message,
        reply_markup=answer.keyboard,
        link_preview_options=preview_of(answer),
        rate_limit_args=turn,
    )


async def replace(message: Message, answer: Answer) -> None:
    """Put an answer in the place of one of the bot's own messages.

    The same answer again, or a message that is gone, is no error. Otherwise as `send`.
    """

    async def attempt() -> Message | bool:
        return await message.edit_text(
            answer.content,
            reply_markup=answer.keyboard,
            link_preview_options=preview_of(answer),
        )

    try:
        await until_it_goes(attempt)
    except BadRequest as refusal:
        if not says(refusal, "message is not modified", "message to edit not found"):
            raise


async def change(to: Message, reply: int, answer: Answer) -> Message | None:
    """Put an answer in the place of the bot's reply to a message; return the message with it.

    Where the reply is gone, or is none that can be changed, the answer goes out as by `send`.
    """

    async def attempt() -> Message | bool:
        return await to.get_bot().edit_message_text(
            answer.content,
            chat_id=to.chat_id,
            message_id=reply,
            reply_markup=answer.keyboard,
            link_preview_options=preview_of(answer),
        )

    try:
        await until_it_goes(attempt)
    except Forbidden as refusal:
        _log.info("A reader cannot be written to: %s", in_words(refusal))
        return None
    except BadRequest as refusal:
        if says(refusal, *_UNCHANGEABLE):
            return await send(to, answer)
        if not says(refusal, "message is not modified"):
            raise
    return _known_by_number(to, reply)


async def acknowledge(
    query: CallbackQuery, words: str | None = None, *, alert: bool = True
) -> None:
    """Stop the little clock on a pressed button; with words, show them, to be closed by hand.

    Without `alert` they go by themselves after a moment. A press that is too old to be
    acknowledged is no error, nor is one that Telegram cannot be told of for as long as anyone would
    look at it. Raises TelegramError otherwise.
    """

    async def attempt() -> bool:
        return await query.answer(words, show_alert=bool(words) and alert)

    try:
        await until_it_goes(attempt, _PRESS_SECONDS)
    except BadRequest as refusal:
        if not says(refusal, "query is too old"):
            raise


def preview_of(answer: Answer) -> LinkPreviewOptions:
    """Return the small preview of the source below a card, or none."""
    if answer.preview is None:
        return LinkPreviewOptions(is_disabled=True)
    return LinkPreviewOptions(is_disabled=False, url=answer.preview, prefer_small_media=True)


async def send_once(
    to: Message, attempt: Callable[[], Awaitable[Message | None]]
) -> Message | None:
    """Send a message, unless an earlier handling of the same update has sent it.

    `attempt` returns None where the chat does not take it.
    """
    work = WORK.get()
    if work is None:
        return await _to_who_can_be_written_to(attempt)
    if (before := work.replayed()) is not None:
        if before == NO_MESSAGE:
            return None
        return _known_by_number(to, before)
    await work.before_sending()
    sent = await _to_who_can_be_written_to(attempt)
    work.sent.append(sent.message_id if sent else NO_MESSAGE)
    return sent


def _known_by_number(to: Message, number: int) -> Message:
    """Return a message of ours in the chat of `to`, of which nothing but its number matters."""
    message = Message(number, datetime.now(UTC), Chat(to.chat_id, to.chat.type))
    message.set_bot(to.get_bot())
    return message


async def _to_who_can_be_written_to(
    attempt: Callable[[], Awaitable[Message | None]],
) -> Message | None:
    try:
        return await until_it_goes(attempt)
    except Forbidden as refusal:
        _log.info("A reader cannot be written to: %s", in_words(refusal))
        return None
