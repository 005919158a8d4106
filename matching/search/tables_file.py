"""Tables of numbers and words in one file: written whole or not at all, read by mapping it."""

import json
import mmap
import os
import stat
import struct
import zlib
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing
from pathlib import Path
from typing import Any, BinaryIO

import numpy as np
from numpy.typing import NDArray

from privacy.private_files import new_file

Table = tuple[str, Iterable[NDArray[Any]]]
"""A name, and the parts of an array in their order: of one type, of any number of rows each."""

_BEGINS = b"raspa tables 1\n"
_ENDS = struct.Struct("<QQI")
"""Where what is told of the tables begins, its length, and the checksum of all before this."""
_PAGE = 4_096
_AT_ONCE = 1 << 20


class UnfitFileError(ValueError):
    """A file that is not one of tables, or no longer what was written."""


def write_tables(path: Path, about: Mapping[str, Any], tables: Iterable[Table]) -> None:
    """Write a new file of its owner's alone, and have it on the disk; `about` is kept as JSON.

    Raises OSError, also where the file is there already; what was begun is removed then.
    """
    file = new_file(path)
    try:
        with closing(file):
            _write(_Summed(file), about, tables)
            file.flush()
            os.fsync(file.fileno())
    except BaseException:
        path.unlink(missing_ok=True)
        raise


def read_tables(path: Path) -> tuple[dict[str, Any], dict[str, NDArray[Any]]]:
    """Return what is told about the tables, and the tables.

    They are mapped: what is looked at is read from the disk, what is changed in them is changed in
    this process alone. Raises OSError and UnfitFileError.
    """
    opened = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
    with open(opened, "rb", buffering=0) as file:
        if not stat.S_ISREG(os.fstat(opened).st_mode):
            raise UnfitFileError("it is no file")
        start, length = _checked(file, os.fstat(opened).st_size)
        held = mmap.mmap(opened, 0, access=mmap.ACCESS_COPY)
    try:
        told = json.loads(held[start : start + length])
        return told["about"], {
            name: np.frombuffer(held, kind, int(np.prod(shape)), at).reshape(shape)
            for name, kind, shape, at in told["tables"]
        }
    except (ValueError, KeyError, TypeError) as error:
        raise UnfitFileError("it tells nothing of its tables") from error


def words_table(words: Iterable[str]) -> NDArray[np.uint8]:
    """Return words as one row of bytes."""
    return np.frombuffer(json.dumps(list(words)).encode(), np.uint8)


def words_of(table: NDArray[np.uint8]) -> list[str]:
    """Return the words that `words_table` made a row of."""
    words: list[str] = json.loads(table.tobytes())
    return words


def _write(out: "_Summed", about: Mapping[str, Any], tables: Iterable[Table]) -> None:
    out.write(_BEGINS)
    told = []
    for name, parts in tables:
        # So that a part of a table shares as few pages as can be with another's.
        out.write(bytes(-out.size % _PAGE))
        at, rows, kind, shape = out.size, 0, "", ()
        for part in parts:
            whole = np.ascontiguousarray(part)
            out.write(whole.reshape(-1).view(np.uint8).data)
            rows, kind, shape = rows + len(whole), whole.dtype.str, whole.shape[1:]
        told.append((name, kind, (rows, *shape), at))
    at = out.size
    out.write(json.dumps({"about": about, "tables": told}).encode())
    out.write(_ENDS.pack(at, out.size - at, out.sum))


def _checked(file: Any, size: int) -> tuple[int, int]:
    """Return where what is told of the tables begins, and its length, of a file that is whole."""
    total, last = 0, b""
    for part in _parts(file, max(0, size - _ENDS.size)):
        total = zlib.crc32(part, total)
    last = file.read(_ENDS.size + 1)
    if len(last) != _ENDS.size:
        raise UnfitFileError("it is cut off")
    start, length, noted = _ENDS.unpack(last)
    if noted != total or start + length + _ENDS.size != size:
        raise UnfitFileError("it is damaged")
    file.seek(0)
    if file.read(len(_BEGINS)) != _BEGINS:
        raise UnfitFileError("it is of another form")
    return start, length


def _parts(file: Any, size: int) -> Iterator[memoryview]:
    part = memoryview(bytearray(_AT_ONCE))
    while size > 0 and (length := file.readinto(part[: min(size, _AT_ONCE)])):
        size -= length
        yield part[:length]


class _Summed:
    """A file that is written to, the bytes so far, and their checksum."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self.size = 0
        self.sum = 0

    def write(self, data: bytes | memoryview) -> None:
        self._file.write(data)
        self.size += len(data)
        self.sum = zlib.crc32(data, self.sum)
