"""Numbers of papers, cards and accounts that are told by what stands beside them."""

import re
from collections.abc import Iterator

from privacy.marks import ACCOUNT, CARD, DOCUMENT, IIN, Trace

_SPACE = r"[^\S\r\n]"
_APART = rf"(?:{_SPACE}|[-\u2010-\u2015])?"
_BROKEN = r"[\s.\-\u2010-\u2015_·]{0,2}"
_NO_LETTER = r"(?<![^\W_])"
_END = r"(?![^\W_])"
_COUNTED = (
    r"(?!\s{0,2}(?:тг|тенге|теңге|₸|руб|долл|тыс|мың|млн|чел|адам|гражд|азамат|шт|дана|жител"
    r"|тұрғын|паспорт|удостовер|куәлік|төлқұжат))"
)
_CYRILLIC = "АВЕКМНОРСТУХ"

_KZ_IBAN = re.compile(
    rf"{_NO_LETTER}[KК]Z(?:{_BROKEN}\d){{2}}(?:{_BROKEN}[A-Z0-9{_CYRILLIC}]){{16}}{_END}",
    re.IGNORECASE,
)
_IBAN = re.compile(
    rf"{_NO_LETTER}[A-Z]{{2}}\d{{2}}(?:{_SPACE}?[A-Z0-9]{{4}}){{2,7}}(?:{_SPACE}?[A-Z0-9]{{1,3}})?{_END}"
)

_NAMED_IIN = re.compile(
    rf"{_NO_LETTER}(?:и\.?и\.?н\.?|ж\.?с\.?н\.?|iin|идентификационн\w{{0,4}}\s{{1,2}}(?:номер|код)\w{{0,3}}"
    rf"|сәйкестендіру\s{{1,2}}нөмір\w{{0,6}})(?![^\W\d_]{{4}})[^\d\x00]{{0,25}}"
    rf"(\d(?:[\s.\-\u2010-\u2015_/·]{{0,3}}\d){{11}})(?!\d){_COUNTED}",
    re.IGNORECASE,
)
_NAMED_CARD = re.compile(
    rf"карт[аыуеойқ]\w{{0,12}}[^\d\n\x00]{{0,20}}(\d{{4}}(?:{_APART}\d{{4}}){{3}})(?!\d)",
    re.IGNORECASE,
)
_YEARS = re.compile(r"(?:(?:19|20)\d\d\W){3}(?:19|20)\d\d")
_SECRET_CODE = re.compile(r"(?<!\w)(?:cv[vc]2?|цвв|свв)(?:\W|код){0,8}(\d{3})(?!\d)", re.IGNORECASE)
_BESIDE_CARD = re.compile(
    rf"{re.escape(CARD)}[^\d\n\[]{{0,30}}?"
    r"(?:(\d{2}\s?/\s?\d{2})(?![\d/])|(?<!\w)код\w{0,2}\W{1,3}(\d{3})(?!\d))",
    re.IGNORECASE,
)

