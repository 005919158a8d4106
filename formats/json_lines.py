"""Files of one JSON object a line, read piece by piece: ours, or one ClaimReview a line."""

import codecs
import json
import os
from collections.abc import Generator, Iterator
from pathlib import Path
from typing import BinaryIO

from domain.debunk import Debunk
from formats.debunk_source import Found
from formats.errors import FileUnreadable
from formats.faults import Fault
from formats.fields import shown
from formats.interchange import LineError, parse_line
from formats.json_items import JsonRecords, reviews_in
from formats.jsonld import Document, Node
from formats.links import Links
from formats.questions import Answers

LONGEST_LINE = 1_000_000
"""The longest line that is read, in bytes without its end."""

_SKIP = 65_536
_NAME = b"laimReview"


class Lines(JsonRecords):
    """The debunks of a file of lines in UTF-8; `done` and `total` are in bytes.

    `file` is what is read where it is not the file of `path` itself.
    """

    def __init__(
        self, path: Path, answers: Answers, links: Links, file: BinaryIO | None = None
    ) -> None:
        super().__init__(path, answers, links)
        self._number = 0
        self._file = file or _opened(path)
        self.total = _size(self._file)

    def close(self) -> None:
        """Close the file."""
        super().close()
        self._file.close()

    def _found(self) -> Generator[Found | None, None, None]:
        for raw in self._raw_lines():
            text = self._text(raw)
            if text is None or not text.strip():
                yield None
                continue
            reviews = list(_reviews(text)) if _NAME in (raw or b"") else []
            for holder, review in reviews:
                yield self._review(self._number, holder, review)
            if not reviews:
                debunk = self._debunk(text)
                yield None if debunk is None else Found(self._number, debunk)

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
            raise _unreadable(self.path, error) from error

    def _text(self, raw: bytes | None) -> str | None:
        if raw is None:
            self._fault(self._number, Fault("line-long", {"limit": LONGEST_LINE}))
            return None
        if self._number == 1:
            raw = raw.removeprefix(codecs.BOM_UTF8)
        try:
            return raw.decode("utf-8")
        except UnicodeDecodeError as error:
            self._fault(self._number, Fault("encoding", {"at": error.start + 1}))
            return None

    def _debunk(self, text: str) -> Debunk | None:
        try:
            debunk = parse_line(text)
        except LineError as error:
            before = self.line_of(error.debunk_id) if error.debunk_id else 0
            if error.debunk_id and before:
                words = shown(error.debunk_id)
                self._fault(self._number, Fault("id-repeated", {"words": words, "line": before}))
            elif error.debunk_id:
                self._first[error.debunk_id] = (self._number, 0)
            for reason in error.reasons:
                self._fault(self._number, reason)
            return None
        debunk = self._public(self._number, debunk)
        self._look_at_addresses(self._number, debunk.appearances)
        return debunk


def _reviews(text: str) -> Iterator[tuple[Document, Node]]:
    try:
        value = json.loads(text, strict=False)
    except (ValueError, RecursionError):
        return
    yield from reviews_in(value)


def _opened(path: Path) -> BinaryIO:
    if path.is_dir():
        raise FileUnreadable(f"{path} is a folder: name a file of debunks.")
    try:
        return path.open("rb")
    except FileNotFoundError as error:
        raise FileUnreadable(f"There is no file {path}.") from error
    except OSError as error:
        raise _unreadable(path, error) from error


def _size(file: BinaryIO) -> int:
    try:
        return os.fstat(file.fileno()).st_size
    except OSError:
        return 0


def _unreadable(path: Path, error: OSError) -> FileUnreadable:
    return FileUnreadable(f"The file {path} cannot be read ({error.strerror}).")
