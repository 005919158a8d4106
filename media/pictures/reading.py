"""A picture's bytes -> the words in it: what runs apart from the bot."""

import time
from collections.abc import Sequence
from dataclasses import replace

from domain.fingerprint import Fingerprint, fingerprint_in
from media.apart import Json, Made
from media.likeness.fingerprints import kept, sought
from media.pictures.decoding import DamagedError, TooLargeError, decoded
from media.pictures.passes import words_of
from media.pictures.tesseract import from_json
from media.seen import MediaContents, MediaTrouble


def read(data: bytes, told: Json) -> Made:
    """Return what a picture shows, as `seen_of` takes it; told are a tesseract and `seconds`."""
    until = time.monotonic() + float(told["seconds"])
    try:
        picture = decoded(data)
    except TooLargeError:
        return _made(MediaContents(trouble=MediaTrouble.TOO_LARGE))
    except DamagedError:
        return _made(MediaContents(trouble=MediaTrouble.DAMAGED))
    found = words_of(picture, from_json(told), until)
    if not found.text and found.trouble is None:
        found = replace(found, fingerprints=kept(picture), sought=sought(picture))
    return _made(found)


def seen_of(made: Made) -> MediaContents:
    """Return what `read` has made."""
    trouble = made.told.get("trouble")
    return MediaContents(
        str(made.told["text"]),
        MediaTrouble(trouble) if trouble else None,
        fingerprints=_fingerprints(made.told["fingerprints"]),
        sought=_fingerprints(made.told["sought"]),
    )


def _made(seen: MediaContents) -> Made:
    return Made(
        {
            "text": seen.text,
            "trouble": seen.trouble,
            "fingerprints": [str(one) for one in seen.fingerprints],
            "sought": [str(one) for one in seen.sought],
        }
    )


def _fingerprints(told: Sequence[str]) -> tuple[Fingerprint, ...]:
    return tuple(filter(None, map(fingerprint_in, told)))
