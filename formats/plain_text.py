"""Text as pages and tables hold it -> plain text, its normal form and its language."""

import html
import re
import unicodedata

from selectolax.lexbor import LexborHTMLParser

_TAG = re.compile(r"</?[a-z][^<>]*>|<!--", re.IGNORECASE)
_ENTITY = re.compile(r"&(?:#\d{1,7}|#x[0-9a-f]{1,6}|[a-z]{2,31}\d{0,2});", re.IGNORECASE)
_BREAK = re.compile(r"<(?:br|/p|/div|/li|/h[1-6]|/tr)\b[^<>]*>", re.IGNORECASE)
_CONTROL = re.compile(
    r"[\x00-\x08\x0e-\x1b\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\u200b\u2060\ufeff\u00ad]"
)
_SENTENCE_END = re.compile(r"[.!?…][»”\")]?(?=\s)")
# Entities of entities, as some publishing systems make them.
_DEEPEST = 3
_KAZAKH = re.compile("[әғқңөұүһі]", re.IGNORECASE)
_CYRILLIC = re.compile("[а-яё]", re.IGNORECASE)
_KAZAKH_SHARE = 0.4
_LANGUAGE = re.compile(r"[a-z]{2,3}(?![a-z])", re.IGNORECASE)
_LANGUAGE_NAMES = {
    **dict.fromkeys(("ru", "rus", "russian", "русский", "орысша", "орыс"), "ru"),
    **dict.fromkeys(("kk", "kz", "kaz", "kazakh", "казахский", "қазақша", "қазақ", "qazaq"), "kk"),
    **dict.fromkeys(("en", "eng", "english", "английский", "ағылшынша", "ағылшын"), "en"),
}
_LOOK_ALIKE = str.maketrans("aceopxyikmtbhə", "асеорхуікмтвнә")
_CYRILLIC_SMALL = re.compile("[а-яәғқңөұүһі]")
# Combining marks belong to the letter before.
_NO_LETTER = re.compile(r"[^\w\u0300-\u036f]+|_+")
_INVISIBLE = str.maketrans("", "", "\u00ad\u200b\u200c\u200d\u2060\ufe0f\ufeff")


def plain(text: str) -> str:
    """Return a text without tags, entities, control and invisible characters.

    White space becomes single spaces; ends of paragraphs and list items become line ends.
    """
    for _ in range(_DEEPEST):
        if _TAG.search(text):
            text = _without_tags(text)
        elif _ENTITY.search(text):
            text = html.unescape(text)
        else:
            break
    if text.isprintable():
        return " ".join(text.split())
    lines = (" ".join(line.split()) for line in _CONTROL.sub("", text).splitlines())
    return "\n".join(line for line in lines if line)


def one_line(text: str) -> str:
    """Return a text as `plain` does, in one line."""
    return " ".join(plain(text).split())


def cut(text: str, limit: int) -> str:
    """Return at most `limit` characters of a text, up to a sentence's end where one is near."""
    if len(text) <= limit:
        return text
    head = text[:limit]
    ends = [found.end() for found in _SENTENCE_END.finditer(text, 0, limit)]
    if ends and ends[-1] > limit // 2:
        return text[: ends[-1]]
    return head[: limit - 1].rsplit(None, 1)[0] + "…"


def folded(text: str) -> str:
    """Return a text with spelling set aside: case, marks, emoji, spaces, ё, Latin look-alikes.

    Two labels, headings or claims that fold to the same are one. Empty for a text without letter
    and digit.
    """
    whole = unicodedata.normalize("NFKC", text).casefold().translate(_INVISIBLE)
    whole = _NO_LETTER.sub(" ", whole).replace("ё", "е")
    # A word with any Cyrillic letter in it is Cyrillic: its other letters were typed in the wrong
    # layout.
    words = (
        word.translate(_LOOK_ALIKE) if _CYRILLIC_SMALL.search(word) else word
        for word in whole.split()
    )
    return " ".join(words)


def language_of(text: str) -> str:
    """Return the language code of a text by its letters."""
    words = text.split()
    kazakh = sum(bool(_KAZAKH.search(word)) for word in words)
    if kazakh and kazakh >= _KAZAKH_SHARE * len(words):
        return "kk"
    return "ru" if _CYRILLIC.search(text) else "en"


def language_named(text: str, told: str | None) -> str | None:
    """Return the code of the language that a text is told to be in, None where it cannot be."""
    named = _language_named(told) if told else None
    cyrillic = _CYRILLIC.search(text) is not None
    return None if (named == "en" and cyrillic) or (named == "ru" and not cyrillic) else named


def _language_named(told: str) -> str | None:
    word = re.split(r"[\W_]", told.strip().casefold(), maxsplit=1)[0]
    if word in _LANGUAGE_NAMES:
        return _LANGUAGE_NAMES[word]
    return word if len(word) == len("ru") and _LANGUAGE.fullmatch(word) and word.isascii() else None


def _without_tags(text: str) -> str:
    page = LexborHTMLParser(_BREAK.sub("\n", text))
    page.strip_tags(["script", "style", "noscript", "template"])
    return page.body.text() if page.body else ""
