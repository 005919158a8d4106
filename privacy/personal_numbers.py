"""Which runs of digits in a text lead to a person: phones, IINs, bank cards and accounts."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import accumulate, pairwise

PHONE, IIN, CARD, ACCOUNT = "[телефон]", "[ИИН]", "[карта]", "[счёт]"

# What people put between the digits of one number, keycap emoji and invisible characters included.
_GAP = r"(?:[^\S\r\n]|[\u00ad\u200b-\u200d\u2060\ufeff\ufe0f\u20e3().\-\u2010-\u2015\u2212_])"
_RUN = re.compile(rf"(?:\+[^\S\r\n]?\(?)?\d(?:{_GAP}{{0,4}}\d)*")
_GROUP = re.compile(r"\d+")
_KEYCAP = ("\ufe0f", "\u20e3")
_UNIT = re.compile(
    r"[\s\u00a0]*(?:тг\b|тенге|теңге|₸|руб|₽|долл|\$|€|евро|usd\b|kzt\b|тыс|мың\b|млн|млрд|миллион"
    r"|миллиард|чел|адам|жител|тұрғын|тонн|га\b|кв|км|метр|people|tenge|dollar|rubles|tons?\b|%)",
    re.IGNORECASE,
)
_SHORTEST, _LONGEST = 10, 20
# Kazakhstan's mobile codes, for numbers that are written without the country's 7 or 8.
_MOBILE = re.compile(r"7(?:0[0-9]|47|5[01]|6[0-4]|7[15678])\d{7}")
# Neighbours' country codes and how many digits follow.
_NEIGHBOURS = {
    "998": 9, "996": 9, "992": 9, "993": 8, "994": 9, "995": 9,
    "380": 9, "375": 9, "374": 8, "373": 8,
}  # fmt: skip
_IIN_WEIGHTS = (
    (1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11),
    (3, 4, 5, 6, 7, 8, 9, 10, 11, 1, 2),
)
_DAYS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


@dataclass(frozen=True, slots=True)
class PersonalNumber:
    """A number that leads to a person: where it stands in the text, and the mark for it."""

    start: int
    end: int
    mark: str


@dataclass(frozen=True, slots=True)
class _Number:
    """Some neighbouring groups of digits: `gaps` are what stands between them."""

    groups: tuple[str, ...]
    gaps: tuple[str, ...]
    plus: bool
    unit: bool

    @property
    def digits(self) -> str:
        return "".join(self.groups)

    @property
    def sizes(self) -> list[int]:
        return [len(group) for group in self.groups]

    @property
    def spelled(self) -> bool:
        """Whether each digit stands alone."""
        return len(self.groups) > 1 and set(self.sizes) == {1}

    @property
    def dotted(self) -> bool:
        return any("." in gap for gap in self.gaps)


def personal_numbers(text: str) -> Iterator[PersonalNumber]:
    """Yield the numbers that lead to a person, in order."""
    for run in _RUN.finditer(text):
        if sum(map(str.isdecimal, run[0])) >= _SHORTEST:
            yield from _in_run(text, run)


def _in_run(text: str, run: re.Match[str]) -> Iterator[PersonalNumber]:
    spans = [group.span() for group in _GROUP.finditer(text, run.start(), run.end())]
    at = 0
    while at < len(spans):
        taken = 0
        for count, number in _numbers(text, run, spans[at : at + _LONGEST], first=at == 0):
            if mark := _mark(number):
                start = run.start() if number.plus else spans[at][0]
                end = spans[at + count - 1][1]
                while text.startswith(_KEYCAP, end):
                    end += 1
                if text[start - 1 : start] == "(" and ")" in text[start:end]:
                    start -= 1
                yield PersonalNumber(start, end, mark)
                taken = count
                break
        at += taken or 1


def _numbers(
    text: str, run: re.Match[str], spans: list[tuple[int, int]], *, first: bool
) -> Iterator[tuple[int, _Number]]:
    """Yield the numbers that begin here with their count of groups, the longest first."""
    lengths = list(accumulate(end - start for start, end in spans))
    fitting = [at for at, length in enumerate(lengths, 1) if _SHORTEST <= length <= _LONGEST]
    if not fitting:
        return
    # In the digits 0 to 9, whatever script they were written in.
    groups = ["".join(str(int(d)) for d in text[start:end]) for start, end in spans]
    gaps = [text[one[1] : two[0]] for one, two in pairwise(spans)]
    for count in reversed(fitting):
        unit = _UNIT.match(text, spans[count - 1][1]) is not None
        plus = first and run[0].startswith("+")
        yield count, _Number(tuple(groups[:count]), tuple(gaps[: count - 1]), plus, unit)


def _mark(number: _Number) -> str | None:
    digits = number.digits
    if _is_phone(number, digits):
        return PHONE
    if len(digits) == 12 and not number.dotted and not number.unit and is_iin(digits):
        return IIN
    if _is_card(number, digits):
        return CARD
    if len(digits) == 20 and digits[:3] in {"408", "423", "407", "426"}:
        return ACCOUNT
    return None


def _is_phone(number: _Number, digits: str) -> bool:
    country, sizes = number.groups[0], number.sizes
    if number.plus:
        if digits[0] == "7":
            return len(digits) == 11
        known = _NEIGHBOURS.get(digits[:3])
        if known:
            return len(digits) == known + 3
        # Fewer digits may be a growth ("+1 500 000"), as may what is counted in something.
        return 10 <= len(digits) <= 15 and not number.unit
    if len(digits) == 11 and digits[0] in "78" and digits[1] in "3456789":
        apart = len(country) == 1 and len(sizes) > 1 and sizes[1] >= 3
        return apart or len(country) >= 4 or number.spelled
    if len(digits) == 10 and (len(country) in {3, 10} or number.spelled):
        if _MOBILE.fullmatch(digits):
            return not number.dotted or len(set(number.gaps)) == 1
        hyphened = any(set(gap) & set("-‐‑‒–—()") for gap in number.gaps)
        return digits[0] == "9" and (len(sizes) == 1 or hyphened)
    known = _NEIGHBOURS.get(digits[:3])
    return known is not None and len(digits) == known + 3 and not number.unit and not number.dotted


def _is_card(number: _Number, digits: str) -> bool:
    if not 13 <= len(digits) <= 19 or digits[0] in "017" or not passes_luhn(digits):
        return False
    *firsts, last = number.sizes
    if number.spelled or not firsts:
        return True
    years = all(len(group) == 4 and "1900" <= group <= "2099" for group in number.groups)
    return min(firsts) >= 4 and last >= 3 and not years


def is_iin(digits: str) -> bool:
    """Tell whether 12 digits are a person's IIN: birth date, century and sex, check digit."""
    month, day = int(digits[2:4]), int(digits[4:6])
    if not (1 <= month <= 12 and 1 <= day <= _DAYS[month - 1] and digits[6] in "0123456"):
        return False
    for weights in _IIN_WEIGHTS:
        rest = sum(w * int(d) for w, d in zip(weights, digits, strict=False)) % 11
        if rest < 10:
            return rest == int(digits[11])
    return False


def passes_luhn(digits: str) -> bool:
    """Tell whether the last digit is the check digit of the others, as on bank cards."""
    total = 0
    for place, digit in enumerate(reversed(digits)):
        doubled = int(digit) * (2 if place % 2 else 1)
        total += doubled - 9 if doubled > 9 else doubled
    return total % 10 == 0
