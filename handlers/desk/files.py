"""A file of debunks that a moderator sends: a report of what it would do, then the import.

Nothing is kept between the two: the report replies to the file, which is fetched and looked at
again when its button is pressed.
"""

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from telegram import Document, InlineKeyboardMarkup, Message, Update
from telegram.constants import FileSizeLimit
from telegram.error import BadRequest, TelegramError

from handlers import check
from handlers.answer import Answer
from handlers.card import sign_of
from handlers.context import Context
from handlers.desk.doors import pressed
from handlers.desk.guard import for_role, moderator_of
from handlers.desk.presses import DeskPress, desk_button
from handlers.desk.questions import Row, in_rows
from handlers.faults import line_in_words
from handlers.language import voice_for
from handlers.markup import Html, bold, joined, plain, shortened
from handlers.sending import replace, send
from handlers.texts import Voice
from storage.claimreview import Reviews
from storage.debunk import Verdict
from storage.lines import Lines, wrong_encoding
from storage.moderators import Moderator, Role
from storage.superseding import Deed
from storage.tables import ColumnsWrong, Table
from storage.uploads import Inspection, Interrupted, bring_in, inspect

_log = logging.getLogger(__name__)
DOOR = "file"
_LETTERS = dict(zip("kfmosut", Verdict, strict=True))
_READ = {".jsonl", ".ndjson", ".json", ".csv", ".tsv"}
_OTHER_TABLES = {".xls", ".xlsx", ".ods", ".doc", ".docx", ".txt"}
_MOST_FAULTS = 10
_MOST_FORMULAS = 10
_REASON = 200
# As many as button data have room for; reviews with still other ratings are left out.
_MOST_MEANINGS = 48
_PAUSE_SECONDS = 3.0

File = Lines | Table | Reviews


class _RefusedError(Exception):
    """The file cannot be used; the words say why."""


