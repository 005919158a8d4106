"""Which windows of a post are worth an embedding: the slowest step, so its work has a bound."""

from collections.abc import Callable, Mapping

import numpy as np
from numpy.typing import NDArray

from matching.reading.windows import PostText

LONG_TOKENS = 128
"""Tokens embedded of a post that is more than one window (some 30 ms); prose has 3 letters each."""
MOST_CHARS = 450
"""Characters embedded of one window: 40 words are fewer, one endless "word" is more."""
_LEAST_WORDS = 3

Tokens = Callable[[str], int]
"""Tells how many tokens of a text the encoder reads."""


def worth_embedding(post: PostText, best: NDArray[np.float32], tokens: Tokens) -> Mapping[int, str]:
    """Return the windows to embed: their numbers, by how like each is to the claim likest it, and
    of each the part that is embedded.

    A short post is embedded whole; its likeliest sentence beside it added nothing to any figure.
    Of a long one the likeliest sentences are: pairs of them say again what one alone says.
    """
    windows = post.windows
    if windows[0].first == 0 and windows[0].last == post.sentences - 1:
        return {0: windows[0].raw[:MOST_CHARS]}
    chosen: dict[int, str] = {}
    left = LONG_TOKENS
    sentences = [
        at
        for at, one in enumerate(windows)
        if one.first == one.last and len(one.words) >= _LEAST_WORDS
    ]
    for at in sorted(sentences, key=lambda at: -best[at]):
        part = windows[at].raw[:MOST_CHARS]
        taken = tokens(part)
        if taken <= left:
            chosen[at] = part
            left -= taken
        if left < _LEAST_WORDS:
            break
    return chosen or {0: windows[0].raw[:MOST_CHARS]}
