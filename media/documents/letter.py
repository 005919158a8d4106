"""A letter of Word's (docx) or OpenOffice's (odt) -> its text, and its pictures if it has little.

Names of elements are taken without their namespaces, since strict files have other ones.
"""

import io
from collections.abc import Iterator
from typing import Any
from zipfile import ZipFile

from docx.opc.part import Part
from docx.oxml.parser import parse_xml
from docx.package import Package

from media.documents.flowing import MOST_CHARACTERS, tidy
from media.documents.packed_file import CannotOpenError, open_packed
from media.seen import MediaTrouble
from media.unpacked import Unpacked

_OPEN_LETTER = b"application/vnd.oasis.opendocument.text"
_SHEETS_AND_SLIDES = ("xl/", "ppt/")
_FEW_LETTERS = 200
_PICTURES = 3
_SMALLEST_PICTURE = 8_000
"""Bytes below which a picture is a stamp or an ornament."""
_STORIES = ("header", "", "footnotes", "endnotes", "footer")
"""The parts of a letter in reading order, by the ends of their relations' names; "" is the body."""
_LEFT_OUT = frozenset({"Fallback", "del", "moveFrom", "instrText", "tracked-changes", "annotation"})
_BREAKS = {"tab": " ", "br": "\n", "cr": "\n", "s": " ", "line-break": "\n", "noBreakHyphen": "-"}
_PARAGRAPHS = frozenset({"p", "h"})


def read_letter(content: bytes) -> Unpacked:
    """Return the text of a packed letter: TOO_LARGE for a bomb, OTHER_KIND where it is no letter.

    Nothing that it refers to outside itself is opened.
    """
    try:
        with open_packed(content) as packed:
            names = set(packed.namelist())
            if "content.xml" in names and _is_open_letter(packed, names):
                return _open_letter(packed)
            if "[Content_Types].xml" not in names or any(
                name.startswith(_SHEETS_AND_SLIDES) for name in names
            ):
                return Unpacked(trouble=MediaTrouble.OTHER_KIND)
        return _word_letter(content)
    except CannotOpenError as refusal:
        return Unpacked(trouble=refusal.trouble)
    except MemoryError:
        return Unpacked(trouble=MediaTrouble.TOO_LARGE)
    except Exception:
        # The libraries raise what they like over a part that is missing or no XML.
        return Unpacked(trouble=MediaTrouble.DAMAGED)


def _word_letter(content: bytes) -> Unpacked:
    main = Package.open(io.BytesIO(content)).main_document_part
    stories: list[str] = []
    for story in _STORIES:
        parts = [main] if not story else _related(main, story)
        stories += dict.fromkeys(filter(None, (_words(_root(part)) for part in parts)))
    text = tidy("\n\n".join(stories))
    pictures = _related(main, "image") if _is_short(text) else []
    blobs = [one.blob for one in pictures if len(one.blob) >= _SMALLEST_PICTURE]
    return _told(text, blobs, sum(map(len, stories)))


def _open_letter(packed: ZipFile) -> Unpacked:
    text = tidy(_words(parse_xml(packed.read("content.xml"))))
    names = [name for name in packed.namelist() if name.startswith("Pictures/")]
    blobs = [packed.read(name) for name in names[:_PICTURES]] if _is_short(text) else []
    return _told(text, [one for one in blobs if len(one) >= _SMALLEST_PICTURE], len(text))


def _told(text: str, pictures: list[bytes], length: int) -> Unpacked:
    trouble = MediaTrouble.TOO_LARGE if length > MOST_CHARACTERS else None
    return Unpacked(text, tuple(pictures[:_PICTURES]), trouble=trouble)


def _is_open_letter(packed: ZipFile, names: set[str]) -> bool:
    return "mimetype" in names and packed.read("mimetype").strip().startswith(_OPEN_LETTER)


def _is_short(text: str) -> bool:
    return sum(map(str.isalpha, text)) < _FEW_LETTERS


def _related(main: Part, what: str) -> list[Part]:
    """Return the parts of a letter of a kind, in the order of their names; none from outside."""
    found = [
        relation.target_part
        for relation in main.rels.values()
        if not relation.is_external and relation.reltype.rpartition("/")[2] == what
    ]
    return sorted(found, key=lambda part: str(part.partname))


def _root(part: Part) -> Any:
    element = getattr(part, "element", None)
    return parse_xml(part.blob) if element is None else element


def _words(root: Any) -> str:
    return "".join(_pieces(root))


def _pieces(root: Any) -> Iterator[str]:
    """Yield the words under an element in their order, without walking deeper than it is."""
    steps: list[tuple[Any, bool]] = [(root, False)]
    while steps:
        element, done = steps.pop()
        name = _name(element)
        if done:
            if name in _PARAGRAPHS:
                yield "\n"
            elif name in {"tc", "table-cell"}:
                yield " "
            yield _tail(element)
            continue
        if name in _LEFT_OUT or not name:
            yield _tail(element)
            continue
        if name == "txbxContent":
            yield "\n"
        yield _BREAKS.get(name, "")
        if element.text and (name == "t" or _is_open(element)):
            yield element.text
        steps.append((element, True))
        if name == "r" and any(_is_hidden(child) for child in element):
            continue
        steps.extend((child, False) for child in reversed(element))


def _is_open(element: Any) -> bool:
    """Tell whether an element is OpenOffice's, where words stand in any element of a text."""
    tag = element.tag
    return isinstance(tag, str) and "opendocument" in tag and ":text:" in tag


def _tail(element: Any) -> str:
    """Return the words that go on behind an element."""
    above = element.getparent()
    return element.tail or "" if above is not None and _is_open(above) else ""


def _is_hidden(child: Any) -> bool:
    return _name(child) == "rPr" and any(
        _name(one) == "vanish" and set(one.attrib.values()) <= {"1", "true", "on"} for one in child
    )


def _name(element: Any) -> str:
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""
