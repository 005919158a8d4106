"""Which spots of a mask stand together as letters in lines do."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Mask = NDArray[np.bool_]
Numbers = NDArray[np.int64]

_LEAST_HEIGHT, _LARGEST_SHARE = 9, 0.2
"""Pixels, and the share of the picture's height, that a letter takes at least and at most."""
_WIDEST = 6.0
"""How many times wider than high a spot may be: some letters touch."""
_LETTERS_IN_A_LINE = 4
_OUTLINED = 0.6
_MOST_RUNS, _MOST_LETTERS = 400_000, 4_000


@dataclass(frozen=True, slots=True)
class Spots:
    """Connected spots: their boxes in pixels, how many pixels each has, and of what runs."""

    top: Numbers
    bottom: Numbers
    left: Numbers
    right: Numbers
    area: Numbers
    runs: NDArray[np.int64]
    """Rows of: row, first column, column behind the last, number of the spot."""

    @property
    def height(self) -> Numbers:
        """Pixels from top to bottom."""
        return self.bottom - self.top

    @property
    def width(self) -> Numbers:
        """Pixels from left to right."""
        return self.right - self.left


def letters_in(mask: Mask, dark: Mask) -> Mask:
    """Return what of a mask looks like letters that stand in lines.

    `dark` is what is dark or has dark beside it: most captions have an outline or a shadow.
    """
    spots = spots_in(mask)
    if spots is None:
        return np.zeros_like(mask)
    height, width = spots.height, spots.width
    like = (height >= _LEAST_HEIGHT) & (height <= mask.shape[0] * _LARGEST_SHARE)
    like &= (width <= _WIDEST * height) & (spots.area >= 0.12 * height * width)
    if like.sum() > _MOST_LETTERS:
        return np.zeros_like(mask)
    outlined = _share(dark, spots)
    kept = np.zeros(len(height), dtype=bool)
    for band in _bands(spots, np.flatnonzero(like)):
        kept |= _within(spots, band)
    sure = kept & like
    if sure.any() and float(np.median(outlined[sure])) > 0.8:
        kept &= outlined > _OUTLINED
    return _drawn(mask, spots, kept)


def spots_in(mask: Mask) -> Spots | None:
    """Return the connected spots of a mask; None where there is none, or no end of them."""
    edges = np.diff(np.pad(mask, ((0, 0), (1, 1))).astype(np.int8), axis=1)
    row, first = np.nonzero(edges == 1)
    behind = np.nonzero(edges == -1)[1]
    if not 0 < len(row) <= _MOST_RUNS:
        return None
    columns = mask.shape[1] + 1
    at = row * columns
    below = (row + 1) * columns
    low = np.searchsorted(at + behind, below + first, side="right")
    high = np.searchsorted(at + first, below + behind, side="left")
    touching = np.maximum(high - low, 0)
    upper = np.repeat(np.arange(len(row)), touching)
    offsets = np.arange(len(upper)) - np.repeat(np.cumsum(touching) - touching, touching)
    lower = low[upper] + offsets
    number = _joined(len(row), upper, lower)
    _, spot = np.unique(number, return_inverse=True)
    count = int(spot.max()) + 1
    top, left = np.full(count, mask.shape[0]), np.full(count, mask.shape[1])
    bottom, right, area = (np.zeros(count, dtype=np.int64) for _ in range(3))
    np.minimum.at(top, spot, row)
    np.maximum.at(bottom, spot, row + 1)
    np.minimum.at(left, spot, first)
    np.maximum.at(right, spot, behind)
    np.add.at(area, spot, behind - first)
    return Spots(top, bottom, left, right, area, np.stack([row, first, behind, spot], axis=1))


def _joined(count: int, upper: Numbers, lower: Numbers) -> Numbers:
    """Return for each run the least number of those that it hangs together with."""
    number = np.arange(count)
    while True:
        least = np.minimum(number[upper], number[lower])
        after = number.copy()
        np.minimum.at(after, upper, least)
        np.minimum.at(after, lower, least)
        after = after[after]
        if (after == number).all():
            return number
        number = after


def _share(marked: Mask, spots: Spots) -> NDArray[np.float64]:
    """Return for each spot which share of its pixels is marked."""
    row, first, behind, spot = spots.runs.T
    sums = np.pad(np.cumsum(marked, axis=1, dtype=np.int64), ((0, 0), (1, 0)))
    found = np.zeros(len(spots.area))
    np.add.at(found, spot, sums[row, behind] - sums[row, first])
    return found / np.maximum(spots.area, 1)


@dataclass(frozen=True, slots=True)
class _Band:
    top: float
    bottom: float
    left: float
    right: float
    height: float


def _bands(spots: Spots, like: Numbers) -> list[_Band]:
    """Return where lines of letters are: several of one height, side by side."""
    bands: list[_Band] = []
    height = spots.height
    for one in like:
        tall = height[one]
        beside = like[
            (np.abs(spots.bottom[like] - spots.bottom[one]) <= 0.25 * tall)
            & (height[like] >= 0.6 * tall)
            & (height[like] <= 1.7 * tall)
        ]
        beside = beside[np.argsort(spots.left[beside])]
        place = int(np.flatnonzero(beside == one)[0])
        gaps = spots.left[beside[1:]] - spots.right[beside[:-1]]
        far = np.flatnonzero(gaps > 2.0 * tall)
        start = int(far[far < place].max(initial=-1)) + 1
        end = int(far[far >= place].min(initial=len(beside) - 1)) + 1
        line = beside[start:end]
        if len(line) >= _LETTERS_IN_A_LINE:
            bands.append(
                _Band(
                    float(spots.top[line].min()),
                    float(spots.bottom[line].max()),
                    float(spots.left[line].min()),
                    float(spots.right[line].max()),
                    float(np.median(height[line])),
                )
            )
    return bands


def _within(spots: Spots, band: _Band) -> NDArray[np.bool_]:
    """Tell of each spot whether it stands in a line, as a letter, its mark or a full stop."""
    kept: NDArray[np.bool_] = (
        (spots.top >= band.top - 0.5 * band.height)
        & (spots.bottom <= band.bottom + 0.5 * band.height)
        & (spots.left >= band.left - 1.5 * band.height)
        & (spots.right <= band.right + 1.5 * band.height)
    )
    return kept


def _drawn(mask: Mask, spots: Spots, kept: NDArray[np.bool_]) -> Mask:
    row, first, behind, _ = spots.runs[kept[spots.runs[:, 3]]].T
    ends = np.zeros((mask.shape[0], mask.shape[1] + 1), dtype=np.int32)
    np.add.at(ends, (row, first), 1)
    np.add.at(ends, (row, behind), -1)
    drawn: Mask = np.cumsum(ends, axis=1)[:, :-1] > 0
    return drawn
