"""What pictures of every make show, and that none of them harms who reads them."""

import io
import struct
import zlib
from collections.abc import AsyncIterator, Callable
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from media.reader import MediaReader
from media.seen import MediaContents, MediaTrouble
from tests.kit.pictures import chat_of, picture_of, saved

RUSSIAN = "Минобороны уже ведёт переговоры об отправке наших солдат и техники за границу."
KAZAKH = "Қазақстан билігі көрші елдегі соғыста жасырын түрде бір жағына шықпақшы екен."
LATIN = "Erteng barlyq mektep jabylady, balalardy uide otyrgyzyngdar, habardy taratyngdar."


@pytest.fixture(scope="module")
async def reader() -> AsyncIterator[MediaReader]:
    made = MediaReader()
    yield made
    await made.close()


def shown(seen: MediaContents) -> tuple[str, MediaTrouble | None]:
    return seen.text, seen.trouble


def letters(text: str) -> str:
    return " ".join(text.replace("ё", "е").split())


@pytest.mark.parametrize("text", [RUSSIAN, KAZAKH, LATIN])
@pytest.mark.parametrize("dark", [False, True])
async def test_a_screenshot_says_what_was_typed(reader: MediaReader, text: str, dark: bool) -> None:
    seen = await reader.look(saved(picture_of(text, dark=dark)), whose=1)
    assert (letters(seen.text), seen.trouble) == (letters(text), None)


@pytest.mark.parametrize("name", ["Сосед Ерлан", "Гүлнара апай"])
async def test_a_sender_s_name_and_the_hour_are_no_part_of_the_message(
    reader: MediaReader, name: str
) -> None:
    seen = await reader.look(saved(chat_of(RUSSIAN, name, "21:37")), whose=1)
    assert letters(seen.text) == letters(RUSSIAN)


async def test_a_headline_is_part_of_the_message(reader: MediaReader) -> None:
    text = f"Срочная новость\n{RUSSIAN}"
    seen = await reader.look(saved(picture_of(text)), whose=1)
    assert letters(seen.text) == letters(text)


@pytest.mark.parametrize(
    "text",
    [
        "США исключили страну из программы студенческого обмена Work and Travel.",
        "Ақтөбеде IELTS тапсырғандардың бәріне Google атынан хат келіп жатыр екен.",
    ],
)
async def test_latin_names_in_a_cyrillic_text_stay_latin(reader: MediaReader, text: str) -> None:
    assert letters((await reader.look(saved(picture_of(text)), whose=1)).text) == letters(text)


async def test_a_few_clear_words_are_enough(reader: MediaReader) -> None:
    text = "Завтра отключат воду во всех домах"
    assert (await reader.look(saved(picture_of(text)), whose=1)).text == text


PICTURE = picture_of(RUSSIAN)


def animated(kind: str) -> bytes:
    second = Image.new("RGB", PICTURE.size, "green")
    return saved(PICTURE, kind, save_all=True, append_images=[second], duration=100)


def turned(orientation: int) -> bytes:
    """A picture that lies, and says how it is to be held."""
    exif = Image.Exif()
    exif[274] = orientation
    undo = {3: Image.Transpose.ROTATE_180, 6: Image.Transpose.ROTATE_90}[orientation]
    return saved(PICTURE.transpose(undo), "JPEG", exif=exif, quality=95)


def clear() -> bytes:
    """Black letters on nothing at all."""
    shape = Image.new("RGBA", PICTURE.size, (0, 0, 0, 0))
    ink = PICTURE.convert("L").point(lambda value: 255 - value)
    shape.paste((0, 0, 0, 255), mask=ink)
    return saved(shape)


def sixteen_bits() -> bytes:
    values = np.asarray(PICTURE.convert("L"), dtype=np.uint16) * 257
    return saved(Image.fromarray(values))


