"""The way out for pictures of ours, beside the one for words."""

from telegram import InputMediaPhoto, Message, ReplyParameters
from telegram.constants import ParseMode
from telegram.error import BadRequest

from handlers.kit.answer import Answer
from handlers.kit.patience import until_it_goes
from handlers.kit.refusals import says
from handlers.kit.sending import send_once

_NAME = "card.png"
_UNKNOWN = ("wrong file identifier", "wrong remote file", "file reference", "file_reference")


class UnknownFileError(Exception):
    """Telegram does not know a file any more by the name that it gave it."""


async def send_photo(to: Message, photo: str | bytes, caption: Answer) -> Message | None:
    """Send a picture as a reply, with words of 1,024 UTF-16 units at most; else as `send`.

    `photo` is a file of an image or Telegram's name of one. Raises UnknownFileError for a name that
    Telegram does not know.
    """

    number = to.message_id
    reply = ReplyParameters(number, allow_sending_without_reply=True) if number else None

    async def attempt() -> Message:
        return await to.get_bot().send_photo(
            to.chat_id,
            photo,
            caption=caption.content,
            reply_markup=caption.keyboard,
            filename=_NAME if isinstance(photo, bytes) else None,
            reply_parameters=reply,
            message_thread_id=to.message_thread_id if to.is_topic_message else None,
        )

    try:
        return await send_once(to, attempt)
    except BadRequest as refusal:
        if says(refusal, *_UNKNOWN):
            raise UnknownFileError from refusal
        raise


async def replace_photo(message: Message, photo: str | bytes, caption: Answer) -> Message | None:
    """Put another picture into one of the bot's own messages; else as `send_photo`.

    The same picture again, or a message that is gone, is no error: then None is returned.
    """
    media = InputMediaPhoto(
        photo,
        caption=caption.content,
        parse_mode=ParseMode.HTML,
        filename=_NAME if isinstance(photo, bytes) else None,
    )

    async def attempt() -> Message | bool:
        return await message.edit_media(media, reply_markup=caption.keyboard)

    try:
        edited = await until_it_goes(attempt)
    except BadRequest as refusal:
        if says(refusal, *_UNKNOWN):
            raise UnknownFileError from refusal
        if not says(refusal, "message is not modified", "message to edit not found"):
            raise
        return None
    return edited if isinstance(edited, Message) else None
