"""Which of our languages a text is in, by the words and pieces of words that were counted."""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import islice

from matching.reading.repair import repair

LANGUAGES = ("ru", "kk", "en")
"""What `language_of` can answer."""
NONE = "none"
"""The language of a listed word that says nothing: a name, "ok"."""
LONGEST_PIECE = 5
"""Letters of the longest piece of a word that is counted, its edges `^` and `$` included."""

_READ = 1_000
"""Characters that are looked at: far more than it takes to be sure."""
_MOST_WORDS = 150
_SURE = 3
"""From so many words on, the likelier language is told; below, only a clear one."""
_CLEAR = 3.0
_TELLING = 2
"""Words from which those that stand in no list can tell a language by their pieces."""
_STRANGER = 1.0
"""How much likelier a language that is none of ours must be than one that is."""
_WORST = 4.0
"""What one word can say against a language, at most: a name in other letters decides nothing."""
_WEIGHT = 0.3
"""Pieces of a word overlap, so that their log-likelihoods count in part."""
_NAME = 0.3
"""What a capitalised word counts: it is a name, or the first of its sentence."""

_OWN_LETTERS = re.compile("[әғқңөұүһі]")
_NOISE = re.compile(
    r"(?:https?://|www\.)\S+"
    r"|(?<![\w.@-])[\w.+-]{1,64}@[\w.-]+"
    r"|(?<!\w)[@#][\w.]+"
    r"|(?<!\S)/[a-z]\w*(?:@\w+)?"
    r"|(?<![\w.-])(?:[a-z0-9-]{1,63}\.)+[a-z]{2,}(?:/\S*)?",
    re.IGNORECASE,
)
_WORD = re.compile(r"[^\W\d_]+(?:['’ʼ‘`´ʻ][^\W\d_]+)*['’ʼ‘`´ʻ]?")
_APOSTROPHES = str.maketrans(dict.fromkeys("’ʼ‘`´ʻ", "'") | {"ё": "е", "\u0307": None})
_STRETCHED = re.compile(r"(.)\1{2,}")
_CYRILLIC = re.compile("[\u0400-\u052f]")
_LATIN = re.compile("[a-z\u00df-\u024f\u0259]")


@dataclass(frozen=True, slots=True)
class Counted:
    """What was counted: `langs` of each script, whose order the log-likelihoods follow.

    `words` are listed words with their languages; `pieces` map a piece of a word, `^` and `$` at
    its edges, to a log-likelihood a language.
    """

    langs: Mapping[str, Sequence[str]]
    words: Mapping[str, Sequence[str]]
    pieces: Mapping[str, Mapping[str, Sequence[float]]]

    def said_by(self, word: str) -> Mapping[str, float] | None:
        """Return how much less likely each language of the word's script is than the likeliest.

        None for a word that says nothing. `word` is as `words_of` gives it.
        """
        script = script_of(word)
        if script is None:
            return None
        langs = self.langs[script]
        if listed := self.words.get(word):
            if NONE in listed:
                return None
            return {lang: -_WORST * (lang not in listed) for lang in langs}
        counted = self.pieces[script]
        rows = [counted[piece] for piece in set(pieces_of(word)) if piece in counted]
        if not rows or word == word[:1]:
            return None
        sums = [_WEIGHT * sum(column) for column in zip(*rows, strict=True)]
        best = max(sums)
        return {lang: max(one - best, -_WORST) for lang, one in zip(langs, sums, strict=True)}


def language_of(text: str) -> str | None:
    """Return the language that most words of a text are in: `ru`, `kk`, `en`, or None.

    None: no words, too few to tell (names, "ok"), or another language. Kazakh is known in its own
    letters, in Russian ones and in Latin ones; Russian in Latin letters too. Addresses, mentions,
    hashtags, commands and emoji say nothing. Reads the first thousand characters; never raises.
    """
    words = list(islice(_spoken(text), _MOST_WORDS))
    lower = any(word.islower() for word in words)
    counted = shipped()
    votes: dict[str, float] = dict.fromkeys(_every(counted), 0.0)
    heard = listed = 0
    for word in words:
        plain = plain_word(word)
        said = counted.said_by(plain)
        if said is None:
            continue
        heard += 1
        listed += plain in counted.words
        name = lower and word[:1].isupper() and plain not in counted.words
        for lang in votes:
            votes[lang] += (_NAME if name else 1.0) * said.get(lang, -_WORST)
    # One word alone is mostly a name, or is in both languages: "кумыс".
    if not listed and heard < _TELLING and not any(map(_OWN_LETTERS.search, words)):
        return None
    for lang in votes.keys() - LANGUAGES:
        votes[lang] -= _STRANGER
    first, second = sorted(votes, key=lambda lang: -votes[lang])[:2]
    if first not in LANGUAGES or votes[first] <= votes[second]:
        return None
    # A word or two of Kazakh are much like Tatar: where no word speaks against the likeliest, it
    # has only to be clear which of ours it is.
    rivals = LANGUAGES if votes[first] > -_CLEAR else votes
    margin = votes[first] - max(votes[lang] for lang in rivals if lang != first)
    return None if heard < _SURE and margin < _CLEAR else first


def words_of(text: str) -> Iterator[str]:
    """Yield the words of a text that is read, as they are looked up: small letters, plain marks."""
    return map(plain_word, _spoken(text))


def plain_word(word: str) -> str:
    """Return a word as it is looked up: small letters, `'` for any apostrophe, е for ё."""
    return _STRETCHED.sub(r"\1", word.lower().translate(_APOSTROPHES))


def script_of(word: str) -> str | None:
    """Return `cyrillic`, `latin`, or None for a word in another script."""
    if _CYRILLIC.search(word):
        return "cyrillic"
    return "latin" if _LATIN.search(word) else None


def pieces_of(word: str) -> Iterator[str]:
    """Yield the pieces of one to five signs of `^word$`, and the whole word where it is longer."""
    edged = f"^{word}$"
    for size in range(1, LONGEST_PIECE + 1):
        for at in range(len(edged) - size + 1):
            if size > 1 or 0 < at < len(edged) - 1:
                yield edged[at : at + size]
    if len(word) > LONGEST_PIECE:
        yield word


@cache
def shipped() -> Counted:
    """Read what comes with the program, once."""
    held = json.loads((files("matching.reading") / "language.json").read_text(encoding="utf-8"))
    return Counted(
        langs=held["langs"],
        words={word: langs.split() for word, langs in held["words"].items()},
        pieces=held["pieces"],
    )


def _spoken(text: str) -> Iterator[str]:
    clean = _NOISE.sub(" ", text[: 4 * _READ])[:_READ]
    return (match.group() for match in _WORD.finditer(repair(clean)))


def _every(counted: Counted) -> Iterator[str]:
    for langs in counted.langs.values():
        yield from langs
