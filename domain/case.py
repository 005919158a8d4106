"""A case and what belongs to it, as the store keeps them, and what can be wrong with an action."""

# The names say what is wrong with the case; "Error" at their end would say it twice.
# ruff: noqa: N818

from dataclasses import dataclass
from enum import StrEnum


class State(StrEnum):
    """Where a case stands."""

    OPEN = "open"
    ANSWERED = "answered"
    UNCHECKABLE = "uncheckable"
    SPAM = "spam"
    MERGED = "merged"


@dataclass(frozen=True, slots=True)
class Case:
    """Submissions about one rumour. Times are in seconds; `holder` is a moderator's row id.

    `readers` counts distinct people; `recent` those of the last 24 hours, `before` those of the 24
    hours before. `first` and `last` are None where every submission has been deleted.
    """

    id: int
    state: State
    debunk: str | None
    merged_into: int | None
    holder: int | None
    held: int | None
    opened: int
    closed: int | None
    readers: int
    recent: int
    before: int
    first: int | None
    last: int | None


@dataclass(frozen=True, slots=True)
class CaseWording:
    """One distinct wording in a case, redacted: `key` stays, `text` is the newest of its spellings.

    `last` is when it last came, in seconds.
    """

    key: int
    text: str
    lang: str
    readers: int
    last: int


class CaseError(Exception):
    """A case cannot be dealt with so, as it is now."""


class NoSuchCase(CaseError):
    """There is no such case, or everyone who asked has had their words deleted."""


class CaseNotOpen(CaseError):
    """The case is closed already; `case` says how."""

    def __init__(self, case: Case) -> None:
        super().__init__(f"case {case.id} is {case.state}")
        self.case = case


class CaseHeld(CaseError):
    """Another moderator has the case; `case` says who, since when."""

    def __init__(self, case: Case) -> None:
        super().__init__(f"case {case.id} is held")
        self.case = case


class SameCase(CaseError):
    """A case cannot be merged with itself."""


class NotPublished(CaseError):
    """Only a published debunk answers a case."""


class NothingToSplit(CaseError):
    """None or all of the case's wordings were chosen, or they have changed meanwhile."""
