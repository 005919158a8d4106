"""A post beside a claim, word by word: what stands in the same place and is not the same thing."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import product

from matching.comparing.content import PREPOSITIONS, Word, words_of
from matching.comparing.difference import KINDS, Difference, DifferenceKind
from matching.comparing.replaced import in_place, named_otherwise, replaced
from matching.comparing.roles import exchanged
from matching.comparing.same_word import same_word
from matching.comparing.senses import sense
from matching.comparing.tenses import put_off
from matching.reading.alphabet import fold
from matching.reading.endings import same_stem
from matching.reading.numbers import Quantity, numbers
from matching.reading.windows import Window

CLOSE: dict[DifferenceKind, float] = {
    "time": 0.0,
    "number": 0.75,
    "extent": 0.6,
    "opposite": 0.4,
    "negation": 0.75,
    "name": 0.5,
    "word": 0.74,
    "roles": 0.6,
}
"""How close two texts must be for each kind to count: below, it is telling it in other words."""
CLOSE_OPPOSITES = 0.66
"""How close two texts must be for opposites to count that have no same word near them."""
NEARLY_ALIKE = 0.8
"""The same for the order of two words, and for "only some" in the place of "all"."""

MOST_PAIRS = 4
_NEARLY = 0.7
_NEAR = 2
"""Words between which another word is near."""

_TIMES = ("month", "weekday", "season", "times")
_BANNED = 0
_ALL = 0
_ONLY = re.compile(r"\b(?:только|лишь|исключительно|тек|ғана)\b", re.IGNORECASE)
_UNDOING = tuple(
    fold(
        "переста прекра законч хватит заморо отказ отмен лиш исчез пропа запрет запрещ останов "
        "приостан тоқтат доғар жоғал тыйым"
    ).split()
)
"""Beginnings of words that say of another one that it is no more."""
_TEN = re.compile(
    r"\bон\b(?! (?:бір|екі|үш|төрт|бес|алты|жеті|сегіз|тоғыз|мың|миллион|миллиард)\w*)",
    re.IGNORECASE,
)
_KAZAKH = re.compile("[әғқңөұүһі]")


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
    raw = (claim.raw, post.raw) if turned else (post.raw, claim.raw)
    same = _same(a, b)
    steps = _in_order(same, len(a), len(b))
    pairs = steps + _moved(same, len(b), steps)
    close = _closeness(theirs, pairs)
    apart = max(len(theirs), _span(i if not turned else j for i, j in pairs)) - len(pairs)
    kazakh = bool(_KAZAKH.search(claim.raw))
    found_there = replaced(a, b, steps, pairs, kazakh=kazakh)
    found = [
        *_listed(a, b, _TIMES, "time"),
        *_numbers(*raw),
        *_listed(a, b, ("when", "extent"), "extent"),
        *_opposites(a, b, pairs, close=close >= CLOSE_OPPOSITES),
        *_negations(a, b, pairs),
        *in_place(found_there, close=close, apart=apart),
        *named_otherwise(a, b, pairs),
        *(_only(a, b, raw) if close >= NEARLY_ALIKE else ()),
        *exchanged(a, b, pairs, alike=close >= NEARLY_ALIKE),
        *put_off(a, b, pairs, (claim.text, post.text) if turned else (post.text, claim.text)),
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


def _same(a: Sequence[Word], b: Sequence[Word]) -> list[list[bool]]:
    return [[same_word(one.text, two.text) for two in b] for one in a]


def _in_order(same: Sequence[Sequence[bool]], a: int, b: int) -> list[tuple[int, int]]:
    """Return the longest run of same words that keeps the order of texts of `a` and `b` words."""
    longest = [[0] * (b + 1) for _ in range(a + 1)]
    for i in range(a - 1, -1, -1):
        for j in range(b - 1, -1, -1):
            longest[i][j] = (
                longest[i + 1][j + 1] + 1
                if same[i][j]
                else max(longest[i + 1][j], longest[i][j + 1])
            )
    steps = []
    i = j = 0
    while i < a and j < b:
        if same[i][j] and longest[i][j] == longest[i + 1][j + 1] + 1:
            steps.append((i, j))
            i, j = i + 1, j + 1
        elif longest[i + 1][j] >= longest[i][j + 1]:
            i += 1
        else:
            j += 1
    return steps


def _moved(
    same: Sequence[Sequence[bool]], b: int, steps: Sequence[tuple[int, int]]
) -> list[tuple[int, int]]:
    """Return the same words that stand elsewhere in the other text."""
    left = set(range(b)) - {j for _, j in steps}
    taken = {i for i, _ in steps}
    found = []
    for i, beside in enumerate(same):
        if i in taken:
            continue
        there = next((j for j in sorted(left) if beside[j]), None)
        if there is not None:
            left.remove(there)
            found.append((i, there))
    return found


def _listed(
    a: Sequence[Word], b: Sequence[Word], kinds: Sequence[str], named: DifferenceKind
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


def _only(a: Sequence[Word], b: Sequence[Word], raw: tuple[str, str]) -> Iterator[Difference]:
    """Yield where one text says all of what the other says only a part."""
    for words, others, at in ((a, b, 0), (b, a, 1)):
        everyone = _sides(words, "extent").get(_ALL)
        only = _ONLY.search(raw[1 - at])
        if everyone and only and not _sides(others, "extent") and not _ONLY.search(raw[at]):
            both = (everyone, only.group()) if at == 0 else (only.group(), everyone)
            yield Difference("extent", *both)


def _opposites(
    a: Sequence[Word], b: Sequence[Word], pairs: Sequence[tuple[int, int]], *, close: bool
) -> Iterator[Difference]:
    """Yield words of opposite sides; of texts that are not close only such in one surrounding."""
    for kind in sorted({kind for word in (*a, *b) for kind in sense(word.text).sides}):
        if kind in _TIMES or kind in ("when", "extent"):
            continue
        ours, theirs = _places(a, kind), _places(b, kind)
        if not ours or not theirs or {side for side, _ in ours} & {side for side, _ in theirs}:
            continue
        for (_, i), (_, j) in product(ours, theirs):
            undone = a[i].negated != b[j].negated
            if not undone and (close or _surrounded_alike(i, j, pairs)):
                yield Difference("opposite", a[i].text, b[j].text)
                break


def _places(words: Sequence[Word], kind: str) -> list[tuple[int, int]]:
    """Return the sides of a kind that words stand on, and the words' places."""
    sides = ((sense(word.text).sides.get(kind), at) for at, word in enumerate(words))
    return [(side, at) for side, at in sides if side is not None]


