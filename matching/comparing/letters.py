"""What comparing by letters needs of one text: stems, words that may be misspelt, trigrams."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from matching.reading.windows import Window

_LONG = 3


@dataclass(frozen=True, slots=True)
class Letters:
    """The text's terms in order as one text, those that can be like others, and its trigrams.

    `grams` are different numbers that rise: some .7 kB for a claim.
    """

    stems: str
    long: tuple[str, ...]
    grams: NDArray[np.int64]


def letters(window: Window) -> Letters:
    """Return the letters of a window."""
    return Letters(
        " ".join(sorted(window.terms)),
        tuple(one for one in window.terms if len(one) > _LONG and one.isalpha()),
        _trigrams(window.text),
    )


def _trigrams(text: str) -> NDArray[np.int64]:
    """Return the runs of three letters, each as one number: quicker to make than as text."""
    codes = np.frombuffer(f" {text} ".encode("utf-32-le", "surrogatepass"), "<u4")
    codes = codes.astype(np.int64)
    return np.unique(codes[:-2] << 42 | codes[1:-1] << 21 | codes[2:])
