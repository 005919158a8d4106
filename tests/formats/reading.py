"""Reads a file as the desk's bot does, all of it at once."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from domain.debunk import Debunk
from formats import Answers, FileName, FileRefused, Question, open_file
from matching.reading.addresses.address import canonical
from matching.reading.addresses.private import is_private
from matching.reading.addresses.signatures import unsigned
from matching.reading.language import language_of
from storage.search.recipe import Indexing

DATA = Path(__file__).parent / "data"

Placed = tuple[int, str]
"""A line or item, and what is wrong with it: the key of its fault."""


@dataclass(frozen=True, slots=True)
class Read:
    """All that came of a file."""

    debunks: list[Debunk]
    faults: list[Placed]
    warnings: list[Placed]
    questions: list[Question]

    @property
    def claims(self) -> list[str]:
        return [debunk.claims[0].text for debunk in self.debunks]


def read(
    path: Path,
    answers: Answers | None = None,
    told: FileName | None = None,
    is_post: Callable[[str], bool] = lambda canonical: True,
) -> Read:
    debunks: list[Debunk] = []
    indexing = Indexing("words", str.split, canonical, is_post, language_of, is_private, unsigned)
    with open_file(path, told or FileName(), answers or Answers(), indexing.links) as records:
        while (chunk := records.chunk()) is not None:
            debunks += chunk
        return Read(
            debunks,
            [(fault.number, fault.reason.key) for fault in records.faults],
            [(fault.number, fault.reason.key) for fault in records.warnings],
            records.questions,
        )


def read_text(folder: Path, text: str | bytes, name: str = "file", **more: Any) -> Read:
    path = folder / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return read(path, **more)


def refused(folder: Path, content: bytes, name: str = "file") -> str:
    """Return the key of the fault for which a file is refused, or an empty text."""
    path = folder / name
    path.write_bytes(content)
    try:
        read(path)
    except FileRefused as refusal:
        return refusal.fault.key
    return ""
