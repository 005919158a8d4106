"""What a file is, by its content alone: names and types that are told of it are not believed."""

import re
from enum import StrEnum

_HEAD = 4_096
_PDF_WITHIN = 1_024
_MARKUP = re.compile(rb"<(?:!doctype\s+html|html|head|body)\b", re.I)
_COMMENT, _COMMENT_END = b"<!--", b"-->"
_DRAWING = re.compile(rb"<svg[\s>]", re.I)
_STILL_BRANDS = frozenset({b"avif", b"avis", b"heic", b"heix", b"heim", b"heis", b"mif1", b"msf1"})
_OLDER_FILMS = frozenset({b"moov", b"mdat", b"wide", b"free", b"skip"})
"""What QuickTime's films begin with that do not tell their brand."""
_SOUND_BRANDS = frozenset({b"M4A ", b"M4B "})


class FileKind(StrEnum):
    """What a file is to us."""

    EMPTY = "empty"
    TEXT = "text"
    HTML = "html"
    PDF = "pdf"
    PACKED = "packed"
    """A zip file: a letter of Word's or OpenOffice's, or something else."""
    PICTURE = "picture"
    FILM = "film"
    SOUND = "sound"
    OTHER = "other"


_BEGINNINGS = (
    (b"\xff\xd8\xff", FileKind.PICTURE),
    (b"\x89PNG\r\n\x1a\n", FileKind.PICTURE),
    (b"BM", FileKind.PICTURE),
    (b"II*\x00", FileKind.PICTURE),
    (b"MM\x00*", FileKind.PICTURE),
    (b"GIF8", FileKind.PICTURE),
    (b"PK\x03\x04", FileKind.PACKED),
    (b"\x1aE\xdf\xa3", FileKind.FILM),
    (b"OggS", FileKind.SOUND),
    (b"ID3", FileKind.SOUND),
    (b"fLaC", FileKind.SOUND),
    (b"\xff\xf1", FileKind.SOUND),
    (b"\xff\xf9", FileKind.SOUND),
    (b"\xff\xfb", FileKind.SOUND),
    (b"\xff\xf3", FileKind.SOUND),
    (b"\xff\xf2", FileKind.SOUND),
    (b"#!AMR", FileKind.SOUND),
    # What no text begins with, though its bytes could be letters.
    (b"\xd0\xcf\x11\xe0", FileKind.OTHER),
    (b"{\\rtf", FileKind.OTHER),
    (b"%!PS", FileKind.OTHER),
    (b"Rar!", FileKind.OTHER),
    (b"7z\xbc\xaf", FileKind.OTHER),
    (b"\x1f\x8b", FileKind.OTHER),
    (b"MZ", FileKind.OTHER),
    (b"\x7fELF", FileKind.OTHER),
    (b"SQLite format 3", FileKind.OTHER),
)
_WINDOWS_PROGRAM = b"This program cannot be run"


def kind_of(content: bytes) -> FileKind:
    """Return what a file is, by its first few thousand bytes."""
    head = content[:_HEAD]
    if not head.strip(b"\x00 \t\r\n"):
        return FileKind.EMPTY
    if head[4:8] == b"ftyp":
        return _by_brand(head[8:12])
    if head[4:8] in _OLDER_FILMS and b"\0" in head[:4]:
        return FileKind.FILM
    if head[:4] == b"RIFF":
        riff = {b"WEBP": FileKind.PICTURE, b"AVI ": FileKind.FILM, b"WAVE": FileKind.SOUND}
        return riff.get(head[8:12], FileKind.OTHER)
    for beginning, kind in _BEGINNINGS:
        if head.startswith(beginning) and _is_sure(beginning, head):
            return kind
    if b"%PDF-" in head[:_PDF_WITHIN]:
        return FileKind.PDF
    if _DRAWING.search(head):
        return FileKind.OTHER
    return FileKind.HTML if _MARKUP.match(_beyond_comments(head)) else FileKind.TEXT


def _beyond_comments(head: bytes) -> bytes:
    """Return a page from its first element on."""
    at, begun = 0, head.removeprefix(b"\xef\xbb\xbf")
    while (rest := begun[at:].lstrip()).startswith(_COMMENT):
        end = begun.find(_COMMENT_END, len(begun) - len(rest))
        if end < 0:
            return b""
        at = end + len(_COMMENT_END)
    return rest


def _by_brand(brand: bytes) -> FileKind:
    if brand in _STILL_BRANDS:
        return FileKind.PICTURE
    return FileKind.SOUND if brand in _SOUND_BRANDS else FileKind.FILM


def _is_sure(beginning: bytes, head: bytes) -> bool:
    """Tell whether a beginning of two letters, which words may begin with as well, is no word."""
    if beginning == b"BM":
        return len(head) > 30 and head[6:10] == b"\0\0\0\0"
    if beginning == b"MZ":
        return b"\0" in head or _WINDOWS_PROGRAM in head
    # In UTF-16 a text begins with FF FE; in one-byte Cyrillic FF is a letter, and so are F1 to FB.
    if beginning[:1] == b"\xff" and len(beginning) == 2:
        return b"\0" in head or sum(byte < 9 for byte in head) > len(head) // 100
    return True
