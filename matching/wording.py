"""A few normalised words and what is measured of them, worked out once, when it is asked for."""

from functools import cached_property

from matching.cues import numbers
from matching.normalize import term


class Wording:
    """The words of a window or of a claim."""

    def __init__(self, words: tuple[str, ...]) -> None:
        self.words = words
        self.terms = frozenset(map(term, words))

    @cached_property
    def text(self) -> str:
        """The words with one space between."""
        return " ".join(self.words)

    @cached_property
    def stems(self) -> str:
        """The terms in the order of the alphabet, one space between."""
        return " ".join(sorted(self.terms))

    @cached_property
    def long_terms(self) -> frozenset[str]:
        """The terms long enough to be misspelt: four letters or five."""
        return frozenset(one for one in self.terms if len(one) > 3 and one.isalpha())

    @cached_property
    def trigrams(self) -> frozenset[str]:
        """Every three neighbouring letters of the text, the spaces around it too."""
        padded = f" {self.text} "
        return frozenset(map("".join, zip(padded, padded[1:], padded[2:], strict=False)))

    @cached_property
    def numbers(self) -> frozenset[int]:
        """The numbers among the words."""
        return numbers(self.words)
