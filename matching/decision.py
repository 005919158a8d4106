"""What matching says of a post."""

from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """The four things that matching can say."""

    ANSWER = "answer"
    CHOOSE = "choose"
    DENIAL = "denial"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Match:
    """One debunk that a post may be about: its best phrasing and how likely that is (0 to 1)."""

    debunk_id: str
    phrasing: str
    probability: float


@dataclass(frozen=True, slots=True)
class Decision:
    """What to do with a post, and the debunks it is about.

    `shown` is what a reader gets: one debunk for `answer` (two where the post carries two checked
    claims) and `denial`, up to three for `choose`, none for `unknown`. `matches` is the ranking
    behind it, best first, at most five, whatever the kind. `repeated` are further debunks of the
    very claim that an answer shows: any of them would answer, the newest best.
    """

    kind: Kind
    shown: tuple[Match, ...]
    matches: tuple[Match, ...]
    repeated: tuple[Match, ...] = ()
