"""PDQ: 256 bits of how a picture looks, with a quality.

After "The TMK+PDQF Video-Hashing Algorithm and the PDQ Image-Hashing Algorithm" (Facebook, 2019),
whose own program gives the same bits.
"""

import numpy as np
from numpy.typing import NDArray

Levels = NDArray[np.float32]
"""Rows and columns of brightness, 0 to 255."""

BITS = 256
_SIDE = 64
_KEPT = 16
_QUALITY_SCALE = 90
_WAVES = np.sqrt(2 / _SIDE) * np.cos(
    np.pi / 2 / _SIDE * np.outer(np.arange(1, _KEPT + 1), 2 * np.arange(_SIDE) + 1)
)


def pdq(picture: Levels) -> tuple[bytes, int]:
    """Return the 32 bytes of a picture's hash, the highest bit first, and its quality, 0 to 100.

    Quality is how much changes in it: a flat picture's bits are chance.
    """
    small = _decimated(_blurred(picture))
    waves = _WAVES @ small @ _WAVES.T
    bits = (waves > np.median(waves)).ravel()
    # The first bit of the first row is the last of the number.
    return np.packbits(bits[::-1]).tobytes(), _quality(small)


def _blurred(picture: Levels) -> NDArray[np.float64]:
    """Return a picture after two box filters each way, as wide as it will be made smaller."""
    blurred = picture.astype(np.float64)
    rows, columns = blurred.shape
    for _ in range(2):
        blurred = _box(blurred, _window(columns), axis=1)
        blurred = _box(blurred, _window(rows), axis=0)
    return blurred


def _window(size: int) -> int:
    return (size + 2 * _SIDE - 1) // (2 * _SIDE)


def _box(values: NDArray[np.float64], window: int, axis: int) -> NDArray[np.float64]:
    """Return the mean of as many neighbours as there are within a window around each value."""
    size = values.shape[axis]
    before = (window + 2) // 2
    places = np.arange(size)
    first = np.clip(places - (window - before), 0, size)
    last = np.clip(places + before, 0, size)
    sums = np.concatenate(
        [np.zeros_like(values.take([0], axis)), np.cumsum(values, axis=axis)], axis=axis
    )
    counts = (last - first).astype(np.float64)
    shape = [1, 1]
    shape[axis] = size
    found: NDArray[np.float64] = (sums.take(last, axis) - sums.take(first, axis)) / counts.reshape(
        shape
    )
    return found


def _decimated(values: NDArray[np.float64]) -> NDArray[np.float64]:
    rows, columns = values.shape
    middle = np.arange(_SIDE) + 0.5
    picked = [(middle * size / _SIDE).astype(np.int64) for size in (rows, columns)]
    return values[np.ix_(*picked)]


def _quality(small: NDArray[np.float64]) -> int:
    steps = [np.diff(small, axis=axis) * 100 / 255 for axis in (0, 1)]
    total = sum(int(np.abs(np.trunc(one)).sum()) for one in steps)
    return min(100, total // _QUALITY_SCALE)