@dataclass(slots=True)
class _Ticker:
    """Shows how far a file has been read, in the bot's message and not too often."""

    message: Message
    voice: Voice
    key: str
    last: float

    async def __call__(self, done: int, total: int) -> None:
        now = asyncio.get_running_loop().time()
        if total and now - self.last >= _PAUSE_SECONDS:
            self.last = now
            words = self.voice(self.key, percent=min(99, done * 100 // total))
            try:
                await replace(self.message, Answer(plain(words)))
            except TelegramError as refusal:
                # What is told of the work must not break it off half-way.
                _log.info("Progress could not be shown: %s", type(refusal).__name__)


async def received(update: Update, context: Context) -> None:
    """Report what a moderator's file of debunks would do; other files are a reader's post."""
    message = update.effective_message
    document = message.document if message else None
    ending = Path(document.file_name or "").suffix.lower() if document else ""
    moderator = await moderator_of(update, context)
    if not message or not document or moderator is None or ending not in _READ | _OTHER_TABLES:
        await check.check(update, context)
        return
    voice = await voice_for(update.effective_user, context)
    if ending in _OTHER_TABLES:
        await send(message, Answer(plain(voice("file-unknown"))))
        return
    shown = await send(message, Answer(plain(voice("file-reading"))))
    if shown:
        await replace(shown, await _report(document, "", shown, context, moderator, voice))


@for_role(Role.EDITOR)
async def press(update: Update, context: Context, moderator: Moderator) -> None:
    """Take in what a rating means, or import the file that the report is about."""
    await pressed(update, context, moderator, _press)


async def _press(
    asked: DeskPress, message: Message, context: Context, moderator: Moderator, voice: Voice
) -> str | None:
    file = message.reply_to_message
    if file is None or file.document is None:
        return voice("file-lost")
    meanings = asked.args[0] if asked.args else ""
    if not set(meanings) <= set(_LETTERS):
        return voice("stale-button")
    if asked.verb == "map":
        answer = await _report(file.document, meanings, message, context, moderator, voice)
    elif asked.verb == "take":
        answer = await _import(file.document, meanings, message, context, moderator, voice)
    else:
        return voice("stale-button")
    await replace(message, answer)
    return None


async def _report(
    document: Document,
    meanings: str,
    shown: Message,
    context: Context,
    moderator: Moderator,
    voice: Voice,
) -> Answer:
    """Look a file over and return the report, with the button that imports it if it can be."""
    try:
        async with _opened(document, meanings, context, voice) as file:
            found = await _inspected(file, shown, context, moderator, voice)
            return _told(file, found, meanings, moderator, voice)
    except _RefusedError as refusal:
        return Answer(plain(str(refusal)))


async def _import(
    document: Document,
    meanings: str,
    shown: Message,
    context: Context,
    moderator: Moderator,
    voice: Voice,
) -> Answer:
    """Look a file over once more and save it."""
    services = context.services
    try:
        async with _opened(document, meanings, context, voice) as file:
            found = await _inspected(file, shown, context, moderator, voice)
            nothing = not found.counts.new and not found.counts.changed
            if nothing or found.faults or (_unknown(file) and len(meanings) < _MOST_MEANINGS):
                return _told(file, found, meanings, moderator, voice)
        async with _opened(document, meanings, context, voice) as file:
            counts = await bring_in(
                services.debunks,
                file,
                _Ticker(shown, voice, "file-writing", asyncio.get_running_loop().time()),
                Deed(moderator.id, services.now(), drafts_only=_drafts_only(moderator)),
            )
    except _RefusedError as refusal:
        return Answer(plain(str(refusal)))
    except Interrupted as stop:
        done = stop.counts
        words = voice("file-stopped", fresh=done.new, changed=done.changed)
        return Answer(plain(words))
    services.queued.set()
    return Answer(plain(voice("file-imported", fresh=counts.new, changed=counts.changed)))


@asynccontextmanager
async def _opened(
    document: Document, meanings: str, context: Context, voice: Voice
) -> AsyncIterator[File]:
    """Fetch a file and open it as what it is. Raises _RefusedError with words."""
    if (document.file_size or 0) > FileSizeLimit.FILESIZE_DOWNLOAD:
        raise _RefusedError(voice("file-too-big"))
    with TemporaryDirectory() as folder:
        path = Path(folder) / "file"
        try:
            await (await document.get_file()).download_to_drive(path)
        except BadRequest as refusal:
            if "too big" in refusal.message.lower():
                raise _RefusedError(voice("file-too-big")) from None
            raise _RefusedError(voice("file-lost")) from None
        line = await asyncio.to_thread(wrong_encoding, path)
        if line is not None:
            raise _RefusedError(voice("file-encoding", line=line))
        ending = Path(document.file_name or "").suffix.lower()
        file = await asyncio.to_thread(_open, path, ending, meanings)
        try:
            yield file
        except ColumnsWrong as fault:
            words = shortened(str(fault), _REASON)
            raise _RefusedError(voice("file-columns", words=words)) from None
        finally:
            file.close()


def _open(path: Path, ending: str, meanings: str) -> File:
    if ending in {".csv", ".tsv"}:
        return Table(path)
    if ending == ".json" and _holds_reviews(path):
        return Reviews(path, [_LETTERS[letter] for letter in meanings])
    return Lines(path)


def _holds_reviews(path: Path) -> bool:
    return b"ClaimReview" in path.read_bytes()


async def _inspected(
    file: File, shown: Message, context: Context, moderator: Moderator, voice: Voice
) -> Inspection:
    ticker = _Ticker(shown, voice, "file-progress", asyncio.get_running_loop().time())
    found = await inspect(
        context.services.debunks, file, ticker, drafts_only=_drafts_only(moderator)
    )
    if file.empty:
        raise _RefusedError(voice("file-empty"))
    return found


def _told(
    file: File, found: Inspection, meanings: str, moderator: Moderator, voice: Voice
) -> Answer:
    counts = found.counts
    parts: list[Html] = [
        bold(voice("file-report", fresh=counts.new, changed=counts.changed, same=counts.unchanged))
    ]
    if isinstance(file, Table) and file.formulas:
        lines = ", ".join(map(str, file.formulas[:_MOST_FORMULAS]))
        parts.append(plain(voice("file-formulas", number=len(file.formulas), words=lines)))
    if found.faults:
        parts.append(bold(voice("file-faults", number=len(found.faults))))
        parts += [plain(f"• {line_in_words(one, voice)}") for one in found.faults[:_MOST_FAULTS]]
        return Answer(joined(parts, "\n\n"))
    if (unknown := _unknown(file)) and len(meanings) < _MOST_MEANINGS:
        rating, number = unknown[0]
        words = shortened(rating, _REASON)
        parts.append(bold(voice("file-ask-verdict", words=words, number=number)))
        buttons = [
            desk_button(
                f"{sign_of(verdict)} {voice(f'verdict-{verdict}')}", DOOR, "map", meanings + letter
            )
            for letter, verdict in _LETTERS.items()
        ]
        return Answer(joined(parts, "\n\n"), InlineKeyboardMarkup(in_rows(buttons)))
    if not counts.new and not counts.changed:
        parts.append(plain(voice("file-nothing")))
        return Answer(joined(parts, "\n\n"))
    parts.append(plain(voice("file-ask")))
    key = "drafts" if _drafts_only(moderator) else "import"
    arguments = [meanings] if meanings else []
    rows: list[Row] = [[desk_button(voice(f"file-button-{key}"), DOOR, "take", *arguments)]]
    return Answer(joined(parts, "\n\n"), InlineKeyboardMarkup(rows))


def _unknown(file: File) -> list[tuple[str, int]]:
    return list(file.unknown.items()) if isinstance(file, Reviews) else []


def _drafts_only(moderator: Moderator) -> bool:
    return moderator.role is None or not moderator.role.allows(Role.CHIEF)
