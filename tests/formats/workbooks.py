"""Small .xlsx files, written by hand: what a spreadsheet program would save of some rows."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from xml.sax.saxutils import escape
from zipfile import ZIP_DEFLATED, ZipFile


@dataclass(frozen=True)
class Formula:
    """A formula with what was computed, if anything."""

    text: str
    computed: str | None = None


Cell = str | float | bool | tuple[int] | Formula | None
"""A tuple is a day number shown as a date; a text that begins with `#` an error."""

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"


def workbook(
    path: Path,
    sheets: Mapping[str, Mapping[int, list[Cell]]],
    hidden: str = "",
    *,
    since_1904: bool = False,
) -> Path:
    """Write sheets of rows by their number."""
    with ZipFile(path, "w", ZIP_DEFLATED) as packed:
        packed.writestr("[Content_Types].xml", _types())
        packed.writestr("_rels/.rels", _links({"rId1": ("officeDocument", "xl/workbook.xml")}))
        names = "".join(
            f'<sheet name="{escape(name)}" sheetId="{at}" r:id="rId{at}"'
            + (' state="hidden"/>' if name == hidden else "/>")
            for at, name in enumerate(sheets, 1)
        )
        packed.writestr(
            "xl/workbook.xml",
            f'<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}">'
            f'<workbookPr date1904="{int(since_1904)}"/><sheets>{names}</sheets></workbook>',
        )
        parts = {
            f"rId{at}": ("worksheet", f"worksheets/sheet{at}.xml")
            for at in range(1, len(sheets) + 1)
        }
        packed.writestr(
            "xl/_rels/workbook.xml.rels", _links(parts | {"rId99": ("styles", "styles.xml")})
        )
        packed.writestr(
            "xl/styles.xml",
            f'<styleSheet xmlns="{_MAIN}"><cellXfs count="2"><xf numFmtId="0"/>'
            '<xf numFmtId="14" applyNumberFormat="1"/></cellXfs></styleSheet>',
        )
        for at, rows in enumerate(sheets.values(), 1):
            body = "".join(
                f'<row r="{number}">{_cells(number, cells)}</row>' for number, cells in rows.items()
            )
            packed.writestr(
                f"xl/worksheets/sheet{at}.xml",
                f'<worksheet xmlns="{_MAIN}"><sheetData>{body}</sheetData></worksheet>',
            )
    return path


def _cells(number: int, cells: list[Cell]) -> str:
    return "".join(
        _cell(f"{chr(ord('A') + at)}{number}", cell)
        for at, cell in enumerate(cells)
        if cell is not None
    )


def _cell(place: str, cell: Cell) -> str:
    match cell:
        case bool():
            return f'<c r="{place}" t="b"><v>{int(cell)}</v></c>'
        case tuple():
            return f'<c r="{place}" s="1"><v>{cell[0]}</v></c>'
        case Formula(text, None):
            return f'<c r="{place}"><f>{escape(text)}</f><v></v></c>'
        case Formula(text, computed):
            return f'<c r="{place}" t="str"><f>{escape(text)}</f><v>{computed}</v></c>'
        case str() if cell.startswith("#"):
            return f'<c r="{place}" t="e"><f>A</f><v>{cell}</v></c>'
        case str():
            return f'<c r="{place}" t="inlineStr"><is><t>{escape(cell)}</t></is></c>'
        case _:
            return f'<c r="{place}"><v>{cell}</v></c>'


def _links(parts: Mapping[str, tuple[str, str]]) -> str:
    body = "".join(
        f'<Relationship Id="{name}" Type="{_OFFICE}/{kind}" Target="{target}"/>'
        for name, (kind, target) in parts.items()
    )
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{body}</Relationships>'


def _types() -> str:
    return (
        f'<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/></Types>'
    )
