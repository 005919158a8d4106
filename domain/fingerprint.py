"""How a picture looks, in few bits; the picture itself is not kept."""

import re
from dataclasses import dataclass

_TEXT = re.compile(r"([0-9a-f]{16})-([0-9a-f]{64})")


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """Two hashes of one picture: 8 bytes of pHash and 32 of PDQ."""

    phash: bytes
    pdq: bytes

    def __str__(self) -> str:
        """Return it as text: both in hex digits, a hyphen between them."""
        return f"{self.phash.hex()}-{self.pdq.hex()}"


def fingerprint_in(text: str) -> Fingerprint | None:
    """Return the fingerprint that a text writes as `str` does; None for anything else."""
    found = _TEXT.fullmatch(text)
    return Fingerprint(bytes.fromhex(found[1]), bytes.fromhex(found[2])) if found else None
