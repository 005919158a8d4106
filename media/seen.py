"""What a file shows, free of everything that is Telegram's."""

from dataclasses import dataclass
from enum import StrEnum

from domain.fingerprint import Fingerprint
from media.kinds import FileKind


class MediaTrouble(StrEnum):
    """Why a file, or a part of it, was not read."""

    TOO_LARGE = "too-large"
    """More bytes, pixels or pages than we take."""
    DAMAGED = "damaged"
    """It cannot be opened as what it is."""
    TOOK_LONG = "took-long"
    """Its time, or the time of the whole ask, ran out."""
    NO_READER = "no-reader"
    """The program that reads this kind is not installed."""
    LOCKED = "locked"
    """It takes a password."""
    OTHER_KIND = "other-kind"
    """It is of a kind that we do not read."""


@dataclass(frozen=True, slots=True)
class MediaContents:
    """What one file shows.

    `text` is what was read in it, empty where there are no words; `trouble` tells why something
    was not read, beside whatever was. `kind` is what the file is by its content, if it was opened.
    A picture without words has `fingerprints` to be kept by, and those by which others like it are
    `sought`; one that holds text has none, since screens of text look alike.
    """

    text: str = ""
    trouble: MediaTrouble | None = None
    kind: FileKind | None = None
    fingerprints: tuple[Fingerprint, ...] = ()
    sought: tuple[Fingerprint, ...] = ()
