"""Posts as pictures that phones show: chats, a caption on a photo, a letter that lies askew.

The fonts are Debian's (fonts-dejavu-core and fonts-dejavu-extra); emoji are left out, since these
have none.
"""

import io
import random
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

import numpy as np
from PIL import Image, ImageDraw, ImageFilter, ImageFont

FOLDER = "/usr/share/fonts/truetype/dejavu"
KINDS = ("chat light", "chat dark", "caption", "letter")
ENCODINGS = ("1280 q87", "1280 q30", "800 q70")
_NAMES = ("Гүлнара апай", "Сосед Ерлан", "Жаңалықтар 24", "Родительский чат")
_WIDTH = 1280


@dataclass(frozen=True, slots=True)
class Drawn:
    """A picture as JPEG, and the words of the message in it."""

    content: bytes
    words: str


def drawable(text: str) -> str:
    """Return a post without what the fonts cannot show."""
    kept = (one for one in text if unicodedata.category(one) not in {"So", "Cs", "Cf", "Mn", "Sk"})
    lines = ("".join(kept)).splitlines()
    return "\n".join(filter(None, (" ".join(line.split()) for line in lines)))


def drawn(text: str, kind: str, encoding: str, seed: int) -> Drawn:
    """Return a post as a picture of one of KINDS, saved in one of ENCODINGS."""
    chance = random.Random(seed)
    picture, words = _KINDS[kind](text, chance)
    width, quality = encoding.split(" q")
    if int(width) < picture.width:
        height = picture.height * int(width) // picture.width
        picture = picture.resize((int(width), height), Image.Resampling.LANCZOS)
    buffer = io.BytesIO()
    picture.save(buffer, "JPEG", quality=int(quality))
    return Drawn(buffer.getvalue(), words)


def photo(seed: int, width: int = _WIDTH, height: int = 853) -> Image.Image:
    """Return a picture like a photo: soft shapes, edges, grain, and no words."""
    numbers = np.random.default_rng(seed)
    chance = random.Random(seed)
    layers = np.zeros((height, width, 3), dtype=np.float32)
    for cells, weight in ((4, 120), (16, 60), (80, 26)):
        small = numbers.random((cells, max(2, cells * width // height), 3)) * 255
        layer = Image.fromarray(small.astype(np.uint8)).resize(
            (width, height), Image.Resampling.BICUBIC
        )
        layers += np.asarray(layer, dtype=np.float32) * (weight / 206)
    picture = Image.fromarray(layers.clip(0, 255).astype(np.uint8))
    draw = ImageDraw.Draw(picture)
    for _ in range(25):
        x, y, size = chance.randrange(width), chance.randrange(height), chance.randrange(20, 260)
        colour = tuple(chance.randrange(20, 235) for _ in range(3))
        shape = chance.choice([draw.ellipse, draw.rectangle])
        shape((x, y, x + size, y + chance.randrange(20, 260)), fill=colour)
    picture = picture.filter(ImageFilter.GaussianBlur(chance.choice([1, 2, 4])))
    grain = numbers.normal(0, 7, (height, width, 1))
    return Image.fromarray((np.asarray(picture) + grain).clip(0, 255).astype(np.uint8))


def photo_file(picture: Image.Image) -> bytes:
    """Return a picture as the JPEG that Telegram makes of it."""
    buffer = io.BytesIO()
    picture.save(buffer, "JPEG", quality=87)
    return buffer.getvalue()


def _chat(text: str, chance: random.Random, *, dark: bool) -> tuple[Image.Image, str]:
    name, time = chance.choice(_NAMES), f"{chance.randrange(24):02}:{chance.randrange(60):02}"
    size = chance.choice([38, 42, 46])
    font, bold, small = (
        _font("DejaVuSans", size),
        _font("DejaVuSans-Bold", size - 4),
        _font("DejaVuSans", 28),
    )
    lines = _lines(text, font, 1000)
    step = int(size * 1.38)
    height = step * (len(lines) + 1) + 90
    paper, bubble, ink = (
        ((14, 22, 33), (24, 37, 51), (235, 240, 245))
        if dark
        else ((213, 224, 205), (255, 255, 255), (10, 10, 10))
    )
    picture = Image.new("RGB", (_WIDTH, height + 80), paper)
    draw = ImageDraw.Draw(picture)
    draw.rounded_rectangle((40, 40, 1140, 40 + height), 28, fill=bubble)
    draw.text((80, 58), name, font=bold, fill=(90, 170, 235) if dark else (200, 80, 60))
    for number, line in enumerate(lines, start=1):
        draw.text((80, 58 + number * step), line, font=font, fill=ink)
    draw.text(
        (1030, height - 8), time, font=small, fill=(120, 140, 160) if dark else (110, 120, 110)
    )
    return picture, text


def _caption(text: str, chance: random.Random) -> tuple[Image.Image, str]:
    size = chance.choice([46, 52, 58])
    font = _font("DejaVuSans-Bold", size)
    lines = _lines(text, font, 1120)
    step = int(size * 1.25)
    height = max(853, step * len(lines) + 160)
    picture = photo(chance.randrange(10**6), _WIDTH, height)
    draw = ImageDraw.Draw(picture)
    for number, line in enumerate(lines):
        at = (_WIDTH / 2, height - 60 - step * (len(lines) - number - 0.5))
        draw.text(
            at, line, font=font, fill="white", anchor="mm", stroke_width=4, stroke_fill="black"
        )
    return picture, text


def _letter(text: str, chance: random.Random) -> tuple[Image.Image, str]:
    size = chance.choice([32, 36, 40])
    font = _font("DejaVuSerif", size)
    lines = _lines(text, font, 1000)
    step = int(size * 1.45)
    height = step * len(lines) + 280
    sheet = Image.new("RGB", (_WIDTH, height), (246, 243, 235))
    draw = ImageDraw.Draw(sheet)
    for number, line in enumerate(lines):
        draw.text((130, 130 + number * step), line, font=font, fill=(40, 40, 50))
    angle = chance.choice([-1, 1]) * chance.uniform(1.0, 4.0)
    sheet = sheet.rotate(angle, Image.Resampling.BICUBIC, expand=False, fillcolor=(120, 110, 100))
    numbers = np.random.default_rng(chance.randrange(10**6))
    shade = np.linspace(chance.uniform(0.6, 0.8), 1.0, _WIDTH)[None, :, None]
    lit = np.asarray(sheet, dtype=np.float32) * shade + numbers.normal(0, 6, (height, _WIDTH, 1))
    sheet = Image.fromarray(lit.clip(0, 255).astype(np.uint8)).filter(ImageFilter.GaussianBlur(0.8))
    return sheet, text


_KINDS: dict[str, Callable[[str, random.Random], tuple[Image.Image, str]]] = {
    "chat light": lambda text, chance: _chat(text, chance, dark=False),
    "chat dark": lambda text, chance: _chat(text, chance, dark=True),
    "caption": _caption,
    "letter": _letter,
}


def _lines(text: str, font: ImageFont.FreeTypeFont, width: int) -> list[str]:
    lines = []
    for paragraph in text.splitlines():
        line = ""
        for word in paragraph.split():
            longer = f"{line} {word}".strip()
            if line and font.getlength(longer) > width:
                lines.append(line)
                line = word
            else:
                line = longer
        lines.append(line)
    return lines


@cache
def _font(name: str, size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(f"{FOLDER}/{name}.ttf", size)
