"""Where two texts differ: the words that differ, each with what stands around it. No I/O."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

_WORD = re.compile(r"\S+\s*|\s+")
_SHORT = 240
"""Characters up to which a text is shown whole."""
_AROUND = 12
"""Words that are shown on either side of what differs."""
_COMPARABLE = 1_000_000
"""Product of two lengths in words up to which texts are compared word by word."""

_Step = tuple[str, int, int, int, int]


@dataclass(frozen=True, slots=True)
class Stretch:
    """A part of a text, and whether the other text has something else there."""

    text: str
    differs: bool = False


@dataclass(frozen=True, slots=True)
class Excerpt:
    """One place where two texts differ: what stood there and what stands there now."""

    old: tuple[Stretch, ...]
    new: tuple[Stretch, ...]


def excerpts(old: str, new: str) -> list[Excerpt]:
    """Return every place where two texts differ, in order; none where they are the same.

    What differs is never cut. Short texts are one excerpt; of long ones what both share is left
    out but for a few words on either side, with `…` in its place.
    """
    if old == new:
        return []
    before, after = _WORD.findall(old), _WORD.findall(new)
    around = _AROUND if max(len(old), len(new)) > _SHORT else max(len(before), len(after))
    groups = _grouped(_steps(before, after), around)
    return [
        Excerpt(
            _side([(tag, a, b) for tag, a, b, _, _ in one], before),
            _side([(tag, c, d) for tag, _, _, c, d in one], after),
        )
        for one in groups
    ]


def _steps(before: Sequence[str], after: Sequence[str]) -> list[_Step]:
    """Return how one text becomes the other, as `difflib` writes it."""
    shorter = min(len(before), len(after))
    head = next((at for at in range(shorter) if before[at] != after[at]), shorter)
    rest = shorter - head
    tail = next((at for at in range(rest) if before[-1 - at] != after[-1 - at]), rest)
    old, new = before[head : len(before) - tail], after[head : len(after) - tail]
    inner: Sequence[_Step] = [("replace", 0, len(old), 0, len(new))]
    if len(old) * len(new) <= _COMPARABLE:
        inner = SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
    steps = [("equal", 0, head, 0, head)] if head else []
    steps += [(tag, a + head, b + head, c + head, d + head) for tag, a, b, c, d in inner]
    if tail:
        steps.append(("equal", len(before) - tail, len(before), len(after) - tail, len(after)))
    return steps


def _grouped(steps: Sequence[_Step], around: int) -> list[list[_Step]]:
    """Return what differs in groups, with so many words of what is shared on either side."""
    groups: list[list[_Step]] = [[]]
    last = len(steps) - 1
    for place, step in enumerate(steps):
        tag, a, b, c, d = step
        if tag != "equal":
            groups[-1].append(step)
            continue
        ends = place == last
        if not ends and place and b - a <= 2 * around:
            groups[-1].append(step)
            continue
        if place:
            kept = min(around, b - a)
            groups[-1].append((tag, a, a + kept, c, c + kept))
        if not ends:
            kept = min(around, b - a)
            opening: list[_Step] = [(tag, b - kept, b, d - kept, d)]
            groups = [*groups, opening] if place else [opening]
    return groups


def _side(spans: Sequence[tuple[str, int, int]], words: Sequence[str]) -> tuple[Stretch, ...]:
    """Return one text's part of a group: each step's name and its words' first and end."""
    parts = [Stretch("".join(words[first:end]), tag != "equal") for tag, first, end in spans]
    if spans[0][1] > 0:
        parts.insert(0, Stretch("… "))
    if spans[-1][2] < len(words):
        parts.append(Stretch("…"))
    return tuple(one for one in parts if one.text)
