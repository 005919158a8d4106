"""The labelled sets' debunks as stores in memory, for measuring decisions alone."""

from collections.abc import AsyncIterator, Mapping, Sequence

from domain.phrasing import Phrasing
from evaluation.labelled import claims_of
from matching.reading.normalize import terms
from matching.search.encoder import Encoder
from matching.search.vectors import pack
from storage.debunks.changes import Change, Changes, Wording

Claims = Mapping[str, Sequence[tuple[str, str]]]
"""Debunk id -> its claims as (language, text)."""


class Shelf:
    """Fulfils `matching.search.candidates.Phrasings` with debunks that never change."""

    def __init__(self, claims: Claims, encoder: Encoder) -> None:
        self._texts: dict[int, Phrasing] = {}
        changes = []
        for debunk_id, worded in claims.items():
            told = []
            rows = encoder.passages([text for _, text in worded])
            for (lang, text), row in zip(worded, rows, strict=True):
                one = Phrasing(len(self._texts), debunk_id, lang, text)
                self._texts[one.id] = one
                told.append(Wording(one.id, lang, tuple(terms(text)), pack(row)))
            changes.append(Change(debunk_id, tuple(told)))
        self._changes = Changes(1, tuple(changes))

    async def changes(self, since: int, encoder: str | None = None) -> AsyncIterator[Changes]:
        if since == 0:
            yield self._changes

    async def texts(self, ids: Sequence[int]) -> Mapping[int, Phrasing]:
        return {one: self._texts[one] for one in ids if one in self._texts}

    async def listing(self, addresses: Sequence[str]) -> Sequence[Phrasing]:
        return ()


def filled(author: str, encoder: Encoder) -> Shelf:
    """Return a store of one set's debunks."""
    return Shelf(claims_of(author), encoder)
