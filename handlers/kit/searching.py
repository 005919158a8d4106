"""What somebody searches for -> how the store is asked for it: strictly first, then ever looser."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from matching.reading.normalize import term
from matching.reading.query import read_query
from storage.search.sought import Sought

_SHORT = (4, 5)
"""Words of so many letters count without their last, which is where Russian and Kazakh put their
endings; of a longer one the term holds only the stem anyway."""
_STEMS = {4: 3, 5: 4, 6: 4}
"""Letters that stay the same in nearly every form of a word of so many."""
_FEW = 3
"""Of so many words at most, the parts of a compound are looked for one by one."""
_PART = 3
"""The fewest letters of a part of a compound."""


def tries(text: str) -> list[Sought]:
    """Return what to ask the store for, the strictest first; empty where a text only asks.

    All words as they stand; without a last one that may be half a question word; words by their
    stems; compounds apart and parts together; then most of three words or more.
    """
    query = read_query(text)
    words = query.words
    if not words:
        return []
    asked = [_strict(words, begun=query.begun)]
    finished = words[:-1] if query.doubtful else words
    if query.doubtful and finished:
        asked.append(_strict(finished, begun=False))
    asked += [
        Sought(beginnings=_stems(some)) for some in _each(words, finished) if _bears_stems(some)
    ]
    asked += _compounds(finished)
    if len(words) >= _FEW:
        asked.append(_strict(words, begun=query.begun, most=True))
    if len(finished) > _FEW:
        asked.append(Sought(beginnings=_stems(finished), most=True))
    return list(dict.fromkeys(asked))


def only_asks(text: str) -> bool:
    """Say whether nothing is left of a text without the words that only ask, or begin to."""
    query = read_query(text)
    return len(query.words) <= query.doubtful


def _each(words: Sequence[str], finished: Sequence[str]) -> Iterator[Sequence[str]]:
    yield words
    if finished and finished != words:
        yield finished


def _strict(words: Sequence[str], *, begun: bool, most: bool = False) -> Sought:
    last = words[-1] if begun else None
    beginnings = [word[:-1] for word in words if len(word) in _SHORT]
    beginnings += [term(word) for word in words if word == last and len(word) not in _SHORT]
    whole = [term(word) for word in words if word != last and len(word) not in _SHORT]
    return Sought(tuple(whole), tuple(beginnings), most)


def _bears_stems(words: Sequence[str]) -> bool:
    """Say whether stems would not find what is not meant: "газета" for "газ" and nothing else."""
    return len(words) > 1 or len(words[0]) > _PART


def _stems(words: Sequence[str]) -> tuple[str, ...]:
    """Return beginnings that any form of these words has."""
    return tuple(term(word)[: _STEMS.get(len(word), len(word))] for word in words)


def _compounds(words: Sequence[str]) -> Iterator[Sought]:
    """Yield "ланч бокс" for "ланчбокс" and the other way round, one at a time."""
    if len(words) > _FEW:
        return
    for at, word in enumerate(words):
        if word[0].isdigit():
            continue
        others = (*words[:at], *words[at + 1 :])
        for cut in range(_PART, len(word) - _PART + 1):
            apart = f"{term(word[:cut])} {term(word[cut:])}"
            yield Sought(beginnings=(*_stems(others), apart))
    for at, (one, two) in enumerate(pairwise(words)):
        # A term must hold something of the second word too.
        if len(one) == _PART:
            others = (*words[:at], *words[at + 2 :])
            yield Sought(beginnings=(*_stems(others), term(one + two)))
