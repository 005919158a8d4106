"""What a file is, by its first bytes: what it is called is its sender's word."""

from enum import StrEnum


class FileKind(StrEnum):
    """What a file is opened as."""

    PICTURE = "picture"
    OTHER = "other"


def kind_of(data: bytes) -> FileKind:
    """Return what a file is, by its content alone."""
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return FileKind.PICTURE
    return FileKind.PICTURE if data.startswith(_PICTURES) else FileKind.OTHER


_PICTURES = (
    b"\x89PNG\r\n\x1a\n",
    b"\xff\xd8\xff",
    b"GIF87a",
    b"GIF89a",
    b"BM",
    b"II*\0",
    b"MM\0*",
)
"""PNG, JPEG, GIF, BMP and TIFF; WebP has its name further on."""
