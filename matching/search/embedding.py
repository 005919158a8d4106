"""Which windows of a post are worth an embedding: the slowest step, so its work has a bound."""

import numpy as np
from numpy.typing import NDArray

from matching.reading.windows import PostText

LONG_CHARS = 700
"""Characters embedded of a post that is more than one window (some 200 ms)."""
MOST_CHARS = 450
"""Characters embedded of one window: 40 words are fewer, one endless "word" is more."""
_LEAST_WORDS = 3


def worth_embedding(post: PostText, best: NDArray[np.float32]) -> list[int]:
    """Return the numbers of the windows to embed, by how like each is to the claim likest it.

    A short post is embedded whole; its likeliest sentence beside it added nothing to any figure.
    Of a long one the likeliest sentences are: pairs of them say again what one alone says.
    """
    windows = post.windows
    if windows[0].first == 0 and windows[0].last == post.sentences - 1:
        return [0]
    chosen: list[int] = []
    left = LONG_CHARS
    sentences = [
        at
        for at, one in enumerate(windows)
        if one.first == one.last and len(one.words) >= _LEAST_WORDS
    ]
    for at in sorted(sentences, key=lambda at: -best[at]):
        if _cost(windows[at].raw) <= left:
            chosen.append(at)
            left -= _cost(windows[at].raw)
    return chosen or [0]


def _cost(raw: str) -> int:
    """Return how much of the budget a text takes: a sign can be a token where five letters are."""
    return len(raw) + 4 * sum(not (char.isalpha() or char.isspace()) for char in raw)


def embedded(raw: str) -> str:
    """Return the part of a window that is embedded: less of one that is mostly signs."""
    part = raw[:MOST_CHARS]
    return part if _cost(part) <= 3 * MOST_CHARS else part[: MOST_CHARS // 5]
