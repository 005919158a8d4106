"""The folder of the task -> tweets with the claims that answer them."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

_BEFORE_TITLE = "vclaim-sno-"


@dataclass(frozen=True, slots=True)
class Tweet:
    """A tweet as the task gives it: its text ends with who wrote it, and when."""

    id: str
    text: str
    right: frozenset[int]
    """The numbers of the claims that answer it."""


@dataclass(frozen=True, slots=True)
class Checked:
    """A claim as Snopes words it, and the words of the address of its page: a short title."""

    id: str
    text: str
    title: str


@dataclass(frozen=True, slots=True)
class Task:
    """The claims by number, and the tweets."""

    claims: Sequence[Checked]
    tweets: Sequence[Tweet]


def read_task(folder: Path) -> Task:
    """Read `claims.tsv`, `queries.tsv` and `qrels.tsv`: no headings, no quoting, UTF-8.

    A line holds id and text; of the last file a tweet's id, a claim's, and 1. Raises OSError, and
    ValueError or KeyError for a line of another kind.
    """
    claims = [Checked(name, text, _title(name)) for name, text in _lines(folder / "claims.tsv")]
    number = {one.id: at for at, one in enumerate(claims)}
    right: dict[str, set[int]] = defaultdict(set)
    for tweet, claim, relevance in _lines(folder / "qrels.tsv"):
        if relevance == "1":
            right[tweet].add(number[claim])
    tweets = [
        Tweet(name, text, frozenset(right[name])) for name, text in _lines(folder / "queries.tsv")
    ]
    return Task(claims, [one for one in tweets if one.right])


def _title(name: str) -> str:
    return name.removeprefix(_BEFORE_TITLE).replace("-", " ")


def _lines(path: Path) -> list[list[str]]:
    return [
        line.split("\t") for line in path.read_text(encoding="utf-8").split("\n") if line.strip()
    ]
