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
_CUTS = (
    *((0.05, 0.05, 0.95, 0.95), (0.1, 0.1, 0.9, 0.9)),
    *((0, 0.12, 1, 1), (0, 0, 1, 0.88), (0.12, 0, 1, 1), (0, 0, 0.88, 1)),
)
"""Left, top, right and bottom, as shares: a cut that lies between two of these is near one."""


def kept(picture: Image.Image) -> tuple[Fingerprint, ...]:
    """Return the fingerprints that a picture is found by: of the whole, of what is inside, of cuts.

    There are none of a picture too flat or too small to have a look of its own.
    """
    whole = picture.convert("RGB")
    return _of([*_pictures(whole), *(whole.crop(box) for box in _cuts(whole.size))])


def sought(picture: Image.Image) -> tuple[Fingerprint, ...]:
    """Return the fingerprints that are looked for: as `kept`, without cuts, and as in a mirror.

    What was cut is found by the cuts that were kept.
    """
    pictures = _pictures(picture.convert("RGB"))
    return _of([*pictures, *map(ImageOps.mirror, pictures)])


def _pictures(whole: Image.Image) -> list[Image.Image]:
    return [whole, *(whole.crop(box) for box in insides(whole))]


def _cuts(size: tuple[int, int]) -> list[tuple[int, int, int, int]]:
    """Return what people leave of a picture: less all its edges, or less one of them."""
    width, height = size
    return [
        (round(left * width), round(top * height), round(right * width), round(bottom * height))
        for left, top, right, bottom in _CUTS
    ]


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
