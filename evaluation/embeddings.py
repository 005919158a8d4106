"""Vectors that were made before, kept in a file: making them takes longer than all the rest."""

from collections.abc import Callable, Sequence
from hashlib import sha256
from pathlib import Path

import numpy as np

from matching.search.background import Floats
from matching.search.encoder import Encoder

_SAVE_AFTER = 1_000


class Kept:
    """An encoder that asks another one only for texts that are not in the file.

    The file belongs to one encoder by its name; another one's is not read, and is overwritten.
    """

    def __init__(self, encoder: Encoder, path: Path) -> None:
        self._encoder = encoder
        self._path = path
        self._rows: dict[str, Floats] = {}
        self._new = 0
        if path.exists():
            with np.load(path) as stored:
                if str(stored["encoder"]) == encoder.name:
                    keys = stored["keys"].tolist()
                    self._rows = dict(zip(keys, stored["vectors"], strict=True))

    @property
    def name(self) -> str:
        return self._encoder.name

    def queries(self, texts: Sequence[str]) -> Floats:
        return self._vectors("query", texts, self._encoder.queries)

    def passages(self, texts: Sequence[str]) -> Floats:
        return self._vectors("passage", texts, self._encoder.passages)

    def save(self) -> None:
        """Write the file, if anything is new."""
        if not self._new:
            return
        self._path.parent.mkdir(parents=True, exist_ok=True)
        keys, vectors = np.array(list(self._rows)), np.stack(list(self._rows.values()))
        beside = self._path.with_suffix(".new.npz")
        np.savez(beside, encoder=np.array(self.name), keys=keys, vectors=vectors)
        beside.replace(self._path)
        self._new = 0

    def _vectors(
        self, side: str, texts: Sequence[str], make: Callable[[Sequence[str]], Floats]
    ) -> Floats:
        keys = [sha256(f"{side} {text}".encode()).hexdigest() for text in texts]
        new = {key: text for key, text in zip(keys, texts, strict=True) if key not in self._rows}
        if new:
            self._rows |= dict(zip(new, make(list(new.values())), strict=True))
            self._new += len(new)
        if self._new >= _SAVE_AFTER:
            self.save()
        return np.stack([self._rows[key] for key in keys])
