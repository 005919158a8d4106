"""Ways of finding the claims that a post may be about, each behind the same three methods."""

import sqlite3
from collections import Counter
from collections.abc import Iterable, Sequence
from importlib import import_module
from itertools import pairwise
from typing import Any, Protocol

import numpy as np
from rapidfuzz import fuzz, process

from matching.search.vectors import DIMENSIONS, VectorIndex
from matching.search.words import WordIndex

WINDOW = 40
"""Words in a window of a post, as matching cuts them at most."""
EMBEDDED = 9
"""Windows of a long post that are embedded at most."""
WANTED = 10


class Engine(Protocol):
    name: str
    posts: int
    """The most posts of one length worth waiting for."""

    def build(self, claims: Iterable[list[str]]) -> None: ...

    def search(self, words: list[str]) -> list[int]: ...

    def add(self, number: int, words: list[str]) -> None: ...


class Words:
    name = "ours, words"
    posts = 200

    def __init__(self) -> None:
        self.index = WordIndex()

    def build(self, claims: Iterable[list[str]]) -> None:
        for number, words in enumerate(claims):
            self.index.put(number, words)

    def search(self, words: list[str]) -> list[int]:
        best: dict[int, float] = {}
        for slots, scores in self.index.search_many(windows(words), WANTED):
            for slot, score in zip(slots.tolist(), scores.tolist(), strict=True):
                best[slot] = max(score, best.get(slot, 0.0))
        return sorted(best, key=best.__getitem__, reverse=True)[:WANTED]

    def add(self, number: int, words: list[str]) -> None:
        self.index.put(number, words)


class WordsAndVectors(Words):
    """Its vectors are drawn at random: what they cost is right, what they find is left out."""

    name = "ours, words + vectors"

    def __init__(self) -> None:
        super().__init__()
        self.vectors = VectorIndex()
        self._dice = np.random.default_rng(1)

    def build(self, claims: Iterable[list[str]]) -> None:
        super().build(claims)
        for number in range(self.index.count):
            self.vectors.put(number, self._vector())

    def search(self, words: list[str]) -> list[int]:
        queries = self._dice.standard_normal((min(len(windows(words)), EMBEDDED), DIMENSIONS))
        queries /= np.linalg.norm(queries, axis=1, keepdims=True)
        self.vectors.search(queries.astype(np.float32), WANTED)
        return super().search(words)

    def add(self, number: int, words: list[str]) -> None:
        super().add(number, words)
        self.vectors.put(number, self._vector())

    def _vector(self) -> bytes:
        return self._dice.integers(-127, 128, DIMENSIONS, np.int8).tobytes()


class Tantivy:
    name = "tantivy, all terms"
    posts = 200

    def __init__(self) -> None:
        """Raise ImportError where tantivy is not installed."""
        self._tantivy: Any = import_module("tantivy")
        schema = self._tantivy.SchemaBuilder()
        schema.add_unsigned_field("number", stored=True)
        schema.add_text_field("words", tokenizer_name="whitespace", index_option="freq")
        self._schema = schema.build()
        self._index = self._tantivy.Index(self._schema)

    def build(self, claims: Iterable[list[str]]) -> None:
        writer = self._index.writer(num_threads=1)
        for number, words in enumerate(claims):
            writer.add_document(self._document(number, words))
        writer.commit()
        writer.wait_merging_threads()
        self._index.reload()

    def search(self, words: list[str]) -> list[int]:
        terms = [
            (
                self._tantivy.Occur.Should,
                self._tantivy.Query.term_query(self._schema, "words", word, "freq"),
            )
            for word in dict.fromkeys(words)
        ]
        searcher = self._index.searcher()
        hits = searcher.search(self._tantivy.Query.boolean_query(terms), WANTED, count=False).hits
        return [searcher.doc(address)["number"][0] for _, address in hits]

    def add(self, number: int, words: list[str]) -> None:
        writer = self._index.writer(num_threads=1)
        writer.add_document(self._document(number, words))
        writer.commit()
        self._index.reload()

    def _document(self, number: int, words: list[str]) -> Any:
        return self._tantivy.Document(number=number, words=" ".join(words))


class Fts5:
    name = "SQLite FTS5, all terms"
    posts = 50

    def __init__(self) -> None:
        self._connection = sqlite3.connect(":memory:")
        self._connection.execute("CREATE VIRTUAL TABLE claims USING fts5(words, content='')")

    def build(self, claims: Iterable[list[str]]) -> None:
        self._connection.executemany(
            "INSERT INTO claims (rowid, words) VALUES (?, ?)",
            ((number, " ".join(words)) for number, words in enumerate(claims)),
        )
        self._connection.commit()

    def search(self, words: list[str]) -> list[int]:
        asked = " OR ".join(f'"{word}"' for word in self._chosen(words))
        found = self._connection.execute(
            "SELECT rowid FROM claims WHERE claims MATCH ? ORDER BY rank LIMIT ?", (asked, WANTED)
        )
        return [number for (number,) in found]

    def add(self, number: int, words: list[str]) -> None:
        self._connection.execute(
            "INSERT INTO claims (rowid, words) VALUES (?, ?)", (number, " ".join(words))
        )
        self._connection.commit()

    def _chosen(self, words: list[str]) -> Sequence[str]:
        return list(dict.fromkeys(words))


class Fts5Rarest(Fts5):
    """Document frequencies are given to it for nothing."""

    name = "SQLite FTS5, rarest 24"
    posts = 100

    def __init__(self) -> None:
        super().__init__()
        self._holding: Counter[str] = Counter()

    def build(self, claims: Iterable[list[str]]) -> None:
        super().build(map(self._counted, claims))

    def _counted(self, words: list[str]) -> list[str]:
        self._holding.update(words)
        return words

    def _chosen(self, words: list[str]) -> Sequence[str]:
        return sorted(dict.fromkeys(words), key=self._holding.__getitem__)[:24]


class Rapidfuzz:
    name = "rapidfuzz, token_set_ratio"
    posts = 20

    def __init__(self) -> None:
        self._claims: list[str] = []

    def build(self, claims: Iterable[list[str]]) -> None:
        self._claims.extend(map(" ".join, claims))

    def search(self, words: list[str]) -> list[int]:
        found = process.extract(
            " ".join(words), self._claims, scorer=fuzz.token_set_ratio, limit=WANTED
        )
        return [number for _, _, number in found]

    def add(self, number: int, words: list[str]) -> None:
        self._claims.append(" ".join(words))


def windows(words: list[str]) -> list[frozenset[str]]:
    """Return the fewest windows of at most `WINDOW` words, of nearly one length."""
    pieces = -(-len(words) // WINDOW)
    ends = [len(words) * at // pieces for at in range(pieces + 1)]
    return [frozenset(words[first:last]) for first, last in pairwise(ends)]
