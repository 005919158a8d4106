"""One alphabet for everything: Latin spellings into Cyrillic, Kazakh letters into Russian ones."""

import re
import unicodedata

# Kazakh letters become their Russian look-alikes, and letters that people swap or drop become one:
# posts are typed on whatever keyboard is at hand.
_FOLDED = {
    "а": "ә",
    "г": "ғ",
    "к": "қ",
    "н": "ң",
    "о": "ө",
    "у": "ұүў",
    "х": "һ",
    "и": "ійыї",
    "е": "ёэє",
    "с": "ц",
    "ш": "щ",
    "": "ъь",
}
# Greek letters turn up only as look-alikes.
_GREEK = dict(zip("αβεηικμνορτυχ", "авеникмнортух", strict=True))
_FOLD = str.maketrans(
    {**_GREEK, **{char: plain for plain, chars in _FOLDED.items() for char in chars}}
)

# The alphabets of 2018 and 2021, the spellings of chats, and enough of English for names.
_LETTERS = {
    **dict(zip("abdefghijklmnopqrstuvwxz", "абдефгхижклмнопкрстуввхз", strict=True)),
    "y": "ы",
    "c": "к",
    "ı": "и",
    "ø": "о",
    "ə": "ә",
    "ɵ": "ө",
    "ý": "у",
    "ñ": "н",
    "ń": "н",
    "ŋ": "н",
    "š": "ш",
    "ş": "ш",
    "ž": "ж",
    "ç": "ч",
    "č": "ч",
}
_PAIRS = {
    "sh": "ш",
    "ch": "ч",
    "zh": "ж",
    "kh": "х",
    "ph": "ф",
    "th": "т",
    "ck": "к",
    "ya": "я",
    "yu": "ю",
    "yo": "е",
}
_LATIN = re.compile(
    r"(?P<pair>sh|ch|zh|kh|ph|th|ck|ya|yu|yo)|(?P<glide>(?<=[aeiou])y)|(?P<soft>c(?=[eiy]))|[a-zıøəɵýñńŋšşžçč]"
)
_HAS_LATIN = re.compile("[a-z\u00df-\u024f\u0259\u0275]")


def fold(text: str) -> str:
    """Return the text in small letters of one Cyrillic alphabet; other signs stay as they are.

    "Қазақстан", "Казакстан" and "Qazaqstan" come out alike. English is spelt out in the same way,
    so that English texts match English ones and names match across the two scripts.
    """
    text = text.casefold()
    if _HAS_LATIN.search(text):
        text = _LATIN.sub(_cyrillic, text)
        text = _LATIN.sub(_cyrillic, _bare(text))
    return text.translate(_FOLD)


def _cyrillic(match: re.Match[str]) -> str:
    found = match.group()
    if match["pair"]:
        return _PAIRS[found]
    if match["glide"]:
        return "и"
    if match["soft"]:
        return "с"
    return _LETTERS[found]


def _bare(text: str) -> str:
    """Take the accents off Latin letters that have no meaning of their own here."""
    return "".join(
        unicodedata.normalize("NFD", char)[0] if "\u00df" <= char <= "\u024f" else char
        for char in text
    )
