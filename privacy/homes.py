"""Addresses of homes: a street with a house and a flat, or with a house where somebody lives."""

import re
from collections.abc import Iterator, Sequence

from privacy.home_words import Piece, pieces
from privacy.marks import ADDRESS, Trace

_LIVES = re.compile(
    r"(?<![^\W_])(?:жив[её]т|живут|прожива|прописан|домашн\w{1,3}\s{1,2}адрес"
    r"|тұрады|тұратын|тіркелген|үйінің\s{1,2}мекен)",
    re.IGNORECASE,
)
_LONGEST = 16
"""How many pieces before a flat's number an address can have."""
_MOST_NAME_WORDS = 4
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
        begin = None if last is None else _begin(parts, at, house=_is_both(parts, at))
        if last is not None and begin is not None and begin >= end:
            taken.append((begin, last))
            end = last + 1
    lines = _lines_of_homes(text)
    houses = _houses(parts, lines) if lines else ()
    flats = {index for begin, last in taken for index in range(begin, last + 1)}
    taken += [one for one in houses if flats.isdisjoint(range(one[0], one[1] + 1))]
    for begin, last in taken:
        yield Trace(parts[begin].start, parts[last].end, ADDRESS)


def _flat(parts: Sequence[Piece], at: int) -> int | None:
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


def _is_both(parts: Sequence[Piece], at: int) -> bool:
    return parts[at].is_number and parts[at].is_house_and_flat


def _is_last(parts: Sequence[Piece], at: int) -> bool:
    """Tell whether what follows does not make the number one of a sum or a count."""
    follower = parts[at + 1] if at + 1 < len(parts) else None
    return follower is None or not (follower.is_number or follower.is_counted)


def _begin(parts: Sequence[Piece], at: int, *, house: bool) -> int | None:
    """Return where the address begins whose flat (or house, if it is one) stands here, or None."""
    number = None
    words = 0
    for before in range(at - 1, max(-1, at - _LONGEST), -1):
        part = parts[before]
        if part.is_sign:
            continue
        if part.is_street_before or part.is_street_after or part.is_beside_street:
            found = house or number is not None or part.is_district
            return _street(parts, before, words) if found else None
        if part.is_word and part.names_house and not words:
            continue
        if part.is_number and not words and _is_within(parts, before):
            continue
        if part.is_house_number and number is None and not house and not words:
            number = before
            continue
        if not part.is_word or words == _MOST_NAME_WORDS:
            break
        words += 1
    return None if number is None else _named(parts, number)


def _is_within(parts: Sequence[Piece], at: int) -> bool:
    """Tell whether the number is an entrance's or a floor's: "подъезд 3", "3-кіреберіс"."""
    before = at - 2 if at > 1 and parts[at - 1].text in _TIED else at - 1
    after = at + 2 if at + 2 < len(parts) and parts[at + 1].text in _TIED else at + 1
    return (before >= 0 and parts[before].is_within) or (
        after < len(parts) and parts[after].is_within
    )


def _street(parts: Sequence[Piece], at: int, words: int, *, further: bool = True) -> int | None:
    """Return where the street begins that this word is part of, or None.

    `words` of its name stand behind the word: as many as in "улица Толе би", none in "Абай көшесі".
    """
    begin = at
    if not (words and parts[at].is_street_before):
        if words > 1:
            return None
        while begin and parts[begin - 1].is_beside_street:
            begin -= 1
        before = begin - 1
        if before > 0 and parts[before].text == "-":
            before -= 1
        if before >= 0 and parts[before].is_flat_number:
            begin = before
        else:
            named = _name_before(parts, begin)
            if named == begin:
                return None
            begin = named
    return _district(parts, begin) if further else begin


def _district(parts: Sequence[Piece], begin: int) -> int:
    """Return where the district begins that stands before a street, or the street's beginning."""
    before = begin - 1
    while before >= 0 and before > begin - 3 and parts[before].is_sign:
        before -= 1
    if before < 0 or before == begin - 1:
        return begin
    if parts[before].is_district and parts[before].is_street_after:
        found = _street(parts, before, 0, further=False)
        if found is not None:
            return found
    named = _name_before(parts, before + 1)
    if 0 < named <= before and parts[named - 1].text == ".":
        named -= 1
    if 0 < named <= before and parts[named - 1].is_street_before:
        return named - 1
    return begin


def _name_before(parts: Sequence[Piece], at: int) -> int:
    """Return where the name that ends right before this piece begins: up to three words."""
    begin = at
    while (
        begin
        and begin > at - 3
        and parts[begin - 1].is_name
        and not parts[begin - 1].text.endswith(".")
    ):
        begin -= 1
    return begin


def _named(parts: Sequence[Piece], house: int) -> int | None:
    """Return where an address begins that has a name and no word for a street: "Гоголя 51"."""
    follower = parts[house + 1] if house + 1 < len(parts) else None
    if follower is not None and follower.is_word and follower.names_house:
        return None
    before = house - 1
    while before > 0 and (parts[before].text == "," or parts[before].names_house):
        before -= 1
    if before > 0 and parts[before].is_name and not parts[before].text[0].isupper():
        before -= 1
    return (
        before
        if before >= 0 and parts[before].is_name and parts[before].text[0].isupper()
        else None
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


def _houses(parts: Sequence[Piece], lines: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
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
