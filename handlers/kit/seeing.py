"""The files of an ask: fetched from Telegram, read, and joined to what its messages say."""

import asyncio
import logging
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager, nullcontext
from dataclasses import dataclass, field, replace

from telegram import Message
from telegram.constants import ChatAction
from telegram.error import BadRequest, InvalidToken, TelegramError

from domain.fingerprint import Fingerprint
from handlers.kit.context import Context
from handlers.kit.handling import WORK
from handlers.kit.patience import until_it_goes
from handlers.kit.reading.files import LARGEST, SentFile, files_in, with_words
from handlers.kit.reading.walk import opened
from handlers.kit.refusals import in_words
from media.kinds import FileKind, kind_of
from media.seen import MediaContents, MediaTrouble
from media.turns import TooManyWaitError

_log = logging.getLogger(__name__)
_ASK_SECONDS = 90.0
"""How long all files of one ask may take, with the wait for their turn."""
_FILE_SECONDS = 20.0
_FETCH_SECONDS = 30.0
_MOST_FILES = 12
_TYPING_SECONDS = 4.0
"""Apps show that somebody types for five seconds."""
_NOT_OPENED = {MediaTrouble.DAMAGED, MediaTrouble.TOO_LARGE, MediaTrouble.TOOK_LONG}
_WRITTEN = {FileKind.TEXT, FileKind.HTML, FileKind.PDF, FileKind.PACKED}
"""What Telegram itself would never send as a picture, a film or a recording."""
_WHAT_KINDS = {
    FileKind.PICTURE: "picture",
    FileKind.FILM: "video",
    FileKind.SOUND: "voice",
}
_WHAT_FORMS = {
    "photo": "picture",
    "sticker": "picture",
    "live_photo": "picture",
    "video": "video",
    "animation": "video",
    "video_note": "video",
    "voice": "voice",
    "audio": "voice",
    "document": "document",
}
_REPLIES = ("reply_to_message", "external_reply")


@dataclass(frozen=True, slots=True)
class LookedFile:
    """What a file showed; `what` it is in the words of the texts about files, `form` the field of
    its message.

    `too_big` where Telegram does not hand it out, so that at most a small picture of it was seen.
    """

    what: str
    form: str
    contents: MediaContents
    too_big: bool = False


@dataclass(frozen=True, slots=True)
class Looked:
    """The messages of an ask with what their files say, and what each message's files showed.

    `sent` are the messages as they came.
    """

    parts: tuple[Message, ...]
    sent: tuple[Message, ...]
    seen: Mapping[int, tuple[LookedFile, ...]] = field(default_factory=dict)

    def kept(self, parts: Sequence[Message]) -> list[Fingerprint]:
        """Return how the pictures without words in these messages look."""
        return [each for one in self.files(parts) for each in one.contents.fingerprints]

    def sought(self, parts: Sequence[Message]) -> list[Fingerprint]:
        """Return what is looked for to find pictures like those without words in these messages."""
        return [each for one in self.files(parts) for each in one.contents.sought]

    def files(self, parts: Sequence[Message]) -> list[LookedFile]:
        """Return the files of these messages, in their order."""
        ids = dict.fromkeys(part.message_id for part in parts)
        return [one for number in ids for one in self.seen.get(number, ())]


async def looked_at(parts: Sequence[Message], context: Context) -> Looked:
    """Fetch and read the files of an ask's messages, and of those that they reply to.

    Nothing is raised for what cannot be fetched or read: what was seen tells. Others are handled
    meanwhile.
    """
    held = _held(parts)
    if not held:
        return Looked(tuple(parts), tuple(parts))
    until = asyncio.get_running_loop().time() + _ASK_SECONDS
    work = WORK.get()
    async with work.without_slot() if work else nullcontext(), _typing(parts[0]):
        found = await asyncio.gather(*(_look(file, at[0], context, until) for at, file in held))
    seen: dict[int, tuple[LookedFile, ...]] = {}
    words: dict[int, dict[str, str]] = {}
    for ((part, place), _), one in zip(held, found, strict=True):
        seen[part.message_id] = (*seen.get(part.message_id, ()), one)
        said = words.setdefault(part.message_id, {})
        said[place] = "\n\n".join(filter(None, [said.get(place), one.contents.text]))
    told = [
        with_words(part, said) if any((said := words.get(part.message_id, {})).values()) else part
        for part in parts
    ]
    return Looked(tuple(told), tuple(parts), seen)


