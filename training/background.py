"""The vectors of the neutral texts, made again when the texts or the encoder changed."""

import json
from pathlib import Path

import numpy as np

from matching.search.encoder import Encoder

_SAME = 1e-3
"""Half precision in the file, and other processors, move a number by less."""


def remake_background(folder: Path, encoder: Encoder) -> bool:
    """Make `background.npz` of `background.json` in a folder; return whether it was out of date."""
    texts = [text for _, text in json.loads((folder / "background.json").read_text("utf-8"))]
    made = {"passages": encoder.passages(texts), "queries": encoder.queries(texts)}
    path = folder / "background.npz"
    if path.exists():
        with np.load(path) as stored:
            if all(
                stored[side].shape == rows.shape
                and np.abs(stored[side].astype(np.float32) - rows).max() < _SAME
                for side, rows in made.items()
            ):
                return False
    np.savez_compressed(
        path,
        passages=made["passages"].astype(np.float16),
        queries=made["queries"].astype(np.float16),
    )
    return True
