"""What a file is: by its first bytes, not by what its sender calls it."""

from pathlib import Path
from zipfile import ZipFile

from formats.broken_zip import BROKEN_ZIP

_HEAD = 4_096
# First bytes -> what a person calls such a file; RIFF and ftyp are at other places.
_BY_FIRST_BYTES = (
    (b"%PDF", "pdf"),
    (b"{\\rtf", "document"),
    (b"\x89PNG", "picture"),
    (b"\xff\xd8\xff", "picture"),
    (b"GIF8", "picture"),
    (b"BM", "picture"),
    (b"II*\0", "picture"),
    (b"MM\0*", "picture"),
    (b"RIFF", "media"),
    (b"ID3", "media"),
    (b"OggS", "media"),
    (b"\x1aE\xdf\xa3", "media"),
    (b"fLaC", "media"),
    (b"\xff\xfb", "media"),
    (b"MZ", "program"),
    (b"\x7fELF", "program"),
    (b"\xca\xfe\xba\xbe", "program"),
    (b"Rar!", "archive"),
    (b"7z\xbc\xaf", "archive"),
    (b"\x1f\x8b", "archive"),
    (b"BZh", "archive"),
    (b"\xfd7zXZ", "archive"),
    (b"SQLite format 3", "database"),
)
_OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_WORKBOOK = "Workbook".encode("utf-16-le")
_BOOK = "Book".encode("utf-16-le")


def kind_of(path: Path) -> str:
    """Return `spreadsheet`, `text`, `empty`, or what a file that cannot be read is.

    That is one of `pdf`, `document`, `picture`, `media`, `program`, `archive`, `database` and
    `damaged`.
    """
    with path.open("rb") as file:
        head = file.read(_HEAD)
    if not head:
        return "empty"
    if head.startswith(b"PK"):
        return _packed(path)
    if head.startswith(_OLD_OFFICE):
        whole = path.read_bytes()
        return "spreadsheet" if _WORKBOOK in whole or _BOOK in whole else "document"
    if head[4:8] == b"ftyp":
        return "media"
    # "BM" and "MZ" begin words too.
    binary = any(byte < 9 for byte in head[2:64]) and not head.startswith(
        (b"\xff\xfe", b"\xfe\xff")
    )
    for first, kind in _BY_FIRST_BYTES:
        if head.startswith(first) and (len(first) > 2 or first[0] > 127 or binary):
            return kind
    return "text"


def _packed(path: Path) -> str:
    try:
        with ZipFile(path) as packed:
            names = set(packed.namelist())
            told = packed.read("mimetype")[:80] if _small(packed, "mimetype") else b""
    except BROKEN_ZIP:
        return "damaged"
    if any(name.startswith("xl/") for name in names) or told.endswith(b"opendocument.spreadsheet"):
        return "spreadsheet"
    if told or any(name.startswith(("word/", "ppt/", "Index/")) for name in names):
        return "document"
    return "program" if "META-INF/MANIFEST.MF" in names else "archive"


def _small(packed: ZipFile, name: str) -> bool:
    return name in packed.namelist() and packed.getinfo(name).file_size < _HEAD
