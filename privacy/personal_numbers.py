"""Which runs of digits in a text lead to a person: phones, IINs, bank cards and accounts.

Where a text holds other digits than 0 to 9, or letters in their place, `lookalikes` comes first.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import accumulate, pairwise

from privacy.marks import ACCOUNT, CARD, IIN, PHONE, Trace

# What people put between the digits of one number, keycap emoji and invisible characters included.
_SOFT = re.compile(
    r"(?:[^\S\r\n\v\f\x1c-\x1e\x85\u2028\u2029]"
    r"|[\u00ad\u200b-\u200f\u2060\ufeff\ufe0f\u20e3().\-\u2010-\u2015\u2212_]){1,4}"
)
# What stands between other numbers more often than within one, and the worst of that.
_BROKEN = re.compile(r"[\s\-_/*·•|]{1,4}")
_GAPS = re.compile(r"(?:[^\w+\x00]|_){1,5}")
_GROUP = re.compile(r"\d+")
_PLUS = re.compile(r"\+[^\S\r\n]?\(?$")
_KEYCAP = ("\ufe0f", "\u20e3")
_UNIT = re.compile(
    r"\s{0,8}(?:тг\b|тенге|теңге|₸|руб|₽|долл|\$|€|евро|usd\b|kzt\b|тыс|мың\b|млн|млрд|миллион"
    r"|миллиард|чел|адам|жител|тұрғын|тонн|га\b|кв|км|метр|people|tenge|dollar|rubles|tons?\b|%)",
    re.IGNORECASE,
)
_USUAL = frozenset({" ", "-", "\xa0"})
_SHORTEST, _LONGEST, _LONGEST_UNIT = 10, 20, 24
# Kazakhstan's mobile codes, for numbers that are written without the country's 7 or 8.
_MOBILE = re.compile(r"7(?:0[0-9]|47|5[01]|6[0-4]|7[15678])\d{7}")
_TOWN = re.compile(r"7[12]\d{8}")
# How the ten digits of a town's phone are grouped: 727 274 18 36, 7172 54 31 87.
_TOWN_SIZES = (
    [3, 3, 2, 2],
    [3, 3, 4],
    [3, 7],
    [4, 2, 2, 2],
    [4, 3, 3],
    [4, 6],
    [5, 5],
    [5, 1, 2, 2],
)
# 8 800 is free to call and anybody's hotline.
FREE_TO_CALL = "800"
"""The code after 8 or +7."""
# What the cards of banks in Kazakhstan begin with.
_OUR_CARDS = frozenset({"4400", "4405", "5169", "5356", "5483", "4263", "4042", "5578"})
# Neighbours' country codes and how many digits follow.
_NEIGHBOURS = {
    "998": 9, "996": 9, "992": 9, "993": 8, "994": 9, "995": 9,
    "380": 9, "375": 9, "374": 8, "373": 8,
}  # fmt: skip
_ACCOUNTS = frozenset({"408", "423", "407", "426"})
_IIN_WEIGHTS = (
    (1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11),
    (3, 4, 5, 6, 7, 8, 9, 10, 11, 1, 2),
)
_DAYS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


@dataclass(frozen=True, slots=True)
class _Number:
    """Some neighbouring groups of digits: `gaps` are what stands between them, `breach` how bad the
    worst of those is, `after` what follows.
    """

    groups: tuple[str, ...]
    gaps: tuple[str, ...]
    breach: int
    plus: bool
    after: str

    @property
    def unit(self) -> bool:
        """Whether what follows says that it counts something."""
        return _UNIT.match(self.after) is not None

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

    @property
    def hard(self) -> bool:
        """Whether it is broken by ends of lines, slashes, or signs of any other kind."""
        return self.breach > 0

    @property
    def scattered(self) -> bool:
        """Whether signs break it that stand in lists and sums: commas, colons, quotes."""
        return self.breach > 1


def personal_numbers(text: str) -> Iterator[Trace]:
    """Yield the numbers that lead to a person, in order."""
    run: list[tuple[int, int]] = []
    for group in _GROUP.finditer(text):
        if run and not _GAPS.fullmatch(text, run[-1][1], group.start()):
            yield from _in_run(text, run)
            run = []
        run.append(group.span())
    yield from _in_run(text, run)


def _in_run(text: str, spans: list[tuple[int, int]]) -> Iterator[Trace]:
    if sum(end - start for start, end in spans) < _SHORTEST:
        return
    first = spans[0][0]
    sign = _PLUS.search(text[max(0, first - 3) : first])
    plus = None if sign is None else first - len(sign[0])
    run = _Run.of(text, spans)
    at = 0
    while at < len(spans):
        signed = plus is not None and at == 0
        count, mark = run.longest(at, plus=signed)
        if mark:
            start = plus if plus is not None and signed else spans[at][0]
            end = spans[at + count - 1][1]
            while text.startswith(_KEYCAP, end):
                end += 1
            if text[start - 1 : start] == "(" and ")" in text[start:end]:
                start -= 1
            yield Trace(start, end, mark)
        at += count


@dataclass(frozen=True, slots=True)
class _Run:
    """Neighbouring groups of digits of a text, what stands between them and how bad that is."""

    text: str
    spans: list[tuple[int, int]]
    groups: list[str]
    gaps: list[str]
    breaches: list[int]

    @classmethod
    def of(cls, text: str, spans: list[tuple[int, int]]) -> "_Run":
        gaps = [text[one[1] : two[0]] for one, two in pairwise(spans)]
        groups = [text[start:end] for start, end in spans]
        return cls(text, spans, groups, gaps, list(map(_breach, gaps)))

    def longest(self, at: int, *, plus: bool) -> tuple[int, str | None]:
        """Return how many groups the longest number here takes, with its mark; 1 and None."""
        groups = self.groups[at : at + _LONGEST]
        lengths = list(accumulate(map(len, groups)))
        worst = [0, *accumulate(self.breaches[at : at + _LONGEST - 1], max)]
        digits = "".join(groups)
        for count in range(len(lengths), 0, -1):
            length, breach = lengths[count - 1], worst[count - 1]
            if not _SHORTEST <= length <= _LONGEST:
                continue
            # Most are none, whatever stands between them: asked first, it saves the rest.
            if plus or _could_lead(digits, length, breach):
                end = self.spans[at + count - 1][1]
                after = self.text[end : end + _LONGEST_UNIT]
                gaps = tuple(self.gaps[at : at + count - 1])
                if mark := _mark(_Number(tuple(groups[:count]), gaps, breach, plus, after)):
                    return count, mark
        return 1, None


def _could_lead(digits: str, length: int, breach: int) -> bool:
    """Tell whether the first so many digits can be any number that `_mark` knows, plus apart."""
    if length == 12 or (length == 20 and digits[:3] in _ACCOUNTS):
        return True
    if breach > 1:
        return length == 11 and digits[0] in "78"
    if digits[:3] in _NEIGHBOURS:
        return True
    if length == 10:
        return digits[0] in "79"
    if length == 11:
        return digits[0] in "78"
    return digits[0] not in "0178"


def _breach(gap: str) -> int:
    """Return 0 for what stands within numbers, 1 for line ends and slashes, 2 for other signs."""
    if gap in _USUAL or _SOFT.fullmatch(gap):
        return 0
    return 1 if _BROKEN.fullmatch(gap) else 2


def _mark(number: _Number) -> str | None:
    digits = number.digits
    if _is_phone(number, digits):
        return PHONE
    in_halves = number.sizes == [6, 6]
    apart = (number.dotted or number.hard) and not in_halves
    if len(digits) == 12 and not apart and not number.unit and is_iin(digits):
        return IIN
    if _is_card(number, digits):
        return CARD
    if len(digits) == 20 and digits[:3] in _ACCOUNTS:
        return ACCOUNT
    return None


def _is_phone(number: _Number, digits: str) -> bool:
    country, sizes = number.groups[0], number.sizes
    if number.plus:
        if digits[0] == "7":
            return len(digits) == 11 and digits[1:4] != FREE_TO_CALL
        known = _NEIGHBOURS.get(digits[:3])
        if known:
            return len(digits) == known + 3
        if number.hard:
            return False
        # Fewer digits may be a growth ("+1 500 000"), as may what is counted in something.
        return 10 <= len(digits) <= 15 and not number.unit
    if len(digits) == 11 and digits[0] in "78" and digits[1] in "3456789":
        if digits[1:4] == FREE_TO_CALL:
            return False
        known_code = _MOBILE.fullmatch(digits[1:]) or _TOWN.fullmatch(digits[1:])
        if number.hard and not known_code:
            return False
        apart = len(country) == 1 and len(sizes) > 1 and sizes[1] >= 3
        in_pairs = bool(known_code) and len(country) == 1 and max(sizes) <= 4 and not number.unit
        if number.scattered:
            return apart and not number.unit
        return apart or len(country) >= 4 or number.spelled or in_pairs
    if len(digits) == 10 and _TOWN.fullmatch(digits) and sizes in _TOWN_SIZES:
        return not number.dotted and not number.hard and not number.unit
    if number.scattered or (number.hard and not (sizes[0] == 3 and _MOBILE.fullmatch(digits))):
        return False
    if len(digits) == 10 and (len(country) in {3, 10} or number.spelled):
        if _MOBILE.fullmatch(digits):
            return not number.dotted or len(set(number.gaps)) == 1
        hyphened = any(set(gap) & set("-‐‑‒–—()") for gap in number.gaps)
        return digits[0] == "9" and (len(sizes) == 1 or hyphened)
    known = _NEIGHBOURS.get(digits[:3])
    return known is not None and len(digits) == known + 3 and not number.unit and not number.dotted


def _is_card(number: _Number, digits: str) -> bool:
    if not 13 <= len(digits) <= 19 or digits[0] in "0178" or number.scattered:
        return False
    # Sixteen digits in fours are a card's even where one was mistyped; sums go in threes.
    in_fours = number.sizes == [4] * 4 or (number.sizes == [16] and digits[:4] in _OUR_CARDS)
    if not passes_luhn(digits) and (not in_fours or number.hard or number.unit):
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
