"""What readers are told of the files that they have sent."""

from collections.abc import Sequence

from telegram import Message

from handlers.kit.answer import Answer, framed
from handlers.kit.markup import joined, plain, quotation, shortened
from handlers.kit.seeing import Looked
from handlers.kit.texts import Voice
from media.seen import MediaTrouble

_QUOTED = 300
"""UTF-16 units of what was read that a reply quotes."""
_TOLD_AS_EVER = {MediaTrouble.NO_READER, MediaTrouble.OTHER_KIND}
"""Troubles that the text of each kind of message tells as it is."""


def with_what_was_seen(
    answer: Answer, looked: Looked, parts: Sequence[Message], voice: Voice
) -> Answer:
    """Return an answer with the words that were read above it, and what was not read below it."""
    head = foot = None
    if text := looked.text(parts):
        quoted = quotation(plain(shortened(" ".join(text.split()), _QUOTED)))
        head = joined([plain(voice("picture-read")), quoted])
    if looked.trouble(parts) is not None:
        foot = plain(voice("picture-left-out"))
    return framed(answer, voice, head, foot)


def nothing_in(looked: Looked, parts: Sequence[Message], voice: Voice) -> str | None:
    """Return what is said of files without words; None where the kind of message tells enough."""
    trouble = looked.trouble(parts)
    if trouble is None:
        return voice("picture-wordless") if looked.is_empty(parts) else None
    return None if trouble in _TOLD_AS_EVER else voice("picture-trouble", trouble=str(trouble))
