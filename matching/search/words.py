"""Which phrasings share the rarest words with a text: an inverted index kept in memory."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from itertools import chain, pairwise
from math import log
from threading import Lock
from typing import Any

import numpy as np
from numpy.typing import NDArray

from matching.search.postings import Floats, Ints, Postings, grown
from matching.search.tables_file import Table

LEAST_BUDGET, MOST_BUDGET = 2_000, 100_000
"""Postings that one window may touch, rarest terms first: the least, a tenth of the store more, and
at most so many (chosen from `python -m benchmarks candidates --million`)."""
POST_BUDGETS = 4
"""The windows of one post share the budgets of so many, while each has `_LEAST`."""
_LEAST = 1_000
SMOOTHING = 2.0
"""Weight added on both sides of a likeness: sharing the only word is not sharing everything."""
_SCORED, _SCORED_OF = 128, 400
"""Of the postings that a window may touch so many, or one of so many if that is more, are scored
in full: the most promising."""
_SAMPLE, _AT_LEAST = 512, 16
"""Sums looked at to learn how large the largest are, and how many of those must be among them."""
_CELLS = 1 << 18
"""Windows are added up together while their sums fit in so many cells (1 MB)."""

_REMEMBERED = 50_000
"""Terms whose weight is kept until the next change, 6 MB."""

Found = tuple[Ints, Floats]
_Numbers = NDArray[np.intp]
_Masses = NDArray[np.float64]


class WordIndex:
    """Phrasings by slot, searched by the terms that they share with the windows of a post.

    A slot is a small number from 0 that the caller chooses; memory grows with the largest one.
    One lock keeps searches and changes apart: a search's work is bounded and a change takes
    microseconds, while a snapshot would copy the commonest terms' postings at every change.
    """

    def __init__(self, background: Mapping[str, int] | None = None, texts: int = 0) -> None:
        """Start empty, beside `texts` neutral texts of which `background[term]` hold the term.

        They make weights in a store of one phrasing comparable with those in one of thousands.
        """
        self._background = dict(background or {})
        self._texts = texts
        self._postings = Postings(self._background)
        self._lock = Lock()
        self._weights: Floats | None = None
        self._known = Weights(self._counted)
        # Working space, all zeros between searches.
        self._sums: Floats = np.zeros(0, np.float32)
        self._columns: Ints = np.zeros(0, np.int32)

    @property
    def count(self) -> int:
        """How many phrasings there are."""
        return self._postings.count

    def put(self, slot: int, terms: Iterable[str]) -> None:
        """Index a phrasing by its terms; whatever the slot held before is replaced.

        One without terms is never found nor counted. Raises ValueError for a negative slot.
        """
        with self._lock:
            self._postings.drop(slot)
            self._postings.put(slot, terms)
            self._forget_weights()

    def remove(self, slot: int) -> None:
        """Forget a phrasing; nothing happens where the slot is empty."""
        with self._lock:
            self._postings.drop(slot)
            self._forget_weights()

    def frequency(self, term: str) -> int:
        """Return how many phrasings hold the term; the background is not counted."""
        return self._postings.frequency(term)

    def frequencies(self, terms: Iterable[str]) -> dict[str, int]:
        """Return the frequency of each term, 0 where no phrasing holds it."""
        return {term: self.frequency(term) for term in terms}

    def weight(self, term: str) -> float:
        """Return the idf of a term over phrasings and background, above 0, up to 1.

        ln(1 + (N - n + .5) / (n + .5)), which BM25 uses, as a share of what it is for n = 0.
        """
        return self._known[term]

    def weights(self) -> "Weights":
        """Return the weight of any term, as it is now."""
        return self._known

    def mass(self, terms: Iterable[str]) -> float:
        """Return the weight of several terms together."""
        return sum(map(self.weight, terms))

    def search(self, terms: Set[str], limit: int, budget: int | None = None) -> Found:
        """Return up to `limit` slots that share terms with a window, likest first, and how like.

        Touches at most `budget` postings (see `MOST_BUDGET`), those of the window's rarest terms,
        and scores the most promising of what they lead to in full (see `likeness`). Ties go to the
        lower slot.
        """
        return self.search_many([terms], limit, budget)[0]

    def search_many(
        self, windows: Sequence[Set[str]], limit: int, budget: int | None = None
    ) -> list[Found]:
        """Return what `search` returns for each window of a post, sooner than one by one.

        Where they are many, each may touch less: see `POST_BUDGETS`.
        """
        if budget is None:
            budget = min(LEAST_BUDGET + self.count // 10, MOST_BUDGET)
        if len(windows) > POST_BUDGETS:
            budget = min(budget, max(_LEAST, POST_BUDGETS * budget // len(windows)))
        with self._lock:
            asked = self._ask(windows)
            rows, slots = self._promising(
                asked, max(_SCORED, 8 * limit, budget // _SCORED_OF), budget
            )
            scores = self._score(asked, rows, slots)
        ends = np.searchsorted(rows, np.arange(len(windows) + 1)).tolist()
        order = np.argsort(2 * rows - scores, kind="stable")
        best, scores = slots[order].astype(np.int32), scores[order]
        return [
            (best[first:last][:limit], scores[first:last][:limit]) for first, last in pairwise(ends)
        ]

    def likeness(self, windows: Sequence[Set[str]], slots: Sequence[int] | Ints) -> Floats:
        """Return a row a window, a column a slot: the weight shared over the root of both weights.

        shared / sqrt((phrasing's + 2) * (window's + 2)), 0 or more, below 1; 0 for an empty slot.
        """
        found = np.zeros((len(windows), len(slots)), np.float32)
        with self._lock:
            full = [at for at, slot in enumerate(slots) if self._postings.terms(int(slot))]
            rows = np.repeat(np.arange(len(windows)), len(full))
            columns = np.tile(np.array(full, np.intp), len(windows))
            held = np.array(slots, np.intp)[columns]
            found[rows, columns] = self._score(self._ask(windows), rows, held)
        return found

    def tables(self) -> Iterator[Table]:
        """Yield what `read` takes; nothing may change meanwhile, while searches go on."""
        yield from self._postings.tables()

    def read(self, tables: Mapping[str, NDArray[Any]]) -> None:
        """Take the place of what `tables` yielded, while nothing is in it yet."""
        self._postings.read(tables)
        self._forget_weights()

    def _forget_weights(self) -> None:
        # A new one, since other threads may be about to put what they counted into the old.
        self._weights, self._known = None, Weights(self._counted)

    def _counted(self, term: str) -> float:
        total = self.count + self._texts
        holding = self.frequency(term) + self._background.get(term, 0)
        return log((total + 1) / (holding + 0.5)) / log((total + 1) / 0.5)

    def _idf(self) -> Floats:
        """Return the weight of each numbered term; made anew after a change."""
        if self._weights is None:
            total = self.count + self._texts
            odds = np.float32(total + 1) / (self._postings.holding() + np.float32(0.5))
            self._weights = np.log(odds) / np.float32(log((total + 1) / 0.5))
        return self._weights

    def _ask(self, windows: Sequence[Set[str]]) -> "_WindowTerms":
        terms = list(chain.from_iterable(windows))
        rows = np.repeat(np.arange(len(windows)), [len(one) for one in windows])
        numbers = np.array([self._postings.numbers.get(term, -1) for term in terms], np.intp)
        unknown = np.flatnonzero(numbers < 0)
        weights = np.ones(len(numbers), np.float32)
        if len(unknown) < len(numbers):
            weights = self._idf().take(numbers, mode="clip")
        weights[unknown] = [self.weight(terms[at]) for at in unknown.tolist()]
        mass = np.bincount(rows, weights, len(windows)).astype(np.float64)
        order = np.lexsort((-weights, rows))
        order = order[numbers[order] >= 0]
        return _WindowTerms(rows[order], numbers[order], weights[order], mass)

    def _promising(
        self, asked: "_WindowTerms", wanted: int, budget: int
    ) -> tuple[_Numbers, _Numbers]:
        """Return pairs of a window and a slot that share most by the window's rarest terms."""
        holding = [self._postings.slots(number) for number in asked.numbers.tolist()]
        sizes = list(map(len, holding))
        left, row = 0, -1
        for at, (of, size) in enumerate(zip(asked.rows.tolist(), sizes, strict=True)):
            if of != row:
                left, row = budget, of
            if size > left:
                holding[at] = holding[at][size - left :]
                sizes[at] = left
            left -= sizes[at]
        taken = np.array(sizes, np.intp)
        used = np.concatenate(([0], np.cumsum(taken)))
        starts = np.searchsorted(asked.rows, np.arange(len(asked.mass) + 1))
        span = max(self._postings.span, 1)
        together = max(1, _CELLS // span)
        self._sums = grown(self._sums, span * min(together, len(asked.mass)))
        found = [np.zeros(0, np.intp)]
        for first in range(0, len(asked.mass), together):
            ends = starts[first : first + together + 1]
            part = slice(int(ends[0]), int(ends[-1]))
            slots = np.frombuffer(b"".join(holding[part]), np.int32)
            cells = np.repeat((asked.rows[part] - first) * span, taken[part]) + slots
            sums = self._add_up(cells, np.repeat(asked.weights[part], taken[part]))
            sums *= self._postings.scales().take(slots)
            kept = _heaviest(sums, (used[ends] - used[ends[0]]).tolist(), wanted)
            found.append(cells[kept] + first * span)
        pairs = np.sort(np.concatenate(found))
        pairs = pairs[np.concatenate((pairs[:1] >= 0, pairs[1:] != pairs[:-1]))]
        rows: _Numbers = pairs // span
        return rows, pairs - rows * span

    def _add_up(self, cells: _Numbers, weights: Floats) -> Floats:
        """Return for each weight the sum of those that fall into the same cell."""
        np.add.at(self._sums, cells, weights)
        sums: Floats = self._sums.take(cells)
        self._sums[cells] = 0
        return sums

    def _score(self, asked: "_WindowTerms", rows: _Numbers, slots: _Numbers) -> Floats:
        """Return the likeness of each pair of a window and a filled slot."""
        if not len(slots):
            return np.zeros(0, np.float32)
        terms = list(map(self._postings.terms, slots.tolist()))
        numbers = np.frombuffer(b"".join(terms), np.int32)
        sizes = np.fromiter(map(len, terms), np.intp, len(terms)) // 4
        starts = np.cumsum(sizes) - sizes
        width = len(asked.numbers) + 1
        columns = self._columns = grown(self._columns, len(self._postings.numbers))
        columns[asked.numbers] = np.arange(1, width)
        table = np.zeros((len(asked.mass), width), np.float32)
        table[asked.rows, columns[asked.numbers]] = asked.weights
        cells = np.repeat(rows * width, sizes) + columns.take(numbers)
        columns[asked.numbers] = 0
        shared = np.add.reduceat(table.ravel().take(cells), starts)
        theirs = np.add.reduceat(self._idf().take(numbers), starts)
        scale = np.sqrt((theirs + SMOOTHING) * (asked.mass[rows] + SMOOTHING))
        return (shared / scale).astype(np.float32)


def _heaviest(sums: Floats, ends: list[int], wanted: int) -> _Numbers:
    """Return where the largest sums are, nearly `wanted` of each run that ends at one of `ends`."""
    kept = []
    for first, last in pairwise(ends):
        run = np.arange(first, last)
        if last - first > wanted:
            step = min(1 + (last - first) // _SAMPLE, wanted // _AT_LEAST)
            sample, most = sums[first:last:step], wanted // step
            least = np.partition(sample, -most)[-most]
            run = first + np.flatnonzero(sums[first:last] >= least)[: 2 * wanted]
        kept.append(run)
    return np.concatenate(kept)


class Weights(dict[str, float]):
    """Weights by term, each made when it is first asked for."""

    def __init__(self, weight: Callable[[str], float]) -> None:
        super().__init__()
        self._weight = weight

    def __missing__(self, term: str) -> float:
        found = self._weight(term)
        if len(self) < _REMEMBERED:
            self[term] = found
        return found


@dataclass(frozen=True, slots=True)
class _WindowTerms:
    """The known terms of some windows: whose each is, its number and weight, rarest first.

    `mass` is a window's whole weight, unknown terms counted.
    """

    rows: _Numbers
    numbers: _Numbers
    weights: Floats
    mass: _Masses
