"""The numbers in a text, however they are written, and how two texts' numbers compare."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from matching.reading.alphabet import fold

_TOKEN = re.compile(
    r"(?<!\d)\d{1,3}(?:[ \u00a0.]\d{3})+(?!\d)|\d{1,2}\.\d{2}(?:\.\d{2,4})?(?!\d)"
    r"|\d+,\d+|\d+\.\d(?!\d)|\d+:\d+|\d+|[^\W\d_]+|%"
)
_DATE = re.compile(r"(\d{1,2})\.(\d{2})(?:\.\d{2,4})?")
_THOUSANDS = re.compile(r"\d{1,3}(?:\.\d{3})+")
_DECIMAL = re.compile(r"\d+[.,]\d+")
_LONGEST = 15
_LONGEST_MEASURE = 40
_LAST_DAY = 31
_YEARS = range(1900, 2101)


def _table(text: str) -> dict[str, float]:
    lines = (line.split() for line in fold(text).splitlines())
    return {word: float(words[0]) for words in lines for word in words[1:]}


_ONES = _table(
    """1 один одна одно одного одной одну одному бір one
2 два две двух двум двумя екі екіге екіден two
3 три трех трём тремя трое троих үш үшке үштен three
4 четыре четырех четырем четверо четверых төрт four
5 пять пяти пятеро пятерых бес бесінші five
6 шесть шести шестеро шестерых алты six
7 семь семи семеро семерых жеті seven
8 восемь восьми сегіз eight
9 девять девяти тоғыз nine"""
)
_TEENS = _table(
    """10 десять десяти десятеро десятерых ten
11 одиннадцать одиннадцати eleven
12 двенадцать двенадцати twelve
13 тринадцать тринадцати thirteen
14 четырнадцать четырнадцати fourteen
15 пятнадцать пятнадцати fifteen
16 шестнадцать шестнадцати sixteen
17 семнадцать семнадцати seventeen
18 восемнадцать восемнадцати eighteen
19 девятнадцать девятнадцати nineteen"""
)
_TENS = _table(
    """10 он онға оннан
20 двадцать двадцати жиырма жиырмаға twenty
30 тридцать тридцати отыз отызға thirty
40 сорок сорока қырық forty
50 пятьдесят пятидесяти елу fifty
60 шестьдесят шестидесяти алпыс sixty
70 семьдесят семидесяти жетпіс seventy
80 восемьдесят восьмидесяти сексен eighty
90 девяносто тоқсан ninety"""
)
_HUNDREDS = _table(
    """200 двести двухсот
300 триста трехсот
400 четыреста четырехсот
500 пятьсот пятисот
600 шестьсот шестисот
700 семьсот семисот
800 восемьсот восьмисот
900 девятьсот девятисот"""
)
_SCALES = _table(
    """1000 тыс тысяч тысячи тысяча тысячу тысячам тысячами мың мыңға мыңнан мыңдық мыңды thousand
1000000 млн миллион миллиона миллионов миллионға миллионнан лям ляма лямов million
1000000000 млрд миллиард миллиарда миллиардов миллиардқа billion"""
)  # fmt: skip
_WHOLE = _table(
    """100 сто ста
