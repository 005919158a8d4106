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
_WORD = re.compile(r"[^\W\d_]{1,40}")
_APART = re.compile(r"[\s,.\-–—]{1,4}")
_FEWEST, _MOST = 4, 16
_LENGTHS = range(10, 13)


def spoken_phones(text: str) -> Iterator[Trace]:
    """Yield the phone numbers of ten or eleven digits that are spelled out in words."""
    run: list[re.Match[str]] = []
    for word in _WORD.finditer(text):
        if run and not _APART.fullmatch(text, run[-1].end(), word.start()):
            yield from _phone(run)
            run = []
        if word[0].lower() in _WORTH or (not run and word[0].lower() in {"плюс", "қосу"}):
            run.append(word)
        elif run:
            yield from _phone(run)
            run = []
    yield from _phone(run)


def _phone(run: list[re.Match[str]]) -> Iterator[Trace]:
    words = [word[0].lower() for word in run]
    plus = bool(words) and words[0] not in _WORTH
    if not _FEWEST <= len(words) - plus <= _MOST:
        return
    written = digits(words[plus:])
    if len(written) in _LENGTHS and (plus or written[0] in "78"):
        yield Trace(run[0].start(), run[-1].end(), PHONE)


def digits(words: list[str]) -> str:
    """Return the digits of number words read one after another: "семьсот два ноль пять" is 70205.

    Each word must be one of a number below a thousand, in Russian or Kazakh.
    """
    groups: list[int] = []
    room = 0
    for at, word in enumerate(words):
        worth, behind = _WORTH[word]
        hundred_follows = at + 1 < len(words) and words[at + 1] == _HUNDRED
        if word == _HUNDRED and groups and at and _WORTH[words[at - 1]][1] == 0 < groups[-1] < 10:
            groups[-1] *= 100
            room = 2
        elif worth and not hundred_follows and room and len(str(worth)) <= room:
            groups[-1] += worth
            room = behind
        else:
            groups.append(worth)
            room = behind
    return "".join(map(str, groups))
