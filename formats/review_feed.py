"""Debunks -> schema.org's ClaimReview in a DataFeed, as JSON-LD that others and we read."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from domain.debunk import Debunk, Statement, Status, Verdict

_CONTEXT = "https://schema.org"
# On a scale from 1 to 5. The others say something else than how true a claim is.
_VALUES = {Verdict.FAKE: 1, Verdict.FALSE: 1, Verdict.MISLEADING: 2, Verdict.TRUE: 5}
_WORST, _BEST = 1, 5


@dataclass(frozen=True, slots=True)
class Reviewer:
    """Who publishes the reviews: its name, its own address if it has one.

    `ratings` are its words for a verdict by language; `pages` where a debunk can be read that names
    no source, by its id.
    """

    name: str
    address: str | None
    ratings: Mapping[str, Mapping[Verdict, str]]
    pages: Mapping[str, str] = field(default_factory=dict)


def review_feed(debunks: Iterable[Debunk], reviewer: Reviewer, made: str) -> dict[str, Any]:
    """Return a DataFeed of published debunks; `made` is its date, `2026-11-22`.

    One without a page that can be linked to is left out: a ClaimReview stands for one.
    """
    found = [(one, page_of(one, reviewer)) for one in debunks if one.status is Status.PUBLISHED]
    return {
        "@context": _CONTEXT,
        "@type": "DataFeed",
        "name": reviewer.name,
        "dateModified": made,
        "dataFeedElement": [
            _present(
                {
                    "@type": "DataFeedItem",
                    "dateCreated": one.date,
                    "url": page,
                    "item": [_review(one, page, reviewer)],
                }
            )
            for one, page in found
            if page is not None
        ],
    }


def page_of(debunk: Debunk, reviewer: Reviewer) -> str | None:
    """Return where a debunk can be read: at its first source that has an address, else its page."""
    own = next((one.url for one in debunk.sources if one.url), None)
    return own or reviewer.pages.get(debunk.id)


def is_feed(value: object) -> bool:
    """Tell whether a JSON value is such a feed as `review_feed` makes."""
    return (
        isinstance(value, dict)
        and value.get("@context") == _CONTEXT
        and value.get("@type") == "DataFeed"
        and value.keys() == {"@context", "@type", "name", "dateModified", "dataFeedElement"}
    )


def _review(debunk: Debunk, page: str, reviewer: Reviewer) -> dict[str, Any]:
    claims = [(claim.lang, claim.text) for claim in debunk.own_claims]
    langs = list(dict.fromkeys(lang for lang, _ in claims))
    ratings = reviewer.ratings
    words = [(lang, ratings[lang][debunk.verdict]) for lang in langs if lang in ratings]
    author = _present({"@type": "Organization", "name": reviewer.name, "url": reviewer.address})
    return _present(
        {
            "@type": "ClaimReview",
            "url": page,
            "identifier": debunk.id,
            "inLanguage": langs[0] if len(langs) == 1 else langs,
            "datePublished": debunk.date,
            "author": author,
            "claimReviewed": _texts(claims),
            "itemReviewed": _present(
                {
                    "@type": "Claim",
                    "name": claims[0][1] if claims else None,
                    "appearance": [_page(one) for one in debunk.appearances],
                }
            ),
            "reviewRating": _rating(debunk.verdict, words),
            "reviewBody": _texts(list(debunk.summary.items())),
            "keywords": list(debunk.topics),
            "citation": [_citation(one) for one in debunk.statements],
        }
    )


def _rating(verdict: Verdict, words: Sequence[tuple[str, str]]) -> dict[str, Any]:
    rating: dict[str, Any] = {"@type": "Rating", "alternateName": _texts(words) or str(verdict)}
    if verdict in _VALUES:
        rating |= {
            "ratingValue": _VALUES[verdict],
            "bestRating": _BEST,
            "worstRating": _WORST,
        }
    return rating


def _citation(statement: Statement) -> dict[str, Any]:
    """Return what an authority said as a work of its own, word for word."""
    name = _texts(list(statement.authority.items()))
    return _present(
        {
            "@type": "Quotation",
            "text": _texts(list(statement.text.items())),
            "creator": {"@type": "Organization", "name": name} if name else None,
            "datePublished": statement.date,
            "url": statement.url,
        }
    )


def _page(address: str) -> dict[str, str]:
    return {"@type": "CreativeWork", "url": address}


def _texts(texts: Sequence[tuple[str, str]]) -> Any:
    """Return one text as it is, several with the language of each."""
    if len(texts) == 1:
        return texts[0][1]
    return [{"@language": lang, "@value": text} for lang, text in texts]


def _present(parts: Mapping[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in parts.items() if value}
