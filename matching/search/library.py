"""Every published phrasing of a store, kept in memory for searching: words, vectors, owners."""

from collections.abc import Iterable, Sequence, Set
from dataclasses import dataclass
from threading import Lock

import numpy as np

from matching.search.background import Background, Floats
from matching.search.candidates import Change
from matching.search.postings import Ints
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

    A lock keeps searches and changes apart, since they come from different threads.
    """

    def __init__(self, background: Background) -> None:
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

    @property
    def count(self) -> int:
        """How many debunks there are."""
        return len(self._slots)

    @property
    def has_all_vectors(self) -> bool:
        """Whether every phrasing came with a vector: without its own, one looks like chatter."""
        return not self._lacking

    def apply(self, changes: Iterable[Change]) -> None:
        """Take debunks in as they are now; one without phrasings is forgotten."""
        with self._lock:
            for change in changes:
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
