"""Pictures without words, made anew and the same each time: each number has a look of its own."""

import numpy as np
from PIL import Image

_WAVES = 16
_SHARE = 4


def photo(number: int, width: int = 640, height: int = 480) -> Image.Image:
    """Return hills and clouds of colour, as a photograph has them and a drawing has not."""
    chance = np.random.default_rng(number)
    size = max(1, width // _SHARE), max(1, height // _SHARE)
    rows, columns = np.mgrid[0 : size[1], 0 : size[0]] / max(size)
    layers = []
    for _ in range(3):
        made = np.zeros((size[1], size[0]))
        for _ in range(_WAVES):
            across, down, phase = chance.uniform(-40, 40), chance.uniform(-40, 40), chance.uniform()
            strength = 1 / (1 + np.hypot(across, down) / 6)
            made += strength * np.sin(across * columns + down * rows + 6.3 * phase)
        low, high = made.min(), made.max()
        layers.append((made - low) * (255 / ((high - low) or 1.0)))
    picture = Image.fromarray(np.stack(layers, axis=-1).astype(np.uint8))
    return picture.resize((width, height), Image.Resampling.BICUBIC)
