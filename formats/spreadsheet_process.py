"""A program of its own that writes a spreadsheet's sheets as lines of JSON: `FILE` -> stdout.

It runs apart because a small file can ask for any amount of memory (one cell in the last row of
the last column), and what is taken too far then ends this program and not the bot.
"""

import json
import sys
from datetime import date, datetime
from typing import Any

from python_calamine import CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

from formats.spreadsheet_errors import counts_from_1904, errors_of

MEMORY = 1_500_000_000
"""Bytes of address space that reading may take."""

SECONDS = 120
"""Processor time that reading may take."""

LONGEST = 40_000_000
"""Characters that are written at most, over all sheets."""


def main(path: str) -> None:
    """Write each sheet: its name, whether it is shown and its day 0, then its rows."""
    _bound()
    left = LONGEST
    errors, since_1904 = errors_of(path), counts_from_1904(path)
    with CalamineWorkbook.from_path(path) as book:
        for about in book.sheets_metadata:
            if about.typ != SheetTypeEnum.WorkSheet:
                continue
            sheet = book.get_sheet_by_name(about.name)
            shown = about.visible == SheetVisibleEnum.Visible
            told = {"sheet": about.name, "shown": shown, "since_1904": since_1904}
            print(json.dumps(told))  # noqa: T201 - its purpose
            top, first = sheet.start or (0, 0)
            wrong = errors.get(about.name, {})
            for number, row in enumerate(sheet.to_python(skip_empty_area=True), top + 1):
                cells = [
                    wrong.get((number, at), "") or _text(cell)
                    for at, cell in enumerate(row, first + 1)
                ]
                if not any(cells):
                    continue
                line = json.dumps([number, cells])
                left -= len(line)
                if left < 0:
                    raise SystemExit(3)
                print(line)  # noqa: T201


def _text(cell: Any) -> str:
    if isinstance(cell, bool):
        return str(cell).upper()
    if isinstance(cell, datetime | date):
        return cell.isoformat()
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell)


def _bound() -> None:
    try:
        import resource
    except ImportError:
        return
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


if __name__ == "__main__":
    main(sys.argv[1])
