"""Who does it to whom: whether two words of a claim have changed parts in a post."""

import re
from collections.abc import Iterator, Sequence
from itertools import combinations

from matching.comparing.content import Word
from matching.comparing.difference import Difference
from matching.reading.alphabet import fold
from matching.reading.endings import cases_of, plain

_AROUND = 2
"""How far apart a verb's two nouns stand, where nothing else does."""
_NEAR = 4
"""How far from its verb a noun may stand."""
_DOES = {
    "": frozenset(("а", "я", "у", "ю")),
    "и": frozenset(("я", "ю", "ов", "ев", "еи", "ам", "ям")),
    "ец": frozenset(("ца", "цу")),
    "ок": frozenset(("ка", "ку")),
    "ии": frozenset(("ого", "его", "ому", "ему")),
    "ои": frozenset(("ого", "ому")),
    "а": frozenset(("у", "е")),
    "я": frozenset(("ю", "е", "и")),
    "ая": frozenset(("ую", "ои")),
    "ия": frozenset(("ию", "ии")),
}
"""What a noun or adjective that does it ends in, and what the same where it is done to it."""
_BY = frozenset(fold("от без у из с по").split())
"""Prepositions after which a noun may be what it is done by."""
_OF, _TO = frozenset(("а", "я", "ого", "его", "ца", "ка")), frozenset(("у", "ю", "ому", "ему"))
_OTHER_CASES = frozenset(("accusative", "dative"))
_STEM_OF_KAZAKH = re.compile("(?:лар|лер|[дт][ае]р)?(?:си|и)?")
_ACTIVE = re.compile(r"\w{2,}(?:[аеиуя]л[аои]?|[еиаяую]т)")
_KAZAKH_VERB = re.compile(r"\w{2,}(?:[дт]и|п|[гк][ае]н|[мбп][ае]к(?:ши)?|п[дт]и|ипти)")
_LEAST_STEM = 3

Pairs = Sequence[tuple[int, int]]


def exchanged(
    a: Sequence[Word], b: Sequence[Word], pairs: Pairs, *, alike: bool
) -> Iterator[Difference]:
    """Yield words that changed parts, once at most: who does it to whom, from where to where.

    `pairs` are the places of same words. Only where two texts are nearly `alike` does the order of
    two words say something, or a preposition that they exchanged.
    """
    changed = [
        (i, j)
        for i, j in pairs
        if plain(a[i].text) != plain(b[j].text) or a[i].before != b[j].before
    ]
    for (i, j), (m, n) in combinations(changed, 2):
        cased = _by_case(a[i], b[j], a[m], b[n])
        if (cased and (alike or _beside_one(a, b, (i, j), (m, n), pairs))) or (
            alike and _by_place(a, b, (i, j), (m, n), pairs)
        ):
            yield Difference("roles", f"{a[i].text} {a[m].text}", f"{b[j].text} {b[n].text}")
            return
    for i, j in changed if alike else ():
        verb = _verb_beside(a, b, i, j, pairs)
        if verb and _turn(a[i].text, b[j].text) and not (a[i].before or b[j].before):
            yield Difference("roles", f"{a[i].text} {verb}", f"{b[j].text} {verb}")
            return


def _by_case(one: Word, first: Word, two: Word, second: Word) -> bool:
    """Tell whether one word of a text came to do what is done to it in the other, and back."""
    turned = _turn(one.text, first.text)
    if any(word.before in _BY for word in (one, first, two, second)):
        return False
    if turned:
        return _turn(two.text, second.text) == -turned
    given, taken = _rests(one.text, first.text), _rests(two.text, second.text)
    of_and_to = (given[0] in _OF and given[1] in _TO and taken[0] in _TO and taken[1] in _OF) or (
        given[0] in _TO and given[1] in _OF and taken[0] in _OF and taken[1] in _TO
    )
    return of_and_to and not any(word.before for word in (one, first, two, second))


def _beside_one(
    a: Sequence[Word], b: Sequence[Word], one: tuple[int, int], two: tuple[int, int], pairs: Pairs
) -> bool:
    """Tell whether a word in the same form, as a rule the verb, stands near two nouns in both."""
    kazakh = _cased(a[one[0]].text, b[one[1]].text)
    return any(
        a[x].text == b[y].text
        and (not kazakh or _KAZAKH_VERB.fullmatch(a[x].text))
        and all(0 < abs(x - i) <= _NEAR and 0 < abs(y - j) <= _NEAR for i, j in (one, two))
        for x, y in pairs
    )


def _turn(one: str, two: str) -> int:
    """Return 1 where the first of two forms of a noun does it and the second does not, or -1."""
    ours, theirs = _rests(one, two)
    return _does(ours, theirs) - _does(theirs, ours)


def _does(rest: str, other: str) -> int:
    if other in _DOES.get(rest, ()):
        return 1
    return int(_kazakh(rest, other))


def _cased(one: str, two: str) -> bool:
    ours, theirs = _rests(one, two)
    return _kazakh(ours, theirs) or _kazakh(theirs, ours)


def _kazakh(rest: str, other: str) -> bool:
    return bool(_STEM_OF_KAZAKH.fullmatch(rest)) and (
        other == "н" or cases_of("", other)[1] in _OTHER_CASES
    )


def _rests(one: str, two: str) -> tuple[str, str]:
    shared = 0
    while shared < min(len(one), len(two)) and one[shared] == two[shared]:
        shared += 1
    if shared < _LEAST_STEM:
        return one, one
    return one[shared:], two[shared:]


def _verb_beside(a: Sequence[Word], b: Sequence[Word], i: int, j: int, pairs: Pairs) -> str:
    """Return a verb in the same form that stands beside a noun in both texts, if there is one."""
    for m, n in pairs:
        beside = 0 < abs(m - i) <= _AROUND and 0 < abs(n - j) <= _AROUND
        if beside and a[m].text == b[n].text and _ACTIVE.fullmatch(a[m].text):
            return a[m].text
    return ""


def _by_place(
    a: Sequence[Word],
    b: Sequence[Word],
    one: tuple[int, int],
    two: tuple[int, int],
    pairs: Pairs,
) -> bool:
    (i, j), (m, n) = one, two
    ours, theirs = (a[i], a[m]), (b[j], b[n])
    if (ours[0].before, ours[1].before) != (theirs[1].before, theirs[0].before):
        return False
    around = (
        any(min(i, m) < x < max(i, m) and min(j, n) < y < max(j, n) for x, y in pairs)
        and abs(i - m) == abs(j - n) == _AROUND
    )
    if ours[0].before != ours[1].before and (bool(ours[0].before and ours[1].before) or around):
        return True
    both = ours[0].text != theirs[0].text and ours[1].text != theirs[1].text
    if not both or ours[0].before != ours[1].before or (i < m) == (j < n):
        return False
    names = all(word.name for word in (*ours, *theirs))
    given, taken = cases_of(ours[0].text, theirs[0].text)
    turned = given != taken and (taken, given) == cases_of(ours[1].text, theirs[1].text)
    return names or turned or around
