"""The debunks of a file, read piece by piece: what the readers of all formats share."""

from abc import ABC, abstractmethod
from collections.abc import Generator
from dataclasses import dataclass, replace
from pathlib import Path
from types import TracebackType
from typing import Literal, Self

from domain.debunk import Debunk, Verdict
from formats.faults import Fault, LineFault
from formats.fields import shown
from formats.links import Links
from formats.questions import Answers, Question
from formats.ratings import Rating

MOST_FAULTS = 1_000
"""After this many faults the rest of a file is not read."""

_AT_ONCE = 500
_CHUNK = 2_000_000


@dataclass(frozen=True, slots=True)
class Found:
    """A debunk and where it stood; `made` where its id was made of what it says.

    `in_part` where the format cannot hold all of a debunk, or a row may leave parts out; `status`
    then tells whether it says a status.
    """

    number: int
    debunk: Debunk
    made: bool = False
    in_part: bool = False
    status: bool = True


class Records(ABC):
    """The debunks of one file, read in chunks; a context manager. Blocking: use it in a thread.

    `faults`, `warnings` and `questions` grow while reading and are whole after the last chunk:
    what cannot be taken, what was taken but should be looked at, and what only people can say.
    Items with a question are left out until it is answered; `left` counts those that the answer
    leaves out. `in_part` has the ids of debunks that the file may leave parts of out, and whether
    it says their status. Faults and warnings name lines or rows from 1, or items of a JSON file or
    a page where `counted` is `item`; 0 is the whole file.
    `done` and `total` tell how far the reading is, in a unit of the format's own; `total` is 0
    where a file has no size (a pipe).
    """

    counted: Literal["line", "item"] = "line"

    def __init__(self, path: Path, answers: Answers, links: Links) -> None:
        self.path = path
        self.faults: list[LineFault] = []
        self.warnings: list[LineFault] = []
        self.left = 0
        self.in_part: dict[str, bool] = {}
        self.done = 0
        self.total = 0
        self._answers = answers
        self._links = links
        self._asked: dict[str, Question] = {}
        self._first: dict[str, tuple[int, int]] = {}
        self._ended = False
        self._rest = self._found()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the file."""
        self._ended = True
        self._rest.close()

    @property
    def questions(self) -> list[Question]:
        """What was asked so far, in the order of its first appearance."""
        return list(self._asked.values())

    @property
    def empty(self) -> bool:
        """Whether nothing that was read held a debunk, a fault or a question."""
        return not self._first and not self.faults and not self._asked

    def line_of(self, debunk_id: str) -> int:
        """Return the number of the line or item in which a debunk stood, 0 where none did."""
        return self._first.get(debunk_id, (0, 0))[0]

    def chunk(self) -> list[Debunk] | None:
        """Return the sound debunks of the next part of the file, or None at the end.

        Raises `FileUnreadable` when the disk fails.
        """
        if self._ended:
            return None
        debunks: list[Debunk] = []
        begun, seen = self.done, 0
        for found in self._rest:
            seen += 1
            if found is not None and self._is_first(found):
                debunks.append(found.debunk)
            if len(self.faults) > MOST_FAULTS:
                last = self.faults[MOST_FAULTS].number
                many = LineFault(last, Fault("too-many", {"limit": MOST_FAULTS}))
                self.faults = [*self.faults[:MOST_FAULTS], many]
                self.close()
                return debunks
            if seen >= _AT_ONCE or self.done - begun >= _CHUNK:
                return debunks
        self._ended = True
        return debunks if seen else None

    def warn_whole(self, warning: Fault) -> None:
        """Warn about the file as a whole."""
        self._warn(0, warning)

    def fault_whole(self, fault: Fault) -> None:
        """Tell what of the file as a whole could not be read."""
        self._fault(0, fault)

    @abstractmethod
    def _found(self) -> Generator[Found | None, None, None]:
        """Yield each sound debunk in order, and None for each item that is none.

        What is wrong with an item goes to `faults`.
        """

    def _fault(self, number: int, fault: Fault) -> None:
        self.faults.append(LineFault(number, fault))

    def _warn(self, number: int, warning: Fault) -> None:
        self.warnings.append(LineFault(number, warning))

    def _public(self, number: int, debunk: Debunk) -> Debunk:
        """Return a debunk without links into private chats, which are warned about."""
        public, left = self._links.public(debunk)
        for address in left:
            self._warn(number, Fault("private-link", {"words": shown(address)}))
        return public

    def _verdict(self, rating: Rating, claim: str) -> Verdict | None:
        """Return the verdict that a rating means; None where it is to be asked, or left out."""
        verdict = rating.meant(self._answers)
        if verdict is None and rating.key in self._answers.ratings:
            self.left += 1
        elif verdict is None:
            self._ask(rating.question(claim))
        return verdict

    def _ask(self, question: Question) -> None:
        asked = self._asked.get(question.key, replace(question, count=0))
        self._asked[question.key] = replace(
            asked,
            count=asked.count + question.count,
            example=asked.example or question.example,
        )

    def _is_first(self, found: Found) -> bool:
        """Tell whether no debunk before has this one's id; its repetition is told."""
        debunk = found.debunk
        says = hash(self._said(debunk)) if found.made else 0
        if debunk.id not in self._first:
            self._first[debunk.id] = (found.number, says)
            if found.in_part:
                self.in_part[debunk.id] = found.status
            return True
        line, said = self._first[debunk.id]
        if not found.made:
            self._fault(
                found.number, Fault("id-repeated", {"words": shown(debunk.id), "line": line})
            )
        elif says == said:
            self._warn(
                found.number,
                Fault("claim-again", {"words": shown(debunk.claims[0].text), "line": line}),
            )
        else:
            self._fault(
                found.number,
                Fault("claim-twice", {"words": shown(debunk.claims[0].text), "line": line}),
            )
        return False

    def _said(self, debunk: Debunk) -> tuple[object, ...]:
        """Return what a debunk says, the spelling of its addresses and its claim apart."""
        canonical = self._links.canonical
        return (
            debunk.verdict,
            debunk.status,
            debunk.date,
            tuple(debunk.summary.items()),
            tuple((source.title, canonical(source.url or "")) for source in debunk.sources),
            frozenset(map(canonical, debunk.appearances)),
            tuple(tuple(one.text.items()) for one in debunk.statements),
        )
