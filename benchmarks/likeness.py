"""How often a picture that was sent on is recognised, and how often an unrelated one.

Give folders of photographs: on Debian, `mate-backgrounds gnome-backgrounds
plasma-workspace-wallpapers lomiri-wallpapers-20.04` fill /usr/share/backgrounds and
/usr/share/wallpapers. Each picture is cut in four; parts of one picture count as related.
"""

import io
import random
import re
from argparse import ArgumentParser
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from time import process_time

from PIL import Image, ImageDraw, ImageEnhance, ImageFont, ImageOps, UnidentifiedImageError
from rich.console import Console
from rich.table import Table

from media.likeness.fingerprints import kept, sought
from media.likeness.gallery import Gallery

_LONGEST_SIDE = 1280
_LEAST_SIDE = 600
_SUFFIXES = {".jpg", ".png", ".webp"}
_WORDS = "ВНИМАНИЕ! СРОЧНО! Перешлите всем"
Change = Callable[[Image.Image], Image.Image]


@dataclass(frozen=True, slots=True)
class Photograph:
    """A picture and what it was cut from."""

    of: str
    picture: Image.Image


def run(console: Console, folders: Sequence[Path], sample: int) -> None:
    """Print recall by transformation, and false likenesses."""
    photographs = [one for one in _photographs(folders) if kept(one.picture)]
    gallery = Gallery([(at, f) for at, one in enumerate(photographs) for f in kept(one.picture)])
    works = len({one.of for one in photographs})
    pairs = sum(one.of != two.of for one in photographs for two in photographs)
    false = sum(
        len(_unrelated(at, one.picture, photographs, gallery)) for at, one in enumerate(photographs)
    )
    console.print(
        f"{len(photographs)} pictures with a look of their own, of {works} works: of {pairs:,} "
        f"unrelated pairs {false} look alike"
    )
    table = Table("sent on as", "found, %", "unrelated found", "processor, ms")
    chosen = random.Random(1).sample(range(len(photographs)), min(sample, len(photographs)))
    for name, change in _CHANGES.items():
        found = unrelated = 0
        spent = 0.0
        for at in chosen:
            sent = _jpeg(change(photographs[at].picture), 80)
            began = process_time()
            like = gallery.like(sought(sent))
            spent += process_time() - began
            found += at in like
            unrelated += sum(photographs[one].of != photographs[at].of for one in like)
        share, each = 100 * found / len(chosen), 1_000 * spent / len(chosen)
        table.add_row(name, f"{share:.0f}", str(unrelated), f"{each:.0f}")
    console.print(table)


def _unrelated(
    at: int, picture: Image.Image, photographs: Sequence[Photograph], gallery: Gallery[int]
) -> list[int]:
    like = gallery.like(sought(picture))
    return [one for one in like if photographs[one].of != photographs[at].of]


def _photographs(folders: Sequence[Path]) -> list[Photograph]:
    """Return quarters of the pictures in some folders, one picture of each that comes in sizes."""
    found: dict[str, list[Photograph]] = {}
    for folder in folders:
        for path in sorted(folder.rglob("*")):
            work = _work_of(path, folder)
            if work in found or path.suffix.lower() not in _SUFFIXES:
                continue
            try:
                with Image.open(path) as opened:
                    whole = opened.convert("RGB")
            except (UnidentifiedImageError, OSError):
                continue
            if min(whole.size) >= _LEAST_SIDE:
                found[work] = [Photograph(work, one) for one in _quarters(whole)]
    return [one for quarters in found.values() for one in quarters]


def _work_of(path: Path, folder: Path) -> str:
    """Return what a file is a picture of: KDE keeps one picture's sizes in a folder of its own."""
    first = path.relative_to(folder).parts[0]
    if "contents" in path.parts:
        return first
    return re.sub(r"[-_]?(\d+x\d+|dark|light|d|l)$", "", path.stem)


def _quarters(whole: Image.Image) -> list[Image.Image]:
    width, height = whole.width // 2, whole.height // 2
    corners = [(0, 0), (width, 0), (0, height), (width, height)]
    cut = [whole.crop((left, top, left + width, top + height)) for left, top in corners]
    for one in cut:
        one.thumbnail((_LONGEST_SIDE, _LONGEST_SIDE))
    return cut


