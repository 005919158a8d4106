"""A long recording -> pieces that a transcriber takes, cut where it is quiet."""

from collections.abc import Iterator

import numpy as np

from media.speech.transcriber import Samples

RATE = 16_000
LONGEST = 20 * RATE
"""Samples of a piece: models are trained on sentences, and forget what is longer."""
_SOONEST = 12 * RATE
"""Samples from which on a quiet place is looked for."""
_QUIET = RATE // 5
_SILENCE = 1e-4
"""How loud, on the mean, a piece is in which nothing can be heard."""


def samples_of(sound: bytes) -> Samples:
    """Return signed 16-bit samples as numbers from -1 to 1."""
    whole = sound[: len(sound) // 2 * 2]
    return np.frombuffer(whole, "<i2").astype(np.float32) / np.float32(32_768)


def pieces(samples: Samples) -> Iterator[Samples]:
    """Yield the pieces of a recording in order, without those in which nothing can be heard."""
    begin = 0
    while begin < len(samples):
        end = _end(samples, begin)
        piece = samples[begin:end]
        if float(np.abs(piece).mean()) > _SILENCE:
            yield piece
        begin = end


def _end(samples: Samples, begin: int) -> int:
    """Return where a piece ends: in the quietest fifth of a second that it may end in."""
    if len(samples) - begin <= LONGEST:
        return len(samples)
    sought = np.abs(samples[begin + _SOONEST : begin + LONGEST])
    loudness = sought[: len(sought) // _QUIET * _QUIET].reshape(-1, _QUIET).mean(axis=1)
    return begin + _SOONEST + int(loudness.argmin()) * _QUIET + _QUIET // 2