500000 полмиллиона полмиллион
1.5 полтора полторы полутора"""
)
COUNTING = frozenset((*_ONES, *_TEENS, *_TENS, *_HUNDREDS, *_SCALES, *_WHOLE))
"""Normalised words that are numbers or parts of them."""
_TIMES_HUNDRED = frozenset(fold("жүз жүзге hundred").split())
_AND_A_HALF = frozenset(fold("жарым").split())
# Russian for "he": a number only with another word of a number or a measure after it.
_UNSURE = frozenset(fold("он").split())
_THOUSAND_SIGN = frozenset(fold("к k").split())

_UNITS = tuple(
    (kind, tuple(fold(stems).split()))
    for kind, stems in (
        ("percent", "% процент пайыз percent"),
        ("money", "тенге теңге тг тнг доллар dollar рубл евро сом"),
        ("hours", "час часа часов сағат hour hours минут"),
        ("days", "дня дней сутк күн күнге күнде day days недел апта week"),
        ("months", "месяц ай айға айда month"),
        ("age", "лет жас жаста жасқа жастағы"),
        ("year", "год года году годом жыл жылы жылға жылдан жылдың year years"),
        ("litres", "литр л"),
        ("points", "балл"),
        ("people", "человек адам people афган"),
        ("distance", "км километр метр шақырым"),
        ("class", "класс сынып"),
    )
)
_COUNTED_ONCE = frozenset(("percent", "money", "litres"))
_EXACT = 3
"""Stems of up to so many letters are whole words."""
_MONTHS = {
    fold(name)[:5]: number
    for number, names in enumerate(
        (
            "январь января қаңтар january",
            "февраль февраля ақпан february",
            "март марта наурыз march",
            "апрель апреля сәуір april",
            "май мая мамыр",
            "июнь июня маусым june",
            "июль июля шілде july",
            "август августа тамыз august",
            "сентябрь сентября қыркүйек september",
            "октябрь октября қазан october",
            "ноябрь ноября қараша november",
            "декабрь декабря желтоқсан december",
        ),
        start=1,
    )
    for name in names.split()
}
_OF_THE_MONTH = re.compile(r"(?:н|д|т)ин$")
_BETWEEN = frozenset(fold("и по до мен пен мен бен дейін ге го е і ші сі шы нен то and").split())
_LINKED = 2


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number with what it counts, if that can be told; a date has its month (1 to 12)."""

    value: float
    kind: str = ""
    month: int = 0


@dataclass(frozen=True, slots=True)
class Numbers:
    """`firm` are the numbers that a text states; `loose` small ones that may be said by the way."""

    firm: frozenset[Quantity] = frozenset()
    loose: frozenset[Quantity] = frozenset()


@dataclass(frozen=True, slots=True)
class SharedNumbers:
    """How many numbers two texts share, how many only one of them states, how many conflict."""

    shared: int
    extra: int
    missing: int
    clash: int


@dataclass(slots=True)
class _Found:
    value: float
    first: int
    after: int
    spelt: bool
    kind: str = ""
    month: int = 0


def numbers(text: str) -> Numbers:
    """Return the numbers of cleaned text: digits, words, "70 тыс", "екі жүз мың", dates."""
    tokens = _TOKEN.findall(fold(text))
    found = list(_values(tokens))
    _date(tokens, found)
    firm: set[Quantity] = set()
    loose: set[Quantity] = set()
    for one in found:
        if not one.month:
            one.kind = _kind(tokens, one)
        quantity = Quantity(one.value, one.kind, one.month)
        by_the_way = one.spelt and not one.kind and not one.month and one.value <= 10
        (loose if by_the_way else firm).add(quantity)
    return Numbers(frozenset(firm), frozenset(loose))


def compare(ours: Numbers, theirs: Numbers) -> SharedNumbers:
    """Return how a window's numbers compare with a claim's.

    Two conflict where each text states one that the other lacks, and both may count the same.
    """
    all_ours, all_theirs = ours.firm | ours.loose, theirs.firm | theirs.loose
    shared = [one for one in all_ours if any(_same(one, two) for two in all_theirs)]
    extra = [one for one in ours.firm if not any(_same(one, two) for two in all_theirs)]
    missing = [one for one in theirs.firm if not any(_same(one, two) for two in all_ours)]
    left = list(missing)
    clash = 0
    for one in extra:
        rival = next((two for two in left if _comparable(one, two)), None)
        if rival is not None:
            left.remove(rival)
            clash += 1
    return SharedNumbers(len(shared), len(extra), len(missing), clash)


def _same(one: Quantity, two: Quantity) -> bool:
    return one.value == two.value and (one.month == two.month or not one.month or not two.month)


def _comparable(one: Quantity, two: Quantity) -> bool:
    if one.month or two.month:
        return bool(one.month and two.month)
    if "year" in (one.kind, two.kind):
        return one.kind == two.kind
    return one.kind == two.kind or not one.kind or not two.kind


def _values(tokens: Sequence[str]) -> Iterable[_Found]:
    at = 0
    while at < len(tokens):
        found = _digits(tokens, at) or _words(tokens, at)
        if found is None:
            at += 1
        else:
            yield found
            at = found.after


