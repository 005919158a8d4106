"""The files in a message that may hold words, and the message with what was read in them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from telegram import Message
from telegram.constants import FileSizeLimit

from handlers.kit.reading.forms import FILES_FIELD
from handlers.kit.reading.walk import opened
from matching.reading.smalltalk import small_talk

LARGEST = int(FileSizeLimit.FILESIZE_DOWNLOAD)
"""Bytes that a bot may fetch of one file."""
_ENDINGS = (".png", ".jpg", ".jpeg", ".jpe", ".jfif", ".webp", ".gif", ".bmp", ".tif", ".tiff")


@dataclass(frozen=True, slots=True)
class SentFile:
    """A file that Telegram keeps; `size` in bytes, None where it does not tell."""

    id: str
    size: int | None


def files_in(message: Mapping[str, object]) -> list[SentFile]:
    """Return the files of a message's JSON, or of an external reply's, that may hold words."""
    if (photo := _largest(message.get("photo"))) is not None:
        return [photo]
    document = opened(message.get("document")) or {}
    mime, name = str(document.get("mime_type", "")), str(document.get("file_name", ""))
    if mime.startswith("image/") or name.lower().endswith(_ENDINGS):
        return [*filter(None, [_sent(document)])]
    return []


def with_words(message: Message, read: Mapping[str, str]) -> Message:
    """Return a message with the words read in its files, as one more form of what it says.

    `read` are the words by where they stand: "" for the message itself, `reply_to_message` and
    `external_reply` for what it replies to. Small talk beside words of a picture is about these,
    and left out.
    """
    told: dict[str, object] = dict(message.to_dict())
    for place, words in read.items():
        if not words:
            continue
        if not place:
            _add(told, words)
        elif (there := opened(told.get(place))) is not None:
            told[place] = replied = dict(there)
            _add(replied, words)
    changed = Message.de_json(told, message.get_bot())
    assert changed is not None  # noqa: S101 - it was one
    return changed


def read_in(message: Message) -> str:
    """Return the words that were read in a message's own files, empty where there are none."""
    return str((opened(message.api_kwargs.get(FILES_FIELD)) or {}).get("text", ""))


def _add(told: dict[str, object], words: str) -> None:
    told[FILES_FIELD] = {"text": words}
    caption = told.get("caption")
    if isinstance(caption, str) and small_talk(caption) is not None:
        for key in ("caption", "caption_entities"):
            told.pop(key, None)


def _largest(sizes: object) -> SentFile | None:
    """Return the largest picture of those that can be fetched, else the smallest."""
    listed = sizes if isinstance(sizes, list | tuple) else []
    held = [(_area(size), sent) for size in listed if (sent := _sent(opened(size) or {}))]
    fit = [one for one in held if one[1].size is None or one[1].size <= LARGEST]
    best: Iterable[tuple[int, SentFile]] = fit or held[:1]
    return max(best, key=lambda one: one[0], default=(0, None))[1]


def _area(size: object) -> int:
    sides = [(opened(size) or {}).get(key) for key in ("width", "height")]
    numbers = [side for side in sides if isinstance(side, int)]
    return numbers[0] * numbers[1] if len(numbers) == len(sides) else 0


def _sent(file: Mapping[str, object]) -> SentFile | None:
    number, size = file.get("file_id"), file.get("file_size")
    if not isinstance(number, str) or not number:
        return None
    return SentFile(number, size if isinstance(size, int) else None)