MAKES: dict[str, Callable[[], bytes]] = {
    "JPEG": lambda: saved(PICTURE, "JPEG", quality=80),
    "a CMYK JPEG": lambda: saved(PICTURE.convert("CMYK"), "JPEG", quality=90),
    "a grey JPEG": lambda: saved(PICTURE.convert("L"), "JPEG", quality=90),
    "WebP": lambda: saved(PICTURE, "WEBP"),
    "an animated WebP": lambda: animated("WEBP"),
    "an animated GIF": lambda: animated("GIF"),
    "BMP": lambda: saved(PICTURE, "BMP"),
    "TIFF": lambda: saved(PICTURE, "TIFF"),
    "a palette": lambda: saved(PICTURE.convert("P")),
    "16 bits": sixteen_bits,
    "1 bit": lambda: saved(PICTURE.convert("1", dither=Image.Dither.NONE)),
    "letters on nothing": clear,
    "upside down, by EXIF": lambda: turned(3),
    "on its side, by EXIF": lambda: turned(6),
    "as a telephone takes it": lambda: saved(PICTURE.resize((5400, 1200)), "JPEG"),
    "cut off near its end": lambda: saved(PICTURE, "JPEG", quality=90)[:-100],
}


@pytest.mark.parametrize("make", MAKES)
async def test_words_are_read_in_a_picture_of_this_make(reader: MediaReader, make: str) -> None:
    seen = await reader.look(MAKES[make](), whose=1)
    if make == "cut off near its end":
        assert seen.trouble is MediaTrouble.DAMAGED
    else:
        assert letters(seen.text) == letters(RUSSIAN)


