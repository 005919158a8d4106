"""Text without what leads to a person: numbers of phones, papers, cards and accounts; e-mails."""

import re
from collections.abc import Callable

from privacy.personal_numbers import ACCOUNT, CARD, IIN, PHONE, personal_numbers
from privacy.private_links import PRIVATE_LINK

EMAIL, DOCUMENT, CAR, LINK = "[почта]", "[документ]", "[номер машины]", "[ссылка]"
MARKS = (PHONE, IIN, CARD, ACCOUNT, EMAIL, DOCUMENT, CAR, LINK)
"""What stands where something was taken out."""

_SPACE = r"[^\S\r\n]"
_APART = rf"(?:{_SPACE}|[-\u2010-\u2015])?"
# Letters of number plates, with the Cyrillic ones that look like Latin ones.
_PLATE = "A-ZАВЕКМНОРСТУХІ"
_NO_LETTER = r"(?<![^\W_])"
_END = r"(?![^\W_])"
_REGION = r"(?:0[1-9]|1[0-9]|20)"
# What stands between two numbers in capitals too: units, currencies, models.
_NO_PLATE = re.compile(
    "КМ|СМ|ММ|КВ|СОМ|ТОМ|СЕК|МАР|ОКТ|СЕН|ЕВР|АВТ|ТОН|KM|CM|MM|KG|GB|MB|TB|KB|ML|HP|USD|EUR|KZT|RUB"
    "|KGS|UZS|CNY|GBP|NEO|MAX|PRO",
    re.IGNORECASE,
)

_EMAIL = re.compile(
    r"(?<![\w.+%-])[\w.+%-]*\w(?:@|[ ]@[ ]|\s?[(\[](?:at|собака)[)\]]\s?)"
    r"[\w-]+(?:\.[\w-]+)*\.[^\W\d_]{2,}",
    re.IGNORECASE,
)
_KZ_IBAN = re.compile(
    rf"{_NO_LETTER}[KК]Z(?:{_APART}\d){{2}}(?:{_APART}[A-Z0-9АВЕКМНОРСТУХ]){{16}}{_END}",
    re.IGNORECASE,
)
_IBAN = re.compile(
    rf"{_NO_LETTER}[A-Z]{{2}}\d{{2}}(?:{_SPACE}?[A-Z0-9]{{4}}){{2,7}}(?:{_SPACE}?[A-Z0-9]{{1,3}})?{_END}"
)
_PASSPORT = re.compile(rf"{_NO_LETTER}[NН]{_SPACE}?\d{{8}}{_END}")
_PAPER_WORD = (
    r"(?<!\[)(?:паспорт|passport|төлқұжат|удостоверени|удост\.|куәлі[кг]|identity\s+card|id\s+card)"
)
_PAPER_NUMBER = rf"(?:\d{{2}}{_SPACE}?\d{{2}}{_SPACE}?(?:№{_SPACE}?)?\d{{6}}|\d{{8,9}})(?!\d)"
_PAPER = re.compile(rf"({_PAPER_WORD}[^\d\n]{{0,40}}){_PAPER_NUMBER}", re.IGNORECASE)
_NUMBER_THEN_PAPER = re.compile(
    rf"(?<!\d){_PAPER_NUMBER}(?=[^\w\n]{{1,5}}{_PAPER_WORD})", re.IGNORECASE
)
_NAMED_IIN = re.compile(
    rf"{_NO_LETTER}((?<!\[)(?:иин|жсн|iin)[^\w\n]{{0,5}})\d(?:{_APART}\d){{11}}(?!\d)",
    re.IGNORECASE,
)
_NAMED_CARD = re.compile(
    rf"((?<!\[)карт[аыуеойқ]\w{{0,12}}[^\d\n]{{0,20}})\d{{4}}(?:{_APART}\d{{4}}){{3}}(?!\d)",
    re.IGNORECASE,
)
_NAMED_PHONE = re.compile(
    rf"{_NO_LETTER}((?<!\[)(?:тел|телефон[а-яіңғқөұүһә]*|моб|сот|ұялы|whatsapp|ватсап|вотсап|phone|tel)"
    rf"[^\w\n]{{1,4}})(\d(?:{_APART}\d){{4,6}})(?!\d|{_APART}\d|{_SPACE}*(?:тг|тенге|теңге|чел|адам))",
    re.IGNORECASE,
)
_THOUSANDS = re.compile(rf"\d{{1,3}}(?:{_SPACE}\d{{3}})+")
_PLATES = (
    # 123 ABC 02, and without gaps in small letters too.
    re.compile(rf"(?<![\d.,])\d{{3}}{_APART}([{_PLATE}]{{2,3}}){_APART}{_REGION}{_END}"),
    re.compile(rf"(?<![\w.,])\d{{3}}([{_PLATE}]{{2,3}}){_REGION}{_END}", re.IGNORECASE),
    # А 123 ВС 77, and the same without gaps.
    re.compile(
        rf"{_NO_LETTER}[{_PLATE}]{_APART}\d{{3}}{_APART}([{_PLATE}]{{2}}){_APART}\d{{2,3}}{_END}"
    ),
    re.compile(rf"{_NO_LETTER}[{_PLATE}]\d{{3}}([{_PLATE}]{{2}})\d{{2,3}}{_END}", re.IGNORECASE),
    # A123BC and A123BCD.
    re.compile(rf"{_NO_LETTER}[{_PLATE}]\d{{3}}([{_PLATE}]{{2,3}}){_END}"),
)


