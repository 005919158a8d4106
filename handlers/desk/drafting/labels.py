"""The labels of a filled template: which part of a debunk a line begins, however it is spelt."""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache

from formats.columns import column_of
from handlers.kit.texts import LANGUAGES, Texts, Voice

CLAIM, VERDICT, SUMMARY, STATEMENT = "claim", "verdict", "summary", "statement"
WHO, WHEN, WHERE = "who", "when", "where"
SOURCE, SOURCE_URL, TOPICS, SEEN, DATE = "source", "source-url", "topics", "seen", "date"

_TYPED = {
    CLAIM: "утверждение; слух; тұжырым; қауесет; claim; rumour; rumor",
    VERDICT: "вердикт; үкім; шешім; қорытынды; verdict",
    SUMMARY: "почему; неге; why; объяснение; түсіндірме; summary",
    STATEMENT: "заявление; мәлімдеме; statement",
    SOURCE: "источник; дереккөз; source",
    TOPICS: "темы; тема; тақырыптар; тақырып; topics; topic",
    SEEN: "видели; где видели; көрдік; қайда көрдік; seen; where seen",
    DATE: "дата; күні; date",
}
"""What people call the parts beside what the bot calls them."""
_SHOWN = {
    "part-verdict": VERDICT,
    "part-source": SOURCE,
    "part-topics": TOPICS,
    "part-seen": SEEN,
    "part-date": DATE,
    "card-claim": CLAIM,
    "card-statement-plain": STATEMENT,
    "card-source": SOURCE,
    "show-seen": SEEN,
    "column-claim": CLAIM,
    "column-verdict": VERDICT,
    "column-summary": SUMMARY,
    "column-statement": STATEMENT,
    "column-authority": WHO,
    "column-statement-date": WHEN,
    "column-statement-url": WHERE,
    "column-source-title": SOURCE,
    "column-source-url": SOURCE_URL,
    "column-seen": SEEN,
    "column-topics": TOPICS,
    "column-date": DATE,
}
"""The texts of the bot's pages that are labels, and what they begin."""
_COLUMNS = {"claim": CLAIM, "summary": SUMMARY, "statement": STATEMENT, "authority": WHO} | {
    "statement_date": WHEN,
    "statement_url": WHERE,
}
_COLON = re.compile("[:\uff1a\ufe55\ufe13\ua789\u02d0\u2236|\uff5c\u2502]")
_DASH = re.compile("[\u2013\u2014\u2015\u2212]|\\s-|-\\s")
_BARS = "|\uff5c\u2502"
_MARKUP = "*_~`\"'«»“”„‟‘’‹›"
_COMMAND = re.compile(r"\s*/\w")
_WORDS = re.compile(r"[^\W\d_]+(?: [^\W\d_]+){0,2}")
_SIGNS = re.compile(r"^(?:[^\w\s«“„\"'‘’(—–/-]|\d+[.)]\s?|(?<=\S)\s)+")
_LONGEST = 60
_LONGEST_UNKNOWN = 30
_END_OF_SENTENCE = ".?!,;…"


@dataclass(frozen=True, slots=True)
class Label:
    """What a line begins: its kind, its language where the label says it, and what follows.

    `mark` is what stands between: a colon, a bar, or nothing for a label alone on its line.
    `name` is the label in plain small letters.
    """

    kind: str
    lang: str
    name: str
    mark: str
    rest: str


def label_of(line: str) -> Label | None:
    """Return the label that a line begins with, or None. A command is never one.

    Bold and quotation marks around it, a list's number before it, a colon of any kind, a bar or a
    dash behind it are all understood, and a label alone on its line is.
    """
    if _COMMAND.match(line):
        return None
    for pattern, mark in ((_COLON, ":"), (_DASH, ":")):
        found = pattern.search(line, 0, _LONGEST)
        if found and (label := _named(line[: found.start()], colon=pattern is _COLON)):
            kind, lang, name = label
            bar = "|" if found[0] in _BARS else mark
            return Label(kind, lang, name, bar, _unmarked(line, found.end()))
    bare = line.strip()
    if bare and len(bare) <= _LONGEST and bare[-1] not in _END_OF_SENTENCE:
        name = _plain(bare)
        if name in _names():
            return Label(*_names()[name], name, "", "")
    return None


def unknown_label(line: str, most_words: int = 3) -> str | None:
    """Return what looks like a label at the beginning of a line but is none, or None.

    That is up to so many words with a colon behind them. After a space, a dash or a quotation
    mark they are text, as an address is.
    """
    found = _COLON.search(line, 0, _LONGEST_UNKNOWN)
    if found is None or line[found.end() : found.end() + 2] == "//" or line[:1].isspace():
        return None
    if found[0] in _BARS:
        return None
    head = _SIGNS.sub("", line[: found.start()]).strip("*_~` ")
    words = unicodedata.normalize("NFKC", head)
    fits = _WORDS.fullmatch(words) and len(words.split()) <= most_words
    return head if fits and label_of(line) is None else None


def _named(head: str, *, colon: bool) -> tuple[str, str, str] | None:
    name = _plain(head)
    if name in _names():
        return *_names()[name], name
    column = column_of(head) if colon and name else None
    if column is None:
        return None
    part, _, lang = column.rpartition("_")
    if lang not in LANGUAGES:
        part, lang = column, ""
    return (_COLUMNS[part], lang, name) if part in _COLUMNS else None


def _unmarked(line: str, end: int) -> str:
    """Return what follows a label; the marks that its own first ones are closed with go."""
    rest = line[end:]
    if line.lstrip()[:1] in _MARKUP and rest[:1] in _MARKUP:
        rest = rest.lstrip(_MARKUP)
    return rest.strip()


def _plain(text: str) -> str:
    """Return a label in small letters without marks, signs or a number before or behind it."""
    letters = "".join(c for c in unicodedata.normalize("NFKC", text) if _counts(c))
    words = " ".join(re.sub(r"[\W_]+", " ", letters.casefold()).split())
    return re.sub(r"^\d+ | \d+$", "", words)


def _counts(character: str) -> bool:
    return unicodedata.category(character) != "Cf"


@cache
def _names() -> Mapping[str, tuple[str, str]]:
    found = {name: (kind, "") for kind, names in _TYPED.items() for name in names.split("; ")}
    return found | _shown(Texts.load().values())


def _shown(voices: Iterable[Voice]) -> dict[str, tuple[str, str]]:
    found: dict[str, tuple[str, str]] = {}
    for voice in voices:
        found |= {_plain(voice(key)): (kind, "") for key, kind in _SHOWN.items()}
        found[_plain(voice("part-statement", number=1))] = STATEMENT, ""
        found[_plain(voice("card-checked", date=""))] = DATE, ""
        for lang in LANGUAGES:
            for key in (f"desk-in-{lang}", f"language-{lang}"):
                for part in (CLAIM, SUMMARY):
                    found[_plain(voice(f"part-{part}", language=voice(key)))] = part, lang
    return found
