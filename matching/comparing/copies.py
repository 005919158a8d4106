"""How much two posts share as texts, whichever of them is the longer."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from matching.reading.windows import PostText

NAMES = ("copied", "copied_of_us", "letters", "both", "within", "within_us", "length_ratio")
_LEAST = 1.5
"""Weight of words below which sharing all of a window says little."""
_SHINGLE = 3


@dataclass(frozen=True, slots=True)
class Copy:
    """A post made ready for this: shingles of words, trigrams of letters, terms of its windows."""

    shingles: frozenset[tuple[str, ...]]
    grams: frozenset[str]
    whole: frozenset[str]
    windows: tuple[frozenset[str], ...]
    length: int


def copy_of(post: PostText) -> Copy:
    """Make a post ready."""
    words = post.whole.words
    text = f" {post.whole.text} "
    return Copy(
        frozenset(zip(*(words[at:] for at in range(_SHINGLE)), strict=False)),
        frozenset(text[at : at + 4] for at in range(len(text) - 3)),
        post.whole.terms,
        tuple(one.terms for one in post.windows) or (post.whole.terms,),
        len(words),
    )


def shared(ours: Copy, theirs: Copy, weight: Callable[[str], float]) -> tuple[float, ...]:
    """Return numbers from 0 to 1 in the order of `NAMES`: how much of each the other holds."""

    def mass(terms: Iterable[str]) -> float:
        return sum(map(weight, terms))

    common = len(ours.shingles & theirs.shingles)
    grams = len(ours.grams & theirs.grams)
    both = mass(ours.whole & theirs.whole)
    return (
        common / (max(len(ours.shingles), len(theirs.shingles)) or 1),
        common / (min(len(ours.shingles), len(theirs.shingles)) or 1),
        2 * grams / ((len(ours.grams) + len(theirs.grams)) or 1),
        2 * both / ((mass(ours.whole) + mass(theirs.whole)) or 1),
        _within(ours, theirs, mass),
        _within(theirs, ours, mass),
        min(ours.length, theirs.length) / (max(ours.length, theirs.length) or 1),
    )


def _within(ours: Copy, theirs: Copy, mass: Callable[[Iterable[str]], float]) -> float:
    """Return the greatest share of all our words, by weight, that one window of theirs holds."""
    total = max(mass(ours.whole), _LEAST)
    return max(mass(ours.whole & one) / total for one in theirs.windows)
