"""What matching says of a post."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from itertools import islice
from math import prod


class DecisionKind(StrEnum):
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

    kind: DecisionKind
    shown: tuple[Match, ...]
    matches: tuple[Match, ...]
    repeated: tuple[Match, ...] = ()

    @property
    def either(self) -> float:
        """The likelihood that one of the two likeliest answers: of siblings either may be meant."""
        return either(one.probability for one in self.matches)


def either(likelihoods: Iterable[float]) -> float:
    """Return how likely one of the first two of these is right, as if each were by itself."""
    return 1 - prod(1 - one for one in islice(likelihoods, 2))
