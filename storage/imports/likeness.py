"""How like two wordings of a claim are: the same, a mended one, another, or nothing in common.

Letters and words alone are looked at, not meaning: what is unlike is asked about or refused, and
never decided.
"""

import re
import unicodedata
from collections.abc import Iterable
from difflib import SequenceMatcher

from rapidfuzz import fuzz
from rapidfuzz.distance import OSA

from domain.debunk import Claim

_WORD = re.compile(r"[^\W_]+")
_DOUBLED = re.compile(r"(.)\1")
_SHORTEST = 3
_SMALL_WORDS = (
    "и в во на с со к ко о об от до из у за по под при про для а но или что это как так же ли бы"
    " мен пен бен да де та те үшін бұл осы сол деп деген және туралы"
    " a an the of in on at to for and or is are was were be that this it as by with"
)
_SMALL = frozenset(_SMALL_WORDS.split())
_DENIAL_WORDS = (
    "не нет ни без никогда нельзя емес жоқ not no never without cannot isn don doesn didn"
)
_DENIALS = frozenset(_DENIAL_WORDS.split())
_DENYING = ("не", "без", "бес", "анти", "бей", "un", "in", "non", "anti")
_DATES = re.compile(
    r"(?:январ|феврал|март|апрел|ма[йея]|июн|июл|август|сентябр|октябр|ноябр|декабр"
    r"|понедельник|вторник|сред|четверг|пятниц|суббот|воскресень"
    r"|қаңтар|ақпан|наурыз|сәуір|мамыр|маусым|шілде|тамыз|қыркүйек|қазан|қараша|желтоқсан"
    r"|дүйсенбі|сейсенбі|сәрсенбі|бейсенбі|жұма|сенбі|жексенбі)\w{0,3}"
    r"|january|february|march|april|may|june|july|august|september|october|november|december"
    r"|(?:mon|tues|wednes|thurs|fri|satur|sun)days?"
)
_SHORT, _LONG = 5, 8


def normal(text: str) -> str:
    """Return a wording without case, punctuation, accents of writing and repeated spaces."""
    folded = unicodedata.normalize("NFKC", text).casefold().replace("ё", "е")
    return " ".join(_WORD.findall(folded))


def likeness(one: str, other: str) -> float:
    """Return how like two wordings are letter by letter, 0 to 100."""
    return fuzz.ratio(normal(one), normal(other))


def content_words(text: str) -> list[str]:
    """Return the words that say something: numbers, and words of three letters and more."""
    return [
        word
        for word in normal(text).split()
        if word not in _SMALL and (len(word) >= _SHORTEST or any(map(str.isdigit, word)))
    ]


def shared(one: str, other: str) -> float:
    """Return what part of the shorter wording's words the other has in some form, 0 to 1."""
    here, there = content_words(one), content_words(other)
    if not here or not there:
        return float(normal(one) == normal(other))
    fewer, more = sorted((here, there), key=len)
    return sum(any(_forms(word, each) for each in more) for word in fewer) / len(fewer)


def differences(old: str, new: str) -> list[tuple[str, str]]:
    """Return the decisive words that were changed, as (old, new); empty for a mended slip.

    A number, month, weekday, denial or any other word than a slip of the same one is decisive,
    as is a word of content more or less.
    """
    before, after = normal(old).split(), normal(new).split()
    if "".join(before) == "".join(after):
        return []
    found: list[tuple[str, str]] = []
    for kind, a, b, c, d in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        gone, come = before[a:b], after[c:d]
        if kind == "equal" or "".join(gone) == "".join(come):
            continue
        if len(gone) == len(come):
            pairs = zip(gone, come, strict=True)
            found += [(one, two) for one, two in pairs if one != two and not _slip(one, two)]
        elif any(map(_decisive, gone + come)):
            found.append((" ".join(gone), " ".join(come)))
    return found


def denies(words: str) -> bool:
    """Tell whether a word of denial is among normal words."""
    return not _DENIALS.isdisjoint(words.split())


def nearest(old: Iterable[Claim], new: Iterable[Claim]) -> tuple[float, str, str] | None:
    """Return how much two debunks' claims share at best, 0 to 1, with those two wordings.

    Claims in one language are compared, and others as far as they share anything; None where
    nothing could be compared.
    """
    best: tuple[float, str, str] | None = None
    held = tuple(old)
    for two in new:
        for one in held:
            score = max(shared(one.text, two.text), _closeness(one.text, two.text))
            if (one.lang == two.lang or score) and (best is None or score > best[0]):
                best = score, one.text, two.text
    return best


def _closeness(one: str, other: str) -> float:
    """Return 1 for wordings that are letter by letter nearly one, else 0."""
    return float(likeness(one, other) >= 85)


def _forms(one: str, other: str) -> bool:
    """Tell whether two words may be forms of one."""
    if one == other:
        return True
    if any(map(str.isdigit, one + other)):
        return False
    alike = next(
        (at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b),
        min(len(one), len(other)),
    )
    return alike >= max(_SHORTEST, min(len(one), len(other)) - 2, max(len(one), len(other)) // 2)


def _slip(one: str, other: str) -> bool:
    """Tell whether one word is the other with a slip of the pen or another ending."""
    if one in _SMALL and other in _SMALL:
        return True
    if any(map(_decisive_itself, (one, other))) or any(map(str.isdigit, one + other)):
        return False
    if any(one == start + other or other == start + one for start in _DENYING):
        return False
    if _DOUBLED.sub(r"\1", one) == _DOUBLED.sub(r"\1", other):
        return True
    if min(len(one), len(other)) < _SHORT:
        return False
    # Other first letters make another word (въезд, выезд), unless they only changed places.
    if one[:2] != other[:2] and sorted(one[:3]) != sorted(other[:3]):
        return False
    most = 2 if min(len(one), len(other)) >= _LONG else 1
    return OSA.distance(one, other) <= most


def _decisive(word: str) -> bool:
    return word in _DENIALS or (word not in _SMALL and bool(content_words(word)))


def _decisive_itself(word: str) -> bool:
    return word in _DENIALS or _DATES.fullmatch(word) is not None
