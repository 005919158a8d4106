"""What Google's Fact Check Tools give -> ClaimReviews: found claims, and a desk's own pages.

The fields of `claims:search` and of `pages`:
https://developers.google.com/fact-check/tools/api/reference/rest/v1alpha1
"""

from collections.abc import Mapping
from typing import Any

_PAGES = "claimReviewMarkupPages"
_MARKUPS = "claimReviewMarkups"


def claim_search(value: object) -> object:
    """Return the ClaimReviews of such an answer; any other value as it is."""
    if not isinstance(value, Mapping):
        return value
    pages = value[_PAGES] if isinstance(value.get(_PAGES), list) else [value]
    if any(map(_is_page, pages)):
        return [
            _marked_up(page, markup)
            for page in filter(_is_page, pages)
            for markup in page[_MARKUPS]
            if isinstance(markup, Mapping)
        ]
    claims = value.get("claims")
    if not isinstance(claims, list) or not any(map(_is_claim, claims)):
        return value
    return [
        _review(claim, review)
        for claim in filter(_is_claim, claims)
        for review in claim["claimReview"]
        if isinstance(review, Mapping)
    ]


def _is_claim(value: object) -> bool:
    return isinstance(value, Mapping) and isinstance(value.get("claimReview"), list)


def _is_page(value: object) -> bool:
    return isinstance(value, Mapping) and isinstance(value.get(_MARKUPS), list)


def _review(claim: Mapping[str, Any], review: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "@type": "ClaimReview",
        "claimReviewed": claim.get("text"),
        "url": review.get("url"),
        "author": review.get("publisher"),
        "datePublished": review.get("reviewDate"),
        "inLanguage": review.get("languageCode"),
        "reviewRating": {"alternateName": review.get("textualRating")},
    }


def _marked_up(page: Mapping[str, Any], markup: Mapping[str, Any]) -> dict[str, Any]:
    rating = markup.get("rating")
    rating = dict(rating) if isinstance(rating, Mapping) else {}
    return {
        "@type": "ClaimReview",
        "claimReviewed": markup.get("claimReviewed"),
        "url": markup.get("url") or page.get("pageUrl"),
        "author": page.get("claimReviewAuthor"),
        "datePublished": page.get("publishDate"),
        "reviewRating": {**rating, "alternateName": rating.get("textualRating")},
        "itemReviewed": {
            "firstAppearance": markup.get("claimFirstAppearance"),
            "appearance": markup.get("claimAppearances"),
        },
    }
