"""How near a post is to the claims of a shortlist, and which debunks are worth measuring."""

from dataclasses import dataclass

import numpy as np

from matching.reading.windows import PostText
from matching.scoring.shortlist import Shortlist
from matching.search.background import Floats

DENSE_CANDIDATES = 10
WORD_CANDIDATES = 6


@dataclass(frozen=True, slots=True)
class Sight:
    """How near a post's windows are to every claim, by meaning (None without vectors) and words."""

    cosines: Floats | None
    nearness: Floats | None
    floor: float
    whole: Floats | None
    likeness: Floats


def look(post: PostText, vectors: Floats | None, whole: Floats | None, among: Shortlist) -> Sight:
    """Return nearness of all windows to all claims; `vectors` has a row a window, `whole` one row.

    Rows of windows that were not worth an embedding are zero, and count as far away.
    """
    likeness = np.stack([among.likeness(one) for one in post.windows])
    if vectors is None or among.vectors is None or whole is None:
        return Sight(None, None, 0.0, None, likeness)
    far, embedded = among.background, vectors.any(axis=1)
    asked = np.vstack((vectors[embedded], whole))
    beside, own = asked @ among.vectors.T, asked @ far.passages.T
    crowding = far.crowding(own)
    near = beside - crowding[:, among.langs] - among.hubs / 2
    floor = float((own - crowding[:, far.langs] - far.hubs / 2)[:-1].max())
    cosines = np.zeros((len(vectors), len(among.claims)), np.float32)
    nearness = np.full(cosines.shape, -1.0, np.float32)
    cosines[embedded], nearness[embedded] = beside[:-1], near[:-1]
    return Sight(cosines, nearness, floor, near[-1], likeness)


def candidates(sight: Sight, among: Shortlist) -> list[int]:
    """Return the debunks worth measuring: the nearest by meaning and the likeliest by words."""
    chosen: dict[int, None] = {}
    if sight.nearness is not None:
        best = by_debunk(sight.nearness.max(axis=0), among)
        chosen.update(dict.fromkeys(_highest(best, DENSE_CANDIDATES)))
    liked = by_debunk(sight.likeness.max(axis=0), among)
    more = WORD_CANDIDATES if sight.nearness is not None else DENSE_CANDIDATES + WORD_CANDIDATES
    chosen.update(dict.fromkeys(at for at in _highest(liked, more) if liked[at] > 0))
    return list(chosen)


def most(scores: Floats, among: Shortlist) -> list[float]:
    """Return the most of each debunk's claims, however low that is."""
    best = np.full(len(among.debunks), -np.inf, np.float32)
    np.maximum.at(best, among.owner, scores)
    found: list[float] = best.tolist()
    return found


def by_debunk(scores: Floats, among: Shortlist) -> Floats:
    """Return the same as an array; a debunk without a claim there has -1."""
    best = np.full(len(among.debunks), -1.0, np.float32)
    np.maximum.at(best, among.owner, scores)
    return best


def _highest(scores: Floats, wanted: int) -> list[int]:
    if len(scores) > wanted:
        found = np.argpartition(-scores, wanted)[:wanted]
    else:
        found = np.arange(len(scores))
    return [int(at) for at in found[np.argsort(-scores[found], kind="stable")]]