_PASSPORT = re.compile(rf"{_NO_LETTER}(?:[NН]{_SPACE}?\d{{8}}|[nн]\d{{8}}){_END}")
_INSURED = re.compile(r"(?<!\d)\d{3}-\d{3}-\d{3}[\s-]\d{2}(?!\d)")
_WORD = (
    r"(?:паспорт|(?<![^\W_])пас-т|passport|төлқұжат|удостовер|удост\.|(?<![^\W_])уд\.?\s?л(?:ич\w{0,6})?\.|уд\.?\s?личн"
    r"|(?<![^\W_])удл(?![^\W_])|(?<![^\W_])ул(?=\s?(?:№|0\d{8}))|личности(?=\W{0,6}\d)|(?<![^\W_])ж\.?к\.?(?=\s?№)|куәлі[кг]|куәландыр|identity\s+card"
    r"|id[\s-](?:card|карт\w)|(?<![^\W_])id(?=[\s:№]{1,3}0\d{8})|водительск|жүргізуші|прав[ао]\s{1,2}(?:номер|№|(?-i:[A-Z]{2})\s?\d{6})|(?<![^\W_])в/у(?![^\W_])"
    r"|вид\w{0,3}\s{1,2}на\s{1,2}жит|(?<![^\W_])внж(?![^\W_])|ықтиярхат|(?:свидетельств\w{0,3}|св-во|свид\.)\s{1,2}о"
    r"|во[её]нн\w{0,4}\s{1,2}билет|әскери\s{1,2}билет|техпаспорт|военник|(?<![^\W_])ср?тс(?![^\W_])|(?<![^\W_])ву(?=\s(?:№|[A-Z]{2}\s?\d))|снилс"
    r"|трудов\w{0,3}\s{1,2}книж|еңбек\s{1,2}кітап|(?<![^\W_])полис\w{0,2}|медкарт\w|(?:студенч|членск)\w{2,6}\s{1,2}билет)"
)
_SERIES_LETTERS = r"(?-i:[A-ZА-ЯІ]{1,3}|ID)"
_NUMBER_SIGN = r"(?:№|[nN][oо]?\.|#)"
_NUMBER = (
    # 45 12 345678, with "№" or "номер" before the six digits or without.
    rf"(?:\d{{2}}[\s\-]?\d{{2}}[\s,]{{0,2}}(?:(?:№|номер\w{{0,2}}|нөмір\w{{0,2}})[\s:]{{0,2}})?\d{{6}}"
    # AE 284 517, ID1845207, KZ 00418273, № BK 284517
    rf"|(?:{_NUMBER_SIGN}\s?)?{_NO_LETTER}{_SERIES_LETTERS}[\s\-]?(?:{_NUMBER_SIGN}\s?)?(?:\d{{5,9}}|\d{{3}}{_SPACE}\d{{3,4}})"
    # N 1234 5678, and 75 1234567
    rf"|(?<![^\W_])[NН]{_SPACE}?\d{{2,4}}(?:{_SPACE}\d{{2,4}}){{1,2}}|\d{{2}}{_SPACE}(?:№{_SPACE}?)?\d{{7}}"
    # № 041 776 205
    rf"|{_NUMBER_SIGN}\s?\d{{2,6}}(?:[\s\-]\d{{2,6}}){{0,3}}"
    # 041 776 205: no sum begins with a nought
    rf"|0\d{{2}}[\s\-]\d{{3}}[\s\-]\d{{3}}"
    rf"|\d{{7,10}})(?![\d/]){_COUNTED}"
)
_PAPER = re.compile(rf"{_WORD}[^\d\n\x00]{{0,40}}?({_NUMBER})", re.IGNORECASE)
_PAPER_ON_NEXT_LINE = re.compile(
    rf"{_WORD}[^\d\n\x00]{{0,30}}\n[^\d\n\x00]{{0,10}}({_NUMBER})", re.IGNORECASE
)
_SERIES = re.compile(
    rf"{_WORD}[^\d\n\x00]{{0,25}}?(?:сери[яиюй]\w{{0,4}})\W{{0,3}}"
    rf"((?-i:[A-ZА-ЯІ]{{1,3}})|\d{{2}}{_SPACE}?\d{{2}})\W{{0,3}}(?:номер\w{{0,3}}|нөмір\w{{0,3}}|№)?\W{{0,3}}(\d{{6,8}})(?!\d)",
    re.IGNORECASE,
)
_SERIES_AND_NUMBER = re.compile(
    rf"(?<![^\W_])сери\w{{1,4}}\W{{1,3}}(\d{{2}}{_SPACE}?\d{{2}}\W{{1,3}}(?:номер\w{{0,3}}|нөмір\w{{0,3}}|№)"
    r"\W{0,3}\d{6})(?!\d)",
    re.IGNORECASE,
)
# Not the last part of a longer number, such as a card's.
_NUMBER_THEN_PAPER = re.compile(
    rf"(?<!\d)(?<!\d[^\w\n\x00])(?:\d{{2}}{_SPACE}?\d{{2}}{_SPACE}?(?:№{_SPACE}?)?\d{{6}}|\d{{8,9}})(?!\d)"
    rf"(?=[^\w\n\x00]{{1,5}}{_WORD})",
    re.IGNORECASE,
)
_IIN_THEN_NAME = re.compile(
    r"(?<!\d)\d{12}(?=[^\d\n\x00]{1,20}(?<![^\W_])(?:иин|жсн|iin)(?![^\W\d_]))", re.IGNORECASE
)
_LEAST_DIGITS = 5
_DIGITS_OF_ACCOUNT = 14


def accounts(text: str) -> Iterator[Trace]:
    """Yield bank accounts whose check digits are right, and ours that are written in one piece."""
    for found in _KZ_IBAN.finditer(text):
        if found[0].isalnum() or _has_iban_check(found[0]) or _is_of_digits(found[0]):
            yield Trace(found.start(), found.end(), ACCOUNT)
    for found in _IBAN.finditer(text):
        if _has_iban_check(found[0]):
            yield Trace(found.start(), found.end(), ACCOUNT)


def papers(text: str) -> Iterator[Trace]:
    """Yield the numbers of passports, identity cards and other papers."""
    for pattern in (_PASSPORT, _INSURED, _NUMBER_THEN_PAPER):
        for found in pattern.finditer(text):
            yield Trace(found.start(), found.end(), DOCUMENT)
    for found in _SERIES.finditer(text):
        yield Trace(found.start(1), found.end(2), DOCUMENT)
    for found in _SERIES_AND_NUMBER.finditer(text):
        yield Trace(found.start(1), found.end(1), DOCUMENT)
    for pattern in (_PAPER, _PAPER_ON_NEXT_LINE):
        for found in pattern.finditer(text):
            if sum(map(str.isdecimal, found[1])) >= _LEAST_DIGITS:
                yield Trace(found.start(1), found.end(1), DOCUMENT)


def named_numbers(text: str) -> Iterator[Trace]:
    """Yield IINs, cards and the codes on cards that are called so."""
    for found in _IIN_THEN_NAME.finditer(text):
        yield Trace(found.start(), found.end(), IIN)
    for pattern, mark in ((_NAMED_IIN, IIN), (_NAMED_CARD, CARD), (_SECRET_CODE, CARD)):
        for found in pattern.finditer(text):
            if not _YEARS.fullmatch(found[1]):
                yield Trace(found.start(1), found.end(1), mark)


def beside_cards(text: str) -> Iterator[Trace]:
    """Yield the dates and codes of cards in a text where the cards are marks already."""
    for found in _BESIDE_CARD.finditer(text):
        yield Trace(*found.span(found.lastindex or 0), CARD)


def _is_of_digits(written: str) -> bool:
    """Tell whether an account's number, mistyped perhaps, holds too many digits for words."""
    return sum(map(str.isdecimal, written)) >= _DIGITS_OF_ACCOUNT


def _has_iban_check(written: str) -> bool:
    """Tell whether an account number's check digits are right (ISO 13616, modulo 97)."""
    letters = "".join(filter(str.isalnum, written)).upper()
    letters = letters.translate(str.maketrans(_CYRILLIC, "ABEKMHOPCTYX"))
    moved = letters[4:] + letters[:4]
    return int("".join(str(int(letter, 36)) for letter in moved)) % 97 == 1
