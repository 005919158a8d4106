"""schema.org's ClaimReview, as fact checkers publish it -> objects of the interchange format."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any
from urllib.parse import urljoin

from domain.debunk import Verdict
from formats.addresses import listed_addresses, with_scheme
from formats.dates import read_date
from formats.faults import Fault
from formats.fields import shown
from formats.jsonld import Document, Node, Text
from formats.links import Links
from formats.plain_text import cut, folded, one_line, plain
from formats.ratings import Rating

LONGEST_SUMMARY = 3_000
"""Characters; what a moderator may type into the same field."""

LONGEST_CLAIM = 1_000
_LONGEST_NAME = 200
# "Factcheck.kz" is a name; an author that is only linked to has none.
_ADDRESS = re.compile(r"(?:https?:)?//", re.IGNORECASE)
_SEEN = ("appearance", "firstAppearance", "url", "contentUrl", "sameAs", "archivedAt")


@dataclass(frozen=True, slots=True)
class Reviewed:
    """What a review says, free of its markup: `claims` and `summary` as (language, text)."""

    claims: list[tuple[str, str]]
    page: str | None
    parts: Mapping[str, Any]
    warnings: list[Fault] = field(default_factory=list)

    def as_debunk(self, verdict: Verdict, links: Links) -> dict[str, Any]:
        """Return the interchange object; its id is made of the page and of the claim."""
        first = folded(self.claims[0][1]) if self.claims else ""
        told = f"{links.canonical(self.page) if self.page else ''}\n{first}"
        made = sha256(told.encode("utf-8", "replace")).hexdigest()[:12]
        whole = {
            "id": f"cr-{made}",
            "verdict": verdict,
            "claims": [{"lang": lang, "text": text} for lang, text in self.claims],
            **self.parts,
        }
        return {key: value for key, value in whole.items() if value}


def read_review(
    document: Document, review: Node, rating: Rating, links: Links, base: str | None = None
) -> Reviewed:
    """Return what one ClaimReview says. `base` is the address of the page that it stands in.

    A list of claims is one check with several wordings: a review has one page and one rating.
    """
    warnings: list[Fault] = []
    told = _language(document, review)
    claims = _claims(document, review, told, links)
    page = _page(document, review, base)
    lang = claims[0][0] if claims else "ru"
    return Reviewed(
        claims,
        page,
        {
            "date": _date(document, review, lang, warnings),
            "summary": _summary(document, review, rating, links, warnings),
            "sources": _sources(document, review, page),
            "appearances": _appearances(document, review, links, warnings),
        },
        warnings,
    )


def _claims(
    document: Document, review: Node, told: str | None, links: Links
) -> list[tuple[str, str]]:
    texts = document.texts(review, "claimReviewed")
    if not texts:
        for item in document.values(review, "itemReviewed"):
            if isinstance(item, dict):
                texts += document.texts(item, "text", "name", "headline", "alternateName")
            elif isinstance(item, str) and with_scheme(item) is None:
                texts.append(Text(item))
    found: dict[str, tuple[str, str]] = {}
    for text in texts:
        words = one_line(text.words)
        if folded(words):
            found.setdefault(folded(words), (links.language(words, text.lang or told), words))
    return list(found.values())


def _language(document: Document, review: Node) -> str | None:
    for text in document.texts(review, "inLanguage"):
        return text.words
    return None


def _page(document: Document, review: Node, base: str | None) -> str | None:
    for key in ("url", "mainEntityOfPage", "@id"):
        for address in document.addresses(review, key):
            if found := with_scheme(address):
                return found
            if base and address.startswith(("/", "./", "../", "?")):
                return with_scheme(urljoin(base, address))
    return base


def _date(document: Document, review: Node, lang: str, warnings: list[Fault]) -> str | None:
    unread: list[Fault] = []
    for key in ("datePublished", "dateModified", "dateCreated"):
        for given in document.values(review, key):
            value = given.get("@value") if isinstance(given, dict) else given
            if found := read_date(value, day_first=lang != "en"):
                return found
            unread.append(Fault("date-unread", {"words": shown(one_line(str(value)))}))
    warnings += unread[:1]
    return None


def _summary(
    document: Document, review: Node, rating: Rating, links: Links, warnings: list[Fault]
) -> dict[str, str]:
    told = _language(document, review)
    given = document.texts(review, "reviewBody")
    for one in document.values(review, "reviewRating"):
        if isinstance(one, dict):
            given += document.texts(one, "ratingExplanation")
    given += document.texts(review, "ratingExplanation")
    if rating.explains:
        given.append(Text(rating.label))
    given = given or document.texts(review, "description", "abstract")
    parts: dict[str, list[str]] = {}
    for text in given:
        words = plain(text.words)
        said = parts.setdefault(links.language(words, text.lang or told), [])
        if words and folded(words) not in folded(" ".join(said)):
            said.append(words)
    summary: dict[str, str] = {}
    for lang, said in parts.items():
        whole = "\n".join(said)
        summary[lang] = cut(whole, LONGEST_SUMMARY)
        if summary[lang] != whole:
            warnings.append(Fault("summary-cut", {"limit": LONGEST_SUMMARY}))
    return {lang: text for lang, text in summary.items() if text}


def _sources(document: Document, review: Node, page: str | None) -> list[dict[str, str]]:
    title = next(
        (
            name
            for key in ("author", "publisher", "creator")
            for text in document.texts(review, key)
            if (name := cut(one_line(text.words), _LONGEST_NAME)) and not _ADDRESS.match(name)
        ),
        None,
    )
    source = {"title": title, "url": page}
    return [{key: value for key, value in source.items() if value}] if title or page else []


def _appearances(
    document: Document, review: Node, links: Links, warnings: list[Fault]
) -> list[str]:
    given: list[str] = []
    for item in document.values(review, "itemReviewed"):
        if not isinstance(item, dict):
            given += [item] if isinstance(item, str) and with_scheme(item) else []
            continue
        for key in _SEEN:
            given += document.addresses(item, key)
            for one in document.values(item, key):
                if isinstance(one, dict):
                    for archived in ("archivedAt", "sameAs"):
                        given += document.addresses(one, archived)
    found: list[str] = []
    for text in given:
        addresses, words = listed_addresses(links.unsigned(text))
        found += addresses
        # A name of a node in the document is no address and nobody's mistake.
        if words and not text.startswith(("#", "_:")):
            warnings.append(Fault("not-address", {"words": shown(" ".join(words))}))
    return links.listed(found, warnings)
