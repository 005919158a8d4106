"""A card's pixels."""

from collections.abc import Mapping
from io import BytesIO

from PIL import Image, ImageDraw

from domain.debunk import Verdict
from media.cards.code import QUIET, Code
from media.cards.layout import Laid, lay_out
from media.cards.measures import WIDTH
from media.cards.palette import Colour, Shade, colours
from media.cards.picture_card import PictureCard, Theme
from media.cards.signs import sign
from media.cards.stacking import Box
from media.cards.typesetting import Face, TextLine, Weight, direction_of, font_of, length

_ROUND = 18
_TURNED = 18
_BLACK: Colour = (0, 0, 0)
_WHITE: Colour = (255, 255, 255)
_COMPRESSION = 3
"""Small files take ten times as long, and Telegram makes its own of it."""


def draw(card: PictureCard, theme: Theme) -> bytes:
    """Return a card as a PNG, 960 pixels wide and 1,600 high at most."""
    laid, shades = lay_out(card), colours(card.verdict, theme)
    picture = Image.new("RGB", (WIDTH, laid.height), shades[Shade.PAGE])
    pen = ImageDraw.Draw(picture)
    pen.rectangle(_corners(laid.stamp), shades[Shade.STAMP])
    stamp = " ".join(each.line.text for each in laid.words if each.on is Shade.STAMP)
    _panel(picture, laid, stamp, shades)
    _sign(picture, laid.sign, card.verdict, shades)
    for bar in (*laid.bars, laid.rule):
        pen.rectangle(_corners(bar), shades[Shade.RULE])
    for each in laid.words:
        pen.text(
            (each.x, each.base),
            each.line.text,
            shades[each.role],
            font_of(each.face),
            anchor="ls",
            direction=direction_of(each.line),
        )
    if laid.code and laid.code_box:
        _code(pen, laid.code, laid.code_box)
    return _png(picture)


def _panel(picture: Image.Image, laid: Laid, stamp: str, shades: Mapping[Shade, Colour]) -> None:
    """Paint the claim's panel: the verdict along its side and, faintly, all over it."""
    panel, strip = laid.panel, laid.strip
    painted = Image.new("RGB", (panel.width, panel.height), shades[Shade.PANEL])
    painted.paste(shades[Shade.REPEATED], (0, 0), _repeated(stamp, panel.width, panel.height))
    painted.paste(shades[Shade.STAMP], (0, 0, strip.width, strip.height))
    along = _along(stamp, strip.height, strip.width)
    painted.paste(shades[Shade.ON_STAMP], (0, 0), along)
    rounded = Image.new("L", (panel.width, panel.height), 0)
    ImageDraw.Draw(rounded).rounded_rectangle(
        (0, 0, panel.width - 1, panel.height - 1), _ROUND, 255
    )
    picture.paste(painted, (panel.left, panel.top), rounded)


def _repeated(stamp: str, width: int, height: int) -> Image.Image:
    """Return a mask with the verdict written all over it, askew."""
    face = Face(Weight.BOLD, 34)
    line = TextLine(stamp)
    wide = int(length(line, face)) + 70
    side = int((width**2 + height**2) ** 0.5) + 4
    mask = Image.new("L", (side, side), 0)
    pen = ImageDraw.Draw(mask)
    for row, y in enumerate(range(0, side, 92)):
        for x in range(-(row % 2) * wide // 2, side, wide):
            pen.text((x, y), stamp, 255, font_of(face), direction=direction_of(line))
    turned = mask.rotate(_TURNED, Image.Resampling.BILINEAR)
    left, top = (side - width) // 2, (side - height) // 2
    return turned.crop((left, top, left + width, top + height))


def _along(stamp: str, height: int, width: int) -> Image.Image:
    """Return a mask with the verdict written upwards, as often as it fits, at even distances."""
    line = TextLine(stamp)
    face = next(
        (
            Face(Weight.BOLD, size)
            for size in (28, 26, 24, 22, 20, 18)
            if length(line, Face(Weight.BOLD, size)) <= height - 20
        ),
        Face(Weight.BOLD, 16),
    )
    wide = length(line, face)
    times = max(1, int((height - 20) // (wide + 30)))
    mask = Image.new("L", (height, width), 0)
    pen = ImageDraw.Draw(mask)
    for number in range(times):
        middle = round(height * (2 * number + 1) / (2 * times))
        # Capitals reach seven tenths of their size above the base line.
        base = round(width / 2 + face.size * 0.36)
        pen.text(
            (middle, base), stamp, 255, font_of(face), anchor="ms", direction=direction_of(line)
        )
    return mask.transpose(Image.Transpose.ROTATE_90)


def _sign(picture: Image.Image, box: Box, verdict: Verdict, shades: Mapping[Shade, Colour]) -> None:
    mask = sign(verdict, box.width)
    disc = Image.new("L", (box.width * 4, box.height * 4), 0)
    ImageDraw.Draw(disc).ellipse((0, 0, box.width * 4 - 1, box.height * 4 - 1), 255)
    small = disc.resize((box.width, box.height), Image.Resampling.LANCZOS)
    picture.paste(shades[Shade.ON_STAMP], (box.left, box.top), small)
    picture.paste(shades[Shade.STAMP], (box.left, box.top), mask)


def _code(pen: ImageDraw.ImageDraw, code: Code, box: Box) -> None:
    """Draw a code, dark on light whatever the theme: not every phone reads it the other way."""
    pen.rectangle(_corners(box), _WHITE)
    size = box.width // code.side
    for down, row in enumerate(code.rows, start=QUIET):
        for right, dark in enumerate(row, start=QUIET):
            if dark:
                x, y = box.left + right * size, box.top + down * size
                pen.rectangle((x, y, x + size - 1, y + size - 1), _BLACK)


def _png(picture: Image.Image) -> bytes:
    file = BytesIO()
    picture.save(file, "PNG", compress_level=_COMPRESSION)
    return file.getvalue()


def _corners(box: Box) -> tuple[int, int, int, int]:
    return box.left, box.top, box.right - 1, box.bottom - 1
