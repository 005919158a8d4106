"""How a picture looks, in few bits; the picture itself is not kept."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """Two hashes of one picture: 8 bytes of pHash and 32 of PDQ."""

    phash: bytes
    pdq: bytes
