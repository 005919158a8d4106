"""Reads a file of interchange lines piece by piece and gathers its faults; no store here."""

import codecs
import os
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType
from typing import BinaryIO

from storage.debunk import Debunk
from storage.errors import FileUnreadable
from storage.faults import Fault, LineFault
from storage.fields import shown
from storage.interchange import LineError, parse_line

LONGEST_LINE = 1_000_000
"""The longest line that is read, in bytes without its end."""

MOST_FAULTS = 1_000
"""After this many faults the rest of a file is not read."""

_CHUNK = 2_000_000
_SKIP = 65_536


class Lines:
    """The debunks of one file, read in chunks; a context manager. Blocking: use it in a thread.

    `faults` grows while reading. `done` and `total` are in bytes; `total` is 0 where a file has no
    size (a pipe).
    """

    def __init__(self, path: Path) -> None:
        self.faults: list[LineFault] = []
        self.done = 0
        self.total = 0
        self.path = path
        self._number = 0
        self._ended = False
        self._first_seen: dict[str, int] = {}
        self._file = self._open()

    def __enter__(self) -> "Lines":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._file.close()

    def close(self) -> None:
        """Close the file."""
        self._file.close()

    @property
    def empty(self) -> bool:
        """Whether no line that was read held a debunk or a fault."""
        return not self._first_seen and not self.faults

    def line_of(self, debunk_id: str) -> int:
        """Return the line in which a debunk stood, 0 where none did."""
        return self._first_seen.get(debunk_id, 0)

    def chunk(self) -> list[Debunk] | None:
        """Return the sound debunks of the next few lines, or None at the end.

        Raises `FileUnreadable` when the disk fails.
        """
        if self._ended:
            return None
        debunks: list[Debunk] = []
        begun = self.done
        for raw in self._raw_lines():
            if (debunk := self._debunk(raw)) is not None:
                debunks.append(debunk)
            if len(self.faults) > MOST_FAULTS:
                rest = Fault("too-many", {"limit": MOST_FAULTS})
                self.faults = [*self.faults[:MOST_FAULTS], LineFault(self._number, rest)]
                self._ended = True
            if self._ended or self.done - begun >= _CHUNK:
                break
        return debunks if self.done > begun else None

    def _open(self) -> BinaryIO:
        if self.path.is_dir():
            raise FileUnreadable(f"{self.path} is a folder: name a file of debunks.")
        try:
            file = self.path.open("rb")
            self.total = os.fstat(file.fileno()).st_size
        except FileNotFoundError as error:
            raise FileUnreadable(f"There is no file {self.path}.") from error
        except OSError as error:
            raise self._unreadable(error) from error
        return file

    def _unreadable(self, error: OSError) -> FileUnreadable:
        return FileUnreadable(f"The file {self.path} cannot be read ({error.strerror}).")

    def _raw_lines(self) -> Iterator[bytes | None]:
        """Yield each line as bytes, or None for one that is too long and was skipped."""
        try:
            while line := self._file.readline(LONGEST_LINE + 2):
                self._number += 1
                self.done += len(line)
                too_long = len(line.rstrip(b"\r\n")) > LONGEST_LINE
                while too_long and line and not line.endswith(b"\n"):
                    line = self._file.readline(_SKIP)
                    self.done += len(line)
                yield None if too_long else line
        except OSError as error:
            raise self._unreadable(error) from error

    def _debunk(self, raw: bytes | None) -> Debunk | None:
        if raw is None:
            self._fault(Fault("line-long", {"limit": LONGEST_LINE}))
            return None
        if self._number == 1:
            raw = raw.removeprefix(codecs.BOM_UTF8)
        try:
            text = raw.decode("utf-8")
        except UnicodeDecodeError as error:
            self._fault(Fault("encoding", {"at": error.start + 1}))
            return None
        if not text.strip():
            return None
        try:
            debunk = parse_line(text)
        except LineError as error:
            if error.debunk_id is not None:
                self._repeats(error.debunk_id)
            for reason in error.reasons:
                self._fault(reason)
            return None
        return None if self._repeats(debunk.id) else debunk

    def _repeats(self, debunk_id: str) -> bool:
        first = self._first_seen.setdefault(debunk_id, self._number)
        if first == self._number:
            return False
        self._fault(Fault("id-repeated", {"words": shown(debunk_id), "line": first}))
        return True

    def _fault(self, reason: Fault) -> None:
        self.faults.append(LineFault(self._number, reason))


def wrong_encoding(path: Path) -> int | None:
    """Return the first line that is not UTF-8, or None. Blocking: use it in a thread."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    lines = 1
    with path.open("rb") as file:
        while block := file.read(_SKIP):
            try:
                decoder.decode(block)
            except UnicodeDecodeError as error:
                return lines + block[: max(0, error.start)].count(b"\n")
            lines += block.count(b"\n")
    try:
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return lines
    return None
