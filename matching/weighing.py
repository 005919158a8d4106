"""How much a term says: inverse document frequency over the store and everyday language."""

from collections.abc import Iterable, Mapping
from math import log

from matching.everyday import POSTS, RATES


class Weighing:
    """Weights of terms, 0 to 1: 1 is a term that neither the store nor everyday posts hold.

    A store of a few debunks cannot tell a common word from a rare one, so its document frequencies
    are added to those of `POSTS` everyday posts (see `everyday`).
    """

    def __init__(self, phrasings: int, frequencies: Mapping[str, int]) -> None:
        self.frequencies = frequencies
        self._phrasings = phrasings
        self._total = phrasings + POSTS
        self._greatest = log(1 + (self._total + 0.5) / 0.5)
        self._weights: dict[str, float] = {}

    def weight(self, term: str) -> float:
        """Return the BM25 idf of a term, as a share of the greatest there can be."""
        weight = self._weights.get(term)
        if weight is None:
            holding = self.frequencies.get(term, 0) + POSTS * RATES.get(term, 0.0)
            idf = log(1 + (self._total - holding + 0.5) / (holding + 0.5))
            weight = self._weights[term] = idf / self._greatest
        return weight

    def sum(self, terms: Iterable[str]) -> float:
        """Return the weight of all the terms."""
        return sum(map(self.weight, terms))

    def knowing(self, frequencies: Mapping[str, int]) -> "Weighing":
        """Return the same with the document frequencies of more terms."""
        return Weighing(self._phrasings, {**self.frequencies, **frequencies})
