"""Words of a post that stand in the place of other words of a claim."""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from matching.comparing.content import Word
from matching.comparing.difference import Difference, DifferenceKind
from matching.comparing.same_word import mistyped, opposed
from matching.reading.alphabet import fold
from matching.reading.endings import parallel

MOST_REPLACED = 2
"""Words that may stand in the place of as many; more is telling it in other words."""
BROAD = 0.83
"""How close two texts must be for two words in the place of one or two to count."""
FRAMED = 0.74
"""The same for as many words between the same two, which no other word parts."""
MOST_PLACES = 1
"""Places where another word may stand, names aside, for the same reason."""

_HEADS = tuple(
    fold(
        "министр министерств аким әкім мэр банк президент депутат певиц певец актер әнші директор "
        "университет компани авиакомпани завод судь прокурор блогер дәрігер врач тренер"
    ).split()
)
"""Beginnings of words beside which a name tells which of them is meant."""
_KINDS_OF_OFFICE = tuple(fold("министерств министрли банк университет").split())
"""Those whose name is written in small letters too, or stands first in a sentence."""
_LEAST_CONSONANTS = 3
_VOWELS = re.compile("[аеиоуяю]")
_ONE_SOUND = str.maketrans("збдгж", "спткш")

Pairs = Sequence[tuple[int, int]]


def replaced(
    a: Sequence[Word], b: Sequence[Word], steps: Pairs, pairs: Pairs, *, kazakh: bool
) -> Iterator[tuple[Difference, bool]]:
    """Yield what stands between the same two words, or beside the first or the last same one.

    With each whether as many words of either text are framed by the same two. `steps` are the
    places of same words in one order, `pairs` those and the ones that moved.
    """
    used_a, used_b = {i for i, _ in pairs}, {j for _, j in pairs}
    if not steps:
        return
    ends = [(-1, -1), *steps, (len(a), len(b))]
    for (i, j), (m, n) in pairwise(ends):
        ours: Sequence[Word] = [a[at] for at in _between(a, i, m) if at not in used_a]
        theirs: Sequence[Word] = [b[at] for at in _between(b, j, n) if at not in used_b]
        if not ours or not theirs or _abbreviates(ours, theirs):
            continue
        inside = i >= 0 and m < len(a)
        if not inside:
            ours, theirs = _at_edge(ours, first=m == len(a)), _at_edge(theirs, first=n == len(b))
        if not ours or not theirs or (len(ours) == len(theirs) == 1 and _slip(ours[0], theirs[0])):
            continue
        if len(ours) == len(theirs) == 1 and _undoes(ours[0], theirs[0]):
            continue
        found = _replacement(ours, theirs)
        fits = found.kind != "word" or kazakh or parallel(ours[-1].text, theirs[-1].text)
        if fits and max(len(ours), len(theirs)) <= MOST_REPLACED:
            yield found, inside and len(ours) == len(theirs)


def in_place(
    found: Iterable[tuple[Difference, bool]], *, close: float, apart: int
) -> list[Difference]:
    """Return those that are another thing, not another way to tell it.

    `apart` is how many words of the longer text, in the part that tells the claim, have none of
    the same beside them.
    """
    told = list(found)
    others = [one for one, _ in told if one.kind != "name"]
    wide = [framed for one, framed in told if one.kind != "name" and _breadth(one) > 1]
    broad = apart > 1 or bool(wide)
    least = FRAMED if wide and all(wide) and apart == MOST_REPLACED else BROAD
    if (
        (broad and close < least)
        or len(others) > MOST_PLACES
        or apart > sum(_breadth(one) for one, _ in told)
    ):
        return [one for one, _ in told if one.kind == "name"]
    return [one for one, _ in told]


