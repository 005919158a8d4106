"""Labelled texts and lists of words -> how likely each piece of a word is in each language."""

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from math import log, sqrt
from pathlib import Path
from typing import Any

from evaluation.labelled import DATA
from evaluation.language.spellings import LATIN, RUSSIAN_IN_LATIN, RUSSIAN_LETTERS, spelt
from matching.reading.language import pieces_of, script_of, words_of

AUTHORS = ("c", "d", "e", "f", "g")
"""The folders of `DATA` that are counted; a and b are kept to measure on."""
SCRIPTS: Mapping[str, Sequence[str]] = {
    "cyrillic": ("ru", "kk", "slavic", "ky", "uz", "tt"),
    "latin": ("en", "kk", "ru", "uz", "tr", "european"),
}
"""The languages told apart in each script: ours, and groups that are none of ours."""
_HERE = Path(__file__).parent
_GROUPS = {
    "uk": "slavic",
    "be": "slavic",
    "ky": "ky",
    "uz": "uz",
    "uz-latn": "uz",
    "tt": "tt",
    "ba": "tt",
    "tr": "tr",
    "az": "tr",
    "de": "european",
    "fr": "european",
    "es": "european",
}
_KEPT = 6_000
"""Pieces kept a script: those that tell most."""
_LEAST = 3
"""Words that a piece must stand in, in all languages together."""
_SMALL = 0.5
_BORROWED = 100
"""Words of all languages that each is given besides its own: what a language of few texts lacks in
them is not called unlikely in it."""

Text = tuple[str, str]
"""A language and a text in it."""


def posts(path: Path) -> list[Text]:
    """Return the posts of a `forwards.jsonl` as (language, text)."""
    rows = map(json.loads, path.read_text(encoding="utf-8").splitlines())
    return [(row["lang"], row["text"]) for row in rows]


def counted_texts() -> list[Text]:
    """Return every text that is counted, as it stands in the repository."""
    texts: list[Text] = []
    for author in AUTHORS:
        texts += posts(DATA / author / "forwards.jsonl")
        for line in (DATA / author / "debunks.jsonl").read_text(encoding="utf-8").splitlines():
            texts += _said_in(json.loads(line))
    background = DATA.parents[1] / "matching" / "search" / "background.json"
    texts += [(lang, text) for lang, text in json.loads(background.read_text(encoding="utf-8"))]
    texts += [(_GROUPS[lang], text) for lang, text in _rows("neighbours.tsv")]
    return [one for one in texts if one[0] != "mixed"]


def counts(texts: Iterable[Text]) -> dict[str, Any]:
    """Return what `matching/reading/language.json` holds for labelled texts, without its record."""
    seen: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    words: Counter[tuple[str, str]] = Counter()
    for lang, text in spellings(texts):
        for word in words_of(text):
            if script := script_of(word):
                words[script, lang] += 1
                seen[script, lang].update(set(pieces_of(word)))
    return {
        "langs": SCRIPTS,
        "words": dict(sorted(listed_words().items())),
        "pieces": {
            script: _likelihoods(
                [seen[script, lang] for lang in langs], [words[script, lang] for lang in langs]
            )
            for script, langs in SCRIPTS.items()
        },
    }


def spellings(texts: Iterable[Text]) -> Iterator[Text]:
    """Yield each text as it is and as it may be typed, so that each spelling weighs alike."""
    for lang, text in texts:
        match lang:
            case "kk":
                for letters in ({}, *RUSSIAN_LETTERS.values(), *LATIN.values()):
                    yield "kk", spelt(text, letters)
            case "kk-latn":
                yield from [("kk", text)] * 5
            case "ru":
                for letters in ({}, *RUSSIAN_IN_LATIN.values()):
                    yield "ru", spelt(text, letters)
            case _:
                yield lang, text


def listed_words() -> dict[str, str]:
    """Return the listed words in every spelling, with the languages that have them."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for lang, line in _rows("words.tsv"):
        for word in line.split():
            for spelling in _spellings_of(lang, word):
                for one in words_of(spelling):
                    found[one].add(lang.partition("-")[0])
    return {
        word: "none" if "none" in langs else " ".join(sorted(langs))
        for word, langs in found.items()
    }


def _spellings_of(lang: str, word: str) -> Iterator[str]:
    yield word
    if lang == "kk":
        for letters in (*RUSSIAN_LETTERS.values(), *LATIN.values()):
            yield spelt(word, letters)


def _likelihoods(seen: Sequence[Counter[str]], words: Sequence[int]) -> dict[str, list[float]]:
    every: Counter[str] = Counter()
    for one in seen:
        every.update(one)
    whole = sum(words) + 1
    rows = {
        piece: [
            log((one[piece] + _BORROWED * (count + _SMALL) / whole) / (total + _BORROWED))
            for one, total in zip(seen, words, strict=True)
        ]
        for piece, count in every.items()
        if count >= _LEAST
    }
    telling = sorted(
        rows, key=lambda piece: (-(max(rows[piece]) - min(rows[piece])) * sqrt(every[piece]), piece)
    )
    return {
        piece: [round(one - max(rows[piece]), 1) for one in rows[piece]]
        for piece in sorted(telling[:_KEPT])
    }


def _said_in(debunk: Mapping[str, Any]) -> Iterator[Text]:
    for claim in debunk["claims"]:
        yield claim["lang"], claim["text"]
    yield from (debunk.get("summary") or {}).items()
    for statement in debunk.get("statements") or ():
        yield from statement["text"].items()


def _rows(name: str) -> list[tuple[str, str]]:
    lines = (_HERE / name).read_text(encoding="utf-8").splitlines()
    return [(lang, text) for lang, _, text in (line.partition("\t") for line in lines)]


def written(table: Mapping[str, Any]) -> str:
    """Return the table as JSON with a row a word and a piece, so that changes can be read."""
    parts = {name: _flat(table[name]) for name in ("record", "langs")}
    parts["words"] = _rowwise(table["words"])
    pieces = (f"{_flat(script)}: {_rowwise(rows)}" for script, rows in table["pieces"].items())
    parts["pieces"] = "{" + ",\n".join(pieces) + "}"
    return "{" + ",\n".join(f"{_flat(name)}: {part}" for name, part in parts.items()) + "}\n"


def _rowwise(rows: Mapping[str, Any]) -> str:
    return "{" + ",\n".join(f"{_flat(key)}: {_flat(row)}" for key, row in rows.items()) + "}"


def _flat(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
