"""People without their Telegram ids."""

import hashlib
import hmac
import secrets

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

_KEY_BYTES = 32
_NONCE_BYTES = 12
_ID_BYTES = 8
_TAG_BYTES = 16
SEALED_ID_BYTES = _NONCE_BYTES + _ID_BYTES + _TAG_BYTES
"""How long an encrypted Telegram id is."""


class SealError(ValueError):
    """A sealed id or name cannot be opened: another key, another person's, or damaged."""


class People:
    """Turns Telegram ids into keyed hashes, to look up, and seals them, to write back.

    Neither tells anything to someone without the key. What was sealed for one person does not open
    as another's.
    """

    def __init__(self, key: bytes) -> None:
        self._key = key
        self._ids = AESGCM(_subkey(key, b"raspa: telegram ids"))
        self._names = AESGCM(_subkey(key, b"raspa: names"))
        self._updates = AESGCM(_subkey(key, b"raspa: unreadable updates"))
        self._texts = _subkey(key, b"raspa: texts in groups")
        self.check = _subkey(key, b"raspa: which key it is").hex()
        """What a store remembers its key by; it leads neither to the key nor to what it opens."""

    def hash(self, user_id: int) -> bytes:
        """Return the 32 bytes of HMAC-SHA256 under which the store knows a person."""
        return hmac.digest(self._key, str(user_id).encode(), hashlib.sha256)

    def hash_text(self, text: bytes) -> bytes:
        """Return 32 bytes that are the same for the same text and tell nothing of it."""
        return hmac.digest(self._texts, text, hashlib.sha256)

    def seal(self, user_id: int) -> bytes:
        """Return the Telegram id of a person or chat encrypted, each time in other bytes."""
        # Ids of groups are negative.
        told = user_id.to_bytes(_ID_BYTES, "big", signed=True)
        return _sealed(self._ids, told, self.hash(user_id))

    def unseal(self, sealed: bytes, person: bytes) -> int:
        """Return the Telegram id that was sealed for this keyed hash. Raises SealError."""
        return int.from_bytes(_unsealed(self._ids, sealed, person), "big", signed=True)

    def seal_name(self, name: str, person: bytes) -> bytes:
        """Return the name of the person of this keyed hash, encrypted."""
        return _sealed(self._names, name.encode("utf-8", "replace"), person)

    def unseal_name(self, sealed: bytes, person: bytes) -> str:
        """Return the name that was sealed for this keyed hash. Raises SealError."""
        return _unsealed(self._names, sealed, person).decode()

    def seal_update(self, document: bytes) -> bytes:
        """Return the JSON of an update that could not be read, encrypted."""
        return _sealed(self._updates, document, b"")

    def unseal_update(self, sealed: bytes) -> bytes:
        """Return the JSON that was sealed. Raises SealError."""
        return _unsealed(self._updates, sealed, b"")


def _subkey(key: bytes, purpose: bytes) -> bytes:
    return HKDF(algorithm=SHA256(), length=_KEY_BYTES, salt=None, info=purpose).derive(key)


def _sealed(cipher: AESGCM, content: bytes, person: bytes) -> bytes:
    nonce = secrets.token_bytes(_NONCE_BYTES)
    return nonce + cipher.encrypt(nonce, content, person)


def _unsealed(cipher: AESGCM, sealed: bytes, person: bytes) -> bytes:
    try:
        return cipher.decrypt(sealed[:_NONCE_BYTES], sealed[_NONCE_BYTES:], person)
    except (InvalidTag, ValueError):
        raise SealError("A sealed id or name does not open with this RASPA_DATA_KEY.") from None
