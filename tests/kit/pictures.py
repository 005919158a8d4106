"""Pictures of words, drawn anew: what phones show of a post."""

import io
from functools import cache
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

FONT = Path("/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf")
"""Debian's fonts-dejavu-core, which `deploy/install-tesseract` brings along."""


def picture_of(text: str, *, size: int = 34, width: int = 1080, dark: bool = False) -> Image.Image:
    """Return a post as a screenshot shows it, in lines of so many pixels."""
    font = _font(size)
    lines: list[str] = []
    for paragraph in text.splitlines():
        line = ""
        for word in paragraph.split():
            longer = f"{line} {word}".strip()
            if font.getlength(longer) > width - 80 and line:
                lines.append(line)
                line = word
            else:
                line = longer
        lines.append(line)
    step = int(size * 1.5)
    paper, ink = ((24, 34, 45), (240, 240, 240)) if dark else ((255, 255, 255), (20, 20, 20))
    picture = Image.new("RGB", (width, step * len(lines) + 80), paper)
    draw = ImageDraw.Draw(picture)
    for number, line in enumerate(lines):
        draw.text((40, 40 + number * step), line, font=font, fill=ink)
    return picture


def saved(picture: Image.Image, kind: str = "PNG", **how: object) -> bytes:
    """Return a picture as a file."""
    buffer = io.BytesIO()
    picture.save(buffer, kind, **how)
    return buffer.getvalue()


@cache
def _font(size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(str(FONT), size)


def chat_of(text: str, name: str, hour: str) -> Image.Image:
    """Return a post as a bubble of a chat, with its sender's name in a colour and the hour."""
    message = picture_of(text)
    picture = Image.new("RGB", (message.width, message.height + 90), "white")
    picture.paste(message, (0, 50))
    draw = ImageDraw.Draw(picture)
    draw.text((40, 30), name, font=_font(32), fill=(200, 70, 50))
    draw.text((message.width - 130, picture.height - 60), hour, font=_font(26), fill="grey")
    return picture
