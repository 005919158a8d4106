"""What of an .xlsx file the reader of spreadsheets does not give: errors, some formulas, its day 0.

Cells that show an error come from it as empty ones, as do formulas that no program has computed
yet; of a link made by a formula it gives the words alone.
"""

import html
import re
from collections.abc import Iterator
from itertools import islice
from zipfile import ZipFile

from formats.addresses import spreadsheet_link
from formats.broken_zip import BROKEN_ZIP

Errors = dict[str, dict[tuple[int, int], str]]
"""Sheet name -> (row, column), both from 1 -> what the cell shows, `#NAME?`, or its formula."""

_TAG = re.compile(r"<(?:\w+:)?(?P<kind>sheet|Relationship)\s(?P<rest>[^<>]*)>")
_ATTRIBUTE = re.compile(r"([\w:]+)\s*=\s*[\"']([^\"']*)[\"']")
_CELL = re.compile(
    r"<(?:\w+:)?c\s(?P<rest>[^<>]*\bt=\"e\"[^<>]*)>(?:<(?:\w+:)?f\b[^<>]*(?:/>|>[^<]*</(?:\w+:)?f>))?"
    r"<(?:\w+:)?v>(?P<shown>#[^<]{1,20})</"
)
_FORMULA = re.compile(
    r"<(?:\w+:)?c\s(?P<rest>[^<>]*)><(?:\w+:)?f\b[^<>]*>(?P<formula>[^<]+)</(?:\w+:)?f>"
    r"(?P<shown><(?:\w+:)?v>[^<])?"
)
_SINCE_1904 = re.compile(r"<(?:\w+:)?workbookPr\s[^<>]*\bdate1904=[\"'](?:1|true)[\"']")
_PLACE = re.compile(r"([A-Z]{1,3})(\d{1,7})")
_MOST = 10_000
_NO_XLSX = (
    *BROKEN_ZIP,
    KeyError,
)


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
                found[html.unescape(sheet.get("name", ""))] = {
                    **dict(_formulas(text)),
                    **dict(_cells(text)),
                }
            return found
    except _NO_XLSX:
        return {}


def counts_from_1904(path: str) -> bool:
    """Tell whether day 0 of a workbook is 1 January 1904. Never raises."""
    try:
        with ZipFile(path) as packed:
            book = packed.read("xl/workbook.xml").decode("utf-8", "replace")
    except _NO_XLSX:
        return False
    return _SINCE_1904.search(book) is not None


def _tags(text: str, kind: str) -> Iterator[dict[str, str]]:
    for tag in _TAG.finditer(text):
        if tag["kind"] == kind:
            yield dict(_ATTRIBUTE.findall(tag["rest"]))


def _cells(text: str) -> Iterator[tuple[tuple[int, int], str]]:
    for cell in islice(_CELL.finditer(text), _MOST):
        if place := _place(cell["rest"]):
            yield place, cell["shown"]


def _formulas(text: str) -> Iterator[tuple[tuple[int, int], str]]:
    for cell in islice(_FORMULA.finditer(text), _MOST):
        formula = f"={html.unescape(cell['formula'])}"
        place = _place(cell["rest"])
        if place and (not cell["shown"] or spreadsheet_link(formula)):
            yield place, formula


def _place(attributes: str) -> tuple[int, int] | None:
    found = _PLACE.fullmatch(dict(_ATTRIBUTE.findall(attributes)).get("r", ""))
    if found is None:
        return None
    column = 0
    for letter in found[1]:
        column = column * 26 + ord(letter) - ord("A") + 1
    return int(found[2]), column
