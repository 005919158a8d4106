"""Who can listen: anything that makes words of samples."""

from typing import Protocol

import numpy as np
from numpy.typing import NDArray

Samples = NDArray[np.float32]
"""One channel, 16,000 a second, each from -1 to 1."""


class CannotListenError(Exception):
    """A transcriber could not be loaded, or failed over a recording."""


class Transcriber(Protocol):
    """Makes words of speech; it blocks, so that it is called in a thread, by one at a time."""

    def transcribe(self, samples: Samples) -> str:
        """Return what is said, empty where nothing is. Raises CannotListenError."""
