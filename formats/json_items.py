"""JSON values -> debunks: ClaimReviews anywhere in them, or objects of the interchange format."""

from collections.abc import Generator, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from formats.claim_search import claim_search
from formats.claimreview import LONGEST_CLAIM, read_review
from formats.debunk_source import Found, Records
from formats.decoding import is_damaged
from formats.faults import Fault
from formats.fields import kind, shown
from formats.interchange import LineError, parse_object
from formats.jsonld import Document, Node, document
from formats.links import Links
from formats.questions import Answers
from formats.ratings import rating_of

OURS = frozenset({"verdict", "claims"})
"""Keys that an object of the interchange format has, and nothing else that is met."""


class JsonRecords(Records):
    """What readers of JSON share: one ClaimReview, or one object of ours, to a debunk."""

    def _review(
        self, number: int, holder: Document, review: Node, base: str | None = None
    ) -> Found | None:
        rating = rating_of(holder, review)
        if rating is None:
            self._fault(number, Fault("no-rating"))
            return None
        said = read_review(holder, review, rating, self._links, base)
        claim = said.claims[0][1] if said.claims else ""
        if not claim:
            self._fault(number, Fault("no-claims"))
            return None
        for text in (*(text for _, text in said.claims), *said.parts["summary"].values()):
            if is_damaged(text):
                self._fault(number, Fault("mojibake", {"words": shown(text)}))
                return None
        verdict = self._verdict(rating, claim)
        if verdict is None:
            return None
        made = said.as_debunk(verdict, self._links)
        found = self._object(number, made, made=True)
        if found:
            for warning in said.warnings:
                self._warn(number, warning)
            if len(claim) > LONGEST_CLAIM:
                self._warn(number, Fault("claim-long", {"limit": LONGEST_CLAIM}))
        return found

    def _object(self, number: int, value: dict[str, Any], *, made: bool = False) -> Found | None:
        try:
            debunk = parse_object(value)
        except LineError as error:
            for reason in error.reasons:
                self._fault(number, reason)
            return None
        debunk = self._public(number, debunk)
        if not made:
            self._look_at_addresses(number, debunk.appearances)
        return Found(number, debunk, made, in_part=made, status=not made)

    def _look_at_addresses(self, number: int, appearances: Sequence[str]) -> None:
        for address in appearances:
            if not self._links.is_post(self._links.canonical(address)):
                self._warn(number, Fault("not-post", {"words": shown(address)}))


class JsonItems(JsonRecords):
    """The debunks of whole JSON values; faults name items by their place among all, from 1.

    `bases` are the addresses of the pages that the values stand in, if any.
    """

    counted = "item"

    def __init__(
        self,
        path: Path,
        values: Sequence[object],
        answers: Answers,
        links: Links,
        base: str | None = None,
    ) -> None:
        super().__init__(path, answers, links)
        self._base = base
        self._items = [item for value in values for item in _items(value)]
        self.total = len(self._items)

    @property
    def hopeless(self) -> bool:
        """Whether none of the values is meant as a debunk."""
        return not self._items

    def _found(self) -> Generator[Found | None, None, None]:
        for number, (holder, item) in enumerate(self._items, 1):
            self.done = number
            if holder is not None and isinstance(item, Mapping):
                yield self._review(number, holder, item, self._base)
            elif isinstance(item, dict):
                yield self._object(number, item)
            else:
                self._fault(number, Fault("not-object", {"kind": kind(item)}))
                yield None


def reviews_in(value: object) -> Iterator[tuple[Document, Node]]:
    """Yield the ClaimReviews of a JSON value, each with the document that it stands in."""
    holder = document(value)
    for review in holder.reviews():
        yield holder, review


def is_meant(value: object) -> bool:
    """Tell whether a JSON value alone is meant as one debunk or holds ClaimReviews."""
    ours = isinstance(value, dict) and bool(OURS & value.keys())
    return ours or next(reviews_in(value), None) is not None


def _items(value: object) -> list[tuple[Document | None, object]]:
    """Return what of a JSON value is meant as a debunk; of ours with None in place of a document.

    In a list with any debunk of ours, all that is no ClaimReview is meant as one.
    """
    value = claim_search(value)
    whole = document(value)
    found: list[tuple[Document | None, object]] = []
    ours = False
    for element in _elements(value):
        reviews = list(Document(element, whole.nodes).reviews())
        found += [(whole, review) for review in reviews]
        if not reviews and not (isinstance(element, dict) and _is_linked_data(element)):
            found.append((None, element))
            ours = ours or (isinstance(element, dict) and bool(OURS & element.keys()))
    return found if ours else [item for item in found if item[0]]


def _elements(value: object) -> list[Any]:
    if isinstance(value, dict) and not OURS & value.keys() and "@graph" not in value:
        lists = [one for one in value.values() if isinstance(one, list)]
        if len(lists) == 1 and any(isinstance(i, dict) and OURS & i.keys() for i in lists[0]):
            return lists[0]
    return value if isinstance(value, list) else [value]


def _is_linked_data(value: Mapping[str, Any]) -> bool:
    return any(key.startswith("@") for key in value) and not OURS & value.keys()
