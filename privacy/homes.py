"""Addresses of homes: a street with a house and a flat, or with a house where somebody lives."""

import re
from collections.abc import Iterator, Sequence

from privacy.home_words import HomeWord, pieces
from privacy.marks import ADDRESS, Trace
from privacy.streets import name_begin, street_begin

_LIVES = re.compile(
    r"(?<![^\W_])(?:жив[её]т|живут|прожива|прописан|домашн\w{1,3}\s{1,2}адрес"
    r"|тұрады|тұратын|тіркелген|үйінің\s{1,2}мекен|мой\s{1,2}адрес|мекенжайым|адресім)",
    re.IGNORECASE,
)
_LONGEST = 16
"""How many pieces before a flat's number an address can have."""
_MOST_NAME_WORDS, _MOST_NUMBERS = 4, 5
_TIED = frozenset(".№:-#")
"""What can stand between a number and the word that says what it is of."""


def homes(text: str) -> Iterator[Trace]:
    """Yield the addresses of homes: a flat's needs a street or a name, a house's a street and a
    line that says who lives there.
    """
    parts = pieces(text)
    end = 0
    taken = []
    for at in range(len(parts)):
        last = _flat(parts, at)
        if last is None:
            continue
        begin = _begin(parts, at, house=_is_both(parts, at))
        if begin is None:
            begin = _house_before(parts, at)
            last = _end(parts, last, house=begin < at)
        if last is not None and begin >= end:
            taken.append((begin, last))
            end = last + 1
    lines = _lines_of_homes(text)
    houses = _houses(parts, lines) if lines else ()
    flats = {index for begin, last in taken for index in range(begin, last + 1)}
    taken += [one for one in houses if flats.isdisjoint(range(one[0], one[1] + 1))]
    for begin, last in taken:
        yield Trace(parts[begin].start, parts[last].end, ADDRESS)


def _flat(parts: Sequence[HomeWord], at: int) -> int | None:
    """Return the last piece of the flat that is named from here on, or None."""
    part = parts[at]
    if part.is_flat_before:
        number = at + 1
        while number < min(at + 3, len(parts)) and parts[number].text in _TIED:
            number += 1
        if number < len(parts) and parts[number].is_flat_number and _is_last(parts, number):
            return number
        return None
    if _is_both(parts, at):
        return at if _is_last(parts, at) else None
    if not part.is_flat_number or (at and parts[at - 1].is_number):
        return None
    word = at + 2 if at + 1 < len(parts) and parts[at + 1].text == "-" else at + 1
    if word < len(parts) and parts[word].is_flat_after and _is_last(parts, word):
        return word
    return None


def _is_both(parts: Sequence[HomeWord], at: int) -> bool:
    return parts[at].is_number and parts[at].is_house_and_flat


def _is_last(parts: Sequence[HomeWord], at: int) -> bool:
    """Tell whether what follows does not make the number one of a sum or a count."""
    follower = parts[at + 1] if at + 1 < len(parts) else None
    return follower is None or not (follower.is_number or follower.is_counted)


def _begin(parts: Sequence[HomeWord], at: int, *, house: bool) -> int | None:
    """Return where the address begins whose flat (or house, if it is one) stands here, or None."""
    number = None
    words = numbers = 0
    for before in range(at - 1, max(-1, at - _LONGEST), -1):
        part = parts[before]
        if part.is_sign or part.leads:
            continue
        if part.is_street_before or part.is_street_after or part.is_beside_street:
            found = house or number is not None or part.is_district
            return street_begin(parts, before, words) if found else None
        if part.is_number:
            numbers += 1
            if not part.is_house_number or numbers > _MOST_NUMBERS:
                break
            if not (house or words or _is_within(parts, before)):
                number = before
            continue
        if part.is_word and part.names_house and not words:
            continue
        if not part.is_word or words == _MOST_NAME_WORDS:
            break
        words += 1
    return None if house or number is None else name_begin(parts, _first_number(parts, at))


def _first_number(parts: Sequence[HomeWord], at: int) -> int:
    """Return the number of a house that has no street: the one right before the flat."""
    return next(
        before
        for before in range(at - 1, -1, -1)
        if parts[before].is_house_number and not _is_within(parts, before)
    )


def _house_before(parts: Sequence[HomeWord], at: int) -> int:
    """Return where the house begins that stands right before a flat, or the flat's beginning."""
    near = [before for before in range(max(0, at - 4), at) if not parts[before].is_sign]
    if len(near) > 1 and parts[near[-2]].names_house and parts[near[-1]].is_house_number:
        return near[-2]
    return at


def _end(parts: Sequence[HomeWord], last: int, *, house: bool) -> int | None:
    """Return where the address ends whose flat comes first: "кв. 17 в доме 58 по ул. Сатпаева"."""
    words = 0
    for after in range(last + 1, min(len(parts), last + _LONGEST)):
        part = parts[after]
        if part.is_street_after and words:
            return after if house else None
        if part.is_street_before:
            end = after + 1
            while end < len(parts) and (parts[end].text == "." or parts[end].is_initial):
                end += 1
            first = end
            while end < min(len(parts), first + 3) and parts[end].is_name:
                end += 1
            return end - 1 if house and end > first else None
        if part.is_house_number and not words:
            house = True
        elif part.is_name and not part.names_house:
            words += 1
        elif words or not (part.is_sign or part.leads or part.names_house):
            return None
    return None


def _is_within(parts: Sequence[HomeWord], at: int) -> bool:
    """Tell whether the number is an entrance's or a floor's: "подъезд 3", "3-кіреберіс"."""
    before = at - 2 if at > 1 and parts[at - 1].text in _TIED else at - 1
    after = at + 2 if at + 2 < len(parts) and parts[at + 1].text in _TIED else at + 1
    return (before >= 0 and parts[before].is_within) or (
        after < len(parts) and parts[after].is_within
    )


def _lines_of_homes(text: str) -> list[tuple[int, int]]:
    """Return the lines in which somebody is said to live somewhere."""
    found: list[tuple[int, int]] = []
    for cue in _LIVES.finditer(text):
        if found and cue.start() < found[-1][1]:
            continue
        stop = text.find("\n", cue.end())
        found.append((text.rfind("\n", 0, cue.start()) + 1, len(text) if stop < 0 else stop))
    return found


def _houses(
    parts: Sequence[HomeWord], lines: Sequence[tuple[int, int]]
) -> Iterator[tuple[int, int]]:
    """Yield the first and last piece of streets with a house in these lines."""
    end = line = 0
    for at, part in enumerate(parts):
        while line < len(lines) and lines[line][1] < part.start:
            line += 1
        if line == len(lines):
            return
        if part.start < lines[line][0] or not part.is_house_number or not _is_last(parts, at):
            continue
        begin = _begin(parts, at, house=True)
        if begin is None or begin < end:
            continue
        last = at
        word = at + 2 if at + 1 < len(parts) and parts[at + 1].text == "-" else at + 1
        if word < len(parts) and parts[word].is_word and parts[word].names_house:
            last = word
        yield begin, last
        end = last + 1
