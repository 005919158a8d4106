"""Vectors for the store's phrasings, and a matcher that uses them."""

import asyncio
import logging
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np

from bot.watch.stages import WatchedEncoder
from bot.watch.watch import Watch
from matching.decide import Thresholds
from matching.matcher import Matcher
from matching.search.background import Floats
from matching.search.bounded_encoder import BoundedEncoder, apart
from matching.search.encoder import (
    Coming,
    Encoder,
    EncodingError,
    encoded,
    load_encoder,
    tokens_of,
)
from matching.search.kept_vectors import KeepingVectors
from matching.search.vectors import BadVectorError, pack
from storage.store import Store

_log = logging.getLogger(__name__)
_AT_ONCE = 256
"""Phrasings encoded at a time: of so many, most find others of their length to share a batch."""

Progress = Callable[[int, int], None]


class Kept:
    """An encoder that keeps the vectors of posts, for who decides on the same posts again."""

    def __init__(self, encoder: Encoder) -> None:
        self._encoder = encoder
        self._queries: dict[str, Floats] = {}
        self.name = encoder.name
        self.tokens = tokens_of(encoder)

    def queries(self, texts: Sequence[str]) -> Floats:
        """Return the vectors of a post's windows."""
        if new := [text for text in dict.fromkeys(texts) if text not in self._queries]:
            self._queries |= dict(zip(new, self._encoder.queries(new), strict=True))
        return np.stack([self._queries[text] for text in texts])

    def passages(self, texts: Sequence[str]) -> Floats:
        """Return the vectors of claims."""
        return self._encoder.passages(texts)


async def ready_matcher(store: Store, thresholds: Thresholds, encoder: Encoder | None) -> Matcher:
    """Return a matcher for this store after making the vectors that it lacks. Raises StoreError."""
    if encoder is not None and store.writable:
        await vectors_or_warning(store, encoder)
    return Matcher(store.phrasings, thresholds, encoder)


def encoder_or_warning(
    data: Path, watch: Watch | None = None, *, again: bool = False
) -> Encoder | None:
    """Return the encoder, or None where none can be had; the log says once which it is.

    `data` is the folder where its model is kept: the store's own. `watch` is told of its work.
    """
    encoder = load_encoder(data, again=again)
    if encoder is None:
        return None
    _log.info("Posts are compared by the vectors of %s", encoder.name)
    bounded = BoundedEncoder(encoder, lambda: load_encoder(data, again=True))
    return KeepingVectors(WatchedEncoder(bounded, watch) if watch else bounded)


def encoder_soon(data: Path, watch: Watch | None = None, *, again: bool = False) -> Coming:
    """Begin to load the encoder in a thread of its own: the first time, it takes some seconds."""
    return apart(lambda: encoder_or_warning(data, watch, again=again), "encoder")


async def vectors_or_warning(
    store: Store, encoder: Encoder, progress: Progress | None = None
) -> None:
    """Make the vectors that phrasings lack; where the encoder fails, say so. Raises StoreError."""
    try:
        await make_vectors(store, encoder, progress)
    except EncodingError as error:
        _log.warning("Vectors could not be made, words are compared instead: %s", error)


async def make_vectors(store: Store, encoder: Encoder, progress: Progress | None = None) -> int:
    """Make the vectors that published phrasings lack; return how many.

    `progress` is told how many of how many are made. Encoding runs in a thread. Raises StoreError
    and EncodingError; what was made until then is kept.
    """
    total = await store.vectors.count_lacking(encoder.name)
    made = 0
    while lacking := await store.vectors.lacking(encoder.name, _AT_ONCE):
        rows = await asyncio.to_thread(_packed, encoder, [one.text for one in lacking])
        vectors = {one.id: row for one, row in zip(lacking, rows, strict=True)}
        await store.vectors.save(encoder.name, vectors)
        made += len(lacking)
        if progress:
            progress(made, max(total, made))
    return made


def _packed(encoder: Encoder, texts: Sequence[str]) -> list[bytes]:
    try:
        return [pack(row) for row in encoded(encoder.passages, texts)]
    except BadVectorError as error:
        raise EncodingError(str(error)) from error
