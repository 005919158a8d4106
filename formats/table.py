"""Tables -> debunks: rows under a line of headings, from whatever file they come."""

import re
from collections import Counter
from collections.abc import Generator, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from hashlib import sha256
from itertools import chain, islice
from pathlib import Path
from typing import Any

from formats.cells import CellWrong, cleaned
from formats.columns import COLUMNS, LEFT_OUT, SEVERAL, Heading, column_of, headings, known_headings
from formats.debunk_source import Found, Records
from formats.errors import FileRefused
from formats.faults import Fault, LineFault
from formats.fields import shown
from formats.interchange import LineError, parse_object
from formats.links import Links
from formats.plain_text import folded
from formats.questions import Answers, Question
from formats.ratings import Rating, numbered_rating, worded_rating
from formats.rows import Row, row_object
from formats.verdict_names import named_verdict

_HEAD = 30
_ENOUGH = 2
_TOTAL = re.compile(r"(?:итого|всего|итог|total|барлығы|жиыны|жалпы саны)\b[\s:–—-]*[\d\s]*$")
_DATES = frozenset({"date", "statement_date"})
_DAYS_TO_1904 = 1_462
_CLAIMS = frozenset(column for column in COLUMNS if column.startswith("claim"))


@dataclass(frozen=True, slots=True)
class Line:
    """One row of a file: the line that it begins in, and its cells; None if it is not sound."""

    number: int
    cells: Sequence[str] | None


class Table(Records):
    """The debunks of a table; `done` and `total` count its rows.

    The headings are the row among the first thirty that names most columns. Raises `FileRefused`
    where no row does, unless `is_table` says that the file is a table all the same, and where the
    verdict or the claim is lacking and no column is left that could be it.
    """

    def __init__(
        self, path: Path, lines: Iterator[Line], answers: Answers, links: Links, *, is_table: bool
    ) -> None:
        super().__init__(path, answers, links)
        head = list(islice(lines, _HEAD))
        at = _heading_row(head, is_table=is_table)
        self._heading_cells = tuple(map(str.strip, head[at].cells or ()))
        self._headings = headings(head[at].cells or ())
        self._asked_columns = [one for one in self._headings if self._is_unknown(one)]
        self._columns = {one.place: self._column(one) for one in self._headings}
        self._rows = chain(head[at + 1 :], lines)
        held = set(self._columns.values())
        self.since_1904 = False
        self._complete = "verdict" in held and bool(held & _CLAIMS)
        filled = [one for one in self._asked_columns if one.key not in answers.columns]
        if not self._complete and not filled:
            words = ", ".join(one.label for one in self._headings[:10])
            raise FileRefused(Fault("columns", {"words": shown(words)}))

    def _is_unknown(self, heading: Heading) -> bool:
        return heading.column is None

    def _column(self, heading: Heading) -> str:
        if heading.column is not None:
            return heading.column
        told = self._answers.columns.get(heading.key)
        return told if told in COLUMNS else LEFT_OUT

    def _found(self) -> Generator[Found | None, None, None]:
        filled: Counter[int] = Counter()
        for line in self._rows:
            self.done += 1
            if line.cells is None:
                self._fault(line.number, Fault("not-csv"))
                yield None
                continue
            if not any(map(_says_something, line.cells)):
                continue
            self._ask_of_columns(line, filled)
            yield self._row(line) if self._complete else None

    def _ask_of_columns(self, line: Line, filled: Counter[int]) -> None:
        """Ask of each column that is not known and holds something."""
        cells = line.cells or ()
        for one in self._asked_columns:
            cell = cells[one.place].strip() if one.place < len(cells) else ""
            if cell and one.key not in self._answers.columns:
                filled[one.place] += 1
                self._ask(Question("column", one.key, one.label, 1, shown(cell)))

    def _row(self, line: Line) -> Found | None:
        cells = line.cells or ()
        present = [cell for cell in map(str.strip, cells) if cell]
        if _is_total(present):
            self._warn(line.number, Fault("total-row", {"words": shown(present[0])}))
            return None
        if tuple(map(str.strip, cells)) == self._heading_cells or _are_headings(present):
            return None
        if any(cell.strip() for cell in cells[len(self._headings) :]):
            filled = max(at for at, cell in enumerate(cells, 1) if cell.strip())
            columns = len(self._headings)
            self._fault(line.number, Fault("cells", {"cells": filled, "columns": columns}))
            return None
        row = self._cleaned(line)
        return self._debunk(line.number, row) if row is not None else None

    def _cleaned(self, line: Line) -> Row | None:
        gathered: dict[str, list[str]] = {}
        before = len(self.faults)
        for place, cell in enumerate(line.cells or ()):
            column = self._columns.get(place, LEFT_OUT)
            if column == LEFT_OUT or not cell.strip():
                continue
            try:
                text = cleaned(cell, column)
                if self.since_1904 and column in _DATES and text.isdecimal():
                    text = str(int(text) + _DAYS_TO_1904)
                gathered.setdefault(column, []).append(text)
            except CellWrong as wrong:
                label = shown(self._headings[place].label)
                placed = {**wrong.fault.values, "column": label}
                self._fault(line.number, replace(wrong.fault, values=placed))
        if len(self.faults) > before:
            return None
        for cells in (cells for column, cells in gathered.items() if column not in SEVERAL):
            for other in dict.fromkeys(filter(None, cells)):
                if other != (first := next(filter(None, cells))):
                    fault = Fault("two-cells", {"words": shown(first), "other": shown(other)})
                    self._warn(line.number, fault)
        return {
            column: "\n".join(cells) if column in SEVERAL else next(filter(None, cells), "")
            for column, cells in gathered.items()
        }

    def _debunk(self, number: int, row: Row) -> Found | None:
        warnings: list[Fault] = []
        whole = row_object(row, self._links, warnings)
        claims = whole.get("claims", [])
        rating = _rating(row.get("verdict", ""))
        if rating is not None and claims:
            verdict = self._verdict(rating, claims[0]["text"])
            if verdict is None:
                return None
            whole["verdict"] = verdict
            if rating.explains and not whole.get("summary"):
                whole["summary"] = {claims[0]["lang"]: rating.label}
        elif rating is not None:
            whole["verdict"] = rating.verdict or "unproven"
        made = "id" not in whole
        return self._parsed(number, _with_id(whole), warnings, made=made)

    def _parsed(
        self, number: int, whole: dict[str, Any], warnings: Sequence[Fault], *, made: bool
    ) -> Found | None:
        try:
            debunk = parse_object(whole)
        except LineError as error:
            self.faults += [LineFault(number, reason) for reason in error.reasons]
            return None
        self.warnings += [LineFault(number, warning) for warning in warnings]
        debunk = self._public(number, debunk)
        return Found(number, debunk, made, in_part=True, status="status" in whole)


