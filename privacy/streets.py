"""Where the street of an address begins."""

from collections.abc import Sequence

from privacy.home_words import HomeWord

_OPENING, _SHUT = frozenset('«"“'), frozenset('»"”')


def street_begin(
    parts: Sequence[HomeWord], at: int, words: int, *, further: bool = True
) -> int | None:
    """Return where the street begins that this word is part of, or None.

    `words` of its name stand behind the word: as many as in "улица Толе би", none in "Абай көшесі".
    """
    begin = at
    ahead = parts[at - 1] if at else None
    named_ahead = ahead is not None and (
        ahead.is_number
        or (parts[at].is_street_after and (_is_whole_name(ahead) or ahead.text in _SHUT))
    )
    named_behind = words or (not named_ahead and _number_follows(parts, at))
    if not (named_behind and parts[at].is_street_before):
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


def _district(parts: Sequence[HomeWord], begin: int) -> int:
    """Return where the district begins that stands before a street, or the street's beginning."""
    before = begin - 1
    while before >= 0 and before > begin - 3 and parts[before].is_sign:
        before -= 1
    if before < 0 or before == begin - 1:
        return begin
    if parts[before].is_district and parts[before].is_street_after:
        found = street_begin(parts, before, 0, further=False)
        if found is not None:
            return found
    named = _name_before(parts, before + 1)
    if 0 < named <= before and parts[named - 1].text == ".":
        named -= 1
    if 0 < named <= before and parts[named - 1].is_street_before:
        return named - 1
    return begin


def _number_follows(parts: Sequence[HomeWord], at: int) -> bool:
    after = at + 1
    while after < min(len(parts), at + 3) and parts[after].is_sign:
        after += 1
    return after < len(parts) and parts[after].is_number


def _name_before(parts: Sequence[HomeWord], at: int) -> int:
    """Return where the name that ends right before this piece begins: up to three words.

    Where none has a capital letter, the word right before is the name, and a number before that
    belongs to it: "8 наурыз көшесі".
    """
    begin = at
    if begin and parts[begin - 1].text in _SHUT:
        begin -= 1
    quoted = begin
    while begin and begin > at - 5 and _is_of_name(parts[begin - 1]):
        begin -= 1
    if begin == quoted and begin and parts[begin - 1].is_word and not parts[begin - 1].leads:
        begin -= 1
        if begin and parts[begin - 1].is_flat_number:
            begin -= 1
    if begin == quoted:
        return at
    return begin - 1 if begin and parts[begin - 1].text in _OPENING else begin


def _is_of_name(part: HomeWord) -> bool:
    return part.is_initial or _is_whole_name(part)


def _is_whole_name(part: HomeWord) -> bool:
    return part.is_name and not part.text.endswith(".")


def name_begin(parts: Sequence[HomeWord], house: int) -> int | None:
    """Return where an address begins that has a name and no word for a street: "Гоголя 51"."""
    before = house - 1
    while before > 0 and (parts[before].is_sign or parts[before].names_house):
        before -= 1
    if before > 0 and parts[before].is_name and not parts[before].text[0].isupper():
        before -= 1
    if before < 0 or parts[before].is_place_word or parts[before].names_house:
        return None
    return before if parts[before].is_name and parts[before].text[0].isupper() else None
