"""What a card shows, in words that are already of one language."""

from dataclasses import dataclass
from enum import StrEnum

from domain.debunk import Verdict


class Theme(StrEnum):
    """The two looks of a card."""

    LIGHT = "light"
    DARK = "dark"


@dataclass(frozen=True, slots=True)
class Quotation:
    """What somebody said, word for word; `by` is the line above it: who, and when."""

    by: str
    text: str


@dataclass(frozen=True, slots=True)
class PictureCard:
    """Everything that is written on a card; texts may be of any length and hold anything.

    `stamp` is the verdict in words. `explanation` is drawn where nothing is quoted. `notes` are
    short lines below: the source's name, when it was checked. `address` is what the code holds and
    `scan` says so beside it; without an address there is neither. `cut` is said where a text was
    cut or a quotation left out.
    """

    verdict: Verdict
    stamp: str
    heading: str
    claim: str
    quotations: tuple[Quotation, ...] = ()
    explanation: str = ""
    notes: tuple[str, ...] = ()
    desk: str = ""
    address: str | None = None
    scan: str = ""
    cut: str = ""
