"""Whether two words are one thing: forms, spellings, slips, synonyms; and whether opposites."""

from functools import lru_cache

from rapidfuzz.distance import OSA, Levenshtein

from matching.comparing.senses import sense
from matching.reading.alphabet import fold
from matching.reading.endings import plain, same_stem
from matching.reading.vocabulary import is_word

_NEGATING = tuple(fold("не без бес анти контр").split())
_VERBAL = tuple(
    sorted(
        fold("во в вы за из ис от о об по под при про пере раз рас с со у до на").split(), key=len
    )
)
"""Beginnings of Russian verbs: two different ones make two verbs, one alone mostly an aspect."""
_WITHOUT = tuple(fold("сыз сіз").split())
_LEAST_REST = 3
_LEAST_SPELT = 6
_SHORT, _SLIP, _TWO_SLIPS, _THREE_SLIPS = 3, 5, 9, 10
"""Letters from which one slip, or more, leave a word the same."""
_VOWELS = frozenset("аеиоуюя")
_SOUNDS = tuple(map(frozenset, ("бп", "вф", "гкх", "дт", "жш", "зс", "чш", "чт", "мн")))
_ROWS = ("ицукенгшзх", "фивапролджэ", "ячсмитбю")


@lru_cache(maxsize=16384)
def same_word(one: str, two: str) -> bool:
    """Tell whether two normalised words are one thing. Symmetrical; never raises."""
    one, two = plain(one), plain(two)
    if one == two:
        return True
    if one[:1].isdecimal() or two[:1].isdecimal():
        return False
    ours, theirs = sense(one), sense(two)
    common = ours.sides.keys() & theirs.sides.keys()
    if any(ours.sides[kind] != theirs.sides[kind] for kind in common):
        return False
    if common or ours.groups & theirs.groups:
        return True
    if not _comparable(one, two):
        return False
    if opposed(one, two):
        return False
    if _other_verb(one, two):
        return False
    if same_stem(one, two):
        return True
    first, second = _beginning(one), _beginning(two)
    aspect = (first and same_stem(first[1], two)) or (second and same_stem(one, second[1]))
    return bool(aspect) or (_slipped(one, two) and not _two_words(one, two))


def _comparable(one: str, two: str) -> bool:
    """Tell whether two words share letters in one place; most do not."""
    within = two[:_LEAST_REST] in one or one[:_LEAST_REST] in two
    return within or one[:2] == two[:2] or one[-_LEAST_REST:] == two[-_LEAST_REST:]


@lru_cache(maxsize=16384)
def opposed(one: str, two: str) -> bool:
    """Tell whether two normalised words are opposites: by the lists, by не-, без-, анти-, -сыз."""
    ours, theirs = sense(one).sides, sense(two).sides
    if any(ours[kind] != theirs[kind] for kind in ours.keys() & theirs.keys()):
        return True
    return _turned(one, two) or _turned(two, one)


def _turned(negated: str, plain: str) -> bool:
    if not negated.startswith(_NEGATING) and not any(map(negated.count, _WITHOUT)):
        return False
    for beginning in _NEGATING:
        rest = negated[len(beginning) :]
        if negated.startswith(beginning) and len(rest) >= _LEAST_REST and same_stem(rest, plain):
            return not plain.startswith(beginning)
    for ending in _WITHOUT:
        stem = negated.partition(ending)[0]
        if ending in negated[2:] and ending not in plain and len(stem) > 1:
            return plain.startswith(stem[:_LEAST_REST])
    return False


def _other_verb(one: str, two: str) -> bool:
    """Tell whether two words have one root and different beginnings: "включат", "выключат"."""
    first, second = _beginning(one), _beginning(two)
    if not first or not second or first[0] == second[0]:
        return False
    return same_stem(first[1], second[1])


def _beginning(word: str) -> tuple[str, str] | None:
    """Return a verb's beginning and the rest, the longest beginning that leaves enough."""
    if not word.startswith(_VERBAL):
        return None
    for beginning in reversed(_VERBAL):
        if word.startswith(beginning) and len(word) - len(beginning) >= _LEAST_REST:
            return beginning, word[len(beginning) :]
    return None


def mistyped(one: str, two: str) -> bool:
    """Tell whether one of two words that stand in the same place may be the other with slips.

    Letters lost, doubled or exchanged: what is not yet the same word elsewhere.
    """
    one, two = plain(one), plain(two)
    if opposed(one, two) or _other_verb(one, two) or _two_words(one, two):
        return False
    shorter = min(len(one), len(two))
    allowed = sum(shorter >= least for least in (_SHORT, _SLIP + 1, _THREE_SLIPS))
    if not allowed or OSA.distance(one, two, score_cutoff=allowed) > allowed:
        return False
    steps = Levenshtein.editops(one, two)
    replaced = [step for step in steps if step.tag == "replace"]
    return all(
        _exchanged(one, two, step.src_pos, step.dest_pos)
        or _mistaken(one[step.src_pos], two[step.dest_pos])
        for step in replaced
    )


def _two_words(one: str, two: str) -> bool:
    """Tell whether two words that look alike are both known, and not spelt in two ways."""
    if not is_word(one) or not is_word(two):
        return False
    spelt = len(one) == len(two) >= _LEAST_SPELT and all(
        a == b or any({a, b} <= each for each in _SOUNDS) for a, b in zip(one, two, strict=True)
    )
    return not spelt


def _slipped(one: str, two: str) -> bool:
    """Tell whether a word is another one mistyped: letters lost, doubled, changed places, misheard.

    A letter for any other would make one surname out of another.
    """
    shorter = min(len(one), len(two))
    if shorter < _SLIP or (one[0] != two[0] and one[-_LEAST_REST:] != two[-_LEAST_REST:]):
        return False
    allowed = 2 if shorter >= _TWO_SLIPS else 1
    if OSA.distance(one, two, score_cutoff=allowed) > allowed:
        return False
    return all(
        _mistaken(one[step.src_pos], two[step.dest_pos])
        for step in Levenshtein.editops(one, two)
        if step.tag == "replace" and not _exchanged(one, two, step.src_pos, step.dest_pos)
    )


def _exchanged(one: str, two: str, at: int, there: int) -> bool:
    near = one[max(at - 1, 0) : at + 2]
    return two[there] in near.replace(one[at], "", 1)


def _mistaken(one: str, two: str) -> bool:
    if {one, two} <= _VOWELS or any({one, two} <= each for each in _SOUNDS):
        return True
    return any(one + two in row or two + one in row for row in _ROWS)
