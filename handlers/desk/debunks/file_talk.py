"""What a moderator has said so far about a file, as the store keeps it."""

import json
from dataclasses import asdict, dataclass, field, replace

from telegram import Document

from domain.debunk import Verdict
from formats import COLUMNS, Answers, FileName, Question
from storage.imports.pending import PendingFile
from storage.imports.uploads import Choices

LEAVE = "leave"
"""The answer that leaves out what is asked about."""


@dataclass(frozen=True, slots=True)
class FileTalk:
    """A file and the answers about it.

    `answers` holds [kind, key, answer] in the order of answering; `asked` names what the page now
    asks about: [kind, key] of a question, or ["same", id]. `message` is the bot's message with the
    page, `quiet` leaves out what readers would be told of; `shown` is the mark of the file's texts
    that were sent.
    """

    file: str
    name: str | None = None
    mime: str | None = None
    size: int = 0
    message: int | None = None
    answers: list[list[str]] = field(default_factory=list)
    same: dict[str, bool] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    reason: str = ""
    quiet: bool = False
    shown: str = ""

    @property
    def file_name(self) -> FileName:
        """What the file's sender called it."""
        return FileName(self.name, self.mime)

    @property
    def said(self) -> int:
        """How many answers there are: buttons under an older page carry another number."""
        return len(self.answers) + len(self.same)

    @property
    def choices(self) -> Choices:
        """The answers as an inspection takes them."""
        ratings: dict[str, Verdict | None] = {}
        columns: dict[str, str | None] = {}
        for kind, key, answer in self.answers:
            if kind == "rating":
                ratings[key] = None if answer == LEAVE else Verdict(answer)
            else:
                columns[key] = None if answer == LEAVE else answer
        return Choices(Answers(ratings, columns), self.same, self.quiet)

    def answer(self, answer: str) -> "FileTalk | None":
        """Return the talk with the answer to what is asked, or None where it is no answer."""
        if len(self.asked) != 2:
            return None
        kind, key = self.asked
        allowed = {"rating": tuple(Verdict), "column": COLUMNS}.get(kind)
        if allowed is None or answer not in (*allowed, LEAVE):
            return None
        return replace(self, answers=[*self.answers, [kind, key, answer]], asked=[])

    def asking(self, question: Question) -> "FileTalk":
        """Return the talk that asks a question."""
        return replace(self, asked=[question.kind, question.key])

    def body(self) -> str:
        """Return it as the text that the store keeps."""
        return json.dumps(asdict(self), ensure_ascii=False)


def begin_talk(document: Document) -> FileTalk:
    """Return the talk about a file that has just come."""
    return FileTalk(
        document.file_id, document.file_name, document.mime_type, document.file_size or 0
    )


def talk_of(pending: PendingFile) -> FileTalk:
    """Read what the store keeps."""
    return FileTalk(**json.loads(pending.body))
