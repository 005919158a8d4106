"""Where claims come from: the protocol that a store fulfils."""

from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol


class Phrasing(Protocol):
    """One wording of a checked claim, as the store hands it over."""

    @property
    def id(self) -> int:
        """One text of one debunk for good."""
        ...

    @property
    def debunk_id(self) -> str:
        """The debunk whose claim it words."""
        ...

    @property
    def lang(self) -> str:
        """Its language code."""
        ...

    @property
    def text(self) -> str:
        """The wording."""
        ...


class Wording(Protocol):
    """What is indexed of one phrasing."""

    @property
    def id(self) -> int:
        """The phrasing's id."""
        ...

    @property
    def terms(self) -> Sequence[str]:
        """Its index terms (see `normalize.terms`)."""
        ...

    @property
    def vector(self) -> bytes | None:
        """Its packed vector (see `vectors.pack`), or None where there is none yet."""
        ...


class Change(Protocol):
    """A debunk and its published phrasings as they are now: none when it is not published."""

    @property
    def debunk_id(self) -> str:
        """The debunk."""
        ...

    @property
    def phrasings(self) -> Sequence[Wording]:
        """Its phrasings."""
        ...


@dataclass(frozen=True, slots=True)
class Vectored:
    """A plain `Wording`, whose vector was made here."""

    id: int
    terms: Sequence[str]
    vector: bytes | None


@dataclass(frozen=True, slots=True)
class VectoredChange:
    """A plain `Change`."""

    debunk_id: str
    phrasings: tuple[Vectored, ...]


class Changes(Protocol):
    """Some of what changed; every change up to `version` is in what was given so far."""

    @property
    def version(self) -> int:
        """The version that is reached."""
        ...

    @property
    def debunks(self) -> Sequence[Change]:
        """The debunks that changed."""
        ...


class Phrasings(Protocol):
    """The published phrasings of a store."""

    def changes(self, since: int, encoder: str | None = None) -> AsyncIterator[Changes]:
        """Yield what changed after a version, with vectors of the encoder of this name."""
        ...

    async def texts(self, ids: Sequence[int]) -> Mapping[int, Phrasing]:
        """Return the phrasings of these ids; those that are gone are left out."""
        ...

    async def listing(self, addresses: Sequence[str]) -> Sequence[Phrasing]:
        """Return one phrasing of each debunk whose appearances hold one of these addresses."""
        ...
