"""A zip file, looked at before anything in it is opened: how much it says to hold, and holds."""

import io
from zipfile import ZipFile

from formats.broken_zip import BROKEN_ZIP
from media.seen import MediaTrouble

_MOST_PARTS = 2_000
_LARGEST_TOGETHER = 100_000_000
_LARGEST_XML = 30_000_000
_MOST_TIMES = 200
"""How many times as large as its packed form a large part may be: words shrink tenfold."""
_LARGE = 4_000_000


class CannotOpenError(Exception):
    """A packed file is not to be opened, or cannot be."""

    def __init__(self, trouble: MediaTrouble) -> None:
        super().__init__(trouble)
        self.trouble = trouble


def open_packed(content: bytes) -> ZipFile:
    """Return a zip file whose parts are as large as it says, and not too large together.

    Raises CannotOpenError: TOO_LARGE, LOCKED or DAMAGED.
    """
    try:
        packed = ZipFile(io.BytesIO(content))
        parts = packed.infolist()
    except BROKEN_ZIP:
        raise CannotOpenError(MediaTrouble.DAMAGED) from None
    if len(parts) > _MOST_PARTS or sum(part.file_size for part in parts) > _LARGEST_TOGETHER:
        raise CannotOpenError(MediaTrouble.TOO_LARGE)
    for part in parts:
        if part.flag_bits & 1:
            raise CannotOpenError(MediaTrouble.LOCKED)
        xml = part.filename.lower().endswith((".xml", ".rels"))
        packs_much = part.file_size > _MOST_TIMES * max(1, part.compress_size)
        if (xml and part.file_size > _LARGEST_XML) or (packs_much and part.file_size > _LARGE):
            raise CannotOpenError(MediaTrouble.TOO_LARGE)
    try:
        # Reads no part further than it says; one that says too little fails its check sum.
        broken = packed.testzip()
    except BROKEN_ZIP:
        raise CannotOpenError(MediaTrouble.DAMAGED) from None
    if broken is not None:
        raise CannotOpenError(MediaTrouble.DAMAGED)
    return packed
