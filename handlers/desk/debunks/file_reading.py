"""A moderator's file, fetched from Telegram and read anew each time: nothing of it is kept."""

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from telegram import Message
from telegram.constants import FileSizeLimit
from telegram.error import BadRequest, TelegramError

from domain.moderator import Role
from formats import FileRefused, Records
from handlers.desk.debunks.file_talk import FileTalk
from handlers.kit.act import Act
from handlers.kit.answer import Answer
from handlers.kit.faults import fault_in_words
from handlers.kit.markup import plain
from handlers.kit.sending import replace
from handlers.kit.texts import Voice
from privacy.private_files import new_file
from storage.debunks.debunks import Tally
from storage.imports.uploads import Inspection, Show

_log = logging.getLogger(__name__)
_PAUSE_SECONDS = 3.0
_POSTS = {"refused-pdf", "refused-document", "refused-picture", "refused-media"}


class CannotUseError(Exception):
    """The file cannot be used; the words say why.

    `other` where it holds something else; `a_post` where that is of a kind that never holds
    debunks, and often a rumour.
    """

    def __init__(self, words: str, *, other: bool = False, a_post: bool = False) -> None:
        super().__init__(words)
        self.other = other
        self.a_post = a_post


@dataclass(slots=True)
class _Ticker:
    """Shows how far a file has been read, in the bot's message and not too often."""

    message: Message | None
    voice: Voice
    key: str
    last: float

    async def __call__(self, done: int, total: int) -> None:
        now = asyncio.get_running_loop().time()
        if self.message and total and now - self.last >= _PAUSE_SECONDS:
            self.last = now
            words = self.voice(self.key, percent=min(99, done * 100 // total))
            try:
                await replace(self.message, Answer(plain(words)))
            except TelegramError as refusal:
                # What is told of the work must not break it off half-way.
                _log.info("Progress could not be shown: %s", type(refusal).__name__)


@dataclass(frozen=True, slots=True)
class Desk:
    """Who works on a file, and the message that shows progress."""

    act: Act
    shown: Message | None = None

    @property
    def drafts_only(self) -> bool:
        """Whether what this moderator's files bring in are drafts."""
        return not self.act.may(Role.CHIEF)

    def ticker(self, key: str) -> _Ticker:
        """Return what shows progress in these words."""
        return _Ticker(self.shown, self.act.voice, key, asyncio.get_running_loop().time())


async def look_over(talk: FileTalk, desk: Desk, show: Show | None = None) -> Inspection:
    """Fetch a file and compare it with the store; `show` is handed what loading would write.

    Raises CannotUseError with words.
    """
    async with _fetched(talk, desk) as path:
        return await _inspected(path, talk, desk, show)


async def load(
    talk: FileTalk, mark: str, desk: Desk, show: Show
) -> tuple[Inspection, Tally | None]:
    """Bring a file in if it still is what `mark` stands for; else the counts are None.

    `show` is handed what is written. Raises CannotUseError, Interrupted and Unannounced.
    """
    uploads = desk.act.services.store.uploads
    async with _fetched(talk, desk) as path:
        found = await _inspected(path, talk, desk, show)
        untold = bool(found.corrections) and not talk.reason
        if found.mark != mark or untold or found.questions or not found.loadable:
            return found, None
        with await uploads.open(path, talk.file_name, talk.choices.answers) as reading:
            deed = desk.act.deed(
                reason=talk.reason if found.corrections else "",
                tell=False,
                drafts_only=desk.drafts_only,
            )
            counts = await uploads.bring_in(reading, desk.ticker("file-writing"), found, deed)
            return found, counts


@asynccontextmanager
async def _fetched(talk: FileTalk, desk: Desk) -> AsyncIterator[Path]:
    voice = desk.act.voice
    if talk.size > FileSizeLimit.FILESIZE_DOWNLOAD:
        raise CannotUseError(voice("file-too-big"))
    with TemporaryDirectory() as folder:
        path = Path(folder) / "file"
        try:
            sent = await desk.act.context.bot.get_file(talk.file)
            with new_file(path) as kept:
                await sent.download_to_memory(kept)
        except BadRequest as refusal:
            if "too big" in refusal.message.lower():
                raise CannotUseError(voice("file-too-big")) from None
            raise CannotUseError(voice("file-lost")) from None
        yield path


async def _inspected(path: Path, talk: FileTalk, desk: Desk, show: Show | None) -> Inspection:
    uploads = desk.act.services.store.uploads
    try:
        with await uploads.open(path, talk.file_name, talk.choices.answers) as reading:
            found = await uploads.inspect(
                reading,
                desk.ticker("file-progress"),
                talk.choices,
                drafts_only=desk.drafts_only,
                show=show,
            )
            if _holds_nothing(reading):
                raise CannotUseError(desk.act.voice("file-empty"), other=True)
    except FileRefused as refusal:
        words = fault_in_words(refusal.fault, desk.act.voice)
        a_post = refusal.fault.key in _POSTS
        raise CannotUseError(words[:1].upper() + words[1:], other=True, a_post=a_post) from None
    return found


def _holds_nothing(reading: Records) -> bool:
    return reading.empty