def _digits(tokens: Sequence[str], at: int) -> _Found | None:
    token = tokens[at]
    if not token[0].isdecimal() or len(token) > _LONGEST or ":" in token:
        return None
    dated = _DATE.fullmatch(token)
    after = at + 1
    follows = tokens[after] if after < len(tokens) else ""
    if dated and follows not in _SCALES and 1 <= int(dated[2]) <= 12 and int(dated[1]) <= _LAST_DAY:
        return _Found(float(dated[1]), at, after, spelt=False, kind="date", month=int(dated[2]))
    grouped = re.sub(r"[ \u00a0]", "", token)
    if (dated is None and not _DECIMAL.fullmatch(grouped)) or _THOUSANDS.fullmatch(grouped):
        grouped = grouped.replace(".", "")
    value = float(grouped.replace(",", ".") if dated is None else f"{dated[1]}.{dated[2]}")
    if follows in _SCALES or follows in _THOUSAND_SIGN:
        value *= _SCALES.get(follows, 1_000.0)
        after += 1
    return _Found(value, at, after, spelt=False)


def _words(tokens: Sequence[str], at: int) -> _Found | None:
    """Read "двести пятьдесят тысяч" or "үш жүз мың" from here on."""
    total = current = 0.0
    first, seen = at, 0
    while at < len(tokens):
        word = tokens[at]
        if word in _UNSURE and not _goes_on(tokens, at + 1):
            break
        if word in _SCALES:
            total += (current or 1.0) * _SCALES[word]
            current = 0.0
        elif word in _TIMES_HUNDRED:
            current = current * 100 if 0 < current < 10 else current + 100
        elif word in _AND_A_HALF and seen:
            current += 0.5 if current or not total else _SCALES[tokens[at - 1]] / 2
        else:
            tables = (_ONES, _TEENS, _TENS, _HUNDREDS, _WHOLE)
            value = next((table[word] for table in tables if word in table), None)
            if value is None or (current % 10 and value < 10):
                break
            current += value
        at += 1
        seen += 1
    value = total + current
    # "One" of no measure, and a scale by itself ("тысячи людей"), state no number.
    counts = value == 1.0 and at < len(tokens) and _unit(tokens[at]) in _COUNTED_ONCE
    if not seen or (value in (0.0, 1.0) and not counts) or (seen == 1 and tokens[first] in _SCALES):
        return None
    return _Found(value, first, at, spelt=True)


def _goes_on(tokens: Sequence[str], at: int) -> bool:
    if at >= len(tokens):
        return False
    word = tokens[at]
    return word in _ONES or word in _SCALES or bool(_unit(word))


def _date(tokens: Sequence[str], found: list[_Found]) -> None:
    """Give the days beside a month's name their month."""
    starts = {one.first: one for one in found}
    ends = {one.after: one for one in found}
    for at, token in enumerate(tokens):
        month = _MONTHS.get(token[:5]) if len(token) > 2 else None
        if month is None:
            continue
        if _OF_THE_MONTH.search(token):
            days = [starts[place] for place in range(at + 1, at + 5) if place in starts]
        else:
            days = []
            place = at
            while place in ends and len(days) <= _LINKED:
                days.append(ends[place])
                place = ends[place].first
                while place not in ends and place > 0 and tokens[place - 1] in _BETWEEN:
                    place -= 1
        for one in days[: _LINKED + 1]:
            if not one.month and 1 <= one.value <= _LAST_DAY:
                one.month, one.kind = month, "date"


def _kind(tokens: Sequence[str], one: _Found) -> str:
    follows = tokens[one.after : one.after + 2]
    # "7-ден", "5 ші": a case ending may stand between a number and what it counts.
    kind = next(filter(None, map(_unit, follows)), "")
    if one.value in _YEARS and not one.spelt and kind in ("", "year"):
        return "year"
    return "age" if kind == "year" else kind


def _unit(word: str) -> str:
    # No measure is as long; the whole of what somebody types is not to be kept.
    return _measure(word[:_LONGEST_MEASURE])


@lru_cache(maxsize=8_192)
def _measure(word: str) -> str:
    for kind, stems in _UNITS:
        for stem in stems:
            if word == stem or (len(stem) > _EXACT and word.startswith(stem)):
                return kind
    return ""
