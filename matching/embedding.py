"""Which windows of a post are worth an embedding: the slowest step, so its work has a bound."""

import numpy as np
from numpy.typing import NDArray

from matching.windows import PostText

SHORT_CHARS = 240
"""Characters embedded of a post that is one window by itself (some 60 ms)."""
LONG_CHARS = 900
"""Characters embedded of a longer one (some 270 ms)."""
MOST_CHARS = 450
"""Characters embedded of one window: 40 words are fewer, one endless "word" is more."""
SINGLES = 9


def worth_embedding(post: PostText, best: NDArray[np.float32]) -> list[int]:
    """Return the numbers of the windows to embed, by how like each is to the claim likest it.

    A short post is always embedded whole, its likeliest sentence beside it where there is room. Of
    a long one the likeliest sentences are, and the likeliest pairs of those.
    """
    windows = post.windows
    if windows[0].first == 0 and windows[0].last == post.sentences - 1:
        chosen = [0]
        left = SHORT_CHARS - len(windows[0].raw)
        if len(windows) > 1:
            at = 1 + int(np.argmax(best[1:]))
            if len(windows[at].raw) <= max(left, 60):
                chosen.append(at)
        return chosen
    chosen = []
    left = LONG_CHARS
    singles = [at for at, one in enumerate(windows) if one.first == one.last and len(one.words) > 2]
    pairs = {one.first: at for at, one in enumerate(windows) if one.first != one.last}
    for at in sorted(singles, key=lambda at: -best[at])[:SINGLES]:
        first = windows[at].first
        beside = [pairs[one] for one in (first - 1, first) if one in pairs]
        wanted = (
            [at, max(beside, key=lambda one: best[one])] if beside and len(chosen) < 4 else [at]
        )
        for one in wanted:
            if one not in chosen and _cost(windows[one].raw) <= left:
                chosen.append(one)
                left -= _cost(windows[one].raw)
    return chosen or [0]


def _cost(raw: str) -> int:
    """Return how much of the budget a text takes: a sign can be a token where five letters are."""
    return len(raw) + 4 * sum(not (char.isalpha() or char.isspace()) for char in raw)


def embedded(raw: str) -> str:
    """Return the part of a window that is embedded: less of one that is mostly signs."""
    part = raw[:MOST_CHARS]
    return part if _cost(part) <= 3 * MOST_CHARS else part[: MOST_CHARS // 5]
