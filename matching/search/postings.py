"""Terms by number, the slots that hold each, and the terms that each slot holds."""

from array import array
from bisect import bisect_left
from collections.abc import Iterable, Mapping
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int32]
Floats = NDArray[np.float32]
_Number = TypeVar("_Number", bound=np.generic)


class Postings:
    """Both directions of an inverted index, changed in place; not safe across threads by itself.

    A term's slots are a sorted array of 4-byte numbers that grows by a sixteenth: one more or less
    moves at most what follows it. Nothing is ever rebuilt or merged. A term keeps its number when
    no slot holds it any more.
    """

    def __init__(self, background: Mapping[str, int]) -> None:
        """Start empty; `background` says how many texts beside the slots hold each term."""
        self.numbers: dict[str, int] = {}
        self.slots: list[array[int]] = []
        self.count = 0
        self._background = background
        self._terms: list[bytes] = []
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
        held = [self.slots[number] for number in row]
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
            holding = self.slots[number]
            del holding[bisect_left(holding, slot)]
        if row:
            self._terms[slot] = b""
            self._holding[np.frombuffer(row, np.int32)] -= 1
            self.count -= 1

    def frequency(self, term: str) -> int:
        """Return how many slots hold a term."""
        number = self.numbers.get(term)
        return 0 if number is None else len(self.slots[number])

    def terms(self, slot: int) -> bytes:
        """Return the numbers of a slot's terms, 4 bytes each; none where it is empty."""
        return self._terms[slot] if 0 <= slot < len(self._terms) else b""

    def holding(self) -> Floats:
        """Return how many slots and texts of the background hold each numbered term."""
        return self._holding[: len(self.slots)]

    def scales(self) -> Floats:
        """Return one over the root of each slot's number of terms and two more."""
        return self._scales[: len(self._terms)]

    def _add(self, term: str) -> None:
        number = self.numbers[term] = len(self.slots)
        self.slots.append(array("i"))
        self._holding = grown(self._holding, number + 1)
        self._holding[number] = self._background.get(term, 0)


def grown(values: NDArray[_Number], size: int) -> NDArray[_Number]:
    """Return an array of at least `size`: the same values first, zeros after them."""
    if size <= len(values):
        return values
    more = np.zeros(size + size // 4, values.dtype)
    more[: len(values)] = values
    return more
