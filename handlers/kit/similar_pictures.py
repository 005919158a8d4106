"""Pictures of published debunks that look like one that somebody has sent."""

from collections.abc import Sequence

from domain.fingerprint import Fingerprint
from media.likeness.gallery import Gallery
from storage.debunks.fingerprints import Fingerprints

_MOST = 3


class SimilarPictures:
    """Holds how the store's pictures look, and reads them anew when the store has changed."""

    def __init__(self, fingerprints: Fingerprints) -> None:
        self._fingerprints = fingerprints
        self._gallery: Gallery[str] = Gallery(())
        self._version = -1

    async def like(self, sought: Sequence[Fingerprint]) -> list[str]:
        """Return the ids of debunks whose pictures look like one, the likest first, some at most.

        Raises StoreError.
        """
        if not sought:
            return []
        if await self._fingerprints.version() != self._version:
            self._version, listed = await self._fingerprints.published()
            self._gallery = Gallery([(one.debunk_id, one.fingerprint) for one in listed])
        return self._gallery.like(sought)[:_MOST]