def _held(parts: Sequence[Message]) -> list[tuple[tuple[Message, str], SentFile]]:
    """Return the files of messages, each with the message and the place where it stands."""
    held = []
    for part in parts:
        told = part.to_dict()
        places = {"": told, **{place: opened(told.get(place)) or {} for place in _REPLIES}}
        if (replied := part.reply_to_message) and replied.from_user == part.get_bot().bot:
            # What the bot has sent it need not read.
            places["reply_to_message"] = {}
        for place, holder in places.items():
            held += [((part, place), file) for file in files_in(holder)]
    return held[:_MOST_FILES]


async def _look(file: SentFile, message: Message, context: Context, until: float) -> LookedFile:
    """Fetch and read a file when there is room for its bytes, until the time of the ask is over."""
    try:
        async with (
            asyncio.timeout_at(until),
            context.services.media.room.turn(message.chat_id),
        ):
            return await _shown_by(file, message, context)
    except (TimeoutError, TooManyWaitError):
        late = MediaContents(trouble=MediaTrouble.TOOK_LONG)
        return LookedFile(_what(file, late), file.form, late)


async def _shown_by(file: SentFile, message: Message, context: Context) -> LookedFile:
    """Read a file, or where it cannot be had or opened what shows something of it."""
    contents, too_big = await _contents(file, message, context)
    what = _what(file, contents)
    if not too_big and contents.trouble not in _NOT_OPENED:
        return LookedFile(what, file.form, contents)
    for other in file.smaller:
        instead, missing = await _contents(other, message, context)
        if not missing and other.form == file.form and instead.trouble is None:
            # The same film in less detail.
            return LookedFile(what, file.form, instead)
        if instead.text or instead.sought:
            told = replace(instead, trouble=contents.trouble, kind=contents.kind)
            return LookedFile(what, file.form, told, too_big)
    return LookedFile(what, file.form, contents, too_big)


def _what(file: SentFile, contents: MediaContents) -> str:
    """Return what a file is, by its content where that was seen."""
    by_kind = _WHAT_KINDS.get(contents.kind) if contents.kind else None
    return by_kind or _WHAT_FORMS[file.form]


async def _contents(
    file: SentFile, message: Message, context: Context
) -> tuple[MediaContents, bool]:
    """Return what a file shows, and whether it is too big to be fetched."""
    fetched = await _fetched(file, message)
    if isinstance(fetched, MediaTrouble):
        return MediaContents(trouble=fetched), fetched is MediaTrouble.TOO_LARGE
    if file.form != "document" and kind_of(fetched) in _WRITTEN:
        return MediaContents(trouble=MediaTrouble.OTHER_KIND), False
    media = context.services.media
    return await media.look(fetched, whose=message.chat_id, seconds=_FILE_SECONDS), False


async def _fetched(file: SentFile, message: Message) -> bytes | MediaTrouble:
    """Return a file's bytes, or why they are not to be had."""
    if file.size is not None and file.size > LARGEST:
        return MediaTrouble.TOO_LARGE

    async def attempt() -> bytes | MediaTrouble:
        try:
            kept = await message.get_bot().get_file(file.id)
            if (kept.file_size or 0) > LARGEST:
                return MediaTrouble.TOO_LARGE
            return bytes(await kept.download_as_bytearray())
        except InvalidToken:
            # So the library calls what is not there, a file or a server that hands out none.
            return MediaTrouble.DAMAGED

    try:
        async with asyncio.timeout(_FETCH_SECONDS):
            return await until_it_goes(attempt, _FETCH_SECONDS)
    except BadRequest as refusal:
        large = "too big" in refusal.message.lower()
        return MediaTrouble.TOO_LARGE if large else MediaTrouble.DAMAGED
    except (TelegramError, TimeoutError, OSError) as refusal:
        said = in_words(refusal) if isinstance(refusal, TelegramError) else type(refusal).__name__
        _log.warning("A file could not be fetched: %s", said)
        return MediaTrouble.TOOK_LONG


@asynccontextmanager
async def _typing(message: Message) -> AsyncIterator[None]:
    """Show in a message's chat that somebody is at it, until the block ends."""

    if message.guest_query_id is not None:
        # In a chat of others the bot can show nothing, and only be refused again and again.
        yield
        return
    thread = message.message_thread_id if message.is_topic_message else None

    async def show() -> None:
        while True:
            try:
                await message.get_bot().send_chat_action(
                    message.chat_id, ChatAction.TYPING, message_thread_id=thread
                )
            except TelegramError as refusal:
                _log.info("That something is done cannot be shown: %s", in_words(refusal))
            await asyncio.sleep(_TYPING_SECONDS)

    showing = asyncio.create_task(show())
    try:
        yield
    finally:
        showing.cancel()
        await asyncio.gather(showing, return_exceptions=True)
