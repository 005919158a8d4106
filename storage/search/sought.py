"""What is searched for: index terms, and how many of them must be there."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Sought:
    """Terms that stand in a debunk as they are, and beginnings of others.

    Several terms with a space between stand next to one another. `most`: at least 60 % of them will
    do, else all must be there.
    """

    words: Sequence[str] = ()
    beginnings: Sequence[str] = ()
    most: bool = False
