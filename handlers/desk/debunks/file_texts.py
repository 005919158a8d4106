"""All that a moderator's file would make public, as a text that is sent below its report."""

import asyncio
from io import BytesIO
from tempfile import TemporaryFile
from typing import IO
from zipfile import ZIP_DEFLATED, ZipFile

from domain.debunk import Debunk
from formats.interchange import format_line, parse_line
from handlers.desk.debunks.file_reading import Desk, look_over
from handlers.desk.debunks.file_talk import FileTalk
from handlers.desk.drafting.differences import differences
from handlers.desk.drafting.parts import parts_of
from handlers.desk.drafting.whole import lacking, learned_in, whole
from handlers.kit.answer import Answer
from handlers.kit.hidden import visible
from handlers.kit.markup import plain, shortened
from handlers.kit.pages import as_text
from handlers.kit.sending import send_file
from handlers.kit.texts import Voice
from storage.imports.uploads import Inspection

_NAME = "texts.txt"
_LABEL = 200
_MOST_IN_WORDS = 1_000
"""Debunks that are put in words; all that follow are shown as the lines that hold them."""
_LARGE = 4_000_000
"""Bytes from which the texts are sent in a ZIP."""
_BETWEEN = f"\n\n{'=' * 40}\n\n"


async def send_texts(talk: FileTalk, desk: Desk) -> Inspection:
    """Look a file over once more and send all that loading it would write; return what was found.

    Raises CannotUseError.
    """
    voice = desk.act.voice
    # Rendered in a thread: it takes a while for thousands of debunks.
    with TemporaryFile("w+", encoding="utf-8", errors="surrogatepass") as lines:

        def note(before: Debunk | None, after: Debunk) -> None:
            lines.write(f"{format_line(before) if before else ''}\n{format_line(after)}\n")

        found = await look_over(talk, desk, note)
        heading = voice("file-text-heading", name=shortened(talk.name or "", _LABEL))
        content = await asyncio.to_thread(_rendered, lines, visible(heading), voice)
    name = _NAME
    if len(content) > _LARGE:
        content, name = await asyncio.to_thread(_packed, content), f"{_NAME}.zip"
    await send_file(desk.act.message, content, name, Answer(plain(voice("file-text-below"))))
    return found


def _rendered(lines: IO[str], heading: str, voice: Voice) -> bytes:
    lines.seek(0)
    parts = [heading]
    for number, old in enumerate(lines):
        new = next(lines)
        if number < _MOST_IN_WORDS:
            before = parse_line(old) if old.strip() else None
            parts.append(_one(before, parse_line(new), voice))
        else:
            shown = [f"- {visible(old.rstrip())}"] if old.strip() else []
            parts.append("\n".join([*shown, f"+ {visible(new.rstrip())}"]))
    return _BETWEEN.join(parts).encode("utf-8", "replace")


def _packed(content: bytes) -> bytes:
    """Return a file in a ZIP: Telegram takes 50 MB of a bot."""
    packed = BytesIO()
    with ZipFile(packed, "w", ZIP_DEFLATED) as archive:
        archive.writestr(_NAME, content)
    return packed.getvalue()


def _one(before: Debunk | None, after: Debunk, voice: Voice) -> str:
    status = voice(f"status-{after.status}")
    key = "file-text-changed" if before else "file-text-new"
    lines = [voice(key, id=after.id, status=status)]
    if lacks := lacking(after, voice):
        lines.append(voice("whole-lacks", what=lacks))
    if before is None:
        return "\n\n".join([*lines, as_text(whole(after, voice))])
    if before.status is not after.status:
        lines.append(f"{voice(f'status-{before.status}')} → {status}")
    shown = [*differences(parts_of(before), parts_of(after), voice), *learned_in(after, voice)]
    return "\n\n".join([*lines, as_text(shown)])