def png_of(width: int, height: int, content: bytes) -> bytes:
    """A PNG that says to be so large, whatever it holds."""

    def part(name: bytes, data: bytes) -> bytes:
        return (
            struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
        )

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    body = part(b"IHDR", head) + part(b"IDAT", content) + part(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + body


def bomb() -> bytes:
    squeeze = zlib.compressobj(9)
    row = b"\0" + bytes(3 * 20_000)
    return png_of(
        20_000, 20_000, b"".join(squeeze.compress(row) for _ in range(500)) + squeeze.flush()
    )


def large_jpeg() -> bytes:
    """A JPEG of 20,000 x 20,000 by its head; a telephone's picture behind it."""
    content = bytearray(saved(Image.new("RGB", (64, 64)), "JPEG"))
    at = content.index(b"\xff\xc0")
    content[at + 5 : at + 9] = struct.pack(">HH", 20_000, 20_000)
    return bytes(content)


SVG = b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"><text>x</text></svg>'
BAD: dict[str, tuple[Callable[[], bytes], MediaTrouble]] = {
    "a PNG bomb": (bomb, MediaTrouble.TOO_LARGE),
    "20,000 x 20,000": (large_jpeg, MediaTrouble.TOO_LARGE),
    "a bomb within what we take": (
        lambda: png_of(7_000, 7_000, zlib.compress(bytes(1000))),
        MediaTrouble.DAMAGED,
    ),
    "cut off in the middle": (lambda: saved(PICTURE)[:3_000], MediaTrouble.DAMAGED),
    "its head alone": (lambda: saved(PICTURE)[:12], MediaTrouble.DAMAGED),
    "no width": (lambda: png_of(0, 0, zlib.compress(b"")), MediaTrouble.DAMAGED),
    "one point": (lambda: saved(Image.new("RGB", (1, 1))), MediaTrouble.DAMAGED),
    "SVG": (lambda: SVG, MediaTrouble.OTHER_KIND),
    "nothing": (lambda: b"", MediaTrouble.DAMAGED),
    "a program": (lambda: b"\x7fELF" + bytes(1000), MediaTrouble.OTHER_KIND),
    "a PDF that is called a picture": (lambda: b"%PDF-1.7\n", MediaTrouble.DAMAGED),
    "PostScript": (lambda: b"%!PS-Adobe-3.0 EPSF-3.0\n", MediaTrouble.OTHER_KIND),
}


@pytest.mark.parametrize("what", BAD)
async def test_what_cannot_be_read_is_told_and_the_next_picture_is_read(
    reader: MediaReader, what: str
) -> None:
    make, trouble = BAD[what]
    assert shown(await reader.look(make(), whose=1)) == ("", trouble)
    again = saved(picture_of(KAZAKH), "BMP")
    assert letters((await reader.look(again, whose=1)).text) == letters(KAZAKH)


def noise(kind: str) -> Image.Image:
    numbers = np.random.default_rng(1)
    if kind == "grain":
        return Image.fromarray(numbers.integers(0, 255, (900, 1200, 3), dtype=np.uint8))
    if kind == "spots":
        spots = numbers.random((150, 200)) > 0.5
        return Image.fromarray(spots).convert("RGB").resize((1200, 900), Image.Resampling.NEAREST)
    soft = Image.fromarray(numbers.integers(0, 255, (9, 12, 3), dtype=np.uint8))
    return soft.resize((1200, 900), Image.Resampling.BICUBIC)


@pytest.mark.parametrize("kind", ["grain", "spots", "a sunset"])
async def test_no_words_are_seen_where_there_are_none(reader: MediaReader, kind: str) -> None:
    seen = await reader.look(saved(noise(kind), "JPEG"), whose=1, seconds=60)
    assert seen.text == ""


def stand_in(folder: Path, does: str) -> str:
    """A tesseract that lists its languages, and then does something of its own."""
    path = folder / "tesseract"
    listing = 'if [ "$1" = --list-langs ]; then printf "List:\\nkaz\\nrus\\n"; exit 0; fi\n'
    path.write_text(f"#!/bin/sh\n{listing}{does}\n")
    path.chmod(0o755)
    return str(path)


LINE = r"5\t1\t1\t1\t1\t1\t10\t10\t90\t20\t96\t"
FAILS = {
    "is killed": ("kill -9 $$", MediaTrouble.DAMAGED),
    "breaks off": ("exit 1", MediaTrouble.DAMAGED),
    "does not read what it gets": ("exec <&-; exit 0", None),
    "says nothing": ("cat >/dev/null", None),
    "writes without an end": ("cat >/dev/null; exec yes", MediaTrouble.DAMAGED),
    "hangs": ("exec sleep 3600", MediaTrouble.TOOK_LONG),
    "hangs in a child": ("sleep 3600 & wait", MediaTrouble.TOOK_LONG),
    "counts for ever": ("while :; do :; done", MediaTrouble.TOOK_LONG),
}


@pytest.mark.parametrize("what", FAILS)
async def test_whatever_tesseract_does_the_picture_is_answered(tmp_path: Path, what: str) -> None:
    does, trouble = FAILS[what]
    # The time that is over at once is the program's; what is asserted is what is said of it.
    reader = MediaReader(stand_in(tmp_path, does))
    seconds = 3.0 if what.startswith("hangs") else 60.0
    seen = await reader.look(saved(PICTURE), whose=1, seconds=seconds)
    assert shown(seen) == ("", trouble)
    await reader.close()


async def test_what_is_no_utf_8_is_read_as_far_as_it_goes(tmp_path: Path) -> None:
    word = "".join(f"\\{byte:03o}" for byte in "Переговоры".encode())
    rows = "".join(LINE.replace("96", "96") + word + r"\n" for _ in range(8))
    broken = LINE + r"\377\376abc\n" + r"5\tx\n\0\n"
    reader = MediaReader(stand_in(tmp_path, f"cat >/dev/null; printf '{broken}{rows}'"))
    seen = await reader.look(saved(PICTURE), whose=1)
    assert seen.text.count("Переговоры") == 8
    await reader.close()


async def test_without_tesseract_that_is_said(tmp_path: Path) -> None:
    reader = MediaReader(str(tmp_path / "no-such-program"))
    seen = await reader.look(saved(PICTURE), whose=1)
    assert shown(seen) == ("", MediaTrouble.NO_READER)


async def test_the_same_file_is_read_once(tmp_path: Path) -> None:
    note = tmp_path / "runs"
    reader = MediaReader(stand_in(tmp_path, f"cat >/dev/null; echo run >>{note}"))
    for whose in (1, 2, 3):
        await reader.look(saved(PICTURE), whose=whose)
    runs = note.read_text()
    await reader.look(saved(PICTURE, "BMP"), whose=1)
    assert len(note.read_text()) == 2 * len(runs)
    await reader.close()


def test_the_files_of_these_tests_are_what_they_say() -> None:
    with pytest.raises(Image.DecompressionBombError):
        Image.open(io.BytesIO(bomb()))
