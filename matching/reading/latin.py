"""Kazakh typed in Latin letters -> Kazakh Cyrillic, good enough for an encoder to read."""

import re
from functools import lru_cache

_WORD = re.compile(r"[^\W\d_]+(?:['’ʼ`][^\W\d_]+)*")
_ENGLISH = frozenset(
    [
        "the",
        "a",
        "an",
        "of",
        "to",
        "in",
        "on",
        "at",
        "is",
        "are",
        "was",
        "were",
        "be",
        "been",
        "it",
        "its",
        "this",
        "that",
        "these",
        "those",
        "and",
        "or",
        "for",
        "with",
        "has",
        "have",
        "had",
        "will",
        "would",
        "not",
        "no",
        "from",
        "by",
        "as",
        "you",
        "your",
        "they",
        "their",
        "there",
        "who",
        "what",
        "when",
        "how",
        "if",
        "but",
        "about",
        "into",
        "than",
        "then",
        "all",
        "can",
        "do",
        "does",
        "did",
        "we",
        "our",
        "he",
        "she",
        "his",
        "her",
        "says",
        "said",
        "people",
        "after",
        "before",
        "over",
        "more",
        "out",
        "up",
        "just",
        "my",
        "me",
        "i",
        "so",
        "some",
        "any",
        "which",
        "while",
        "being",
        "only",
        "new",
        "now",
        "one",
    ]
)
_KAZAKH = frozenset(
    [
        "bar",
        "eken",
        "dep",
        "degen",
        "deidi",
        "deydi",
        "ushin",
        "ushyn",
        "uchin",
        "men",
        "pen",
        "ben",
        "jok",
        "joq",
        "emes",
        "bul",
        "osy",
        "sol",
        "ras",
        "pa",
        "ma",
        "me",
        "ba",
        "be",
        "pe",
        "endi",
        "dei",
        "dedi",
        "kerek",
        "bolady",
        "boldy",
        "qalai",
        "kalai",
        "nege",
        "sonda",
        "biz",
        "siz",
        "sizder",
        "bari",
        "bary",
        "jatyr",
        "jatir",
        "tur",
        "kazir",
        "qazir",
        "aitty",
        "aityp",
        "aitady",
        "janalyk",
        "kun",
        "kuni",
    ]
)
_PAIRS = (
    ("shch", "щ"), ("iyl", "иыл"), ("iyn", "иын"), ("iy", "и"), ("sh", "ш"), ("ch", "ч"), ("zh", "ж"), ("kh", "х"), ("gh", "ғ"), ("ng", "ң"), ("ii", "йі"),
    ("ya", "я"), ("yu", "ю"), ("ia", "я"), ("iu", "ю"), ("ts", "ц"),
)  # fmt: skip
_SINGLE = {
    "b": "б", "c": "с", "d": "д", "f": "ф", "h": "х", "j": "ж", "l": "л", "m": "м", "p": "п", "q": "қ",
    "r": "р", "s": "с", "t": "т", "v": "в", "w": "у", "x": "х", "z": "з", "ä": "ә", "á": "ә", "ə": "ә",
    "ö": "ө", "ó": "ө", "ø": "ө", "ü": "ү", "ú": "ү", "ū": "ұ", "ğ": "ғ", "ǵ": "ғ", "ñ": "ң", "ń": "ң",
    "ŋ": "ң", "ş": "ш", "š": "ш", "ç": "ч", "ý": "у", "ı": "ы", "n": "н", "e": "е", "a": "а", "ž": "ж",
}  # fmt: skip
_LONGEST_REMEMBERED = 40
_VOWELS = "aeiouyäáəöóøüúūıý"
_MADE_VOWELS = frozenset("аәеоөуұүыіияю")
_BACK, _FRONT = frozenset("aouyıqğǵū"), frozenset("eiäáəöóøüú")


def is_kazakh_latin(text: str) -> bool:
    """Say whether a text is written mostly in Latin letters and is not English."""
    words = [word.lower() for word in _WORD.findall(text)]
    latin = [word for word in words if word.isascii() or _SINGLE.keys() & set(word)]
    latin = [word for word in latin if not re.search("[\u0400-\u04ff]", word)]
    if len(latin) < 2 or len(latin) * 10 < len(words) * 6:
        return False
    english = sum(word in _ENGLISH for word in latin)
    kazakh = sum(word in _KAZAKH or bool(re.search("[äəöüğñūşıqǵńáóú]", word)) for word in latin)
    kazakh += sum(
        bool(re.search("(?:lar|ler|dar|der|tar|ter|ady|edi|ypty|ipti|dyn|din|gan|gen)$", word))
        for word in latin
    )
    return kazakh > english or (english == 0 and len(latin) > 4)


def kazakh_cyrillic(text: str) -> str:
    """Return the text with its Latin words spelt in Kazakh Cyrillic, by vowel harmony where unsure.

    Reads the alphabets of 2018 and 2021 and the spellings of chats; other words stay as they are.
    """
    return _WORD.sub(lambda match: _remembered(match.group()), text)


def _remembered(word: str) -> str:
    return _short_word(word) if len(word) <= _LONGEST_REMEMBERED else _word(word)


@lru_cache(maxsize=4_096)
def _short_word(word: str) -> str:
    return _word(word)


def _word(word: str) -> str:
    low = re.sub("['’ʼ`]", "", word.lower()).replace("i\u0307", "i")
    if re.search("[\u0400-\u04ff]", low):
        return word
    front = _is_front(low)
    out: list[str] = []
    at = 0
    while at < len(low):
        for pair, letter in _PAIRS:
            if low.startswith(pair, at) and not (
                pair == "ng" and at + 2 < len(low) and low[at + 2] in _VOWELS
            ):
                out.append(letter)
                at += len(pair)
                break
        else:
            out.append(_letter(low, at, front, out[-1] if out else ""))
            at += 1
    made = "".join(out)
    return made.capitalize() if word[:1].isupper() else made


def _is_front(word: str) -> bool:
    return sum(char in _FRONT for char in word) > sum(char in _BACK for char in word)


def _letter(word: str, at: int, front: bool, last: str) -> str:
    char = word[at]
    after = word[at + 1] if at + 1 < len(word) else ""
    follows = last in _MADE_VOWELS
    precedes = bool(after) and after in _VOWELS
    if char in "kg":
        return {"k": "қк", "g": "ғг"}[char][front]
    if char == "y":
        return "й" if follows else "ы"
    if char == "i":
        return "й" if follows else "и" if precedes and last else "і"
    if char == "u":
        return "у" if follows or precedes or not after else "ұү"[front]
    if char == "o":
        return "оө"[front]
    return _SINGLE.get(char, char)
