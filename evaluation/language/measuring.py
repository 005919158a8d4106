"""How many labelled texts are told rightly, by our own table and by lingua where it is there."""

import json
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from importlib.util import find_spec
from pathlib import Path
from time import perf_counter

from rich.console import Console
from rich.table import Table

from evaluation.language.counting import Text, posts
from evaluation.language.spellings import (
    HELD_BACK,
    LATIN,
    RUSSIAN_IN_LATIN,
    RUSSIAN_LETTERS,
    Letters,
    spelt,
)
from matching.reading.language import language_of, words_of

FEWEST = 3
SHORT = 6
"""Texts of three to six words are shown apart; of fewer than three, none is measured."""
Teller = Callable[[str], str | None]


@dataclass(slots=True)
class Told:
    """How many texts of one kind were told rightly, all and the short ones."""

    right: int = 0
    every: int = 0
    short_right: int = 0
    short: int = 0
    as_others: dict[str, int] = field(default_factory=lambda: defaultdict(int))

    def add(self, words: int, lang: str, told: str | None) -> None:
        """Count one text."""
        self.every += 1
        self.right += told == lang
        if words <= SHORT:
            self.short += 1
            self.short_right += told == lang
        if told != lang:
            self.as_others[str(told)] += 1


def measure(console: Console, folders: Sequence[Path]) -> None:
    """Print a table a way of telling: what is told rightly, and what the rest is taken for."""
    texts = list(kinds(folders))
    if not texts:
        console.print("These folders hold no texts to measure with.")
        return
    for name, make in _tellers().items():
        before = _resident()
        began = perf_counter()
        teller = make()
        teller("Бұл рас па?")
        begun = perf_counter() - began
        told: defaultdict[str, Told] = defaultdict(Told)
        took: list[float] = []
        for kind, lang, text, words in texts:
            began = perf_counter()
            found = teller(text)
            took.append(perf_counter() - began)
            told[kind].add(words, lang, found)
        took.sort()
        half, most = (1000 * took[len(took) * part // 100] for part in (50, 99))
        title = (
            f"{name}: {_resident() - before:,.0f} MB more memory, first call {begun:.2f} s, "
            f"p50 {half:.2f} ms, p99 {most:.2f} ms"
        )
        console.print(_table(title, told))


def kinds(folders: Sequence[Path]) -> Iterator[tuple[str, str, str, int]]:
    """Yield (kind, language, text, words) of every text of three words or more that is measured."""
    for lang, text in _texts(folders):
        if lang == "kk-latn":
            yield from _long_enough("kk, typed in Latin by its author", "kk", text)
            continue
        yield from _long_enough(lang, lang, text)
        spellings: Mapping[str, Mapping[str, Letters]] = {}
        if lang == "kk":
            spellings = {
                "kk in Russian letters": RUSSIAN_LETTERS,
                "kk in Latin": LATIN,
                "kk in Latin, not counted in": HELD_BACK,
            }
        elif lang == "ru":
            spellings = {"ru in Latin": RUSSIAN_IN_LATIN}
        for kind, alphabets in spellings.items():
            for name, letters in alphabets.items():
                yield from _long_enough(f"{kind}: {name}", lang, spelt(text, letters))


def _texts(folders: Sequence[Path]) -> Iterator[Text]:
    """Yield (language, text); of a mixed post nobody says what it has more of."""
    for folder in folders:
        for name in ("forwards.jsonl", "unrelated.jsonl"):
            if (folder / name).exists():
                yield from posts(folder / name)
        claims, pairs = folder / "crosslingual-claims.jsonl", folder / "crosslingual-posts.jsonl"
        if pairs.exists():
            for row in map(json.loads, pairs.read_text(encoding="utf-8").splitlines()):
                yield row["direction"].partition("-")[0], row["text"]
        if claims.exists():
            for row in map(json.loads, claims.read_text(encoding="utf-8").splitlines()):
                yield from ((one["lang"], one["text"]) for one in row["claims"])
        if (tweets := folder / "queries.tsv").exists():
            for line in tweets.read_text(encoding="utf-8").splitlines():
                yield "en", line.partition("\t")[2]


def _long_enough(kind: str, lang: str, text: str) -> Iterator[tuple[str, str, str, int]]:
    words = sum(len(word) > 1 for word in words_of(text))
    if words >= FEWEST:
        yield kind, lang, text, words


def _tellers() -> dict[str, Callable[[], Teller]]:
    tellers: dict[str, Callable[[], Teller]] = {"our own counted words": lambda: language_of}
    if find_spec("lingua"):
        tellers["lingua, 4 languages"] = lambda: _lingua("RUSSIAN KAZAKH ENGLISH UKRAINIAN")
        tellers["lingua, 9 languages"] = lambda: _lingua(
            "RUSSIAN KAZAKH ENGLISH UKRAINIAN BELARUSIAN MONGOLIAN TURKISH GERMAN FRENCH"
        )
    return tellers


def _lingua(languages: str) -> Teller:
    from lingua import Language, LanguageDetectorBuilder

    chosen = [getattr(Language, name) for name in languages.split()]
    detector = LanguageDetectorBuilder.from_languages(*chosen).build()

    def told(text: str) -> str | None:
        found = detector.detect_language_of(text)
        return found.iso_code_639_1.name.lower() if found else None

    return told


def _table(title: str, told: Mapping[str, Told]) -> Table:
    table = Table(title=title)
    for heading in ("text", "right", "of 3 to 6 words", "taken for"):
        table.add_column(heading)
    for kind, one in sorted(told.items()):
        others = ", ".join(f"{lang} {n}" for lang, n in sorted(one.as_others.items()))
        shares = _share(one.right, one.every), _share(one.short_right, one.short)
        table.add_row(kind, *(shares if kind != "mixed" else ("–", "–")), others)
    return table


def _share(right: int, every: int) -> str:
    return f"{right / every:.4f} ({right}/{every})" if every else "–"


def _resident() -> float:
    status = Path("/proc/self/status").read_text()
    line = next(line for line in status.splitlines() if line.startswith("VmRSS"))
    return int(line.split()[1]) / 1024
