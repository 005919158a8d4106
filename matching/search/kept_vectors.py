"""An encoder that remembers the vectors of posts' windows."""

from collections import OrderedDict
from collections.abc import Sequence
from hashlib import blake2b
from threading import Lock

import numpy as np

from matching.search.encoder import Encoder, Floats, tokens_of

MOST = 4_096
"""Windows whose vectors are kept, 6 MB."""


class KeepingVectors:
    """Encodes a window once for all who ask: debunks and cases, before and after a change.

    Of a text only its fingerprint is kept. Works from many threads.
    """

    def __init__(self, encoder: Encoder, most: int = MOST) -> None:
        self._encoder = encoder
        self._tokens = tokens_of(encoder)
        self._most = most
        self._rows: OrderedDict[bytes, Floats] = OrderedDict()
        self._lock = Lock()

    @property
    def name(self) -> str:
        """The encoder's."""
        return self._encoder.name

    def queries(self, texts: Sequence[str]) -> Floats:
        """Return the vectors of a post's windows."""
        prints = [_fingerprint(text) for text in texts]
        found: dict[bytes, Floats] = {}
        with self._lock:
            for one in prints:
                if one in self._rows:
                    self._rows.move_to_end(one)
                    found[one] = self._rows[one]
        new = {one: text for one, text in zip(prints, texts, strict=True) if one not in found}
        if new:
            rows = self._encoder.queries(list(new.values()))
            made = {one: row.copy() for one, row in zip(new, rows, strict=True)}
            found |= made
            with self._lock:
                self._rows |= made
                while len(self._rows) > self._most:
                    self._rows.popitem(last=False)
        return np.stack([found[one] for one in prints])

    def tokens(self, text: str) -> int:
        """Return how many tokens of a post's text the encoder reads."""
        return self._tokens(text)

    def passages(self, texts: Sequence[str]) -> Floats:
        """Return the vectors of claims, which are made once each."""
        return self._encoder.passages(texts)


def _fingerprint(text: str) -> bytes:
    return blake2b(text.encode("utf-8", "surrogatepass"), digest_size=16).digest()
