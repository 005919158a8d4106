"""What is said to the bot that holds nothing to check: questions without content, small talk."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from enum import StrEnum

from rapidfuzz.distance import OSA

from matching.reading import asking_words, talk_words
from matching.reading.addresses.address import without_addresses
from matching.reading.addresses.signatures import unsigned
from matching.reading.normalize import normalize

_LONGEST = 240
"""Characters of the longest text that can be small talk."""
_MOST_WORDS = 24
_COMMENT_WORDS = 16
_SHORT = 3
_STATEMENT = 2
"""Words that carry something, or help one that does, of which a statement has as many at least."""
_MISTYPED = 5
"""Letters of the shortest word in which one wrong letter is overlooked."""


class Talk(StrEnum):
    """What a text without anything to check wants. The first that it holds counts."""

    STOP = "stop"
    WHO = "who"
    HOW = "how"
    QUESTION = "question"
    INSULT = "insult"
    START = "start"
    HELP = "help"
    THANKS = "thanks"
    BYE = "bye"
    HELLO = "hello"
    LAUGH = "laugh"
    FINE = "fine"


_WEAK, _FILLING, _ACCUSING = "weak", "filling", "accusing"
_PERSON, _POST, _NAME = "person", "post", "name"
_DOING, _BEING, _CEASING = "doing", "being", "ceasing"
_LISTS: tuple[tuple[str, str], ...] = (
    # Where one phrase stands in several lists, the last one counts.
    (_CEASING, talk_words.CEASING),
    (_BEING, talk_words.BEING),
    (_DOING, talk_words.DOING),
    (_NAME, asking_words.NAMES),
    (_FILLING, asking_words.FILLING),
    (_POST, asking_words.THE_POST),
    (_PERSON, asking_words.PERSONS),
    (_WEAK, asking_words.WEAK_QUESTION),
    (Talk.FINE, talk_words.FINE),
    (Talk.LAUGH, talk_words.LAUGH),
    (Talk.HELLO, talk_words.HELLO),
    (Talk.BYE, talk_words.BYE),
    (Talk.THANKS, talk_words.THANKS),
    (Talk.INSULT, talk_words.INSULT),
    (Talk.HELP, talk_words.HELP),
    (Talk.START, talk_words.START),
    (_ACCUSING, asking_words.ACCUSING),
    (Talk.QUESTION, asking_words.QUESTION),
    (Talk.HOW, talk_words.HOW),
    (Talk.WHO, talk_words.WHO),
    (Talk.STOP, talk_words.STOP),
)
_ASKING_SIGN = re.compile("[?？؟❓❔⁉🤔🧐🤨]")
_SIGNS = (
    (Talk.INSULT, re.compile("[🖕💩🤬👎🤡]")),
    (Talk.LAUGH, re.compile("[😂🤣😄😅😆😁😹]")),
    (Talk.THANKS, re.compile("[🙏❤🌹🌷💐👏🥰😘😍🤗💯🤲🫶💪]")),
    (Talk.HELLO, re.compile("[👋🤝]")),
)
_SMILE = re.compile(r"\){2,}|[:;=]['-]?[)D(]|\({2,}")
_SIGN = re.compile("[\u2600-\u27bf\U0001f000-\U0001faff]")
_LAUGHTER = re.compile("(?:[хаеиы]{4,}|(?:[хк]е){2,}|(?:л[оа]л)+|ахахах\\w*|хахаха\\w*)")
# "рас па, Гүлшат?", "Роза Ахметовна, это правда?": names begin with a capital, "ВОДА" is none.
_NAMED = "[A-ZА-ЯЁӘҒҚҢӨҰҮҺІ][a-zа-яёәғқңөұүһі]+"
_HAILED = re.compile(rf"(?<=\w),\s*{_NAMED}(?:\s{_NAMED})?(?=\W*$)|^\W*{_NAMED}\s{_NAMED}(?=,)")
_WHOLLY = re.compile(r"(?<!\d)100\s?%")
_DOUBLED = re.compile(r"([^\W\d_])\1")
_HONORIFIC = frozenset(
    normalize("апа апай аға ағай көке тәте жеңгей мырза ханым ата әже дядя тетя брат").split()
)


def small_talk(text: str) -> Talk | None:
    """Return what a text wants that holds nothing to check; None where it says something.

    `QUESTION` is a bare question, "рас па?": it asks about something that stands elsewhere. Signs
    alone count too: "?", "👍". None also for a text without any words or signs.
    """
    if len(text) > _LONGEST:
        return None
    words = normalize(_WHOLLY.sub(" ", _HAILED.sub(" ", text))).split()
    if not words:
        return _by_signs(text)
    if len(words) > _MOST_WORDS:
        return None
    phrases = []
    for kind, phrase in _phrases(words):
        if kind is None:
            # A word of no kind says something: nearly every post is told by its first words.
            return None
        phrases.append((kind, phrase))
    about_bot = _about_bot(phrases)
    if about_bot:
        return about_bot
    return _wanted([kind for kind, _ in phrases], asking=bool(_ASKING_SIGN.search(text)))


def is_comment(text: str) -> bool:
    """Tell whether a typed text may be said about something that comes beside it.

    It is small talk, or short and asks, points ("смотрите, что прислали") or tells next to nothing.
    """
    if len(text) > _LONGEST:
        return False
    if small_talk(text):
        return True
    words = normalize(text).split()
    if not words:
        # "." or "+": typed over a forward all the same.
        return True
    if len(words) > _COMMENT_WORDS:
        return False
    phrases = list(_phrases(words))
    carrying, _ = _weight(phrases)
    for kind, phrase in phrases:
        # "рас па", but not "фейк", which a statement may say as well.
        if kind is Talk.QUESTION and len(phrase) > 1:
            return True
        if kind == _WEAK and carrying <= _SHORT:
            return True
    if _ASKING_SIGN.search(text) or carrying <= 1:
        return True
    return any(_is_listed(_POINTING, words, at) for at in range(len(words)))


def says_nothing(text: str) -> bool:
    """Tell whether a post's words state nothing that could be compared with a claim.

    So does one that only asks, points or greets beside its links, or whose words carry less than
    two do.
    """
    told = unsigned(without_addresses(text))
    return small_talk(told) is not None or sum(weight(told)) < _STATEMENT


def weight(text: str) -> tuple[int, int]:
    """Return how many words of a text carry something, and how many help one that does.

    The second are persons, words for the post, numbers and what states: "нет", "болмайды"; but none
    of them help a word that is pointed at: "этот приказ реальный?".
    """
    return _weight(_phrases(normalize(text).split()))


def _weight(phrases: Iterable[tuple[str | None, list[str]]]) -> tuple[int, int]:
    carrying = helping = 0
    pointed = False
    for kind, words in phrases:
        for word in words:
            pointed = pointed or word in _POINTED
            if word.isdecimal() or word in _STATING or kind in _HELPING:
                helping += 1
            elif len(word) > 1 and (kind is None or kind in _WEIGHTY):
                carrying += 1
    return carrying, 0 if pointed else helping


def _about_bot(phrases: Sequence[tuple[str, list[str]]]) -> Talk | None:
    """Return what is asked about the bot in other words than those of the lists, if it is."""
    kinds = [kind for kind, _ in phrases]
    if Talk.QUESTION in kinds:
        return None
    words = {word for _, phrase in phrases for word in phrase}
    if kinds.count(_CEASING) > 1 or (_CEASING in kinds and Talk.STOP in kinds):
        return Talk.STOP
    if _BEING in kinds and words & _YOU:
        return Talk.WHO
    if _DOING in kinds and words & _ASKING:
        return Talk.HOW
    return None


def _wanted(kinds: list[str], *, asking: bool) -> Talk | None:
    """Return the first kind that counts; None where only others do."""
    if set(kinds) & _PARTIAL and not set(kinds) & _TALKS:
        return None
    said = {kind for kind in kinds if kind in _TALKS}
    if _ACCUSING in kinds:
        said.add(Talk.QUESTION)
    # "Да, точно", "спасибо, правда": no question, unless it is put as one.
    agreeing = Talk.THANKS in said or (kinds[0] == Talk.FINE and len(kinds) <= _SHORT)
    if _WEAK in kinds and (asking or not agreeing):
        said.add(Talk.QUESTION)
    if asking and said <= {Talk.FINE, Talk.LAUGH}:
        said.add(Talk.QUESTION)
    if not said and set(kinds) != {_NAME}:
        # "Скажите, пожалуйста", "вот, прислали": about something that is not here.
        said.add(Talk.QUESTION)
    return next((kind for kind in Talk if kind in said), None)


def _phrases(words: list[str]) -> Iterator[tuple[str | None, list[str]]]:
    """Cut words into listed phrases, the longest first, each with its kind."""
    at = 0
    while at < len(words):
        kind, taken = _at(words, at)
        yield kind, words[at : at + taken]
        at += taken


def _at(words: list[str], at: int) -> tuple[str | None, int]:
    """Return the kind of the longest listed phrase at a place, and its number of words."""
    for taken in range(min(_LISTED.longest_from(words[at]), len(words) - at), 0, -1):
        kind = _LISTED.kind(words[at : at + taken])
        if kind is not None:
            return kind, taken
    word = words[at]
    if kind := _misspelt(word):
        return kind, 1
    if _LAUGHTER.fullmatch(word):
        return Talk.LAUGH, 1
    if len(word) == 1 and word.isalpha():
        return _FILLING if len(words) > 1 else Talk.FINE, 1
    if at + 1 < len(words) and words[at + 1] in _HONORIFIC:
        return _NAME, 1
    return None, 1


def _misspelt(word: str) -> str | None:
    """Return the kind of a word with a letter doubled, or a longer one with one letter wrong."""
    if kind := _LISTED.kind([_DOUBLED.sub(r"\1", word)]):
        return kind
    if len(word) < _MISTYPED:
        return None
    near = (
        right for right in _OFTEN_TYPED[word[0]] if OSA.distance(word, right, score_cutoff=1) < 2
    )
    return next((_LISTED.kind([right]) for right in near), None)


def _by_signs(text: str) -> Talk | None:
    if _ASKING_SIGN.search(text):
        return Talk.QUESTION
    for kind, signs in _SIGNS:
        if signs.search(text):
            return kind
    if _SMILE.search(text):
        return Talk.LAUGH
    return Talk.FINE if _SIGN.search(text) else None


class _Listed:
    """Phrases by their normal form, and beginnings of phrases, each with its kind."""

    def __init__(self, lists: Iterable[tuple[str, str]]) -> None:
        self._whole: dict[str, str] = {}
        self._begun: dict[str, str] = {}
        for kind, listed in lists:
            for phrase in listed.replace("\n", " ").split(","):
                if words := normalize(phrase):
                    kinds = self._begun if phrase.rstrip().endswith("*") else self._whole
                    kinds[words] = kind
        # Most words of a post begin no phrase of several.
        self._longest: dict[str, int] = {}
        for first, *rest in (phrase.split() for phrase in (*self._whole, *self._begun)):
            self._longest[first] = max(1 + len(rest), self._longest.get(first, 1))

    def longest_from(self, word: str) -> int:
        """Return of how many words the longest phrase is that a word may begin, at least 1."""
        return self._longest.get(word, 1)

    def kind(self, words: Sequence[str]) -> str | None:
        """Return the kind of exactly these words, or of the longest beginning of them."""
        phrase = " ".join(words)
        if phrase in self._whole:
            return self._whole[phrase]
        # The ending alone may differ, so at least one letter of the last word is listed.
        shortest = len(phrase) - len(words[-1])
        for letters in range(len(phrase), shortest, -1):
            if phrase[:letters] in self._begun:
                return self._begun[phrase[:letters]]
        return None


def _often_typed() -> Mapping[str, Sequence[str]]:
    """Return the longer words that ask, greet and thank, by their first letters."""
    found: dict[str, list[str]] = defaultdict(list)
    kinds = {_WEAK, Talk.QUESTION, Talk.THANKS, Talk.HELLO}
    for kind, listed in _LISTS:
        for phrase in listed.replace("\n", " ").split(",") if kind in kinds else ():
            word = normalize(phrase)
            if len(word) > _MISTYPED and " " not in word and "*" not in phrase:
                found[word[0]].append(word)
    return found


_LISTED = _Listed(_LISTS)
_POINTING = _Listed([("pointing", asking_words.POINTING)])
_OFTEN_TYPED = _often_typed()
_STATING = frozenset(normalize(asking_words.STATING).split())
_POINTED = frozenset(normalize(asking_words.POINTED.replace(",", " ")).split())
_ASKING = frozenset(normalize(talk_words.ASKING).split())
_YOU = frozenset(normalize(talk_words.YOU).split())
_PARTIAL = frozenset({_DOING, _BEING, _CEASING})
"""Kinds that make small talk only beside other words."""
_TALKS = frozenset(Talk)
_WEIGHTY = _PARTIAL | {Talk.STOP, Talk.INSULT}
_HELPING = frozenset({_PERSON, _POST, _NAME, _ACCUSING})


def _is_listed(listed: _Listed, words: Sequence[str], at: int) -> bool:
    return any(
        listed.kind(words[at : at + taken]) is not None
        for taken in range(min(listed.longest_from(words[at]), len(words) - at), 0, -1)
    )
