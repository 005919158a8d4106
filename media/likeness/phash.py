"""pHash: 64 bits of the slowest waves in a picture of 32 by 32.

After N. Krawetz, "Looks Like It" (2011), with the median of the 64 as the threshold.
"""

import numpy as np
from PIL import Image

BITS = 64
_SIDE = 32
_KEPT = 8
_WAVES = np.cos(np.pi / _SIDE * np.outer(np.arange(_KEPT), np.arange(_SIDE) + 0.5))


def phash(grey: Image.Image) -> bytes:
    """Return the 8 bytes of a grey picture's hash, the slowest wave first."""
    small = grey.resize((_SIDE, _SIDE), Image.Resampling.LANCZOS)
    waves = _WAVES @ np.asarray(small, np.float64) @ _WAVES.T
    return np.packbits((waves > np.median(waves)).ravel()).tobytes()
