"""Claims in memory, as matching asks a store for them: to measure and test it alone."""

from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from matching.reading.normalize import terms
from matching.search.encoder import Encoder
from matching.search.vectors import pack


@dataclass(frozen=True, slots=True)
class Claimed:
    """One phrasing and the addresses that its debunk lists."""

    debunk_id: str
    lang: str
    text: str
    appearances: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Shelved:
    """A wording with all that the matcher is told of it."""

    id: int
    debunk_id: str
    lang: str
    text: str
    terms: tuple[str, ...]
    vector: bytes | None


@dataclass(frozen=True, slots=True)
class ShelvedChange:
    """A debunk and its phrasings as they are now."""

    debunk_id: str
    phrasings: tuple[Shelved, ...]


@dataclass(frozen=True, slots=True)
class ShelvedChanges:
    """What changed; `version` counts the changes so far."""

    version: int
    debunks: tuple[ShelvedChange, ...]


class Shelf:
    """Fulfils matching's `Phrasings`; `put` and `remove` change it under the matcher."""

    def __init__(self, *wordings: Claimed, encoder: Encoder | None = None) -> None:
        self._encoder = encoder
        self._appearances: dict[str, set[str]] = {}
        self._shelved: dict[int, Shelved] = {}
        self._used = 0
        self._log: list[ShelvedChange] = []
        for debunk_id, group in groupby(wordings, key=lambda one: one.debunk_id):
            self.put(debunk_id, *group)

    def put(self, debunk_id: str, *wordings: Claimed) -> None:
        """Publish a debunk with these phrasings, or change it to them."""
        self._drop(debunk_id)
        self._appearances[debunk_id] = {address for one in wordings for address in one.appearances}
        packed: list[bytes | None] = [None] * len(wordings)
        if self._encoder:
            packed = [pack(row) for row in self._encoder.passages([one.text for one in wordings])]
        shelved = tuple(
            Shelved(self._used + at, debunk_id, one.lang, one.text, tuple(terms(one.text)), row)
            for at, (one, row) in enumerate(zip(wordings, packed, strict=True))
        )
        self._used += len(shelved)
        self._shelved |= {one.id: one for one in shelved}
        self._log.append(ShelvedChange(debunk_id, shelved))

    def remove(self, debunk_id: str) -> None:
        """Take a debunk back."""
        self._drop(debunk_id)
        self._log.append(ShelvedChange(debunk_id, ()))

    async def changes(
        self, since: int, encoder: str | None = None
    ) -> AsyncIterator[ShelvedChanges]:
        """Yield what changed after a version; the vectors are of the shelf's own encoder."""
        if since < len(self._log):
            yield ShelvedChanges(len(self._log), tuple(self._log[since:]))

    async def texts(self, ids: Sequence[int]) -> Mapping[int, Shelved]:
        """Return the phrasings of these ids; those that are gone are left out."""
        return {one: self._shelved[one] for one in ids if one in self._shelved}

    async def listing(self, addresses: Sequence[str]) -> Sequence[Shelved]:
        """Return one phrasing of each debunk whose appearances hold one of these addresses."""
        listed = {
            debunk_id
            for debunk_id, seen_at in self._appearances.items()
            if not seen_at.isdisjoint(addresses)
        }
        found: dict[str, Shelved] = {}
        for one in self._shelved.values():
            if one.debunk_id in listed:
                found.setdefault(one.debunk_id, one)
        return list(found.values())

    def _drop(self, debunk_id: str) -> None:
        if self._appearances.pop(debunk_id, None) is not None:
            self._shelved = {
                at: one for at, one in self._shelved.items() if one.debunk_id != debunk_id
            }
