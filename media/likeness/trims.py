"""What a picture may have been before someone framed it: less its border, less what is around it."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from PIL import Image

Box = tuple[int, int, int, int]
"""Left, top, right, bottom, in pixels."""

_LOOKED_AT = 256
"""Pixels of the longer side that are looked at."""
_EVEN = 14.0
"""Levels by which a border's row may differ from its corner."""
_LEAST_SHARE = 0.2
"""Of a picture's area that has to be left: less is a detail and no picture."""
_FLAT = 4.0
"""Levels by which neighbours of a flat surface differ, jpeg's noise included."""
_BUSY = 0.45
"""Share of a row that is no flat surface where a photograph goes through it."""
_GAP = 0.03
"""Share of a side that may be flat within a photograph."""


def insides(picture: Image.Image) -> list[Box]:
    """Return the boxes that may be a picture of their own, the largest first, without the whole."""
    scale = max(picture.size) / _LOOKED_AT
    size = max(1, round(picture.width / scale)), max(1, round(picture.height / scale))
    small = np.asarray(picture.convert("L").resize(size, Image.Resampling.BOX), np.float32)
    whole = (0, 0, size[0], size[1])
    bordered = _within_border(small)
    found: list[Box] = []
    for box in (bordered, _photograph(small, bordered)):
        left, top, right, bottom = box
        share = (right - left) * (bottom - top) / (size[0] * size[1])
        if share >= _LEAST_SHARE and box != whole and box not in found:
            found.append(box)
    return [_scaled(box, scale, picture.size) for box in found]


def _within_border(small: NDArray[np.float32]) -> Box:
    """Return the box within rows and columns of one even colour."""
    rows, columns = small.shape
    top = _even_lines(small, small[0])
    bottom = rows - _even_lines(small[::-1], small[-1])
    left = _even_lines(small.T, small[:, 0])
    right = columns - _even_lines(small.T[::-1], small[:, -1])
    return (left, top, right, bottom) if left < right and top < bottom else (0, 0, columns, rows)


def _even_lines(lines: NDArray[np.float32], first: NDArray[np.float32]) -> int:
    """Return how many lines from the first on hold the first one's colour and nothing else."""
    colour = float(np.median(first))
    uneven = (np.abs(lines - colour) > _EVEN).mean(axis=1) > 0.02
    return int(np.argmax(uneven)) if uneven.any() else 0


def _photograph(small: NDArray[np.float32], within: Box) -> Box:
    """Return the box of the longest run of busy rows, then of busy columns of these."""
    left, top, right, bottom = within
    for _ in range(2):
        busy = _busy(small[top:bottom, left:right])
        first, last = _longest_run(busy.mean(axis=1))
        if last - first < 2:
            return within
        top, bottom = top + first, top + last
        first, last = _longest_run(busy[first:last].mean(axis=0))
        if last - first < 2:
            return within
        left, right = left + first, left + last
    return left, top, right, bottom


def _busy(values: NDArray[np.float32]) -> NDArray[np.bool_]:
    """Tell of each pixel whether it differs from the one beside or below it."""
    across = np.abs(np.diff(values, axis=1, append=values[:, -1:]))
    down = np.abs(np.diff(values, axis=0, append=values[-1:]))
    found: NDArray[np.bool_] = np.maximum(across, down) > _FLAT / 2
    return found


def _longest_run(shares: NDArray[np.float32]) -> tuple[int, int]:
    """Return where the longest run of busy lines begins and ends, short gaps taken along."""
    gap = max(1, round(len(shares) * _GAP))
    best, start, last = (0, 0), None, 0
    for at, share in enumerate(shares.tolist()):
        if share >= _BUSY:
            if start is None or at - last > gap + 1:
                start = at
            last = at
            if last + 1 - start > best[1] - best[0]:
                best = (start, last + 1)
    return best


def _scaled(box: Sequence[int], scale: float, size: tuple[int, int]) -> Box:
    left, top, right, bottom = (round(one * scale) for one in box)
    return left, top, min(size[0], right), min(size[1], bottom)
