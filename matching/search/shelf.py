"""Claims in memory, as matching asks a store for them: to measure and test it alone."""

import logging
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import count, groupby

from domain.phrasing import Phrasing
from matching.reading.addresses.address import canonical
from matching.reading.normalize import terms
from matching.search.candidates import Vectored, VectoredChange
from matching.search.encoder import Encoder, EncodingError, encoded
from matching.search.vectors import BadVectorError, pack

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Claimed:
    """One phrasing and the addresses that its debunk lists, in any spelling."""

    debunk_id: str
    lang: str
    text: str
    appearances: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ShelvedChanges:
    """What changed; `version` counts the changes so far."""

    version: int
    debunks: tuple[VectoredChange, ...]


class Shelf:
    """Fulfils matching's `Phrasings`; `put`, `add` and `remove` change it under the matcher.

    Vectors are made by its own encoder, all that are lacking whenever changes are asked for;
    `meant` gives the part of a wording that they are made of.
    """

    def __init__(
        self,
        *wordings: Claimed,
        encoder: Encoder | None = None,
        meant: Callable[[str], str] = str,
    ) -> None:
        self._encoder = encoder
        self._meant = meant
        self._ids = count()
        self._version = 0
        self._changed: dict[str, int] = {}
        self._appearances: dict[str, set[str]] = {}
        self._debunks: dict[str, tuple[Phrasing, ...]] = {}
        self._texts: dict[int, Phrasing] = {}
        self._vectors: dict[int, bytes] = {}
        for debunk_id, group in groupby(wordings, key=lambda one: one.debunk_id):
            self.put(debunk_id, *group)

    def put(self, debunk_id: str, *wordings: Claimed) -> None:
        """Publish a debunk with these phrasings, or change it to them."""
        self.remove(debunk_id)
        self.add(debunk_id, *wordings)

    def add(self, debunk_id: str, *wordings: Claimed) -> None:
        """Give a debunk more phrasings; it is published with its first ones."""
        new = {
            number: Phrasing(number, debunk_id, one.lang, one.text)
            for one, number in zip(wordings, self._ids, strict=False)
        }
        self._texts |= new
        self._debunks[debunk_id] = (*self._debunks.get(debunk_id, ()), *new.values())
        self._appearances.setdefault(debunk_id, set()).update(
            canonical(address) for one in wordings for address in one.appearances
        )
        self._note(debunk_id)

    def remove(self, debunk_id: str) -> None:
        """Take a debunk back."""
        self._appearances.pop(debunk_id, None)
        for one in self._debunks.pop(debunk_id, ()):
            del self._texts[one.id]
            self._vectors.pop(one.id, None)
        self._note(debunk_id)

    async def changes(
        self, since: int, encoder: str | None = None
    ) -> AsyncIterator[ShelvedChanges]:
        """Yield what changed after a version; the vectors are of the shelf's own encoder."""
        if since < self._version:
            self._encode()
            changed = [one for one, version in self._changed.items() if version > since]
            yield ShelvedChanges(self._version, tuple(map(self._change, changed)))

    async def texts(self, ids: Sequence[int]) -> Mapping[int, Phrasing]:
        """Return the phrasings of these ids; those that are gone are left out."""
        return {one: self._texts[one] for one in ids if one in self._texts}

    async def listing(self, addresses: Sequence[str]) -> Sequence[Phrasing]:
        """Return one phrasing of each debunk whose appearances hold one of these addresses."""
        return [
            self._debunks[debunk_id][0]
            for debunk_id, seen_at in self._appearances.items()
            if not seen_at.isdisjoint(addresses)
        ]

    def _note(self, debunk_id: str) -> None:
        self._version += 1
        self._changed.pop(debunk_id, None)
        self._changed[debunk_id] = self._version

    def _change(self, debunk_id: str) -> VectoredChange:
        phrasings = self._debunks.get(debunk_id, ())
        return VectoredChange(
            debunk_id,
            tuple(
                Vectored(one.id, tuple(terms(one.text)), self._vectors.get(one.id))
                for one in phrasings
            ),
        )

    def _encode(self) -> None:
        lacking = [one for one in self._texts.values() if one.id not in self._vectors]
        if self._encoder is None or not lacking:
            return
        try:
            rows = encoded(self._encoder.passages, [self._meant(one.text) for one in lacking])
            self._vectors |= {one.id: pack(row) for one, row in zip(lacking, rows, strict=True)}
        except (EncodingError, BadVectorError) as error:
            _log.warning("Vectors could not be made, words are compared instead: %s", error)
