"""A file of any length under a key: cut short, changed or put in another order, it does not open.

The STREAM construction over AES-256-GCM (Hoang, Reyhanitabar, Rogaway and Vizár, 2015): a nonce is
the number of the chunk and whether it is the last. Each file has a key of its own, derived from a
salt at its beginning, so that no chunk opens in another file.
"""

import hmac
import secrets
from collections.abc import Iterable, Iterator
from typing import IO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from domain.errors import RaspaError

MAGIC = b"RASPA BACKUP 01\n"
CHUNK_BYTES = 1 << 18
_SALT_BYTES = 32
_CHECK_BYTES = 16
_TAG_BYTES = 16
HEADER_BYTES = len(MAGIC) + _SALT_BYTES + _CHECK_BYTES


class SealedFileError(RaspaError):
    """A sealed file does not open; the message says why, and goes on after the file's name."""


def seal(content: Iterable[bytes], out: IO[bytes], key: bytes) -> None:
    """Write the pieces of a content, of any size each, under a key of 32 bytes. Raises OSError."""
    salt = secrets.token_bytes(_SALT_BYTES)
    cipher, check = _keys(key, salt)
    out.write(MAGIC + salt + check)
    number, held = 0, bytearray()
    for piece in content:
        held += piece
        # One chunk stays here, since the last one is marked as the last.
        while len(held) > CHUNK_BYTES:
            out.write(cipher.encrypt(_nonce(number, last=False), bytes(held[:CHUNK_BYTES]), None))
            del held[:CHUNK_BYTES]
            number += 1
    out.write(cipher.encrypt(_nonce(number, last=True), bytes(held), None))


def unseal(source: IO[bytes], key: bytes) -> Iterator[bytes]:
    """Yield what was sealed, chunk by chunk; whoever takes it trusts it once the last has come.

    Raises SealedFileError for another key, and for whatever is not the whole file in its order;
    OSError.
    """
    header = source.read(HEADER_BYTES)
    if header[: len(MAGIC)] != MAGIC[: len(header)] or not header:
        raise SealedFileError("is no backup that Raspa made")
    if len(header) < HEADER_BYTES:
        raise SealedFileError("is cut short")
    salt, told = header[len(MAGIC) : -_CHECK_BYTES], header[-_CHECK_BYTES:]
    cipher, check = _keys(key, salt)
    if not hmac.compare_digest(check, told):
        raise SealedFileError("was made with another RASPA_BACKUP_KEY, or its beginning is damaged")
    number, chunk = 0, source.read(CHUNK_BYTES + _TAG_BYTES)
    while chunk:
        following = source.read(CHUNK_BYTES + _TAG_BYTES)
        try:
            yield cipher.decrypt(_nonce(number, last=not following), chunk, None)
        except (InvalidTag, ValueError):
            break
        if not following:
            return
        number, chunk = number + 1, following
    raise SealedFileError(f"is damaged or cut short (part {number + 1} of it does not open)")


def _keys(key: bytes, salt: bytes) -> tuple[AESGCM, bytes]:
    def derived(purpose: bytes, length: int) -> bytes:
        return HKDF(algorithm=SHA256(), length=length, salt=salt, info=MAGIC + purpose).derive(key)

    return AESGCM(derived(b"content", 32)), derived(b"which key", _CHECK_BYTES)


def _nonce(number: int, *, last: bool) -> bytes:
    return number.to_bytes(11, "big") + bytes([last])
