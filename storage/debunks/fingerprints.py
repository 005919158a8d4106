"""What pictures of published debunks look like."""

from dataclasses import dataclass

from domain.fingerprint import Fingerprint
from storage.debunks import versions
from storage.engine.contract import Sessions


@dataclass(frozen=True, slots=True)
class FingerprintOf:
    """One fingerprint, and the id of the debunk whose picture it is."""

    debunk_id: str
    fingerprint: Fingerprint


class Fingerprints:
    """Reads all of them at once; they are few and small."""

    def __init__(self, sessions: Sessions) -> None:
        self._sessions = sessions

    async def version(self) -> int:
        """Return the version of the store's debunks, with which pictures change."""
        return int((await self._sessions.rows(versions.CURRENT))[0][0])

    async def published(self) -> tuple[int, list[FingerprintOf]]:
        """Return the store's version and the pictures of its published debunks."""
        async with self._sessions.snapshot() as connection:
            version = int(await connection.value(versions.CURRENT))
            rows = await connection.rows(
                "SELECT d.id, p.phash, p.pdq "
                "FROM fingerprints p JOIN debunks d ON d.num = p.debunk "
                "WHERE d.status = 'published' ORDER BY p.debunk, p.position"
            )
        return version, [
            FingerprintOf(debunk_id, Fingerprint(bytes.fromhex(phash), bytes.fromhex(pdq)))
            for debunk_id, phash, pdq in rows
        ]
