"""A post's text -> its windows: stretches of one or two sentences that are compared with claims."""

import re
from dataclasses import dataclass
from itertools import islice, pairwise

from matching.reading.addresses.address import without_addresses
from matching.reading.latin import is_kazakh_latin, kazakh_cyrillic
from matching.reading.normalize import plain_words, term
from matching.reading.repair import repair

WINDOW_WORDS = 40
"""Claims are 5 to 45 words; a longer window only adds noise."""
SHORT_WORDS = 40
"""A post of up to so many words is one window: embedding it once is all that the time allows."""
MOST_CHARS = 6_000
MOST_PIECES = 1_100
"""Words, numbers and signs that are read: 6,000 characters of prose hold fewer, of signs more."""
MOST_WINDOWS = 96

SENTENCE = re.compile(r"(?<=[.!?…])\s+")
"""Between two sentences of cleaned text."""
_ENDS = re.compile(
    r"(?<=[.!?…])[\"»”’)\]]*\s+|(?<=[.!?…][\"»”’)\]])\s+|[\n\r]+|\s*[;•|]\s*|\s[-–—]{1,2}\s(?=\S{3,}.{60,})"
)
_MENTION = re.compile(r"(?<![\w@])@[A-Za-z]\w{3,}")
_HASHTAG = re.compile(r"(?<!\w)#\w+")
_STRETCHED = re.compile(r"([^\W\d_])\1{2,}")
_NOT_TEXT = re.compile(r"[^\w\s.,:;!?…%№$€₸₽+\-–—«»\"'’()/\\=]+")
_MARKS = re.compile(r"([!?.,…])[!?.,…]+")
# Sentences that travel with a post without being part of it: signatures, calls to pass it on.
_TAIL = re.compile(
    r"^(?:подпи[сш]\w*|подписаться|реклама|источник|наш канал|читайте также|фото|видео|жазыл\w*|дереккөз"
    r"|көбірек|толығырақ|подробнее|подробности|read more|source|subscribe|share|follow)\b.{0,60}$"
    r"|^.{0,40}\b(?:перешл\w+|перескаж\w+|разошл\w+|распростран(?:и|ите)|репост|делитесь|поделитесь|скиньте"
    r"|отправьте всем|таратыңыз\w*|тарат(?:ыңдар|айық)|бөлісіңіз\w*|жіберіңіз\w*|pass (?:it )?on|forward this)\b.{0,60}$",
    re.IGNORECASE,
)
_WORDS = re.compile(r"\w+")
# Patterns that begin with a space try each of a long run of them.
_GAPS = re.compile(r"\s{2,}")
_PIECE = re.compile(r"[^\W\d_]+|\d+|[^\w\s]|_")
_WORD_PIECE = re.compile(r"[^\W\d_]+|\d+")
_MOST_IN_SENTENCE = 2 * WINDOW_WORDS
_SENTENCE_CHARS = 600
_SHORT_CHARS = 2 * _SENTENCE_CHARS


@dataclass(frozen=True, slots=True)
class Window:
    """A stretch of a post: `raw` for the encoder and for cues, its normalised words and their terms."""

    raw: str
    words: tuple[str, ...]
    terms: frozenset[str]
    first: int
    last: int

    @property
    def text(self) -> str:
        """The normalised words with one space between."""
        return " ".join(self.words)


@dataclass(frozen=True, slots=True)
class PostText:
    """A post made ready: all of it as one window, its sentences, and the windows to compare."""

    whole: Window
    windows: tuple[Window, ...]
    sentences: int
    latin: bool
    asks: bool


def clean(text: str) -> tuple[str, bool]:
    """Return the text as an encoder should read it, and whether it was Kazakh in Latin letters.

    Repaired, without addresses, mentions, hashtags and emoji; mostly capital texts in small
    letters; stretched letters shortened; Kazakh in Latin letters turned into Cyrillic.
    """
    text = _GAPS.sub(_gap, repair(text[:MOST_CHARS])[:MOST_CHARS])
    text = without_addresses(_first_pieces(text))
    text = _MENTION.sub(" ", text)
    text = _HASHTAG.sub("\n", text)
    text = _STRETCHED.sub(r"\1", text)
    text = _NOT_TEXT.sub(" ", text)
    text = _MARKS.sub(r"\1", text)
    latin = is_kazakh_latin(text)
    if latin:
        text = kazakh_cyrillic(text)
    letters = [char for char in text if char.isalpha()]
    if sum(map(str.isupper, letters)) * 2 > len(letters):
        text = text.lower()
    return text, latin


def sentences_of(text: str) -> list[str]:
    """Return the sentences of cleaned text, signatures and calls to pass it on left out.

    Where nothing else would be left, nothing is left out.
    """
    parts = [" ".join(part.split()) for part in _ENDS.split(text) if part]
    parts = [part for part in parts if _WORDS.search(part)]
    kept = [part for part in parts if not (_TAIL.match(part) and len(_WORDS.findall(part)) <= 12)]
    sized: list[str] = []
    for part in kept or parts:
        words = part.split()
        if len(words) > WINDOW_WORDS:
            step = WINDOW_WORDS // 2
            stretches = [" ".join(words[at : at + step]) for at in range(0, len(words), step)]
        else:
            stretches = [part]
        sized.extend(piece for stretch in stretches for piece in _loosened(stretch))
    return sized


def _gap(match: re.Match[str]) -> str:
    return "\n" if "\n" in match.group() or "\r" in match.group() else " "


def _loosened(part: str) -> list[str]:
    """Return a stretch of text, cut also where it has no spaces to be cut at."""
    starts = [match.start() for match in _WORD_PIECE.finditer(part)]
    cuts = [0, len(part)]
    if len(starts) > _MOST_IN_SENTENCE:
        cuts[1:1] = starts[WINDOW_WORDS::WINDOW_WORDS]
    return [
        part[at : min(at + _SENTENCE_CHARS, last)].strip()
        for first, last in pairwise(cuts)
        for at in range(first, last, _SENTENCE_CHARS)
    ]


def _first_pieces(text: str) -> str:
    """Return as much of a text as takes a bounded time to read."""
    if len(text) <= MOST_PIECES:
        return text
    after = next(islice(_PIECE.finditer(text), MOST_PIECES, None), None)
    return text[: after.start()] if after else text


def window(raw: str, first: int = 0, last: int = 0) -> Window:
    """Return a window of cleaned text."""
    words = tuple(plain_words(raw).split())
    return Window(raw, words, frozenset(map(term, words)), first, last)


def read(text: str) -> PostText:
    """Return a post's windows; none where it holds no words. Bounded work whatever the text."""
    cleaned, latin = clean(text)
    sentences = sentences_of(cleaned)
    kept = " ".join(sentences)
    whole = window(kept)
    asks = "?" in kept
    if not sentences:
        return PostText(whole, (), 0, latin, asks)
    short = len(whole.words) <= SHORT_WORDS and len(kept) <= _SHORT_CHARS
    if short and len(sentences) == 1:
        return PostText(whole, (window(kept),), 1, latin, asks)
    windows = [window(kept, 0, len(sentences) - 1)] if short else []
    for at, one in enumerate(sentences):
        if not short or len(one.split()) > 2:
            windows.append(window(one, at, at))
        if at + 1 < len(sentences) and not short:
            both = one + " " + sentences[at + 1]
            if len(both.split()) <= WINDOW_WORDS:
                windows.append(window(both, at, at + 1))
    return PostText(whole, tuple(windows[:MOST_WINDOWS]), len(sentences), latin, asks)
