"""Every published phrasing of a store, kept in memory for searching: words, vectors, owners."""

from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import chain, pairwise
from threading import Lock
from typing import Any

import numpy as np
from numpy.typing import NDArray

from matching.search.background import Background, Floats
from matching.search.candidates import Change
from matching.search.postings import Ints
from matching.search.tables_file import Table, words_of, words_table
from matching.search.vectors import BadVectorError, VectorIndex
from matching.search.words import Weights, WordIndex

WORD_DEBUNKS = 24
MEANING_DEBUNKS = 32
"""Debunks that go on the shortlist by words and by meaning; the scorer looks at fewer."""
_A_WINDOW = 12
"""Phrasings looked for by the words of one window of many; of a single one, three times as many."""


@dataclass(frozen=True, slots=True)
class ByWords:
    """Debunks, the likest first, and how like each window is to the phrasing likest it."""

    debunks: Sequence[str]
    likeness: Floats


@dataclass(frozen=True, slots=True)
class Nearest:
    """Phrasings by id, and a row of their vectors for each: zeros for one that has none.

    `hubs` is the vectors' hubness beside the background.
    """

    ids: tuple[int, ...]
    vectors: Floats | None
    hubs: Floats | None = None


class Library:
    """The phrasings by id, without their texts; follows the store's changes one debunk at a time.

    A lock keeps searches and changes apart, since they come from different threads. `version` is
    the store's that was reached, `changed` how many debunks were taken in since `read`.
    """

    def __init__(self, background: Background) -> None:
        self.version = 0
        self.changed = 0
        self._words = WordIndex(background.frequencies, background.count)
        self._vectors = VectorIndex()
        self._background = background
        # What a vector's is, is made when it is first asked for; NaN until then.
        self._hubs: Floats = np.zeros(0, np.float32)
        self._ids: list[int] = []
        self._owners: list[str] = []
        self._free: list[int] = []
        self._slots: dict[str, list[int]] = {}
        self._lacking: set[int] = set()
        self._lock = Lock()
        # Taken before the other one: searches go on while nothing may change.
        self._changing = Lock()

    @property
    def count(self) -> int:
        """How many debunks there are."""
        return len(self._slots)

    @property
    def has_all_vectors(self) -> bool:
        """Whether every phrasing came with a vector: without its own, one looks like chatter."""
        return not self._lacking

    def apply(self, changes: Iterable[Change], version: int = 0) -> None:
        """Take debunks in as they are now, in this version; one without phrasings is forgotten."""
        with self._changing, self._lock:
            for change in changes:
                self.changed += 1
                for slot in self._slots.pop(change.debunk_id, ()):
                    self._words.remove(slot)
                    self._vectors.remove(slot)
                    self._lacking.discard(slot)
                    self._free.append(slot)
                for wording in change.phrasings:
                    slot = self._slot(wording.id, change.debunk_id)
                    self._hubs[slot : slot + 1] = np.nan
                    self._slots.setdefault(change.debunk_id, []).append(slot)
                    self._words.put(slot, wording.terms)
                    if wording.vector is None:
                        self._lacking.add(slot)
                    else:
                        self._put_vector(slot, wording.vector)
            self.version = version

    @contextmanager
    def still(self) -> Iterator[int]:
        """Let nothing change within the block, while searches go on; give the version."""
        with self._changing:
            yield self.version

    def tables(self) -> Iterator[Table]:
        """Yield what `read` takes; to be called while nothing changes."""
        slots = self._slots.values()
        yield "ids", [np.array(self._ids, np.int64)]
        yield "debunks", [words_table(self._slots)]
        yield "debunk ends", [np.cumsum([0, *map(len, slots)], dtype=np.int64)]
        yield "debunk slots", [np.array(list(chain.from_iterable(slots)), np.int64)]
        yield "free", [np.array(self._free, np.int64)]
        yield "lacking", [np.array(sorted(self._lacking), np.int64)]
        yield from self._words.tables()
        yield from self._vectors.tables()

    def read(self, tables: Mapping[str, NDArray[Any]], version: int) -> None:
        """Take the place of what `tables` yielded in a version, while nothing is in it yet.

        What is mapped stays so until it changes.
        """
        slots = tables["debunk slots"].tolist()
        ends = pairwise(tables["debunk ends"].tolist())
        debunks = words_of(tables["debunks"])
        self._slots = {one: slots[a:b] for one, (a, b) in zip(debunks, ends, strict=True)}
        self._ids = tables["ids"].tolist()
        self._owners = [""] * len(self._ids)
        for debunk_id, theirs in self._slots.items():
            for slot in theirs:
                self._owners[slot] = debunk_id
        self._free = tables["free"].tolist()
        self._lacking = set(tables["lacking"].tolist())
        self._words.read(tables)
        self._vectors.read(tables)
        self.version = version

    def weight(self, term: str) -> float:
        """Return the idf of a term over phrasings and background, 0 to 1."""
        return self._words.weight(term)

    def weights(self) -> Weights:
        """Return the weight of any term, as it is now: sooner than one by one."""
        return self._words.weights()

    def by_words(self, windows: Sequence[Set[str]]) -> "ByWords":
        """Return the phrasings that the windows of a post are likest to by their words."""
        each = 3 * _A_WINDOW if len(windows) == 1 else _A_WINDOW
        with self._lock:
            found = self._words.search_many(windows, each)
            best = [scores[0] if len(scores) else 0.0 for _, scores in found]
            return ByWords(self._best(found, WORD_DEBUNKS), np.array(best, np.float32))

    def nearest(self, by_words: "ByWords", queries: Floats | None) -> "Nearest":
        """Return the phrasings of the debunks that come nearest to a post.

        By the words of its windows and by `queries`, the vectors of those that have one.
        """
        with self._lock:
            chosen = dict.fromkeys(one for one in by_words.debunks if one in self._slots)
            if queries is not None and self._vectors.count:
                slots, cosines = self._vectors.search(queries, 2 * MEANING_DEBUNKS)
                by_meaning = list(zip(slots, cosines, strict=True))
                chosen.update(dict.fromkeys(self._best(by_meaning, MEANING_DEBUNKS)))
            found = [slot for debunk in chosen for slot in self._slots[debunk]]
            ids = tuple(self._ids[slot] for slot in found)
            if not self._vectors.count:
                return Nearest(ids, None)
            vectors = self._vectors.vectors(found)
            return Nearest(ids, vectors, self._hubness(found, vectors))

    def _hubness(self, slots: Sequence[int], vectors: Floats) -> Floats:
        if len(self._hubs) < len(self._ids):
            more = np.full(2 * len(self._ids) - len(self._hubs), np.nan, np.float32)
            self._hubs = np.concatenate((self._hubs, more))
        hubs = self._hubs.take(slots)
        unknown = np.flatnonzero(np.isnan(hubs))
        if len(unknown):
            hubs[unknown] = self._background.hubness(vectors[unknown])
            self._hubs[np.array(slots)[unknown]] = hubs[unknown]
        return hubs

    def _best(self, found: Iterable[tuple[Ints, Floats]], wanted: int) -> list[str]:
        best: dict[str, float] = {}
        for slots, scores in found:
            for slot, score in zip(slots.tolist(), scores.tolist(), strict=True):
                owner = self._owners[slot]
                best[owner] = max(best.get(owner, -2.0), score)
        ranked = sorted(best.items(), key=lambda one: (-one[1], one[0]))
        return [debunk for debunk, _ in ranked[:wanted]]

    def _slot(self, phrasing_id: int, debunk_id: str) -> int:
        if self._free:
            slot = self._free.pop()
            self._ids[slot], self._owners[slot] = phrasing_id, debunk_id
            return slot
        self._ids.append(phrasing_id)
        self._owners.append(debunk_id)
        return len(self._ids) - 1

    def _put_vector(self, slot: int, packed: bytes) -> None:
        try:
            self._vectors.put(slot, packed)
        except BadVectorError:
            # A damaged one is as good as none: words still find the phrasing.
            self._vectors.remove(slot)
