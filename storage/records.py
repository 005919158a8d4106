"""Files whose records are turned into interchange objects first: what their readers share."""

from abc import ABC, abstractmethod
from collections.abc import Generator
from itertools import islice
from pathlib import Path
from typing import Any, Protocol

from storage.debunk import Debunk
from storage.faults import Fault, LineFault
from storage.fields import shown
from storage.interchange import LineError, parse_object
from storage.lines import MOST_FAULTS

Record = tuple[int, dict[str, Any]]
"""The line that a record begins in, and the interchange object made of it."""

_AT_ONCE = 500


class Reading(Protocol):
    """A file of debunks, read piece by piece. Blocking: use it in a thread."""

    path: Path
    faults: list[LineFault]
    done: int
    total: int

    @property
    def empty(self) -> bool:
        """Whether nothing that was read held a debunk or a fault."""

    def chunk(self) -> list[Debunk] | None:
        """Return the sound debunks of the next records, or None at the end."""

    def line_of(self, debunk_id: str) -> int:
        """Return the line in which a debunk stood, 0 where none did."""


class Records(ABC):
    """The debunks of an iterator of records; `done` and `total` count what the subclass says."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.faults: list[LineFault] = []
        self.done = 0
        self.total = path.stat().st_size
        self._first_seen: dict[str, int] = {}
        self._rest = self._records()

    @property
    def empty(self) -> bool:
        """Whether nothing that was read held a debunk or a fault."""
        return not self._first_seen and not self.faults

    def line_of(self, debunk_id: str) -> int:
        """Return the line in which a debunk stood, 0 where none did."""
        return self._first_seen.get(debunk_id, 0)

    def chunk(self) -> list[Debunk] | None:
        """Return the sound debunks of the next few records, or None at the end."""
        records = list(islice(self._rest, _AT_ONCE))
        if not records:
            return None
        found = [self._debunk(number, value) for number, value in records]
        if len(self.faults) > MOST_FAULTS:
            self.faults = self.faults[:MOST_FAULTS]
            self._rest.close()
        return [debunk for debunk in found if debunk]

    def close(self) -> None:
        """Let go of the file."""
        self._rest.close()

    @abstractmethod
    def _records(self) -> Generator[Record, None, None]:
        """Yield the records in order; what is wrong with one goes to `faults`."""

    def _debunk(self, number: int, value: dict[str, Any]) -> Debunk | None:
        try:
            debunk = parse_object(value)
        except LineError as error:
            self.faults += [LineFault(number, reason) for reason in error.reasons]
            return None
        first = self._first_seen.setdefault(debunk.id, number)
        if first != number:
            reason = Fault("id-repeated", {"words": shown(debunk.id), "line": first})
            self.faults.append(LineFault(number, reason))
            return None
        return debunk
