"""Wordings by case in memory, as matching asks for them."""

from collections.abc import AsyncIterator, Mapping, Sequence

from domain.phrasing import Phrasing
from matching.joining import wording
from matching.reading.normalize import terms
from matching.reading.windows import read
from matching.scoring.features import language_of
from matching.search.encoder import Encoder
from matching.search.vectors import pack
from storage.debunks.changes import Change, Changes, Wording


class Shelf:
    """Fulfils matching's `Phrasings`; up to 32 distinct wordings a case, as in a store."""

    def __init__(self, encoder: Encoder) -> None:
        self._encoder = encoder
        self._cases: dict[str, dict[tuple[str, ...], Wording]] = {}
        self._changed: dict[str, int] = {}
        self._texts: dict[int, Phrasing] = {}

    def put(self, case: str, text: str) -> None:
        """Add a wording to a case."""
        held = self._cases.setdefault(case, {})
        told = tuple(terms(text))
        if told in held or len(held) == 32:
            return
        number = len(self._texts) + 1
        lang = language_of(read(text))
        vector = pack(self._encoder.passages([wording(text)])[0])
        held[told] = Wording(number, lang, told, vector)
        self._texts[number] = Phrasing(number, case, lang, text)
        self._changed[case] = number

    async def changes(self, since: int, encoder: str | None = None) -> AsyncIterator[Changes]:
        """Yield the cases that changed."""
        found = [case for case, version in self._changed.items() if version > since]
        if found:
            changed = tuple(Change(case, tuple(self._cases[case].values())) for case in found)
            yield Changes(len(self._texts), changed)

    async def texts(self, ids: Sequence[int]) -> Mapping[int, Phrasing]:
        """Return the wordings of these ids."""
        return {one: self._texts[one] for one in ids}

    async def listing(self, addresses: Sequence[str]) -> Sequence[Phrasing]:
        """Return nothing: addresses play no part here."""
        return []
