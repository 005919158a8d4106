"""Which debunk of the store a file's debunk is, where its id does not say so."""

import asyncio
import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from domain.debunk import Debunk
from storage.engine.contract import Connection
from storage.imports.likeness import content_words, denies, differences, likeness, nearest, normal
from storage.search.recipe import Indexing

_MADE = re.compile(r"(?:cr|t)-[0-9a-f]{12,64}")
_SOURCES = "SELECT debunk, url FROM sources WHERE url IS NOT NULL"
_CLAIMS = """
SELECT id, debunk, text FROM phrasings WHERE learned = 0 AND id > ?1 ORDER BY id LIMIT ?2
"""
_PAGE = 5_000
_LIKE = 88
_LIKE_ON_ONE_PAGE = 60
_CHANGED = 0.5
_NOTHING = 0.2
_RAREST = 3
_MOST_ROWS = 200


class Kinship(StrEnum):
    """How a debunk under an id that the store holds goes with the held one."""

    SAME = "same"
    UNSURE = "unsure"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Partner:
    """A held debunk, by its row, that one of a file may be, with the two wordings that are alike.

    `one` where the wordings are the same, `sure` where their page is too; `differs` holds the
    decisive words that differ.
    """

    num: int
    old: str
    new: str
    one: bool
    sure: bool
    differs: tuple[tuple[str, str], ...] = ()


def is_made(debunk_id: str) -> bool:
    """Tell whether an id is one that reading a table or a ClaimReview makes of its contents."""
    return _MADE.fullmatch(debunk_id) is not None


def are_of_claims(*ids: str) -> bool:
    """Tell whether ids are all made of a table's claim, by this or an older Raspa's recipe."""
    return all(one.startswith("t-") and is_made(one) for one in ids)


def pages(debunk: Debunk, indexing: Indexing) -> set[str]:
    """Return the canonical addresses of the pages where a check can be read; sites are none."""
    found = {indexing.address(source.url) for source in debunk.sources if source.url}
    return {page for page in found if "/" in page and indexing.is_post(page)}


def kinship(held: Debunk, given: Debunk, indexing: Indexing) -> tuple[Kinship, str, str]:
    """Tell whether two debunks of one id are about one claim, with their most alike wordings.

    What has no word in common is another claim; what differs in much, in a number or in a denial
    is for people to say. Where nothing can be compared, one source page is enough.
    """
    old, new = held.own_claims or held.claims, given.own_claims or given.claims
    if old == new:
        return Kinship.SAME, old[0].text, new[0].text
    found = nearest(old, new)
    if found is None:
        one_page = bool(pages(held, indexing) & pages(given, indexing))
        return Kinship.SAME if one_page else Kinship.UNSURE, old[0].text, new[0].text
    score, before, after = found
    if score < _NOTHING:
        return Kinship.OTHER, before, after
    if score < _CHANGED or any(map(_weighty, differences(before, after))):
        return Kinship.UNSURE, before, after
    return Kinship.SAME, before, after


async def partners(
    connection: Connection,
    indexing: Indexing,
    strangers: Sequence[Debunk],
    taken: Collection[int],
) -> Mapping[str, Partner]:
    """Return for debunks whose ids the store lacks the held ones that they may be, by id.

    A held debunk is the partner of one at most, and of none where it is among `taken`. Reads all
    claims and source pages of the store once; call it inside a snapshot.
    """
    index = await asyncio.to_thread(_Strangers, strangers, indexing)
    on_pages: dict[int, set[int]] = defaultdict(set)
    for num, place in await asyncio.to_thread(index.on_page, await connection.rows(_SOURCES)):
        on_pages[num].add(place)
    found: list[tuple[float, int, Partner]] = []
    last = 0
    while rows := await connection.rows(_CLAIMS, last, _PAGE):
        last = rows[-1][0]
        claims = [(num, text) for _, num, text in rows if num not in taken]
        found += await asyncio.to_thread(index.alike, claims, on_pages)
    best: dict[str, Partner] = {}
    used: set[int] = set()
    for _, place, partner in sorted(found, key=lambda one: (-one[0], one[1])):
        debunk_id = strangers[place].id
        if debunk_id not in best and partner.num not in used:
            best[debunk_id] = partner
            used.add(partner.num)
    return best


class _Strangers:
    """The claims of debunks without a partner, found by their rarest words and their pages."""

    def __init__(self, strangers: Sequence[Debunk], indexing: Indexing) -> None:
        self._indexing = indexing
        self._claims = [[claim.text for claim in one.own_claims] for one in strangers]
        self._by_page: dict[str, list[int]] = defaultdict(list)
        self._by_word: dict[str, set[tuple[int, int]]] = defaultdict(set)
        words = {
            (place, at): set(content_words(text)) or {normal(text)}
            for place, claims in enumerate(self._claims)
            for at, text in enumerate(claims)
        }
        often = Counter(word for each in words.values() for word in each)
        for where, each in words.items():
            for word in sorted(each, key=lambda one: (often[one], one))[:_RAREST]:
                self._by_word[word].add(where)
        for place, one in enumerate(strangers):
            for page in pages(one, indexing):
                self._by_page[page].append(place)

    def on_page(self, rows: Iterable[Sequence[object]]) -> list[tuple[int, int]]:
        """Return (row of a held debunk, place of a stranger) for those with a page in common."""
        found = []
        for num, url in rows:
            if isinstance(num, int) and isinstance(url, str) and self._by_page:
                places = self._by_page.get(self._indexing.address(url), [])
                found += [(num, place) for place in places]
        return found

    def alike(
        self, claims: Iterable[tuple[int, str]], on_pages: Mapping[int, set[int]]
    ) -> list[tuple[float, int, Partner]]:
        """Return how like which strangers these held claims are, for those that are alike."""
        found = []
        for num, text in claims:
            near = on_pages.get(num, set())
            where = {(place, at) for place in near for at in range(len(self._claims[place]))}
            for word in set(content_words(text)) or {normal(text)}:
                rows = self._by_word.get(word, ())
                if len(rows) <= _MOST_ROWS:
                    where.update(rows)
            for place, at in where:
                new = self._claims[place][at]
                score = likeness(text, new)
                if score >= (_LIKE_ON_ONE_PAGE if place in near else _LIKE):
                    one = normal(text) == normal(new)
                    differs = tuple(differences(text, new))
                    partner = Partner(num, text, new, one, one and place in near, differs)
                    found.append((score + 100 * (place in near), place, partner))
        return found


def _weighty(pair: tuple[str, str]) -> bool:
    """Tell whether a changed word alone makes another claim: a number or a denial."""
    return any(any(map(str.isdigit, word)) for word in pair) or denies(pair[0]) != denies(pair[1])
