"""The labelled sets' debunks as stores in memory, for measuring decisions alone."""

import json
from collections.abc import AsyncIterator, Iterable, Mapping, Sequence

from benchmarks.training.pairs import DATA
from matching.encoder import Encoder
from matching.normalize import terms
from matching.vectors import pack
from storage.changes import Change, Changes, Wording
from storage.phrasings import Phrasing

Claims = Mapping[str, Sequence[tuple[str, str]]]
"""Debunk id -> its claims as (language, text)."""


class Shelf:
    """Fulfils `matching.candidates.Phrasings` with debunks that never change."""

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


def claims_of(authors: Iterable[str]) -> dict[str, list[tuple[str, str]]]:
    """Return the claims of the sets in `benchmarks/data` by debunk id."""
    found: dict[str, list[tuple[str, str]]] = {}
    for author in authors:
        for line in (DATA / author / "debunks.jsonl").read_text(encoding="utf-8").splitlines():
            debunk = json.loads(line)
            found[debunk["id"]] = [(one["lang"], one["text"]) for one in debunk["claims"]]
    return found


def filled(author: str, encoder: Encoder) -> Shelf:
    """Return a store of one set's debunks."""
    return Shelf(claims_of(author), encoder)
