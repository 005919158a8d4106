"""Where a post may be cut, so that either part tells a claim of its own."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import combinations, product

import numpy as np

from matching.reading.cues import content_words
from matching.reading.windows import SENTENCE, PostText, Window, window
from matching.scoring.model import Judged
from matching.scoring.shortlist import Shortlist
from matching.scoring.sight import look
from matching.search.background import Floats

LEAST_WORDS = 2
"""Content words that a part must have."""
MOST_PARTS = 6
"""Parts of a short post that are compared, by their words: cutting it by vectors of theirs found no
more, and took half of the time that asking again takes."""
_WORDS_COUNT = 0.12
"""What likeness by words counts beside nearness, as where the window of a claim is chosen."""
_CUT = re.compile(
    r"(?<=[,;:.!?…)])\s+|\s[-–—]\s"
    r"|\s(?=(?:а|и|но|или|да|плюс|зато|потому|поэтому|ал|және|бірақ|тағы|сосын|and|but|plus)\s)",
    re.IGNORECASE,
)
"""Between two sentences or clauses."""

_Span = tuple[int, int]
_Pairs = list[tuple[int, int]]


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a post, asked as a post of its own; `judged` as of a whole one."""

    post: PostText
    judged: Sequence[Judged]


def parted(post: PostText, vectors: Floats | None, among: Shortlist) -> tuple[str, str] | None:
    """Return two parts of a post: those that come nearest together to two different debunks.

    A short post is cut between sentences or clauses; of a long one two windows are taken as they
    are. `vectors` has a row a window, as `look` takes them; without them only words are compared.
    Returns None where there are no two parts, or fewer than two debunks.
    """
    if len(among.debunks) < 2:
        return None
    rows = None
    if post.windows[0].first == 0 and post.windows[0].last == post.sentences - 1:
        parts, pairs = _clauses(post)
    else:
        parts, rows = _worded(post, vectors)
        pairs = [
            (one, two)
            for one, two in combinations(range(len(parts)), 2)
            if parts[one].last < parts[two].first or parts[two].last < parts[one].first
        ]
    if not pairs:
        return None
    one, two = max(zip(_together(post, parts, rows, pairs, among), pairs, strict=True))[1]
    return parts[one].raw, parts[two].raw


def _clauses(post: PostText) -> tuple[list[Window], _Pairs]:
    """Return parts of a short post, and which two lie before and after a cut.

    A part reaches to the end of the post, or only of its sentence: the rest may be a comment. Cuts
    near the middle come first.
    """
    text = post.whole.raw
    between = [one.span() for one in SENTENCE.finditer(text)]
    numbers: dict[_Span, int] = {}
    parts: list[Window] = []
    pairs: _Pairs = []
    for cut in sorted(_CUT.finditer(text), key=lambda one: abs(2 * one.start() - len(text))):
        before = [0, *[after for _, after in between if after <= cut.start()][-1:]]
        behind = [len(text), *[end for end, _ in between if end >= cut.end()][:1]]
        ours = _enough(text, [(start, cut.start()) for start in before])
        theirs = _enough(text, [(cut.end(), stop) for stop in behind])
        new = {span: one for span, one in {**ours, **theirs}.items() if span not in numbers}
        if ours and theirs and len(parts) + len(new) <= MOST_PARTS:
            for span, one in new.items():
                numbers[span] = len(parts)
                parts.append(one)
            pairs += [(numbers[one], numbers[two]) for one, two in product(ours, theirs)]
    return parts, pairs


def _enough(text: str, spans: Sequence[_Span]) -> dict[_Span, Window]:
    made = {(start, stop): window(text[start:stop]) for start, stop in spans}
    return {span: one for span, one in made.items() if len(content_words(one.words)) >= LEAST_WORDS}


def _worded(post: PostText, vectors: Floats | None) -> tuple[list[Window], Floats | None]:
    """Return the windows of a long post that hold enough words and, if there are any, a vector."""
    kept = [
        at
        for at, one in enumerate(post.windows)
        if len(content_words(one.words)) >= LEAST_WORDS and (vectors is None or vectors[at].any())
    ]
    return [post.windows[at] for at in kept], None if vectors is None else vectors[kept]


def _together(
    post: PostText, parts: Sequence[Window], rows: Floats | None, pairs: _Pairs, among: Shortlist
) -> list[float]:
    """Return for each pair how near its parts come to two different debunks, both added up."""
    whole = None if rows is None else rows.mean(axis=0)
    sight = look(replace(post, windows=tuple(parts)), rows, whole, among)
    joint = sight.likeness * _WORDS_COUNT
    if sight.nearness is not None:
        joint = joint + sight.nearness
    best = np.full((len(among.debunks), len(parts)), -np.inf, np.float32)
    np.maximum.at(best, among.owner, joint.T)
    order = np.argsort(-best, axis=0, kind="stable")[:2].T.tolist()
    told: list[float] = []
    for one, two in pairs:
        # The two nearest of each part are enough: where the nearest is one, it is left to either.
        ways = [
            float(best[ours, one] + best[theirs, two])
            for ours, theirs in product(order[one], order[two])
            if ours != theirs
        ]
        told.append(max(ways))
    return told
