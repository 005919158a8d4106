"""Debunks from a table: CSV with a line of column names."""

import csv
from collections.abc import Generator, Mapping
from hashlib import sha256
from pathlib import Path
from typing import Any

from storage.faults import Fault, LineFault
from storage.records import Record, Records

_LANGUAGES = ("ru", "kk", "en")
COLUMNS = (
    *("id", "verdict", "date", "status"),
    *(f"{part}_{lang}" for part in ("claim", "summary") for lang in _LANGUAGES),
    *(f"{part}_{lang}" for part in ("authority", "statement") for lang in _LANGUAGES),
    *("statement_date", "statement_url", "source_title", "source_url", "seen", "topics"),
)
"""The columns that are understood; `verdict` and one `claim_…` must be there.

`seen` holds addresses with white space between them, `topics` words with `|` between them. A row
without an id gets one made of its first claim.
"""

_FORMULA = tuple("=+-@")
_SAMPLE = 65_536


class ColumnsWrong(ValueError):  # noqa: N818 - what is wrong with the file, in its name
    """The table lacks what it must have, or has columns nobody knows; `str()` lists those."""


class Table(Records):
    """The debunks of a CSV file in UTF-8, with `,` or `;` (or tabs) between cells.

    Cells that begin as a formula would are plain text; `formulas` holds the lines that have one.
    """

    def __init__(self, path: Path) -> None:
        self.formulas: list[int] = []
        super().__init__(path)

    def _records(self) -> Generator[Record, None, None]:
        with self.path.open(encoding="utf-8-sig", newline="") as file:
            sample = file.read(_SAMPLE)
            file.seek(0)
            heading = sample.partition("\n")[0]
            delimiter = max(",;\t", key=heading.count)
            rows = csv.reader(file, delimiter=delimiter, strict=True)
            names = [name.strip().lower() for name in next(rows, [])]
            _check(names)
            before = rows.line_num
            while True:
                number = before + 1
                try:
                    row = next(rows, None)
                except csv.Error:
                    self.faults.append(LineFault(number, Fault("not-csv")))
                    return
                if row is None:
                    return
                before = rows.line_num
                self.done += sum(map(len, row)) + len(row)
                if not any(map(str.strip, row)):
                    continue
                if len(row) > len(names):
                    reason = Fault("cells", {"cells": len(row), "columns": len(names)})
                    self.faults.append(LineFault(number, reason))
                    continue
                cells = {name: cell.strip() for name, cell in zip(names, row, strict=False)}
                if any(cell.startswith(_FORMULA) for cell in cells.values()):
                    self.formulas.append(number)
                yield number, _object(cells)


def _check(names: list[str]) -> None:
    unknown = [name for name in names if name not in COLUMNS]
    has_claim = any(f"claim_{lang}" in names for lang in _LANGUAGES)
    if unknown or "verdict" not in names or not has_claim or len(set(names)) < len(names):
        raise ColumnsWrong(", ".join(unknown[:10]) or "—")


def _object(cells: Mapping[str, str]) -> dict[str, Any]:
    claims = [
        {"lang": lang, "text": text} for lang in _LANGUAGES if (text := cells.get(f"claim_{lang}"))
    ]
    first = claims[0]["text"] if claims else ""
    made = f"t-{sha256(first.encode()).hexdigest()[:12]}"
    statement = {
        "authority": _texts(cells, "authority"),
        "date": cells.get("statement_date"),
        "url": cells.get("statement_url"),
        "text": _texts(cells, "statement"),
    }
    source = {"title": cells.get("source_title"), "url": cells.get("source_url")}
    parts: dict[str, Any] = {
        "id": cells.get("id") or made,
        "verdict": cells.get("verdict", "").lower() or None,
        "date": cells.get("date"),
        "status": cells.get("status", "").lower(),
        "claims": claims,
        "summary": _texts(cells, "summary"),
        "statements": [_present(statement)] if any(statement.values()) else [],
        "sources": [_present(source)] if any(source.values()) else [],
        "appearances": cells.get("seen", "").split(),
        "topics": [one.strip() for one in cells.get("topics", "").split("|") if one.strip()],
    }
    return _present(parts)


def _texts(cells: Mapping[str, str], part: str) -> dict[str, str]:
    return {lang: text for lang in _LANGUAGES if (text := cells.get(f"{part}_{lang}"))}


def _present(parts: Mapping[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in parts.items() if value}
