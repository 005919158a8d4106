"""What a decision was made by, told to those who ask for more than the decision."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from domain.decision import Match
from matching.reading.windows import PostText
from matching.scoring.model import Judged
from matching.search.background import Floats


@dataclass(frozen=True, slots=True)
class Beside:
    """A text as read, the debunks beside it, likeliest first, and all phrasings of theirs.

    `vectors` has a row a window of the text, as `Seen`; `phrased` a row a phrasing, or nothing.
    """

    post: PostText
    judged: tuple[Judged, ...]
    wordings: Mapping[str, Sequence[str]]
    vectors: Floats | None
    phrased: Mapping[str, Floats]


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a debunk is as likely as it is: what each feature added to the logit of "about it"."""

    match: Match
    about: float
    refutes: float
    added: dict[str, float]