def _surrounded_alike(i: int, j: int, pairs: Iterable[tuple[int, int]]) -> bool:
    """Tell whether a same word stands near two places of two texts, on whatever side of them."""
    return any(0 < abs(x - i) <= _NEAR and 0 < abs(y - j) <= _NEAR for x, y in pairs)


def _negations(
    a: Sequence[Word], b: Sequence[Word], pairs: Iterable[tuple[int, int]]
) -> Iterator[Difference]:
    if _BANNED in _sides(a, "ban") or _BANNED in _sides(b, "ban"):
        return
    used_a, used_b = {i for i, _ in pairs}, {j for _, j in pairs}
    for i, j in pairs:
        if a[i].text in PREPOSITIONS or b[j].text in PREPOSITIONS:
            continue
        if a[i].negated == b[j].negated or not _one_root(a[i].text, b[j].text):
            continue
        if not (_undone(a, i, used_a) if b[j].negated else _undone(b, j, used_b)):
            yield Difference("negation", _told(a[i]), _told(b[j]))


def _undone(words: Sequence[Word], at: int, used: set[int]) -> bool:
    """Tell whether what stands beside a word denies it in another way: "stop", "no longer do"."""
    return any(
        words[near].text.startswith(_UNDOING) or (words[near].negated and near not in used)
        for near in (at - 1, at + 1)
        if 0 <= near < len(words) and words[near].clause == words[at].clause
    )


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
