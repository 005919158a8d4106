"""A debunk and its parts, as the store keeps them and the interchange format writes them."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from hashlib import sha256

from domain.fingerprint import Fingerprint

_PLAIN_ID = re.compile(r"[A-Za-z0-9_-]{1,48}")
_SHORT_NAME = re.compile(r"x[0-9a-f]{20}")


class Verdict(StrEnum):
    """What the desk found about a claim."""

    FAKE = "fake"
    FALSE = "false"
    MISLEADING = "misleading"
    OUTDATED = "outdated"
    SATIRE = "satire"
    UNPROVEN = "unproven"
    TRUE = "true"


class Status(StrEnum):
    """Where a debunk stands; readers meet only published ones."""

    DRAFT = "draft"
    PUBLISHED = "published"
    RETRACTED = "retracted"


Texts = Mapping[str, str]
"""Language code -> text."""


@dataclass(frozen=True, slots=True)
class Claim:
    """One phrasing of the checked claim in one language.

    A `learned` one is a reader's wording: matching compares posts with it, and no card shows it.
    """

    lang: str
    text: str
    learned: bool = False


@dataclass(frozen=True, slots=True)
class Statement:
    """What an authority officially said, word for word; `date` may be partial (`2022-03`)."""

    text: Texts
    authority: Texts = field(default_factory=dict)
    date: str | None = None
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Source:
    """Where the check can be read; at least one of the two is set."""

    title: str | None = None
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Debunk:
    """One fact check.

    `pictures` are looked for where a post is a picture without words; no card shows them.
    `version` grows with every published change and is the store's: the interchange format does not
    carry it.
    """

    id: str
    verdict: Verdict
    claims: tuple[Claim, ...]
    date: str | None = None
    status: Status = Status.PUBLISHED
    summary: Texts = field(default_factory=dict)
    statements: tuple[Statement, ...] = ()
    sources: tuple[Source, ...] = ()
    appearances: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    pictures: tuple[Fingerprint, ...] = ()
    version: int = 1

    @property
    def own_claims(self) -> tuple[Claim, ...]:
        """The desk's own phrasings: those that people are shown."""
        return tuple(claim for claim in self.claims if not claim.learned)


def ref_of(debunk_id: str) -> str:
    """Return the name of a debunk for button data and deep links: 1 to 48 of A-Z a-z 0-9 _ -.

    It is the id itself where the id is of that form, else `x` and 20 hex digits of its SHA-256; so
    it is too for an id that looks like one of those, which could be another debunk's name.
    Telegram allows 64 bytes in button data and 64 of these characters in a deep link.
    """
    if _PLAIN_ID.fullmatch(debunk_id) and not _SHORT_NAME.fullmatch(debunk_id):
        return debunk_id
    return "x" + sha256(debunk_id.encode()).hexdigest()[:20]
