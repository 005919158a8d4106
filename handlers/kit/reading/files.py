"""The files in a message that may hold words, and the message with what was read in them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import TypeGuard

from telegram import Message
from telegram.constants import FileSizeLimit

from handlers.kit.reading.forms import FILES_FIELD
from handlers.kit.reading.walk import opened
from matching.reading.smalltalk import small_talk

LARGEST = int(FileSizeLimit.FILESIZE_DOWNLOAD)
"""Bytes that a bot may fetch of one file."""
_RECORDED = ("video", "animation", "video_note", "live_photo", "voice", "audio")
_MOST_PAID = 10


@dataclass(frozen=True, slots=True)
class SentFile:
    """A file that Telegram keeps; `size` in bytes, None where it does not tell.

    `form` is the field of a message that it stands in. `smaller` are files that show something of
    it where it cannot be fetched or opened: the same film in less detail, its cover.
    """

    id: str
    size: int | None
    form: str = "photo"
    smaller: tuple["SentFile", ...] = ()

    @property
    def fits(self) -> bool:
        """Whether Telegram hands it out, as far as is known."""
        return self.size is None or self.size <= LARGEST


def files_in(message: Mapping[str, object]) -> list[SentFile]:
    """Return the files of a message's JSON, or of an external reply's, that may hold words."""
    if (photo := _largest(message.get("photo"))) is not None:
        return [photo]
    for form in _RECORDED:
        if (recorded := opened(message.get(form))) is not None:
            return _recorded(recorded, form)
    if (sticker := opened(message.get("sticker"))) is not None:
        return _sticker(sticker)
    if (paid := opened(message.get("paid_media"))) is not None:
        listed = paid.get("paid_media")
        held = listed[:_MOST_PAID] if _is_list(listed) else []
        return [file for one in held for file in files_in(opened(one) or {})]
    document = opened(message.get("document")) or {}
    return [*filter(None, [_sent(document, "document", _small(document))])]


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


def _recorded(told: Mapping[str, object], form: str) -> list[SentFile]:
    """Return a recording, after which come what it is in less detail and pictures of it."""
    if form == "live_photo" and (still := _largest(told.get("photo"))) is not None:
        return [still]
    listed = told.get("qualities")
    others = [_sent(opened(one) or {}, form) for one in listed] if _is_list(listed) else []
    lesser = sorted((one for one in others if one and one.fits), key=lambda one: -(one.size or 0))
    return [*filter(None, [_sent(told, form, (*lesser[:1], *_small(told)))])]


def _sticker(told: Mapping[str, object]) -> list[SentFile]:
    """Return a sticker that stands still, or the small picture of one that moves."""
    if told.get("is_animated") or told.get("is_video"):
        return [replace(one, form="sticker") for one in _small(told)]
    return [*filter(None, [_sent(told, "sticker")])]


def _small(told: Mapping[str, object]) -> tuple[SentFile, ...]:
    """Return pictures of a file that are smaller than it: the cover of a film, a thumbnail."""
    found = [_largest(told.get("cover")), _sent(opened(told.get("thumbnail")) or {}, "photo")]
    return tuple(one for one in found if one and one.fits)


def _largest(sizes: object) -> SentFile | None:
    """Return the largest picture of those that can be fetched, else the smallest."""
    listed = sizes if _is_list(sizes) else []
    held = [(_area(size), sent) for size in listed if (sent := _sent(opened(size) or {}, "photo"))]
    fit = [one for one in held if one[1].fits]
    best: Iterable[tuple[int, SentFile]] = fit or held[:1]
    return max(best, key=lambda one: one[0], default=(0, None))[1]


def _area(size: object) -> int:
    sides = [(opened(size) or {}).get(key) for key in ("width", "height")]
    numbers = [side for side in sides if isinstance(side, int)]
    return numbers[0] * numbers[1] if len(numbers) == len(sides) else 0


def _sent(
    file: Mapping[str, object], form: str, smaller: tuple[SentFile, ...] = ()
) -> SentFile | None:
    number, size = file.get("file_id"), file.get("file_size")
    if not isinstance(number, str) or not number:
        return None
    return SentFile(number, size if isinstance(size, int) else None, form, smaller)


def _is_list(value: object) -> TypeGuard[list[object]]:
    return isinstance(value, list | tuple)