def _heading_row(head: Sequence[Line], *, is_table: bool) -> int:
    """Return the place of the row of headings among the first ones."""
    known = [known_headings(line.cells or ()) for line in head]
    best = max(known, default=0)
    if best >= _ENOUGH or (best and is_table):
        return known.index(best)
    wide = [sum(map(bool, map(str.strip, line.cells or ()))) for line in head]
    if is_table and sum(width >= _ENOUGH for width in wide) >= _ENOUGH:
        first = next(at for at, width in enumerate(wide) if width >= _ENOUGH)
        # A row that names a verdict is a debunk: this table begins without headings.
        if not any(map(named_verdict, head[first].cells or ())):
            return first
    raise FileRefused(Fault("refused-unknown"))


def _says_something(cell: str) -> bool:
    """Tell whether a cell holds more than what people draw lines with."""
    return any(map(str.isalnum, cell))


def _are_headings(present: Sequence[str]) -> bool:
    """Tell whether a row repeats the headings, maybe in another language."""
    return len(present) >= _ENOUGH and all(column_of(cell) is not None for cell in present)


def _is_total(present: Sequence[str]) -> bool:
    return 0 < len(present) <= _ENOUGH and bool(_TOTAL.match(present[0].casefold()))


@lru_cache(maxsize=1_000)
def _rating(cell: str) -> Rating | None:
    return numbered_rating(cell) or worded_rating([cell]) if cell else None


def _with_id(whole: dict[str, Any]) -> dict[str, Any]:
    if "id" in whole:
        return whole
    first = whole["claims"][0]["text"] if whole.get("claims") else ""
    made = sha256(folded(first).encode("utf-8", "replace")).hexdigest()[:12]
    return {"id": f"t-{made}", **whole}
