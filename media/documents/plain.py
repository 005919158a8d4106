"""A text file in any of the encodings that Russian and Kazakh are saved in -> its text."""

from unicodedata import category

from formats.decoding import decoded
from media.documents.flowing import MOST_CHARACTERS, tidy
from media.seen import MediaTrouble
from media.unpacked import Unpacked

_BYTES = MOST_CHARACTERS * 4
_WHOLE_LETTERS = 4
_MOST_UNPRINTED = 0.1
_UNWRITTEN = {"Cc", "Cn", "Co", "Cs"}


def read_plain(content: bytes) -> Unpacked:
    """Return the beginning of a text file, OTHER_KIND where it is no text."""
    trouble = MediaTrouble.TOO_LARGE if len(content) > _BYTES else None
    # A cut amid a letter would make the rest of a sound file look damaged.
    text = decoded(_whole(content[:_BYTES]) if trouble else content)
    if text is None or _is_noise(text):
        return Unpacked(trouble=MediaTrouble.OTHER_KIND)
    if len(text) > MOST_CHARACTERS:
        trouble = MediaTrouble.TOO_LARGE
    return Unpacked(tidy(text), trouble=trouble)


def _whole(head: bytes) -> bytes:
    """Return the beginning of a file, cut before a letter of UTF-8 that is not whole."""
    for cut in range(_WHOLE_LETTERS):
        kept = head[: len(head) - cut]
        try:
            kept.decode()
        except UnicodeDecodeError as error:
            if error.start < len(kept) - _WHOLE_LETTERS:
                return head
            continue
        return kept
    return head


def _is_noise(text: str) -> bool:
    """Tell whether what was decoded are no letters that anyone wrote."""
    odd = sum(category(letter) in _UNWRITTEN and not letter.isspace() for letter in text)
    odd += text.count("\ufffd")
    return odd > len(text) * _MOST_UNPRINTED
