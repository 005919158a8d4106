"""A post beside a claim, word by word: what stands in the same place and is not the same thing."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import combinations, pairwise
from typing import Literal

from matching.content import PREPOSITIONS, Word, words_of
from matching.endings import cases_of, parallel, same_stem
from matching.numbers import Quantity, numbers
from matching.same_word import mistyped, opposed, same_word
from matching.senses import sense
from matching.windows import Window

Kind = Literal["time", "number", "extent", "opposite", "negation", "name", "word", "roles"]
KINDS: tuple[Kind, ...] = (
    "time",
    "number",
    "extent",
    "opposite",
    "negation",
    "name",
    "word",
    "roles",
)
CLOSE: dict[Kind, float] = {
    "time": 0.0,
    "number": 0.75,
    "extent": 0.6,
    "opposite": 0.66,
    "negation": 0.75,
    "name": 0.5,
    "word": 0.74,
    "roles": 0.8,
}
"""How close two texts must be for each kind to count: below, it is telling it in other words."""
MOST_REPLACED = 2
"""Words that may stand in the place of as many; more is telling it in other words."""
BROAD = 0.83
"""How close two texts must be for two words in the place of one or two to count."""
MOST_PLACES = 1
"""Places where another word may stand, names aside, for the same reason."""

MOST_PAIRS = 4
_NEARLY = 0.7

_TIMES = ("month", "weekday", "season", "times")
_BANNED = 0
_TEN = re.compile(
    r"\bон\b(?! (?:бір|екі|үш|төрт|бес|алты|жеті|сегіз|тоғыз|мың|миллион|миллиард)\w*)",
    re.IGNORECASE,
)
_KAZAKH = re.compile("[әғқңөұүһі]")


@dataclass(frozen=True, slots=True)
class Difference:
    """What stands in our text in the place of theirs; both are words, for a person to read."""

    kind: Kind
    ours: str
    theirs: str


@dataclass(frozen=True, slots=True)
class Aligned:
    """How close two texts are, 0 to 1, and what differs between them where they are close.

    `suspected` is what differs at whatever closeness: in a freer retelling much of it is no matter.
    """

    closeness: float
    differences: tuple[Difference, ...]
    suspected: tuple[Difference, ...] = ()


def align(post: Window, claim: Window) -> Aligned:
    """Return how close a post comes to a claim and what differs. Never raises.

    What differs counts where they are as close as `CLOSE` asks; times do however close they are,
    for they are known in every language. Beyond that, turning the two round turns the sides round.
    """
    ours, theirs = words_of(post.raw), words_of(claim.raw)
    turned = claim.words < post.words
    a, b = (theirs, ours) if turned else (ours, theirs)
    steps = _in_order(a, b)
    pairs = steps + _moved(a, b, steps)
    replaced = list(_replaced(a, b, steps, pairs))
    close = _closeness(theirs, pairs)
    others = [each for each in replaced if each.kind != "name"]
    apart = max(len(theirs), _span(i if not turned else j for i, j in pairs)) - len(pairs)
    broad = (apart > 1 or any(_breadth(each) > 1 for each in others)) and close < BROAD
    if broad or len(others) > MOST_PLACES or apart > sum(map(_breadth, replaced)):
        replaced = [each for each in replaced if each.kind == "name"]
    found = [
        *_listed(a, b, _TIMES, "time"),
        *(_numbers(claim.raw, post.raw) if turned else _numbers(post.raw, claim.raw)),
        *_listed(a, b, ("when", "extent"), "extent"),
        *_opposites(a, b),
        *_negations(a, b, pairs),
        *replaced,
        *_roles(a, b, pairs),
    ]
    if turned:
        found = [replace(one, ours=one.theirs, theirs=one.ours) for one in found]
        pairs = [(j, i) for i, j in pairs]
    kept = [each for each in found if close >= CLOSE[each.kind]]
    return Aligned(close, tuple(dict.fromkeys(kept)), tuple(dict.fromkeys(found)))


def _closeness(claim: Sequence[Word], pairs: Sequence[tuple[int, int]]) -> float:
    """Return the share of same words in a claim and in the part of a post that tells it.

    What comes before and after in the post is another matter: greetings, other claims.
    """
    if not pairs:
        return 0.0
    return len(pairs) / max(len(claim), _span(i for i, _ in pairs))


def _span(places: Iterable[int]) -> int:
    at = list(places)
    return max(at) - min(at) + 1 if at else 0


def _breadth(one: Difference) -> int:
    return max(len(one.ours.split()), len(one.theirs.split()))


def closest(ours: Sequence[Window], theirs: Sequence[Window]) -> Aligned:
    """Return the alignment of the two windows, one of each, that are closest to each other.

    Only phrasings that share nearly as many words as the best are looked at, `MOST_PAIRS` at most:
    the others are in another language, and what stands in which place is not seen there.
    """
    chosen = []
    for claim in theirs:
        best = max(ours, key=lambda one: (len(one.terms & claim.terms), -len(one.words)))
        shared = len(best.terms & claim.terms) / (len(claim.terms) or 1)
        chosen.append((shared, best, claim))
    least = max((shared for shared, _, _ in chosen), default=0.0) * _NEARLY
    likely = sorted(chosen, key=lambda one: -one[0])[:MOST_PAIRS]
    found = [align(best, claim) for shared, best, claim in likely if shared >= least]
    return max(
        found, key=lambda one: (one.closeness, -len(one.differences)), default=Aligned(0.0, ())
    )


def features_of(differences: Iterable[Difference]) -> dict[str, float]:
    """Return named inputs for a model: by kind how much differs, 0 to 1 (two or more)."""
    counted = [one.kind for one in differences]
    return {f"differs_{kind}": min(counted.count(kind), 2) / 2 for kind in KINDS}


def _same(one: Word, two: Word) -> bool:
    return same_word(one.text, two.text)


def _in_order(a: Sequence[Word], b: Sequence[Word]) -> list[tuple[int, int]]:
    """Return the longest run of same words that keeps the order of both texts."""
    longest = [[0] * (len(b) + 1) for _ in range(len(a) + 1)]
    for i in range(len(a) - 1, -1, -1):
        for j in range(len(b) - 1, -1, -1):
            longest[i][j] = (
                longest[i + 1][j + 1] + 1
                if _same(a[i], b[j])
                else max(longest[i + 1][j], longest[i][j + 1])
            )
    steps = []
    i = j = 0
    while i < len(a) and j < len(b):
        if _same(a[i], b[j]) and longest[i][j] == longest[i + 1][j + 1] + 1:
            steps.append((i, j))
            i, j = i + 1, j + 1
        elif longest[i + 1][j] >= longest[i][j + 1]:
            i += 1
        else:
            j += 1
    return steps


def _moved(
    a: Sequence[Word], b: Sequence[Word], steps: Sequence[tuple[int, int]]
) -> list[tuple[int, int]]:
    """Return the same words that stand elsewhere in the other text."""
    left = set(range(len(b))) - {j for _, j in steps}
    taken = {i for i, _ in steps}
    found = []
    for i, word in enumerate(a):
        if i in taken:
            continue
        there = next((j for j in sorted(left) if _same(word, b[j])), None)
        if there is not None:
            left.remove(there)
            found.append((i, there))
    return found


def _listed(
    a: Sequence[Word], b: Sequence[Word], kinds: Sequence[str], named: Kind
) -> Iterator[Difference]:
    """Yield where each text names one of a kind that the other does not."""
    for kind in kinds:
        ours, theirs = _sides(a, kind), _sides(b, kind)
        extra = [word for side, word in ours.items() if side not in theirs]
        missing = [word for side, word in theirs.items() if side not in ours]
        if extra and missing:
            yield Difference(named, extra[0], missing[0])


def _sides(words: Sequence[Word], kind: str) -> dict[int, str]:
    found: dict[int, str] = {}
    for word in words:
        side = sense(word.text).sides.get(kind)
        if side is not None:
            found.setdefault(side, word.text)
    return found


def _opposites(a: Sequence[Word], b: Sequence[Word]) -> Iterator[Difference]:
    for kind in sorted({kind for word in (*a, *b) for kind in sense(word.text).sides}):
        if kind in _TIMES or kind in ("when", "extent"):
            continue
        ours, theirs = _sides(a, kind), _sides(b, kind)
        if ours and theirs and not ours.keys() & theirs.keys():
            yield Difference("opposite", next(iter(ours.values())), next(iter(theirs.values())))


def _negations(
    a: Sequence[Word], b: Sequence[Word], pairs: Iterable[tuple[int, int]]
) -> Iterator[Difference]:
    if _BANNED in _sides(a, "ban") or _BANNED in _sides(b, "ban"):
        return
    for i, j in pairs:
        if a[i].text in PREPOSITIONS or b[j].text in PREPOSITIONS:
            continue
        if a[i].negated != b[j].negated and _one_root(a[i].text, b[j].text):
            yield Difference("negation", _told(a[i]), _told(b[j]))


def _one_root(one: str, two: str) -> bool:
    return same_stem(one, two) or bool(sense(one).sides.keys() & sense(two).sides.keys())


def _told(word: Word) -> str:
    return f"не {word.text}" if word.negated else word.text


def _numbers(one: str, two: str) -> Iterator[Difference]:
    """Yield a number of each text that the other lacks, whatever it counts."""
    ours, theirs = _numbers_of(one), _numbers_of(two)
    extra = [x for x in ours if not any(_same_number(x, y) for y in theirs)]
    missing = [y for y in theirs if not any(_same_number(x, y) for x in ours)]
    if extra and missing:
        yield Difference("number", f"{extra[0].value:g}", f"{missing[0].value:g}")


def _numbers_of(raw: str) -> list[Quantity]:
    """Return the numbers of a text in an order of their own; "он" is ten in Kazakh letters."""
    found = numbers(_TEN.sub("10", raw) if _KAZAKH.search(raw) else raw)
    return sorted(found.firm | found.loose, key=repr)


def _same_number(one: Quantity, two: Quantity) -> bool:
    """Tell whether two numbers are one; a date and a measure of like figures are two."""
    dates = one.kind == "date", two.kind == "date"
    if any(dates) and not all(dates) and one.kind and two.kind:
        return False
    return one.value == two.value and (one.month == two.month or not one.month or not two.month)


def _replaced(
    a: Sequence[Word],
    b: Sequence[Word],
    steps: Sequence[tuple[int, int]],
    pairs: Sequence[tuple[int, int]],
) -> Iterator[Difference]:
    """Yield what stands between the same two words, or beside the first or the last same one."""
    used_a, used_b = {i for i, _ in pairs}, {j for _, j in pairs}
    if not steps:
        return
    ends = [(-1, -1), *steps, (len(a), len(b))]
    for (i, j), (m, n) in pairwise(ends):
        ours: Sequence[Word] = [a[at] for at in _between(a, i, m) if at not in used_a]
        theirs: Sequence[Word] = [b[at] for at in _between(b, j, n) if at not in used_b]
        if not ours or not theirs:
            continue
        if i < 0 or m == len(a):
            ours, theirs = _at_edge(ours, first=m == len(a)), _at_edge(theirs, first=n == len(b))
        if len(ours) == len(theirs) == 1 and mistyped(ours[0].text, theirs[0].text):
            continue
        if not ours or not theirs or _abbreviates(ours, theirs):
            continue
        found = _replacement(ours, theirs)
        fits = found.kind != "word" or parallel(ours[-1].text, theirs[-1].text)
        if fits and max(len(ours), len(theirs)) <= MOST_REPLACED:
            yield found


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
    kind: Kind = "word"
    if any(word.name for word in ours) and any(word.name for word in theirs):
        kind = "name"
    elif any(opposed(one.text, two.text) for one in ours for two in theirs):
        kind = "opposite"
    return Difference(
        kind, " ".join(one.text for one in ours), " ".join(one.text for one in theirs)
    )


def _abbreviates(ours: Sequence[Word], theirs: Sequence[Word]) -> bool:
    for short, long in ((ours, theirs), (theirs, ours)):
        if len(short) == 1 and len(long) > 1 and short[0].abbreviation:
            initials = "".join(word.text[0] for word in long)
            if initials.startswith(short[0].text) or short[0].text.startswith(initials):
                return True
    return False


def _roles(
    a: Sequence[Word], b: Sequence[Word], pairs: Sequence[tuple[int, int]]
) -> Iterator[Difference]:
    """Yield two words that changed parts: who does it and to whom, from where and where to."""
    changed = [(i, j) for i, j in pairs if a[i].text != b[j].text or a[i].before != b[j].before]
    matched = set(pairs)
    for (i, j), (m, n) in combinations(changed, 2):
        one, two, first, second = a[i], a[m], b[j], b[n]
        if (one.before, two.before) != (second.before, first.before):
            continue
        around = (
            any(min(i, m) < x < max(i, m) and min(j, n) < y < max(j, n) for x, y in matched)
            and abs(i - m) == abs(j - n) == _AROUND
        )
        both = one.text != first.text and two.text != second.text
        exchanged = one.before != two.before and (bool(one.before and two.before) or around)
        if not exchanged and both and one.before == two.before and (i < m) != (j < n):
            names = one.name and two.name and first.name and second.name
            ours, theirs = cases_of(one.text, first.text)
            turned = ours != theirs and (theirs, ours) == cases_of(two.text, second.text)
            exchanged = names or turned or around
        if exchanged:
            yield Difference("roles", f"{one.text} {two.text}", f"{first.text} {second.text}")
            return


_AROUND = 2
"""How far apart a verb's two nouns stand, where nothing else does."""