def redacted(text: str) -> str:
    """Return the text with what leads to a person replaced by neutral marks such as [телефон].

    Names stay, as do @names, dates, sums and the numbers of laws. Redacting twice changes nothing.
    """
    while (less := _once(text)) != text:
        text = less
    return text


def _once(text: str) -> str:
    text = PRIVATE_LINK.sub(LINK, text)
    text = _EMAIL.sub(EMAIL, text)
    text = _KZ_IBAN.sub(_account_if(_is_kz_account), text)
    text = _IBAN.sub(_account_if(_has_iban_check), text)
    text = _PASSPORT.sub(DOCUMENT, text)
    text = _PAPER.sub(rf"\1{DOCUMENT}", text)
    text = _NUMBER_THEN_PAPER.sub(DOCUMENT, text)
    text = _NAMED_IIN.sub(rf"\1{IIN}", text)
    text = _NAMED_CARD.sub(rf"\1{CARD}", text)
    text = _without_numbers(text)
    text = _NAMED_PHONE.sub(_local_phone, text)
    for plate in _PLATES:
        text = plate.sub(_plate, text)
    return text


def _without_numbers(text: str) -> str:
    parts = []
    end = 0
    for found in personal_numbers(text):
        parts += [text[end : found.start], found.mark]
        end = found.end
    return "".join([*parts, text[end:]])


def _account_if(holds: Callable[[str], bool]) -> Callable[[re.Match[str]], str]:
    return lambda found: ACCOUNT if holds(found[0]) else found[0]


def _is_kz_account(written: str) -> bool:
    return written.isalnum() or _has_iban_check(written)


def _has_iban_check(written: str) -> bool:
    """Tell whether an account number's check digits are right (ISO 13616, modulo 97)."""
    letters = "".join(filter(str.isalnum, written)).upper()
    letters = letters.translate(str.maketrans("АВЕКМНОРСТУХ", "ABEKMHOPCTYX"))
    moved = letters[4:] + letters[:4]
    return int("".join(str(int(letter, 36)) for letter in moved)) % 97 == 1


def _local_phone(found: re.Match[str]) -> str:
    return found[0] if _THOUSANDS.fullmatch(found[2]) else found[1] + PHONE


def _plate(found: re.Match[str]) -> str:
    return found[0] if _NO_PLATE.fullmatch(found[1]) else CAR
