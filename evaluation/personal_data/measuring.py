"""What `redacted` takes out of lists of spellings, and what it changes that it should not."""

import json
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

LISTS = Path(__file__).parent
_WORD = re.compile(r"\w+")
_TEXTS = ("text", "claim", "claimed", "post")
"""Under which names the files of posts hold what somebody wrote."""

Redact = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class Spelling:
    """A post with personal data in it: kind, language (ru or kk), text, what must be gone."""

    kind: str
    language: str
    text: str
    gone: tuple[str, ...]


def spellings(name: str) -> list[Spelling]:
    """Return a list of spellings by its file's name. Raises OSError."""
    return [
        Spelling(one["kind"], one["language"], one["text"], tuple(one["gone"]))
        for one in _lines(LISTS / name)
    ]


def kept(name: str = "kept.jsonl") -> list[tuple[str, str, str]]:
    """Return (kind, language, text) of posts that must stay as they are. Raises OSError."""
    return [(one["kind"], one["language"], one["text"]) for one in _lines(LISTS / name)]


def leftover(spelling: Spelling, less: str, marks: Iterable[str]) -> list[str]:
    """Return the words of personal data that a redacted text still has, in order.

    A word that stands elsewhere in the post too may stay there as often; marks do not count.
    """
    for mark in marks:
        less = less.replace(mark, " ")
    outside = spelling.text
    for span in spelling.gone:
        outside = outside.replace(span, "\n", 1)
    may_stay = Counter(_WORD.findall(outside))
    there = Counter(_WORD.findall(less))
    words = (word for span in spelling.gone for word in _WORD.findall(span))
    return [word for word in dict.fromkeys(words) if there[word] > may_stay[word]]


def harmed(spelling: Spelling, less: str) -> tuple[int, int]:
    """Return how many words beside the personal data are gone, and how many there were."""
    outside = spelling.text
    for span in spelling.gone:
        outside = outside.replace(span, "\n", 1)
    words = Counter(_WORD.findall(outside))
    return (words - Counter(_WORD.findall(less))).total(), words.total()


def posts(folders: Sequence[Path]) -> Mapping[str, list[str]]:
    """Return what people wrote in the JSON Lines files of some folders, by folder.

    Raises OSError.
    """
    found: dict[str, list[str]] = {}
    for folder in folders:
        texts = (
            text
            for path in sorted(folder.rglob("*.jsonl"))
            for line in _lines(path)
            for text in _texts(line)
        )
        found[str(folder)] = list(dict.fromkeys(texts))
    return found


def _texts(line: Any) -> Iterator[str]:
    for name in _TEXTS:
        if isinstance(line.get(name), str):
            yield line[name]
    for claim in line.get("claims", ()):
        if isinstance(claim, dict) and isinstance(claim.get("text"), str):
            yield claim["text"]


def _lines(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line]
