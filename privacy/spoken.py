"""Phone numbers that are written in words, in Russian and in Kazakh."""

import re
from collections.abc import Iterator

from privacy.marks import PHONE, Trace

_ONES = (
    ("ноль", "нуль", "нөл"),
    ("один", "бір"),
    ("два", "екі"),
    ("три", "үш"),
    ("четыре", "төрт"),
    ("пять", "бес"),
    ("шесть", "алты"),
    ("семь", "жеті"),
    ("восемь", "сегіз"),
    ("девять", "тоғыз"),
)
_TEENS = (
    "десять",
    "одиннадцать",
    "двенадцать",
    "тринадцать",
    "четырнадцать",
    "пятнадцать",
    "шестнадцать",
    "семнадцать",
    "восемнадцать",
    "девятнадцать",
)
_TENS = (
    ("двадцать", "жиырма"),
    ("тридцать", "отыз"),
    ("сорок", "қырық"),
    ("пятьдесят", "елу"),
    ("шестьдесят", "алпыс"),
    ("семьдесят", "жетпіс"),
    ("восемьдесят", "сексен"),
    ("девяносто", "тоқсан"),
)
_HUNDREDS = (
    "сто",
    "двести",
    "триста",
    "четыреста",
    "пятьсот",
    "шестьсот",
    "семьсот",
    "восемьсот",
    "девятьсот",
)
_HUNDRED = "жүз"
# What a word is worth, and how many digits it can still take behind it: 700 two, 40 one, 5 none.
_WORTH: dict[str, tuple[int, int]] = {
    **{word: (at, 0) for at, words in enumerate(_ONES) for word in words},
    **{word: (10 + at, 0) for at, word in enumerate(_TEENS)},
    "он": (10, 1),
    **{word: (20 + 10 * at, 1) for at, words in enumerate(_TENS) for word in words},
    **{word: (100 + 100 * at, 2) for at, word in enumerate(_HUNDREDS)},
    _HUNDRED: (100, 2),
}
_WORD = re.compile(r"[^\W\d_]{1,40}|\d{1,20}")
_APART = re.compile(r"[\s,.()\-–—]{1,4}")
_FEWEST, _MOST = 4, 16
_LENGTHS = range(10, 13)
_PLUS = frozenset({"плюс", "қосу"})
# A number in figures among the words must be of Kazakhstan: too many others stand in sentences.
_IN_FIGURES_TOO = re.compile(r"[78]?7[0-7]\d{8}")


def spoken_phones(text: str) -> Iterator[Trace]:
    """Yield the phone numbers of ten or eleven digits that are spelled out in words, or partly."""
    run: list[re.Match[str]] = []
    for word in _WORD.finditer(text):
        if run and not _APART.fullmatch(text, run[-1].end(), word.start()):
            yield from _phone(run)
            run = []
        if _is_part(word[0]) or (not run and word[0].lower() in _PLUS):
            run.append(word)
        elif run:
            yield from _phone(run)
            run = []
    yield from _phone(run)


def _is_part(word: str) -> bool:
    return word.lower() in _WORTH or (word.isdecimal() and len(word) <= 7)


def _phone(run: list[re.Match[str]]) -> Iterator[Trace]:
    words = [word[0].lower() for word in run]
    plus = bool(words) and words[0] in _PLUS
    if not _FEWEST <= len(words) - plus <= _MOST or all(map(str.isdecimal, words)):
        return
    written = digits(words[plus:])
    if any(map(str.isdecimal, words)):
        fits = _IN_FIGURES_TOO.fullmatch(written) is not None
    else:
        fits = len(written) in _LENGTHS and (plus or written[0] in "78")
    if fits:
        yield Trace(run[0].start(), run[-1].end(), PHONE)


def digits(words: list[str]) -> str:
    """Return the digits of number words read one after another: "семьсот два ноль пять" is 70205.

    Each must be a word of a number below a thousand, in Russian or Kazakh, or digits.
    """
    groups: list[int | str] = []
    room = 0
    for at, word in enumerate(words):
        if word.isdecimal():
            groups.append(word)
            room = 0
            continue
        worth, behind = _WORTH[word]
        hundred_follows = at + 1 < len(words) and words[at + 1] == _HUNDRED
        last = groups[-1] if groups else 0
        if word == _HUNDRED and isinstance(last, int) and 0 < last < 10:
            groups[-1] = last * 100
            room = 2
        elif worth and not hundred_follows and room >= len(str(worth)) and isinstance(last, int):
            groups[-1] = last + worth
            room = behind
        else:
            groups.append(worth)
            room = behind
    return "".join(map(str, groups))
