"""What a picture may have been before it was framed: less a border, less a chat around it."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from PIL import Image

Box = tuple[int, int, int, int]
"""Left, top, right, bottom, in pixels."""

_Levels = NDArray[np.float32]
_Mask = NDArray[np.bool_]

_LOOKED_AT = 256
"""Pixels of the longer side that are looked at."""
_EVEN = 14.0
"""Levels by which one colour varies, jpeg's noise included."""
_STRAY = 0.02
"""Share of a border's line that may be of another colour."""
_LEAST_SHARE = 0.15
"""Of a picture's area that has to be left: less is a detail and no picture."""
_BACKGROUND_SHARE = 0.08
"""Of a picture's area that has one colour where something lies upon a background."""
_COVERED = 0.45
"""Share of a line that a picture covers."""
_GAP = 1
"""Lines of those looked at that may be of the background's colour within a picture; more lie
between a picture and the words around it."""


def insides(picture: Image.Image) -> list[Box]:
    """Return the boxes that may be a picture of their own, the largest first, without the whole."""
    scale = max(picture.size) / _LOOKED_AT
    size = max(1, round(picture.width / scale)), max(1, round(picture.height / scale))
    small = np.asarray(picture.convert("RGB").resize(size, Image.Resampling.BOX), np.float32)
    whole = (0, 0, size[0], size[1])
    found: list[Box] = []
    for left, top, right, bottom in (_within_border(small), _upon_background(small)):
        box = (left, top, right, bottom)
        share = (right - left) * (bottom - top) / (size[0] * size[1])
        if share >= _LEAST_SHARE and box != whole and box not in found:
            found.append(box)
    return [_scaled(box, scale, picture.size) for box in found]


def _within_border(small: _Levels) -> Box:
    """Return the box within lines of one even colour."""
    rows, columns = small.shape[:2]
    turned = small.swapaxes(0, 1)
    top, bottom = _even_lines(small), rows - _even_lines(small[::-1])
    left, right = _even_lines(turned), columns - _even_lines(turned[::-1])
    return (left, top, right, bottom) if left < right and top < bottom else (0, 0, columns, rows)


def _even_lines(lines: _Levels) -> int:
    """Return how many lines from the first on hold the first one's colour and nothing else."""
    colour = np.median(lines[0], axis=0)
    uneven = _differs(lines, colour).mean(axis=1) > _STRAY
    return int(np.argmax(uneven)) if uneven.any() else 0


def _upon_background(small: _Levels) -> Box:
    """Return the box of the largest thing that lies upon a background of one colour."""
    rows, columns = small.shape[:2]
    whole = (0, 0, columns, rows)
    bins, counts = np.unique(
        (small // 8).reshape(-1, 3).astype(np.int64) @ (1024, 32, 1), return_counts=True
    )
    commonest = bins[np.argmax(counts)]
    same = ((small // 8).astype(np.int64) @ (1024, 32, 1)) == commonest
    if same.mean() < _BACKGROUND_SHARE:
        return whole
    covered = _differs(small, np.median(small[same], axis=0))
    left, top, right, bottom = whole
    # Columns are found within the rows, and then rows once more within the columns.
    for _ in range(2):
        top, bottom = _longest_run(covered[:, left:right].mean(axis=1))
        left, right = _longest_run(covered[top:bottom].mean(axis=0)) if top < bottom else (0, 0)
        if left >= right:
            return whole
    return left, top, right, bottom


def _differs(values: _Levels, colour: NDArray[np.floating]) -> _Mask:
    found: _Mask = np.abs(values - colour).max(axis=-1) > _EVEN
    return found


def _longest_run(shares: NDArray[np.floating]) -> tuple[int, int]:
    """Return where the longest run of covered lines begins and ends, short gaps taken along."""
    best, start, last = (0, 0), -1, 0
    for at in np.flatnonzero(shares >= _COVERED).tolist():
        if start < 0 or at - last > _GAP + 1:
            start = at
        last = at
        if last + 1 - start > best[1] - best[0]:
            best = (start, last + 1)
    return best


def _scaled(box: Sequence[int], scale: float, size: tuple[int, int]) -> Box:
    left, top, right, bottom = (round(one * scale) for one in box)
    return left, top, min(size[0], right), min(size[1], bottom)
