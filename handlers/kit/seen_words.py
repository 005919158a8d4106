"""What readers are told of the files that they have sent."""

from collections.abc import Sequence

from telegram import Message

from handlers.kit.answer import Answer, framed
from handlers.kit.markup import joined, plain, quotation, shortened
from handlers.kit.seeing import Looked, LookedFile
from handlers.kit.texts import Voice
from media.seen import MediaTrouble

_QUOTED = 300
"""UTF-16 units of what was read that a reply quotes, of all files of a kind together."""
_READ = {
    "picture": "picture-read",
    "document": "document-read",
    "video": "video-read",
    "voice": "voice-read",
}
_LEFT_OUT = {
    "picture": "picture-left-out",
    "document": "document-left-out",
    "video": "video-left-out",
    "voice": "voice-left-out",
}
_WORDLESS = {
    "picture": "picture-wordless",
    "document": "document-wordless",
    "video": "video-wordless",
    "voice": "voice-wordless",
}
_TROUBLE = {
    "picture": "picture-trouble",
    "document": "document-trouble",
    "video": "video-trouble",
    "voice": "voice-trouble",
}
"""Which text tells it, by what a file is."""
_TOLD_AS_EVER = {MediaTrouble.NO_READER, MediaTrouble.OTHER_KIND}
"""Troubles that the text of each kind of message tells as it is."""


def with_what_was_seen(
    answer: Answer, looked: Looked, parts: Sequence[Message], voice: Voice
) -> Answer:
    """Return an answer with the words that were read above it, and what was not read below it."""
    files = looked.files(parts)
    head = []
    for what in dict.fromkeys(one.what for one in files if one.contents.text):
        texts = [one.contents.text for one in files if one.what == what]
        words = shortened(" ".join(" ".join(texts).split()), _QUOTED)
        head.append(joined([plain(voice(_READ[what])), quotation(plain(words))]))
    left_out = dict.fromkeys(_left_out(one, voice) for one in files)
    foot = [plain(words) for words in left_out if words]
    return framed(answer, voice, *(joined(one, "\n\n") if one else None for one in (head, foot)))


def nothing_in(looked: Looked, parts: Sequence[Message], voice: Voice) -> str | None:
    """Return what is said of files without words; None where the kind of message tells enough."""
    files = looked.files(parts)
    if not files:
        return None
    if any(one.too_big for one in files):
        return voice("too-big-trouble")
    for one in files:
        trouble = one.contents.trouble
        if trouble is not None:
            told = None if trouble in _TOLD_AS_EVER else _TROUBLE[one.what]
            return voice(told, trouble=str(trouble)) if told else None
    # Of a sticker nobody expects to be read.
    shown = next((one for one in files if one.form != "sticker"), None)
    return voice(_WORDLESS[shown.what]) if shown else None


def _left_out(one: LookedFile, voice: Voice) -> str | None:
    """Return what is said of a file that was not read, or not to its end."""
    if one.too_big:
        return voice("too-big-left-out")
    if one.contents.trouble is None:
        return None
    return voice("read-in-part" if one.contents.text else _LEFT_OUT[one.what])