def _jpeg(picture: Image.Image, quality: int) -> Image.Image:
    buffer = io.BytesIO()
    picture.save(buffer, "JPEG", quality=quality)
    return Image.open(buffer).convert("RGB")


def _font(size: int) -> ImageFont.ImageFont | ImageFont.FreeTypeFont:
    return ImageFont.load_default(size)


def _cut(left: float, top: float, right: float, bottom: float) -> Change:
    """Return what cuts so great a share off each side."""

    def change(picture: Image.Image) -> Image.Image:
        width, height = picture.size
        box = width * left, height * top, width * (1 - right), height * (1 - bottom)
        return picture.crop(tuple(map(int, box)))  # type: ignore[arg-type]

    return change


def _chat(paper: tuple[int, int, int], ink: tuple[int, int, int]) -> Change:
    def change(picture: Image.Image) -> Image.Image:
        chat = Image.new("RGB", (720, 1280), paper)
        small = picture.copy()
        small.thumbnail((560, 700))
        draw = ImageDraw.Draw(chat)
        draw.rectangle((0, 0, 720, 90), fill=tuple(max(0, one - 20) for one in paper))
        draw.text((30, 200), _WORDS, font=_font(28), fill=ink)
        chat.paste(small, (30, 260))
        draw.text((30, 280 + small.height), f"{_WORDS}\n{_WORDS}", font=_font(28), fill=ink)
        return chat

    return change


def _band(picture: Image.Image) -> Image.Image:
    changed = Image.new("RGB", (picture.width, picture.height + 160), (255, 255, 255))
    changed.paste(picture, (0, 160))
    ImageDraw.Draw(changed).text((20, 40), _WORDS, font=_font(40), fill=(0, 0, 0))
    return changed


def _watermark(picture: Image.Image) -> Image.Image:
    changed = picture.copy()
    draw = ImageDraw.Draw(changed)
    for top in range(50, changed.height, 200):
        for left in range(20, changed.width, 400):
            draw.text((left, top), "@kanal_example", font=_font(28), fill=(255, 255, 255))
    return changed


def _caption(picture: Image.Image) -> Image.Image:
    changed = picture.copy()
    draw = ImageDraw.Draw(changed)
    draw.rectangle((0, int(changed.height * 0.8), *changed.size), fill=(0, 0, 0))
    place = (30, int(changed.height * 0.84))
    draw.text(place, _WORDS, font=_font(36), fill=(255, 255, 255))
    return changed


_CHANGES: Mapping[str, Change] = {
    "JPEG, quality 30": lambda one: _jpeg(one, 30),
    "320 pixels, quality 50": lambda one: _jpeg(
        one.resize((320, max(1, 320 * one.height // one.width))), 50
    ),
    "cut by 5 %": _cut(0.025, 0.025, 0.025, 0.025),
    "cut by 10 %": _cut(0.05, 0.05, 0.05, 0.05),
    "cut by 20 %": _cut(0.1, 0.1, 0.1, 0.1),
    "without its upper 10 %": _cut(0, 0.1, 0, 0),
    "in a white border": lambda one: ImageOps.expand(one, 60, (255, 255, 255)),
    "words above": _band,
    "watermarks": _watermark,
    "words over its lower fifth": _caption,
    "brighter, more colour": lambda one: ImageEnhance.Color(
        ImageEnhance.Brightness(one).enhance(1.25)
    ).enhance(1.5),
    "grey": lambda one: one.convert("L").convert("RGB"),
    "turned by 3 degrees": lambda one: one.rotate(3),
    "in a mirror": ImageOps.mirror,
    "in a light chat": _chat((235, 235, 235), (20, 20, 20)),
    "in a dark chat": _chat((24, 34, 45), (240, 240, 240)),
}


if __name__ == "__main__":
    parser = ArgumentParser(prog="python -m benchmarks.likeness", description=__doc__)
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--sample", type=int, default=60, help="how many pictures are sent on")
    told = parser.parse_args()
    run(Console(width=120), told.folders, told.sample)
