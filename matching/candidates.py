"""Where candidates come from: the protocol that a store fulfils."""

from collections.abc import Mapping, Sequence
from typing import Protocol


class Phrasing(Protocol):
    """One wording of a checked claim, as the store hands it over."""

    @property
    def debunk_id(self) -> str:
        """The debunk that it is a phrasing of."""
        ...

    @property
    def lang(self) -> str:
        """The code of its language."""
        ...

    @property
    def text(self) -> str:
        """The claim as the desk worded it."""
        ...


class Phrasings(Protocol):
    """The published phrasings of a store, searchable by index terms (see `normalize.terms`)."""

    async def count(self) -> int:
        """Return how many published phrasings there are."""
        ...

    async def frequencies(self, terms: Sequence[str]) -> Mapping[str, int]:
        """Return in how many phrasings each term stands; a term that stands in none is left out."""
        ...

    async def holding_any(self, terms: Sequence[str], limit: int) -> Sequence[Phrasing]:
        """Return up to `limit` phrasings that hold any of the terms, best bm25 first."""
        ...

    async def listing(self, addresses: Sequence[str]) -> Sequence[Phrasing]:
        """Return one phrasing of each debunk whose appearances hold one of these addresses."""
        ...
