"""Which phrasings mean nearly the same as a text: vectors of length 1, a byte a dimension."""

from collections.abc import Iterator, Mapping, Sequence
from threading import Lock
from typing import Any

import numpy as np
from numpy.typing import NDArray

from matching.search.tables_file import Table

Ints = NDArray[np.int32]
Floats = NDArray[np.float32]

DIMENSIONS = 384
EXACT = 50_000
"""Up to so many slots every vector is compared in full; above, signs choose which ones are."""
RESCORED = 400
"""Vectors compared in full after the signs were. Among 9,238 e5 vectors they held 98 % of the 20
nearest; among 50,000 real ones and more it has not been measured."""
_BLOCK = 4_096
_CHUNK = 512
"""Rows turned into floats at a time: they stay in the cache, and OpenBLAS starts no threads."""
_NOWHERE = -2.0
_NO_ROWS: NDArray[np.int8] = np.zeros((0, DIMENSIONS), np.int8)
_NO_SCALES: Floats = np.zeros(0, np.float32)


class BadVectorError(ValueError):
    """A vector that cannot be stored or read: its size is wrong, or it has no direction."""


def pack(vector: Floats) -> bytes:
    """Return a vector as 384 signed bytes, its largest component 127: the direction, no length.

    Cosines with the vector that `unpack` returns are at most .002 off (test_vectors.py). Raises
    BadVectorError for another number of dimensions, zeros, or anything not finite.
    """
    most = np.abs(vector).max() if vector.shape == (DIMENSIONS,) else 0
    if not (np.isfinite(most) and most > 0):
        raise BadVectorError(f"not a vector of {DIMENSIONS} dimensions with a direction")
    row: NDArray[np.int8] = np.rint(vector * (127 / most)).astype(np.int8)
    return row.tobytes()


def unpack(packed: bytes) -> Floats:
    """Return the vector of length 1 that `pack` made bytes of.

    The number of bytes tells the form apart from any later one. Raises BadVectorError.
    """
    row, length = _row(packed)
    return row.astype(np.float32) / np.float32(length)


