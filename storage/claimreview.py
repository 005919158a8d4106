"""Debunks from schema.org's ClaimReview, as fact checkers publish it in their pages (JSON-LD)."""

import json
import re
from collections import Counter
from collections.abc import Generator, Iterator, Mapping, Sequence
from hashlib import sha256
from pathlib import Path
from typing import Any

from storage.debunk import Verdict
from storage.faults import Fault, LineFault
from storage.fields import wrong_appearance
from storage.records import Record, Records

_RATINGS = {
    Verdict.FAKE: "fake hoax фейк fabricated подделка жалған-ақпарат",
    Verdict.FALSE: "false incorrect untrue wrong неправда ложь ложно неверно жалған өтірік",
    Verdict.MISLEADING: "misleading missing-context out-of-context distorted "
    "вводит-в-заблуждение манипуляция без-контекста жаңылыстырады манипуляция",
    Verdict.OUTDATED: "outdated old устарело ескірген",
    Verdict.SATIRE: "satire сатира шутка әзіл",
    Verdict.UNPROVEN: "unproven unverified no-evidence не-доказано недоказано дәлелденбеген",
    Verdict.TRUE: "true correct accurate правда верно рас шындық",
}
_KNOWN = {
    name.replace("-", " "): verdict for verdict, names in _RATINGS.items() for name in names.split()
}
_DATE = re.compile(r"\d{4}(?:-\d{2}(?:-\d{2})?)?")
_LANGUAGE = re.compile(r"(ru|kk|en)\b", re.IGNORECASE)
_KAZAKH = re.compile("[әғқңөұүһі]", re.IGNORECASE)
_CYRILLIC = re.compile("[а-яё]", re.IGNORECASE)
_DEEPEST = 20


class Reviews(Records):
    """The debunks of a JSON file that holds ClaimReviews anywhere in it.

    `meanings` says what the ratings mean that are not known by name, in the order of their first
    appearance. `unknown` counts those beyond: such reviews are left out. Lines are the reviews'
    numbers, from 1.
    """

    def __init__(self, path: Path, meanings: Sequence[Verdict] = ()) -> None:
        self._meanings = list(meanings)
        self._told: dict[str, Verdict] = {}
        self.unknown: Counter[str] = Counter()
        super().__init__(path)

    @property
    def empty(self) -> bool:
        """Whether nothing that was read held a review or a fault."""
        return super().empty and not self.unknown

    def _records(self) -> Generator[Record, None, None]:
        try:
            whole = json.loads(self.path.read_text(encoding="utf-8-sig"))
        except (ValueError, RecursionError) as error:
            at = error.pos + 1 if isinstance(error, json.JSONDecodeError) else 1
            self.faults.append(LineFault(1, Fault("not-json", {"at": at})))
            return
        found = list(_reviews(whole, 0))
        self.total = len(found)
        for number, review in enumerate(found, 1):
            self.done = number
            rating = _rating(review)
            verdict = self._verdict(review, rating)
            if verdict is None:
                self.unknown[rating] += 1
                continue
            yield number, _object(review, verdict)

    def _verdict(self, review: Mapping[str, Any], rating: str) -> Verdict | None:
        known = _KNOWN.get(" ".join(rating.casefold().split())) or self._told.get(rating)
        if known is None and rating == _number(review):
            known = _by_number(review)
        if known is None and self._meanings:
            known = self._told[rating] = self._meanings.pop(0)
        return known


def _reviews(value: object, depth: int) -> Iterator[Mapping[str, Any]]:
    if depth > _DEEPEST:
        return
    if isinstance(value, list):
        for one in value:
            yield from _reviews(one, depth + 1)
    elif isinstance(value, dict):
        kinds = value.get("@type")
        if kinds == "ClaimReview" or (isinstance(kinds, list) and "ClaimReview" in kinds):
            yield value
        else:
            for one in value.values():
                yield from _reviews(one, depth + 1)


def _rating(review: Mapping[str, Any]) -> str:
    """Return the rating in the reviewer's words, else its number."""
    given = review.get("reviewRating")
    words = given.get("alternateName") if isinstance(given, dict) else given
    if isinstance(words, str) and words.strip():
        return " ".join(words.split())[:100].rstrip(".!")
    return _number(review)


def _number(review: Mapping[str, Any]) -> str:
    given = review.get("reviewRating")
    value = given.get("ratingValue") if isinstance(given, dict) else None
    return str(value)[:20] if isinstance(value, str | int | float) else "?"


def _by_number(review: Mapping[str, Any]) -> Verdict | None:
    """Tell the ends of a scale that says where it ends; what is between is for people to say."""
    given = review.get("reviewRating")
    if not isinstance(given, dict):
        return None
    try:
        value, worst, best = (
            float(given[key]) for key in ("ratingValue", "worstRating", "bestRating")
        )
    except (KeyError, TypeError, ValueError):
        return None
    if worst == best:
        return None
    return Verdict.FALSE if value == worst else Verdict.TRUE if value == best else None


def _object(review: Mapping[str, Any], verdict: Verdict) -> dict[str, Any]:
    claim = review.get("claimReviewed")
    url = review.get("url") if isinstance(review.get("url"), str) else None
    text = " ".join(claim.split()) if isinstance(claim, str) else ""
    author = review.get("author")
    name = author.get("name") if isinstance(author, dict) else author
    source = {"title": name if isinstance(name, str) and name.strip() else None, "url": url}
    day = _DATE.match(str(review.get("datePublished", "")))
    made = sha256((url or text).encode("utf-8", "replace")).hexdigest()[:12]
    whole: dict[str, Any] = {
        "id": f"cr-{made}",
        "verdict": verdict,
        "date": day[0] if day else None,
        "claims": [{"lang": _language(review, text), "text": text}] if text else [],
        "sources": [{key: value for key, value in source.items() if value}],
        "appearances": _appearances(review),
    }
    return {key: value for key, value in whole.items() if value and value != [{}]}


def _appearances(review: Mapping[str, Any]) -> list[str]:
    item = review.get("itemReviewed")
    if not isinstance(item, dict):
        return []
    found: list[str] = []
    for key in ("appearance", "firstAppearance", "url"):
        given = item.get(key)
        for one in given if isinstance(given, list) else [given]:
            address = one.get("url") if isinstance(one, dict) else one
            if isinstance(address, str) and not wrong_appearance(address):
                found.append(address)
    return list(dict.fromkeys(found))


def _language(review: Mapping[str, Any], text: str) -> str:
    if named := _LANGUAGE.match(str(review.get("inLanguage", ""))):
        return named[1].lower()
    if _KAZAKH.search(text):
        return "kk"
    return "ru" if _CYRILLIC.search(text) else "en"
