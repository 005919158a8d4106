"""The sign of a verdict, told by its form as well as by its colour."""

from io import BytesIO

from PIL import Image, ImageDraw

from domain.debunk import Verdict
from media.cards.palette import Shade, colours
from media.cards.picture_card import Theme

_FINER = 4
_GRID = 100
THUMB = 160
"""Pixels of one side of a thumb."""


def sign(verdict: Verdict, side: int) -> Image.Image:
    """Return a mask of so many pixels a side that holds the sign."""
    mask = Image.new("L", (_GRID * _FINER, _GRID * _FINER), 0)
    pen = ImageDraw.Draw(mask)
    match verdict:
        case Verdict.FAKE | Verdict.FALSE:
            _stroke(pen, (31, 31), (69, 69))
            _stroke(pen, (69, 31), (31, 69))
        case Verdict.MISLEADING:
            _stroke(pen, (50, 25), (50, 56))
            _dot(pen, 50, 74)
        case Verdict.OUTDATED:
            _arc(pen, (22, 22, 78, 78), 0, 360, 8)
            _stroke(pen, (50, 35), (50, 52), 8)
            _stroke(pen, (50, 52), (61, 60), 8)
        case Verdict.SATIRE:
            _dot(pen, 37, 40)
            _dot(pen, 63, 40)
            _arc(pen, (28, 26, 72, 74), 20, 160, 9)
        case Verdict.UNPROVEN:
            _arc(pen, (34, 22, 66, 54), 180, 90, 10)
            _stroke(pen, (50, 50), (50, 59), 10)
            _dot(pen, 50, 76)
        case Verdict.TRUE:
            _stroke(pen, (28, 52), (44, 68))
            _stroke(pen, (44, 68), (73, 34))
    return mask.resize((side, side), Image.Resampling.LANCZOS)


def thumb(verdict: Verdict) -> bytes:
    """Return the sign on the verdict's colour as a square PNG, as small as lists of results are."""
    shades = colours(verdict, Theme.LIGHT)
    picture = Image.new("RGB", (THUMB, THUMB), shades[Shade.STAMP])
    # Larger than in its disc, and in its middle.
    mask = sign(verdict, THUMB * 5 // 4)
    off = (mask.width - THUMB) // 2
    mask = mask.crop((off, off, off + THUMB, off + THUMB))
    picture.paste(shades[Shade.ON_STAMP], (0, 0), mask)
    file = BytesIO()
    picture.quantize(16, dither=Image.Dither.NONE).save(file, "PNG", optimize=True)
    return file.getvalue()


def _stroke(
    pen: ImageDraw.ImageDraw, start: tuple[int, int], end: tuple[int, int], width: int = 12
) -> None:
    pen.line(
        [(start[0] * _FINER, start[1] * _FINER), (end[0] * _FINER, end[1] * _FINER)],
        255,
        width * _FINER,
    )
    for x, y in (start, end):
        _dot(pen, x, y, width / 2)


def _dot(pen: ImageDraw.ImageDraw, x: int, y: int, radius: float = 6) -> None:
    pen.ellipse(
        [(place) * _FINER for place in (x - radius, y - radius, x + radius, y + radius)], 255
    )


def _arc(
    pen: ImageDraw.ImageDraw, box: tuple[int, int, int, int], start: int, end: int, width: int
) -> None:
    pen.arc([place * _FINER for place in box], start, end, 255, width * _FINER)
