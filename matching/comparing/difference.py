"""What stands in a post in the place of something else in a claim."""

from dataclasses import dataclass
from typing import Literal

DifferenceKind = Literal[
    "time", "number", "extent", "opposite", "negation", "name", "word", "roles"
]
KINDS: tuple[DifferenceKind, ...] = (
    "time",
    "number",
    "extent",
    "opposite",
    "negation",
    "name",
    "word",
    "roles",
)


@dataclass(frozen=True, slots=True)
class Difference:
    """What stands in our text in the place of theirs; both are words, for a person to read."""

    kind: DifferenceKind
    ours: str
    theirs: str
