"""The bytes of a picture -> grey values, upright and of a bounded size, whatever the bytes hold."""

import io
import warnings

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageOps

FORMATS = ("PNG", "JPEG", "WEBP", "GIF", "BMP", "TIFF")
"""What is opened; an opener for every other kind stays shut."""
MOST_PIXELS = 50_000_000
"""What a telephone takes at its best; a picture of more is refused before it is unpacked."""
_LARGEST_KEPT = 6_000_000
_LONGEST_SIDE = 12_000
_LEAST_SIDE = 8

Colours = NDArray[np.uint8]
"""Rows, columns, three channels."""


class TooLargeError(Exception):
    """A picture has more pixels than we take."""


class DamagedError(Exception):
    """A picture cannot be opened, or there is nothing to see in it."""


def decoded(data: bytes) -> Image.Image:
    """Return a picture as RGB, the first frame of one that moves, upright, on white.

    One of more than some 6 megapixels is made smaller. Raises TooLargeError and DamagedError.
    """
    try:
        with warnings.catch_warnings():
            # What is odd in a file is no matter; what is too large is measured below.
            warnings.simplefilter("ignore")
            return _decoded(data)
    except (TooLargeError, DamagedError, MemoryError):
        raise
    except Image.DecompressionBombError:
        raise TooLargeError from None
    # Openers raise whatever comes to their authors' minds.
    except Exception:
        raise DamagedError from None


def _decoded(data: bytes) -> Image.Image:
    with Image.open(io.BytesIO(data), formats=FORMATS) as opened:
        width, height = opened.size
        if width * height > MOST_PIXELS:
            raise TooLargeError
        if min(width, height) < _LEAST_SIDE:
            raise DamagedError
        share = min(
            1.0, (_LARGEST_KEPT / (width * height)) ** 0.5, _LONGEST_SIDE / max(width, height)
        )
        if share < 1 and opened.format == "JPEG":
            # Unpacked at a half, a quarter or an eighth, which spares time and memory.
            opened.draft(None, (int(width * share), int(height * share)))
        upright = ImageOps.exif_transpose(opened)
        picture = _on_white(upright)
    if share < 1:
        size = max(1, int(picture.width * share)), max(1, int(picture.height * share))
        if (width, height) in {picture.size, picture.size[::-1]}:
            picture = picture.resize(size, Image.Resampling.BOX, reducing_gap=2.0)
    return picture


def _on_white(picture: Image.Image) -> Image.Image:
    """Return a picture of any mode as RGB: what shines through is white, 16 bits become 8."""
    if picture.mode.startswith(("I", "F")):
        values = np.asarray(picture, dtype=np.float64)
        low, high = float(values.min()), float(values.max())
        scaled = (values - low) * (255 / (high - low)) if high > low else values * 0
        return Image.fromarray(scaled.astype(np.uint8)).convert("RGB")
    if picture.mode in {"RGBA", "LA", "PA", "La", "RGBa"} or "transparency" in picture.info:
        shown = picture.convert("RGBA")
        white = Image.new("RGBA", shown.size, (255, 255, 255, 255))
        return Image.alpha_composite(white, shown).convert("RGB")
    return picture.convert("RGB")
