"""Bytes -> text: the encoding of a file, and what in a text shows that it was read wrongly before.

Own rules rather than a detector of all the world's encodings: the desk's files are in Russian,
Kazakh and English, and a short table in one of these is what general detectors are worst at.
"""

import codecs
import re
from itertools import pairwise
from pathlib import Path

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_SAMPLE = 262_144
_SEVERAL_BYTES = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}")
_NUL_SHARE = 0.2
# As long as no more bytes are wrong than this for each letter that is right, it is damaged UTF-8.
_WRONG_FOR_RIGHT = 4
_ONE_BYTE = ("cp1251", "kz1048", "koi8-r", "cp866", "cp1252")
# Letters of Russian in per mille of a text.
_FREQUENCY = dict(
    zip(
        "оеаинтсрвлкмдпуяыьгзбчйхжшюцщэфъё",
        (
            110,
            84,
            80,
            74,
            67,
            63,
            55,
            47,
            45,
            44,
            35,
            32,
            30,
            28,
            26,
            20,
            19,
            17,
            17,
            16,
            16,
            14,
            12,
            10,
            9,
            7,
            6,
            5,
            4,
            3,
            3,
            1,
            1,
        ),
        strict=True,
    )
)
_KAZAKH_LETTER = 20
_KAZAKH = set("әғқңөұүһіӘҒҚҢӨҰҮҺІ")
_NOT_UKRAINIAN = set("қңәұһөы")
_CYRILLIC = re.compile("[а-яёәғқңөұүһі]", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_]+")

# What UTF-8 Cyrillic becomes when it is read as cp1251 or as Latin-1: pairs of these, again and
# again. "Р" and "С" before a sign that follows neither in any word.
_MOJIBAKE = re.compile(
    r"(?:[РСТУ][\u0080-\u00bf\u0402-\u040f\u0452-\u045f\u0490\u0491\u2013-\u203a\u20ac\u2116\u2122"
    r"°±Ііµ¶·ё№»јЅѕїЎўЈ¤¦§Ё©Є«¬®Ї]){3}"
    r"|(?:[РС][а-яА-Я\u0080-\u00bf\u0402-\u045f\u2013-\u203a\u20ac\u2116\u2122]){2}"
    r"[РС][\u0402-\u040f\u0452-\u045f\u2013-\u203a\u20ac\u2116\u2122\u00a0-\u00bf]"
    r"|(?:[ÐÑÒÓ][\u0080-\u00bf\u0152-\u017e\u02c6\u02dc\u2013-\u203a\u20ac\u2122]){2}"
    r"|[ÃÂ][\u0080-\u00bf]"
    r"|пїЅ|ï¿½|\ufffd"
)
# Letters that an encoding could not hold, each saved as a question mark: "?аза?стан".
_LOST_LETTERS = re.compile(r"(?:\?{3,}\s+){2}|[а-яё]\?[а-яё]+\?[а-яё]|(?<!\S)\?[а-яё]+\?[а-яё]")


def encoding_of(data: bytes) -> str | None:
    """Return the name of the encoding that a file is in, or None where it is no text.

    By its byte order mark, else UTF-8 where it is that (damaged places and all), else UTF-16 by
    its zero bytes, else the likeliest of the encodings of one byte that Windows, Unix and DOS used
    for Russian and Kazakh.
    """
    for mark, name in _MARKS:
        if data.startswith(mark):
            return name
    sample = data[:_SAMPLE]
    if sample.count(0) or sample.count(4):
        return _two_bytes(sample)
    try:
        codecs.getincrementaldecoder("utf-8")().decode(data)
    except UnicodeDecodeError:
        return _damaged_or_one_byte(data)
    return "utf-8"


def decoded(data: bytes) -> str | None:
    """Return a file's text, U+FFFD where it is damaged, or None where it is no text."""
    encoding = encoding_of(data)
    return None if encoding is None else data.decode(encoding, "replace").removeprefix("\ufeff")


def is_damaged(text: str) -> bool:
    """Tell whether a text was read in a wrong encoding before, or lost letters to one."""
    return bool(
        (not text.isascii() and _MOJIBAKE.search(text))
        or ("?" in text and _LOST_LETTERS.search(text))
    )


def valid_utf8(path: Path) -> bool:
    """Tell whether all of a file is UTF-8, in bounded memory."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        with path.open("rb") as file:
            while block := file.read(_SAMPLE):
                decoder.decode(block)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


def _two_bytes(sample: bytes) -> str | None:
    odd, even = sample[1::2].count(0), sample[::2].count(0)
    if max(odd, even) < len(sample) // 2 * _NUL_SHARE:
        # Cyrillic in UTF-16 has the byte 4 where Latin has 0.
        odd, even = odd + sample[1::2].count(4), even + sample[::2].count(4)
        if max(odd, even) < len(sample) // 2 * _NUL_SHARE:
            return None
    name = "utf-16-le" if odd > even else "utf-16-be"
    try:
        text = sample[: len(sample) // 2 * 2].decode(name, "strict")
    except UnicodeDecodeError:
        return None
    return None if "\0" in text else name


def _damaged_or_one_byte(data: bytes) -> str | None:
    right = len(_SEVERAL_BYTES.findall(data))
    wrong = len(re.findall("[\udc80-\udcff]", data.decode("utf-8", "surrogateescape")))
    if right * _WRONG_FOR_RIGHT >= wrong:
        return "utf-8"
    sample = data[:_SAMPLE]
    if sum(byte < 32 and byte not in b"\t\n\r\f\x1a\x1b" for byte in sample):
        return None
    best = max(_ONE_BYTE, key=lambda name: _likelihood(sample, name))
    if best == "kz1048" and not _NOT_UKRAINIAN & set(sample.decode(best, "replace").lower()):
        # Where Kazakh has ғ and ү, Ukrainian has є and ї.
        return "cp1251"
    return best


def _likelihood(sample: bytes, encoding: str) -> float:
    """Return how much a sample reads like words in an encoding, per letter beyond ASCII."""
    text = sample.decode(encoding, "replace")
    score = 0.0
    for word in _WORD.findall(text):
        beyond = sum(not letter.isascii() for letter in word)
        if not beyond:
            continue
        cyrillic = len(_CYRILLIC.findall(word))
        if encoding == "cp1252":
            score += beyond if beyond < len(word) / 2 else -beyond
        elif cyrillic < len(word):
            # A word in two scripts, or with a letter that neither Russian nor Kazakh has.
            score -= len(word)
        else:
            score += sum(_FREQUENCY.get(letter, _KAZAKH_LETTER) for letter in word.lower()) / 50
            score -= 2 * sum(one.islower() and two.isupper() for one, two in pairwise(word))
    if encoding == "kz1048" and not _KAZAKH & set(text):
        score -= 1
    return score - sum(not c.isascii() and not c.isprintable() and c != "\u00a0" for c in text)
