"""Files as people send them, made by the libraries that make such files, or byte by byte."""

import io
import zlib
from collections.abc import Sequence
from zipfile import ZIP_DEFLATED, ZipFile

import av
import docx
import numpy as np
from PIL import Image, ImageDraw

_UNICODE = """/CIDInit /ProcSet findresource begin 12 dict begin begincmap
/CMapName /Adobe-Identity-UCS def /CMapType 2 def
1 begincodespacerange <0000> <ffff> endcodespacerange
{ranges} endcmap end end"""
_LOCK = (
    f"/Encrypt << /Filter /Standard /V 1 /R 2 /Length 40 /P -4 /O <{'5a' * 32}> /U <{'a5' * 32}> >>"
    f" /ID [<{'00' * 16}> <{'00' * 16}>]"
)
_SCRIPT = (
    "/OpenAction << /S /JavaScript /JS (app.alert\\(1\\); while\\(true\\){{}};"
    " this.submitForm\\('http://127.0.0.1:1/'\\);) >>"
)


def pdf_of(pages: Sequence[str], *, script: bool = False, locked: bool = False) -> bytes:
    """Return a PDF with a text on each page; its font's codes are Unicode's."""
    blocks = [f"<{high:02x}00> <{high:02x}ff> <{high:02x}00>" for high in (*range(6), 0x20)]
    cmap = _UNICODE.format(ranges=f"{len(blocks)} beginbfrange " + " ".join(blocks) + " endbfrange")
    kids = " ".join(f"{5 + 2 * at} 0 R" for at in range(len(pages)))
    objects = [
        f"<< /Type /Catalog /Pages 2 0 R {_SCRIPT if script else ''} >>",
        f"<< /Type /Pages /Count {len(pages)} /Kids [{kids}] >>",
        "<< /Type /Font /Subtype /Type0 /BaseFont /A /Encoding /Identity-H /ToUnicode 4 0 R"
        " /DescendantFonts [<< /Type /Font /Subtype /CIDFontType2 /BaseFont /A /DW 500"
        " /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> >>] >>",
        _stream(cmap),
    ]
    for at, text in enumerate(pages):
        lines = " ".join(
            f"<{line.encode('utf-16-be').hex()}> Tj T*" for line in text.split("\n") if line
        )
        objects += [
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842]"
            f" /Resources << /Font << /F 3 0 R >> >> /Contents {6 + 2 * at} 0 R >>",
            _stream(f"BT /F 10 Tf 14 TL 20 800 Td {lines} ET"),
        ]
    return _pdf([one.encode() for one in objects], _LOCK if locked else "")


def heavy_pdf(text: str, times: int = 200, side: int = 9_000) -> bytes:
    """Return a small PDF: a page of Latin text, then one that takes minutes to be drawn.

    On that page a picture of side x side / 3 pixels of black is drawn so many times.
    """
    shrinking = zlib.compressobj(9)
    rows = b"".join(shrinking.compress(bytes(side * 100)) for _ in range(side // 100))
    black = rows + shrinking.flush()
    head = (
        f"<< /Type /XObject /Subtype /Image /Width {side} /Height {side // 3} /ColorSpace"
        f" /DeviceRGB /BitsPerComponent 8 /Filter /FlateDecode /Length {len(black)} >>"
    )
    page = "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842]"
    page += " /Resources << {} >> /Contents {} 0 R >>"
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Count 2 /Kids [3 0 R 5 0 R] >>",
        page.format("/Font << /F 7 0 R >>", 4).encode(),
        _stream(f"BT /F 10 Tf 20 800 Td ({text}) Tj ET").encode(),
        page.format("/XObject << /I 8 0 R >>", 6).encode(),
        _stream("q 595 0 0 842 0 0 cm /I Do Q\n" * times).encode(),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
        head.encode() + b"\nstream\n" + black + b"\nendstream",
    ]
    return _pdf(objects)


def scanned_pdf(pictures: Sequence[Image.Image]) -> bytes:
    """Return a PDF whose pages are pictures."""
    kept = io.BytesIO()
    pictures[0].save(kept, "PDF", save_all=True, append_images=list(pictures[1:]), resolution=150)
    return kept.getvalue()


def docx_of(*paragraphs: str) -> bytes:
    """Return a letter of Word's."""
    letter = docx.Document()
    for paragraph in paragraphs:
        letter.add_paragraph(paragraph)
    kept = io.BytesIO()
    letter.save(kept)
    return kept.getvalue()


def zipped(parts: dict[str, bytes]) -> bytes:
    """Return a zip file of these parts."""
    kept = io.BytesIO()
    with ZipFile(kept, "w", ZIP_DEFLATED) as packed:
        for name, content in parts.items():
            packed.writestr(name, content)
    return kept.getvalue()


def repacked(file: bytes, parts: dict[str, bytes]) -> bytes:
    """Return a zip file with these parts in the place of those of their names, or beside them."""
    with ZipFile(io.BytesIO(file)) as packed:
        kept = {name: packed.read(name) for name in packed.namelist()}
    return zipped({**kept, **parts})


def blank(colour: str = "white", size: tuple[int, int] = (640, 360)) -> Image.Image:
    """Return a picture of one colour with a frame in it, so that something is seen."""
    image = Image.new("RGB", size, colour)
    ImageDraw.Draw(image).rectangle((5, 5, size[0] // 3, size[1] // 2), outline="black", width=4)
    return image


def film_of(scenes: Sequence[Image.Image], seconds: float = 2.0, *, rate: int = 5) -> bytes:
    """Return an MP4 that shows each scene for so many seconds, one frame each at least."""
    kept = io.BytesIO()
    with av.open(kept, "w", format="mp4") as film:
        stream = film.add_stream("libx264", rate=rate)
        stream.width, stream.height = scenes[0].size
        stream.pix_fmt = "yuv420p"
        for scene in scenes:
            for _ in range(max(1, int(seconds * rate))):
                film.mux(
                    stream.encode(av.VideoFrame.from_ndarray(np.asarray(scene), format="rgb24"))
                )
        film.mux(stream.encode())
    return kept.getvalue()


def voice_of(seconds: float, pitch: float = 220.0) -> bytes:
    """Return a voice message, Opus in Ogg, that hums at a pitch in Hz."""
    rate = 48_000
    wave = np.sin(np.arange(int(seconds * rate)) * 2 * np.pi * pitch / rate) * 8_000
    kept = io.BytesIO()
    with av.open(kept, "w", format="ogg") as voice:
        stream = voice.add_stream("libopus", rate=rate, layout="mono")
        frame = av.AudioFrame.from_ndarray(wave.astype(np.int16)[None, :], "s16", "mono")
        frame.sample_rate = rate
        voice.mux(stream.encode(frame))
        voice.mux(stream.encode())
    return kept.getvalue()


def _stream(content: str) -> str:
    return f"<< /Length {len(content)} >>\nstream\n{content}\nendstream"


def _pdf(objects: Sequence[bytes], more: str = "") -> bytes:
    body = bytearray(b"%PDF-1.7\n")
    places = []
    for number, one in enumerate(objects, 1):
        places.append(len(body))
        body += b"%d 0 obj\n%b\nendobj\n" % (number, one)
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    size = len(objects) + 1
    end = f"xref\n0 {size}\n0000000000 65535 f \n{table}trailer << /Size {size} /Root 1 0 R {more}"
    return bytes(body) + f"{end} >>\nstartxref\n{len(body)}\n%%EOF".encode()
