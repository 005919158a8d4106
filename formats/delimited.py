"""CSV in whatever dialect -> rows with the lines that they begin in."""

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator, Sequence

from formats.columns import known_headings
from formats.table import Line

_DELIMITERS = ";,\t|"
_SEPARATOR_LINE = re.compile(r"\"?sep=(.)\"?[;,\t]*\s*", re.IGNORECASE)
_SAMPLE_LINES = 30


def delimited_lines(text: str) -> Iterator[Line]:
    """Yield the rows of a text; one with a quotation mark out of place without its cells.

    `sep=;` in the first line says what stands between cells, else what does is tried out:
    semicolon, comma, tab or vertical bar, by the headings that are known then.
    """
    # As the csv module wants them: with their ends, and no other characters taken for ends.
    lines = list(io.StringIO(text, newline=""))
    first = 0
    told = _SEPARATOR_LINE.fullmatch(lines[0]) if lines else None
    if told:
        first = 1
    delimiter = told[1] if told else _delimiter(lines)
    return _rows(lines, first, delimiter)


def _rows(lines: Sequence[str], first: int, delimiter: str) -> Iterator[Line]:
    at = first
    while at < len(lines):
        reader = csv.reader(iter(lines[at:]), delimiter=delimiter, strict=True)
        begun = before = at
        try:
            for row in reader:
                yield Line(before + 1, row)
                before = begun + reader.line_num
            return
        except csv.Error:
            yield Line(before + 1, None)
            at = before + 1


def _delimiter(lines: Sequence[str]) -> str:
    sample = list(lines[:_SAMPLE_LINES])
    return max(_DELIMITERS, key=lambda delimiter: _fitness(sample, delimiter))


def _fitness(sample: Sequence[str], delimiter: str) -> tuple[int, int]:
    """Return how many headings a delimiter lets be known, and how often rows are of one width."""
    rows = [
        line.cells
        for line in _rows(sample, 0, delimiter)
        if line.cells is not None and any(map(str.strip, line.cells))
    ]
    widths = Counter(len(row) for row in rows if len(row) > 1)
    known = max((known_headings(row) for row in rows), default=0)
    return known, max(widths.values(), default=0)
