"""Answers of Google's Fact Check Tools API (`claims:search`) -> ClaimReviews.

Its fields: https://developers.google.com/fact-check/tools/api/reference/rest/v1alpha1/claims
"""

from collections.abc import Mapping
from typing import Any


def claim_search(value: object) -> object:
    """Return the ClaimReviews of such an answer; any other value as it is."""
    claims = value.get("claims") if isinstance(value, Mapping) else None
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
