"""The labelled sets' debunks as stores in memory, for measuring decisions alone."""

import json
from collections.abc import AsyncIterator, Iterable, Mapping, Sequence
from dataclasses import dataclass

from benchmarks.training.pairs import DATA
from matching.encoder import Encoder
from matching.normalize import terms
from matching.vectors import pack


@dataclass(frozen=True, slots=True)
class Told:
    """One phrasing with all that the matcher is told of it."""

    id: int
    debunk_id: str
    lang: str
    text: str
    terms: tuple[str, ...]
    vector: bytes


@dataclass(frozen=True, slots=True)
class Change:
    debunk_id: str
    phrasings: tuple[Told, ...]


@dataclass(frozen=True, slots=True)
class Changes:
    version: int
    debunks: tuple[Change, ...]


Claims = Mapping[str, Sequence[tuple[str, str]]]
"""Debunk id -> its claims as (language, text)."""


class Shelf:
    """Fulfils `matching.candidates.Phrasings` with debunks that never change."""

    def __init__(self, claims: Claims, encoder: Encoder) -> None:
        self._told: dict[int, Told] = {}
        for debunk_id, worded in claims.items():
            rows = encoder.passages([text for _, text in worded])
            for (lang, text), row in zip(worded, rows, strict=True):
                one = Told(len(self._told), debunk_id, lang, text, tuple(terms(text)), pack(row))
                self._told[one.id] = one

    async def changes(self, since: int, encoder: str | None = None) -> AsyncIterator[Changes]:
        if since == 0:
            by_debunk: dict[str, list[Told]] = {}
            for one in self._told.values():
                by_debunk.setdefault(one.debunk_id, []).append(one)
            yield Changes(1, tuple(Change(name, tuple(of)) for name, of in by_debunk.items()))

    async def texts(self, ids: Sequence[int]) -> Mapping[int, Told]:
        return {one: self._told[one] for one in ids if one in self._told}

    async def listing(self, addresses: Sequence[str]) -> Sequence[Told]:
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