class VectorIndex:
    """Vectors by slot, searched by cosine.

    A slot is a small number from 0 that the caller chooses; memory is 388 bytes a slot up to the
    largest one, 436 once there are more than `EXACT`. Blocks of rows are changed in place and
    never moved. One lock keeps searches and changes apart: a snapshot would copy a block a change.

    Above `EXACT` a search compares signs first, of the vectors less the mean of those first
    stored. Without the mean it lost 29 % of the 20 nearest (9,238 vectors): e5's all
    point one way.
    """

    def __init__(self, exact: int = EXACT) -> None:
        self._exact = exact
        self._lock = Lock()
        self._blocks: list[_Block] = []
        self._mean: Floats | None = None
        self._count = 0

    @property
    def count(self) -> int:
        """How many vectors there are."""
        return self._count

    def put(self, slot: int, packed: bytes) -> None:
        """Store a packed vector; whatever the slot held before is replaced.

        Raises BadVectorError for bytes that `pack` did not make, ValueError for a negative slot.
        """
        if slot < 0:
            raise ValueError(f"slots are counted from 0, not from {slot}")
        row, length = _row(packed)
        number, at = divmod(slot, _BLOCK)
        with self._lock:
            while len(self._blocks) <= number:
                self._blocks.append(_Block.empty())
            block = self._blocks[number]
            self._count += int(block.scales[at] == 0)
            block.rows[at] = row
            block.scales[at] = 1 / length
            if block.signs is not None and self._mean is not None:
                block.signs[:, at] = _signs(row[None], block.scales[at : at + 1], self._mean)[:, 0]

    def remove(self, slot: int) -> None:
        """Forget a vector; nothing happens where the slot is empty."""
        number, at = divmod(slot, _BLOCK)
        with self._lock:
            if 0 <= number < len(self._blocks):
                block = self._blocks[number]
                self._count -= int(block.scales[at] != 0)
                block.scales[at] = 0

    def vectors(self, slots: Sequence[int] | Ints) -> Floats:
        """Return a row of length 1 for each slot, zeros where it is empty."""
        with self._lock:
            return self._vectors(np.asarray(slots, np.int64))

    def search(self, queries: Floats, limit: int) -> tuple[Ints, Floats]:
        """Return the slots nearest to each query and their cosines, nearest first.

        `queries` has a row of length 1 a query; both answers have a row a query and as many
        columns as `limit` allows and there are vectors.
        """
        with self._lock:
            wanted = min(limit, self._count)
            if not (wanted and len(queries)):
                nothing = np.zeros((len(queries), wanted), np.float32)
                return nothing.astype(np.int32), nothing
            if len(self._blocks) * _BLOCK <= self._exact:
                cosines = self._scan(queries)
                found = [_best(np.arange(len(row)), row, wanted) for row in cosines]
            else:
                found = [self._search(one, wanted) for one in queries]
        slots, nearest = zip(*found, strict=True)
        return np.stack(slots), np.stack(nearest)

    def tables(self) -> Iterator[Table]:
        """Yield what `read` takes; nothing may change meanwhile, while searches go on."""
        yield "vectors", [_NO_ROWS, *(block.rows for block in self._blocks)]
        yield "vector scales", [_NO_SCALES, *(block.scales for block in self._blocks)]
        signed = len(self._blocks) * _BLOCK > self._exact and self._count > 0
        mean = self._ready_mean()[None] if signed else np.zeros((0, DIMENSIONS), np.float32)
        yield "vectors' mean", [mean]
        signs = map(self._ready_signs, self._blocks) if signed else ()
        yield "vector signs", [np.zeros((0, _BLOCK), np.uint64), *signs]

    def read(self, tables: Mapping[str, NDArray[Any]]) -> None:
        """Take the place of what `tables` yielded, while nothing is in it yet."""
        rows, scales, signs = (tables[one] for one in ("vectors", "vector scales", "vector signs"))
        words = DIMENSIONS // 64
        for number in range(len(rows) // _BLOCK):
            here = slice(number * _BLOCK, (number + 1) * _BLOCK)
            block = _Block(rows[here], scales[here])
            if len(signs):
                block.signs = signs[number * words : (number + 1) * words]
            self._blocks.append(block)
        self._mean = next(iter(tables["vectors' mean"]), None)
        self._count = int(np.count_nonzero(scales))

    def _vectors(self, slots: NDArray[np.int64]) -> Floats:
        found = np.zeros((len(slots), DIMENSIONS), np.float32)
        numbers = slots // _BLOCK
        for number in dict.fromkeys(numbers.tolist()):
            if 0 <= number < len(self._blocks):
                block, here = self._blocks[number], np.flatnonzero(numbers == number)
                at = slots[here] - number * _BLOCK
                found[here] = block.rows[at] * block.scales[at, None]
        return found

    def _scan(self, queries: Floats) -> Floats:
        """Return the cosine of each query with each slot, -2 for empty ones."""
        cosines = np.empty((len(queries), len(self._blocks) * _BLOCK), np.float32)
        chunk = np.empty((_CHUNK, DIMENSIONS), np.float32)
        for number, block in enumerate(self._blocks):
            for start in range(0, _BLOCK, _CHUNK):
                scales = block.scales[start : start + _CHUNK]
                here = slice(number * _BLOCK + start, number * _BLOCK + start + _CHUNK)
                if not scales.any():
                    cosines[:, here] = _NOWHERE
                    continue
                np.copyto(chunk, block.rows[start : start + _CHUNK])
                for row, query in zip(cosines, queries, strict=True):
                    np.multiply(chunk @ query, scales, out=row[here])
                cosines[:, here][:, scales == 0] = _NOWHERE
        return cosines

    def _search(self, query: Floats, wanted: int) -> tuple[Ints, Floats]:
        asked = _signs(query[None], np.ones(1, np.float32), self._ready_mean())[:, 0]
        apart = np.empty(len(self._blocks) * _BLOCK, np.uint16)
        differ, counts = np.empty(_BLOCK, np.uint64), np.empty(_BLOCK, np.uint8)
        for number, block in enumerate(self._blocks):
            signs = self._ready_signs(block)
            here = apart[number * _BLOCK : (number + 1) * _BLOCK]
            here[:] = 0
            for word, mine in zip(signs, asked, strict=True):
                np.bitwise_xor(word, mine, out=differ)
                here += np.bitwise_count(differ, out=counts)
            here[block.scales == 0] = DIMENSIONS + 1
        rescored = min(max(RESCORED, 4 * wanted), self._count)
        within = np.cumsum(np.bincount(apart, minlength=DIMENSIONS + 2)[: DIMENSIONS + 1])
        slots = np.flatnonzero(apart <= np.searchsorted(within, rescored))
        if len(slots) > 4 * rescored:
            slots = slots[np.argpartition(apart[slots], rescored)[:rescored]]
        return _best(slots, self._vectors(slots) @ query, wanted)

    def _ready_mean(self) -> Floats:
        if self._mean is None:
            self._mean = next(block for block in self._blocks if block.scales.any()).mean()
        return self._mean

    def _ready_signs(self, block: "_Block") -> NDArray[np.uint64]:
        if block.signs is None:
            block.signs = _signs(block.rows, block.scales, self._ready_mean())
        return block.signs


class _Block:
    """Rows of some slots; the scale that makes a row's length 1 is 0 where the slot is empty."""

    def __init__(self, rows: NDArray[np.int8], scales: Floats) -> None:
        self.rows = rows
        self.scales = scales
        self.signs: NDArray[np.uint64] | None = None

    @classmethod
    def empty(cls) -> "_Block":
        return cls(np.zeros((_BLOCK, DIMENSIONS), np.int8), np.zeros(_BLOCK, np.float32))

    def mean(self) -> Floats:
        """Return the mean of its vectors."""
        total: Floats = self.scales @ self.rows.astype(np.float32)
        return total / np.float32(np.count_nonzero(self.scales))


def _row(packed: bytes) -> tuple[NDArray[np.int8], float]:
    """Return the numbers of a packed vector and their length."""
    row = np.frombuffer(packed, np.int8)
    if len(row) == DIMENSIONS:
        floats = row.astype(np.float32)
        if length := float(np.sqrt(floats @ floats)):
            return row, length
    raise BadVectorError(f"{len(packed)} bytes are not a packed vector")


def _signs(rows: NDArray[np.int8] | Floats, scales: Floats, mean: Floats) -> NDArray[np.uint64]:
    """Return the signs of vectors less the mean, 64 to a number: a column a vector."""
    above = (rows * scales[:, None]) > mean
    return np.ascontiguousarray(np.packbits(above, axis=1).view(np.uint64).T)


def _best(slots: NDArray[np.intp], cosines: Floats, wanted: int) -> tuple[Ints, Floats]:
    if len(slots) > wanted:
        kept = np.argpartition(-cosines, wanted - 1)[:wanted]
        slots, cosines = slots[kept], cosines[kept]
    order = np.lexsort((slots, -cosines))
    return slots[order].astype(np.int32), cosines[order]
