"""Cells of an .xlsx file that show an error, which the reader of spreadsheets gives as empty."""

import html
import re
from collections.abc import Iterator
from zipfile import BadZipFile, ZipFile

Errors = dict[str, dict[tuple[int, int], str]]
"""Sheet name -> (row, column), both from 1 -> what the cell shows: `#NAME?`."""

_TAG = re.compile(r"<(?:\w+:)?(?P<kind>sheet|Relationship)\s(?P<rest>[^<>]*)>")
_ATTRIBUTE = re.compile(r"([\w:]+)\s*=\s*[\"']([^\"']*)[\"']")
_CELL = re.compile(
    r"<(?:\w+:)?c\s(?P<rest>[^<>]*\bt=\"e\"[^<>]*)>(?:<(?:\w+:)?f\b[^<>]*(?:/>|>[^<]*</(?:\w+:)?f>))?"
    r"<(?:\w+:)?v>(?P<shown>#[^<]{1,20})</"
)
_PLACE = re.compile(r"([A-Z]{1,3})(\d{1,7})")
_MOST = 10_000


def errors_of(path: str) -> Errors:
    """Return the cells with errors by sheet, {} for a file that is not an .xlsx. Never raises."""
    try:
        with ZipFile(path) as packed:
            book = packed.read("xl/workbook.xml").decode("utf-8", "replace")
            links = packed.read("xl/_rels/workbook.xml.rels").decode("utf-8", "replace")
            parts = {one["Id"]: one["Target"] for one in _tags(links, "Relationship")}
            found: Errors = {}
            for sheet in _tags(book, "sheet"):
                target = parts.get(sheet.get("r:id", ""), "").lstrip("/").removeprefix("xl/")
                text = packed.read(f"xl/{target}").decode("utf-8", "replace")
                found[html.unescape(sheet.get("name", ""))] = dict(_cells(text))
            return found
    except (BadZipFile, OSError, KeyError, ValueError, RuntimeError, NotImplementedError, EOFError):
        return {}


def _tags(text: str, kind: str) -> Iterator[dict[str, str]]:
    for tag in _TAG.finditer(text):
        if tag["kind"] == kind:
            yield dict(_ATTRIBUTE.findall(tag["rest"]))


def _cells(text: str) -> Iterator[tuple[tuple[int, int], str]]:
    for number, cell in enumerate(_CELL.finditer(text)):
        place = _PLACE.fullmatch(dict(_ATTRIBUTE.findall(cell["rest"])).get("r", ""))
        if place and number < _MOST:
            column = 0
            for letter in place[1]:
                column = column * 26 + ord(letter) - ord("A") + 1
            yield (int(place[2]), column), cell["shown"]
