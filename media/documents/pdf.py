"""A PDF -> the text of its first pages; of pages that are only scanned, pictures."""

import io
from contextlib import closing
from time import monotonic

import pypdfium2
from pypdfium2.raw import FPDF_ERR_PASSWORD

from media.documents.flowing import MOST_CHARACTERS, flowing
from media.seen import MediaTrouble
from media.unpacked import Unpacked

_PAGES = 20
_SCANNED = 3
_FEW_LETTERS = 25
"""Letters on a page below which it is taken to be scanned: a page's number and a stamp are few."""
_SIDE = 1_800
"""Pixels of the longer side of a page's picture, at which letters of ten points can be read."""
_LARGEST_SCALE = 4.0
_SECONDS = 8.0


def read_pdf(content: bytes, *, pictures: bool = True) -> Unpacked:
    """Return the text of the first pages and, with `pictures`, pictures of those without any.

    Nothing in it is run, no form is filled, no address is opened. LOCKED where it takes a password,
    TOO_LARGE where there was more than is taken, TOOK_LONG where its time ran out.
    """
    until = monotonic() + _SECONDS
    try:
        document = pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError as error:
        locked = getattr(error, "err_code", None) == FPDF_ERR_PASSWORD
        return Unpacked(trouble=MediaTrouble.LOCKED if locked else MediaTrouble.DAMAGED)
    with closing(document):
        return _read(document, until, _SCANNED if pictures else 0)


def _read(document: pypdfium2.PdfDocument, until: float, scanned: int) -> Unpacked:
    texts: list[str] = []
    pictures: list[bytes] = []
    broken = 0
    pages = len(document)
    for number in range(min(pages, _PAGES)):
        if monotonic() > until:
            return _told(texts, pictures, MediaTrouble.TOOK_LONG)
        if sum(map(len, texts)) >= MOST_CHARACTERS:
            return _told(texts, pictures, MediaTrouble.TOO_LARGE)
        try:
            with closing(document[number]) as page:
                text = _text(page)
                if text:
                    texts.append(text)
                few = sum(map(str.isalpha, text)) < _FEW_LETTERS
                if few and len(pictures) < scanned and _shows_something(page):
                    pictures.append(_picture(page))
        except (pypdfium2.PdfiumError, MemoryError, ValueError):
            broken += 1
    trouble = MediaTrouble.TOO_LARGE if pages > _PAGES else None
    if not texts and not pictures and (broken or not pages):
        trouble = MediaTrouble.DAMAGED
    return _told(texts, pictures, trouble)


def _told(texts: list[str], pictures: list[bytes], trouble: MediaTrouble | None) -> Unpacked:
    return Unpacked("\n\n".join(texts)[:MOST_CHARACTERS], tuple(pictures), trouble=trouble)


def _text(page: pypdfium2.PdfPage) -> str:
    with closing(page.get_textpage()) as words:
        count = min(words.count_chars(), MOST_CHARACTERS)
        return flowing(words.get_text_range(0, count, errors="replace")) if count > 0 else ""


def _shows_something(page: pypdfium2.PdfPage) -> bool:
    return next(iter(page.get_objects(max_depth=1)), None) is not None


def _picture(page: pypdfium2.PdfPage) -> bytes:
    longest = max(*page.get_size(), 1.0)
    scale = min(_SIDE / longest, _LARGEST_SCALE)
    # Forms and their scripts are not drawn.
    bitmap = page.render(scale=scale, may_draw_forms=False, grayscale=True)
    kept = io.BytesIO()
    bitmap.to_pil().convert("L").save(kept, "PNG", compress_level=1)
    return kept.getvalue()
