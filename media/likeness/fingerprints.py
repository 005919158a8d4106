"""A picture -> the fingerprints that it is kept or sought by, and whether two are alike."""

from collections.abc import Sequence

import numpy as np
from PIL import Image, ImageOps

from domain.fingerprint import Fingerprint
from media.likeness.pdq import pdq
from media.likeness.phash import phash
from media.likeness.trims import insides

LEAST_QUALITY = 50
"""PDQ's quality from which a picture has a look of its own."""
_LARGEST = 512
"""Pixels of the longer side that is hashed, as PDQ's own program has it."""
_LEAST_SIDE = 64


def kept(picture: Image.Image) -> tuple[Fingerprint, ...]:
    """Return the fingerprints that a picture is found by: of the whole, and of what is inside.

    There are none of a picture too flat or too small to have a look of its own.
    """
    return _of(_pictures(picture))


def mirrored(picture: Image.Image) -> tuple[Fingerprint, ...]:
    """Return the same as it is in a mirror: what is looked for beside those that are kept."""
    return _of([ImageOps.mirror(one) for one in _pictures(picture)])


def _pictures(picture: Image.Image) -> list[Image.Image]:
    whole = picture.convert("RGB")
    return [whole, *(whole.crop(box) for box in insides(whole))]


def _of(pictures: Sequence[Image.Image]) -> tuple[Fingerprint, ...]:
    found: dict[Fingerprint, None] = {}
    for one in pictures:
        if min(one.size) < _LEAST_SIDE:
            continue
        small = one.copy()
        small.thumbnail((_LARGEST, _LARGEST))
        grey = small.convert("L")
        bits, quality = pdq(np.asarray(grey, np.float32))
        if quality >= LEAST_QUALITY:
            found[Fingerprint(phash(grey), bits)] = None
    return tuple(found)
