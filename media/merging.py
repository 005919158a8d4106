"""The texts of several pictures of one file -> one text, in which nothing stands twice."""

from collections.abc import Iterable

from rapidfuzz import fuzz, process

_SAME = 85
"""Of 100: from which on two lines are one that was read a little differently."""
_SHORTEST = 4
_MOST_LINES = 400


def in_one(texts: Iterable[str]) -> str:
    """Return texts one after the other, without the lines that one before them held already.

    Frames of a film show the same caption again and again.
    """
    kept: list[list[str]] = []
    seen: list[str] = []
    for text in texts:
        fresh = [line for line in text.splitlines() if not _stands_in(seen, line)]
        seen += [line.casefold() for line in fresh if len(line.strip()) >= _SHORTEST]
        del seen[:-_MOST_LINES]
        kept.append(fresh)
    return "\n\n".join(filter(None, ("\n".join(lines).strip() for lines in kept)))


def _stands_in(seen: list[str], line: str) -> bool:
    sought = line.strip().casefold()
    if len(sought) < _SHORTEST:
        return False
    return process.extractOne(sought, seen, scorer=fuzz.ratio, score_cutoff=_SAME) is not None
