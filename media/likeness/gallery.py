"""Many pictures' fingerprints side by side, to be asked which of them look like one."""

from collections.abc import Hashable, Iterable, Sequence
from typing import Generic, TypeVar

import numpy as np
from numpy.typing import NDArray

from domain.fingerprint import Fingerprint

MOST_PHASH = 12
MOST_PDQ = 80
"""Bits by which two hashes of one picture may differ; both have to be near.

Of unrelated pairs, some are as near: `python -m benchmarks.likeness` counts them.
"""
_Owner = TypeVar("_Owner", bound=Hashable)


class Gallery(Generic[_Owner]):
    """Fingerprints with whom they belong to."""

    def __init__(self, pictures: Iterable[tuple[_Owner, Fingerprint]]) -> None:
        listed = list(pictures)
        self._owners = [owner for owner, _ in listed]
        self._phashes = _rows([one.phash for _, one in listed], np.uint64)
        self._pdqs = _rows([one.pdq for _, one in listed], np.uint64)

    def __len__(self) -> int:
        return len(self._owners)

    def like(self, sought: Sequence[Fingerprint]) -> list[_Owner]:
        """Return the owners of pictures that look like one, the likest first, each once."""
        best: dict[_Owner, int] = {}
        for one in sought:
            near = np.flatnonzero(_apart(self._phashes, one.phash) <= MOST_PHASH)
            apart = _apart(self._pdqs[near], one.pdq)
            for at, bits in zip(near.tolist(), apart.tolist(), strict=True):
                if bits <= MOST_PDQ:
                    owner = self._owners[at]
                    best[owner] = min(bits, best.get(owner, bits))
        return sorted(best, key=lambda owner: best[owner])


def _rows(hashes: Sequence[bytes], kind: type[np.uint64]) -> NDArray[np.uint64]:
    width = len(hashes[0]) // 8 if hashes else 1
    return np.frombuffer(b"".join(hashes), kind).reshape(len(hashes), width)


def _apart(rows: NDArray[np.uint64], one: bytes) -> NDArray[np.int64]:
    """Return by how many bits each row differs from a hash."""
    differing = np.bitwise_count(rows ^ np.frombuffer(one, np.uint64))
    found: NDArray[np.int64] = differing.sum(axis=1, dtype=np.int64)
    return found
