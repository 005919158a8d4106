"""Terms by number, the slots that hold each, and the terms that each slot holds."""

from array import array
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

from matching.search.tables_file import Table, words_of, words_table

Ints = NDArray[np.int32]
Floats = NDArray[np.float32]
_Number = TypeVar("_Number", bound=np.generic)
_TOGETHER = 10_000
"""Rows that are joined at a time to be written."""


class Postings:
    """Both directions of an inverted index, changed in place; not safe across threads by itself.

    A term's slots are a sorted array of 4-byte numbers that grows by a sixteenth: one more or less
    moves at most what follows it. Nothing is ever rebuilt or merged. A term keeps its number when
    no slot holds it any more. Of postings that were read from tables only what changes is copied.
    """

    def __init__(self, background: Mapping[str, int]) -> None:
        """Start empty; `background` says how many texts beside the slots hold each term."""
        self.numbers: dict[str, int] = {}
        self.count = 0
        self._background = background
        # None stands for what is as it was read.
        self._slots: list[array[int] | None] = []
        self._terms: list[bytes | None] = []
        self._slots_read = self._terms_read = _Rows()
        self._holding: Floats = np.zeros(0, np.float32)
        self._scales: Floats = np.zeros(0, np.float32)

    @property
    def span(self) -> int:
        """One more than the largest slot that was ever filled."""
        return len(self._terms)

    def put(self, slot: int, terms: Iterable[str]) -> None:
        """Fill an empty slot. Raises ValueError for a negative one."""
        if slot < 0:
            raise ValueError(f"slots are counted from 0, not from {slot}")
        # A store of 10,000 debunks is 300,000 terms at every start: few steps for each.
        terms = tuple(terms)
        for term in terms:
            if term not in self.numbers:
                self._add(term)
        row = array("i", {*map(self.numbers.__getitem__, terms)})
        if not row:
            return
        held = list(map(self._own_slots, row))
        if slot >= len(self._terms):
            for holding in held:
                holding.append(slot)
        else:
            for holding in held:
                holding.insert(bisect_left(holding, slot), slot)
        if slot >= len(self._terms):
            self._terms.extend([b""] * (slot + 1 - len(self._terms)))
            self._scales = grown(self._scales, slot + 1)
        self._terms[slot] = row.tobytes()
        self._scales[slot] = (len(row) + 2) ** -0.5
        self._holding[np.frombuffer(row, np.int32)] += 1
        self.count += 1

    def drop(self, slot: int) -> None:
        """Empty a slot, whether anything is in it or not."""
        row = array("i", self.terms(slot))
        for number in row:
            holding = self._own_slots(number)
            del holding[bisect_left(holding, slot)]
        if row:
            self._terms[slot] = b""
            self._holding[np.frombuffer(row, np.int32)] -= 1
            self.count -= 1

    def frequency(self, term: str) -> int:
        """Return how many slots hold a term."""
        number = self.numbers.get(term)
        return 0 if number is None else len(self.slots(number))

    def slots(self, number: int) -> "array[int] | memoryview":
        """Return the slots that hold a numbered term, smallest first."""
        held = self._slots[number]
        return self._slots_read[number] if held is None else held

    def terms(self, slot: int) -> bytes:
        """Return the numbers of a slot's terms, 4 bytes each; none where it is empty."""
        if not 0 <= slot < len(self._terms):
            return b""
        held = self._terms[slot]
        return self._terms_read[slot].tobytes() if held is None else held

    def holding(self) -> Floats:
        """Return how many slots and texts of the background hold each numbered term."""
        return self._holding[: len(self._slots)]

    def scales(self) -> Floats:
        """Return one over the root of each slot's number of terms and two more."""
        return self._scales[: len(self._terms)]

    def tables(self) -> Iterator[Table]:
        """Yield what `read` takes; nothing may change meanwhile."""
        yield "terms", [words_table(self.numbers)]
        yield from _tables("term slots", len(self._slots), self.slots)
        yield from _tables("slot terms", self.span, self.terms)

    def read(self, tables: Mapping[str, NDArray[Any]]) -> None:
        """Take the place of what `tables` yielded, while nothing is in it yet."""
        terms = words_of(tables["terms"])
        self.numbers = dict(zip(terms, range(len(terms)), strict=True))
        self._slots_read = _Rows(tables["term slots"], tables["term slots end"])
        self._terms_read = _Rows(tables["slot terms"], tables["slot terms end"])
        self._slots = [None] * self._slots_read.count
        self._terms = [None] * self._terms_read.count
        # Only what does not depend on the program's own texts is kept.
        self._holding = self._slots_read.sizes().astype(np.float32)
        for term, texts in self._background.items():
            if (number := self.numbers.get(term)) is not None:
                self._holding[number] += texts
        sizes = self._terms_read.sizes()
        # By the same step as in `put`, so that no last digit differs.
        scales = [(size + 2) ** -0.5 for size in range(int(sizes.max(initial=0)) + 1)]
        self._scales = np.array(scales, np.float32)[sizes]
        self.count = int(np.count_nonzero(sizes))

    def _own_slots(self, number: int) -> "array[int]":
        """Return the slots of a term, to be changed."""
        held = self._slots[number]
        if held is None:
            held = self._slots[number] = array("i", self._slots_read[number].tobytes())
        return held

    def _add(self, term: str) -> None:
        number = self.numbers[term] = len(self._slots)
        self._slots.append(array("i"))
        self._holding = grown(self._holding, number + 1)
        self._holding[number] = self._background.get(term, 0)


class _Rows:
    """Rows of 4-byte numbers, one behind the other, and where each ends; nothing to begin with."""

    def __init__(self, numbers: Ints | None = None, ends: "_Ends | None" = None) -> None:
        self._numbers = (np.zeros(0, np.int32) if numbers is None else numbers).data
        self._ends = np.zeros(0, np.int64) if ends is None else ends

    def __getitem__(self, at: int) -> memoryview:
        return self._numbers[int(self._ends[at - 1]) if at else 0 : int(self._ends[at])]

    @property
    def count(self) -> int:
        return len(self._ends)

    def sizes(self) -> "_Ends":
        return np.diff(self._ends, prepend=0)


_Ends = NDArray[np.int64]


def _tables(
    name: str, count: int, row: "Callable[[int], array[int] | memoryview | bytes]"
) -> Iterator[Table]:
    """Yield rows of 4-byte numbers as what `_Rows` is made of."""
    sizes = [np.zeros(0, np.int64)]

    def parts() -> Iterator[Ints]:
        yield np.zeros(0, np.int32)
        for first in range(0, count, _TOGETHER):
            rows = [bytes(row(at)) for at in range(first, min(first + _TOGETHER, count))]
            sizes.append(np.fromiter(map(len, rows), np.int64, len(rows)))
            yield np.frombuffer(b"".join(rows), np.int32)

    yield name, parts()
    yield f"{name} end", [np.cumsum(np.concatenate(sizes)) // 4]


def grown(values: NDArray[_Number], size: int) -> NDArray[_Number]:
    """Return an array of at least `size`: the same values first, zeros after them."""
    if size <= len(values):
        return values
    more = np.zeros(size + size // 4, values.dtype)
    more[: len(values)] = values
    return more
