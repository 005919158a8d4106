"""The real encoder for tests: loaded once a process, and asked once for each text."""

from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path

import numpy as np

from matching.search.encoder import Encoder, Floats, load_encoder, tokens_of
from matching.search.encoders.model_folder import folder_of

MODELS = Path(__file__).parents[2] / "build" / "encoder"


class Remembering:
    """An encoder that keeps every vector: tests send the same posts to many bots."""

    def __init__(self, encoder: Encoder) -> None:
        self._encoder = encoder
        self._queries: dict[str, Floats] = {}
        self._passages: dict[str, Floats] = {}
        self.name = encoder.name
        self.tokens = tokens_of(encoder)

    def queries(self, texts: Sequence[str]) -> Floats:
        return _kept(texts, self._queries, self._encoder.queries)

    def passages(self, texts: Sequence[str]) -> Floats:
        return _kept(texts, self._passages, self._encoder.passages)


def real_encoder(_: Path | None = None, *, again: bool = False) -> Encoder:
    """The one that the bot runs on, in whatever folder; its model is made once for all tests."""
    return _loaded()


@cache
def _loaded() -> Encoder:
    MODELS.mkdir(parents=True, exist_ok=True)
    encoder = load_encoder(MODELS)
    assert encoder is not None
    return Remembering(encoder)


def lend_model(data: Path) -> None:
    """Let a bot that has this data folder find the model of all tests there."""
    real_encoder()
    lent = folder_of(data)
    if not lent.exists():
        lent.symlink_to(folder_of(MODELS), target_is_directory=True)


def _kept(
    texts: Sequence[str], kept: dict[str, Floats], encode: Callable[[Sequence[str]], Floats]
) -> Floats:
    if new := [text for text in dict.fromkeys(texts) if text not in kept]:
        kept.update(zip(new, encode(new), strict=True))
    return np.stack([kept[text] for text in texts])
