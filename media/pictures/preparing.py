"""A picture made easy to read: dark letters on white, upright, of a good size."""

import numpy as np
from PIL import Image, ImageFilter

from media.pictures.components import letters_in
from media.pictures.tesseract import Grey

_DARK = 110
_WHITE, _INK = 200, 70
_GROUND = 232
_NARROW, _WIDEST = 1400, 2600
"""Columns: a picture of fewer is enlarged, at most twice; none to more."""


def even(picture: Image.Image) -> Grey:
    """Return a picture divided by its background, dark on white, however it is lit."""
    return _divided(_enlarged(picture.convert("L")))


def straight(picture: Image.Image) -> Grey:
    """Return a picture as `even` does, turned by what its lines lie askew."""
    grey = _enlarged(picture.convert("L"))
    return _divided(_turned(grey, angle_of(_divided(grey))))


def white_letters(picture: Image.Image) -> Grey | None:
    """Return the white letters of a picture, such as a caption on a photo, as black on white.

    None where nothing white looks like letters.
    """
    darkest = np.asarray(picture, dtype=np.uint8).min(axis=2)
    around = np.asarray(Image.fromarray(darkest).filter(ImageFilter.MinFilter(13)))
    letters = letters_in(darkest > _WHITE, around < _INK)
    if not letters.any():
        return None
    # Soft edges, which are read better than hard ones.
    near = np.asarray(Image.fromarray(letters).convert("L").filter(ImageFilter.MaxFilter(5)))
    soft = np.clip((darkest.astype(np.float32) - 100) * (255 / 130), 0, 255)
    drawn = np.where(near > 0, soft, 0).astype(np.uint8)
    return 255 - np.asarray(_enlarged(Image.fromarray(drawn)))


def paper_share(picture: Image.Image) -> float:
    """Return what share of a picture is even ground, 0 to 1: little of a photo, most of a page."""
    grey = picture.convert("L")
    grey.thumbnail((1000, 1000), Image.Resampling.BOX)
    return float((_divided(grey) > _GROUND).mean())


def angle_of(grey: Grey) -> float:
    """Return by how many degrees the lines of a picture must be turned to lie level, -6 to 6."""
    small = Image.fromarray(255 - grey)
    small.thumbnail((700, 700), Image.Resampling.BOX)

    def sharpness(angle: float) -> float:
        turned = np.asarray(small.rotate(angle, Image.Resampling.BILINEAR), dtype=np.float32)
        return float(np.square(np.diff(turned.sum(axis=1))).sum())

    coarse = max(np.arange(-6, 6.5, 1.0), key=sharpness)
    return float(max(np.arange(coarse - 0.75, coarse + 0.8, 0.25), key=sharpness))


def _turned(grey: Image.Image, angle: float) -> Image.Image:
    if abs(angle) < 0.2:
        return grey
    border = int(np.median(np.asarray(grey)))
    return grey.rotate(angle, Image.Resampling.BICUBIC, expand=True, fillcolor=border)


def _enlarged(grey: Image.Image) -> Image.Image:
    if grey.width >= _NARROW:
        return grey
    share = min(2.0, _WIDEST / grey.width)
    size = int(grey.width * share), int(grey.height * share)
    return grey.resize(size, Image.Resampling.LANCZOS)


def _divided(picture: Image.Image) -> Grey:
    grey = np.asarray(picture)
    if np.median(grey) < _DARK:
        grey = 255 - grey
    small = Image.fromarray(grey).resize((max(1, picture.width // 8), max(1, picture.height // 8)))
    lit = small.filter(ImageFilter.MaxFilter(5)).filter(ImageFilter.GaussianBlur(4))
    background = np.asarray(lit.resize(picture.size), dtype=np.float32)
    return np.clip(grey * (255.0 / np.maximum(background, 1.0)), 0, 255).astype(np.uint8)
