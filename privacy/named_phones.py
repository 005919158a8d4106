"""Phones that are told by a word beside them, or grouped as only a town's are."""

import re
from collections.abc import Iterator

from privacy.marks import PHONE, Trace
from privacy.personal_numbers import FREE_TO_CALL

# 274-18-36, as nothing but phones is written.
_LOCAL = re.compile(
    r"(?<![\d\-\u2010-\u2015./])\d{3}([-\u2010-\u2015])\d{2}\1\d{2}(?![\d\-\u2010-\u2015/])"
)
_NAMED_PHONE = re.compile(
    r"(?<![^\W_])(?:тел|телефон[а-яіңғқөұүһә]{0,8}|моб|сот|ұялы|городской|қалалық|домашний|whatsapp|ватсап"
    r"|вотсап|phone|tel)[^\w\n\x00]{1,4}(\d(?:[^\S\r\n]?[-\u2010-\u2015]?\d){4,10})"
    r"(?!\d|[^\S\r\n]?[-\u2010-\u2015]?\d|[^\S\r\n]{0,3}(?:тг|тенге|теңге|чел|адам|тыс|мың))",
    re.IGNORECASE,
)
_GROUPED_AND_NAMED = re.compile(
    r"(?<![^\W_])(?:д\.\s?т|р\.\s?т|раб|дом|номер\w{0,2}|нөмір\w{0,3}|байланыс|viber|вайбер|звон\w{1,4})"
    r"[^\w\n\x00]{1,4}(\d{1,3}-\d{2}-\d{2})(?![\d\-./])",
    re.IGNORECASE,
)
_AFTER_FREE_TO_CALL = re.compile(r"800\)?[\s\-]{0,2}$")
_THOUSANDS = re.compile(r"\d{1,3}(?:[^\S\r\n]\d{3}){1,4}")


def named_phones(text: str) -> Iterator[Trace]:
    """Yield the numbers that are called phones, or grouped as only a town's are, in order."""
    for found in _NAMED_PHONE.finditer(text):
        called_free = "".join(filter(str.isdecimal, found[1]))[1:4] == FREE_TO_CALL
        if not _THOUSANDS.fullmatch(found[1]) and not called_free:
            yield Trace(found.start(1), found.end(1), PHONE)
    for found in _GROUPED_AND_NAMED.finditer(text):
        yield Trace(found.start(1), found.end(1), PHONE)
    for found in _LOCAL.finditer(text):
        if not _AFTER_FREE_TO_CALL.search(text[max(0, found.start() - 6) : found.start()]):
            yield Trace(found.start(), found.end(), PHONE)