def named_otherwise(a: Sequence[Word], b: Sequence[Word], pairs: Pairs) -> Iterator[Difference]:
    """Yield whose office it is where another name stands beside the same office; one at most."""
    used_a, used_b = {i for i, _ in pairs}, {j for _, j in pairs}
    for i, j in pairs:
        if not a[i].text.startswith(_HEADS) or not b[j].text.startswith(_HEADS):
            continue
        small = a[i].text.startswith(_KINDS_OF_OFFICE)
        ours, theirs = _names(a, i, used_a, small=small), _names(b, j, used_b, small=small)
        known = any(one.name for one in (*ours, *theirs))
        if ours and theirs and known and not _abbreviates(ours, theirs):
            yield Difference(
                "name", " ".join(one.text for one in ours), " ".join(one.text for one in theirs)
            )
            return


def _names(words: Sequence[Word], at: int, used: set[int], *, small: bool) -> Sequence[Word]:
    """Return unmatched words beside an office that may be its name, those of one side."""
    for side in (range(at - 1, at - 3, -1), range(at + 1, at + 4)):
        found = []
        for near in side:
            if not 0 <= near < len(words) or near in used or words[near].clause != words[at].clause:
                break
            found.append(words[near])
        named = [one for one in found if one.name]
        if named or (small and found):
            return named or found[:1]
    return ()


def _breadth(one: Difference) -> int:
    return max(len(one.ours.split()), len(one.theirs.split()))


def _between(words: Sequence[Word], first: int, last: int) -> Sequence[int]:
    """Return the places between two same words; at an edge, those in the same part of a sentence.

    One word alone at an edge is in no doubt.
    """
    places = range(first + 1, last)
    if (first >= 0 and last < len(words)) or len(places) == 1:
        return places
    clause = words[first if first >= 0 else last].clause
    return [at for at in places if words[at].clause == clause]


def _at_edge(words: Sequence[Word], *, first: bool) -> Sequence[Word]:
    """Return what stands beside the same words: one word, or the name that begins there."""
    if len(words) == 1:
        return words
    named = words[:MOST_REPLACED] if first else words[-MOST_REPLACED:]
    return named if any(word.name for word in named) else ()


def _replacement(ours: Sequence[Word], theirs: Sequence[Word]) -> Difference:
    kind: DifferenceKind = "word"
    if any(word.name for word in ours) and any(word.name for word in theirs):
        kind = "name"
    elif any(opposed(one.text, two.text) for one in ours for two in theirs):
        kind = "opposite"
    return Difference(
        kind, " ".join(one.text for one in ours), " ".join(one.text for one in theirs)
    )


def _undoes(one: Word, two: Word) -> bool:
    """Tell whether one word is what the other is not: "died", "was not saved"."""
    return one.negated != two.negated and opposed(one.text, two.text)


def _slip(one: Word, two: Word) -> bool:
    """Tell whether two words in one place are one mistyped, or one name in two alphabets."""
    if one.abbreviation or two.abbreviation:
        return sorted(one.text) == sorted(two.text)
    if mistyped(one.text, two.text):
        return True
    ours, theirs = _sounds(one.text), _sounds(two.text)
    return one.latin != two.latin and ours == theirs and len(ours) >= _LEAST_CONSONANTS


def _sounds(word: str) -> str:
    """Return a word's consonants, voiced and voiceless as one: "Wildberries", "Вайлдберриз"."""
    found = _VOWELS.sub("", word).translate(_ONE_SOUND)
    return re.sub(r"(\w)\1+", r"\1", found)


def _abbreviates(ours: Sequence[Word], theirs: Sequence[Word]) -> bool:
    """Tell whether one side is short for the other: МО, КазНУ."""
    for short, long in ((ours, theirs), (theirs, ours)):
        if len(short) != 1 or len(long) < 2 or not short[0].abbreviation:
            continue
        initials = "".join(word.text[0] for word in long)
        if initials.startswith(short[0].text) or short[0].text.startswith(initials):
            return True
        if _put_together(short[0].text, [word.text for word in long]):
            return True
    return False


def _put_together(short: str, long: Sequence[str]) -> bool:
    """Tell whether a word is made of the beginnings of others, one of each."""
    if not short or not long:
        return not short
    return any(
        short[:size] == long[0][:size] and _put_together(short[size:], long[1:])
        for size in range(1, min(len(short), len(long[0])) + 1)
    )
