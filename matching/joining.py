"""Which case a new submission is about: what other readers asked takes the place of debunks."""

import json
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from math import exp, log, sqrt
from typing import Any

import numpy as np

from domain.post import Post
from matching.comparing.copies import NAMES as COPIES
from matching.comparing.copies import Copy, copy_of, shared
from matching.reading.addresses.own import own_addresses
from matching.reading.cues import content_words
from matching.reading.normalize import plain_words
from matching.reading.windows import SHORT_WORDS, clean, read, sentences_of
from matching.reasons import Beside
from matching.search.sameness import Turn, sameness

Weight = Callable[[str], float]

_PREPARED = 5_000
_COPY = 0.6
"""Share of words and letters from which a post is a copy, where meanings cannot be compared."""
_LONG_COPY = 0.85
"""The same for a long post, whose vectors may tell of all but the sentence that matters."""
_WORDING_CHARS = 450
_ASIDE = 14
_FEWEST = 2
# How people pass a post on, and how they ask about it, without a word about what it says.
_PASSING = re.compile(
    r"^\W*(?:переслано от .*|срочно|внимание|осторожно|назар аудар\w*|смотрите|p ?s"
    r"|(?:скажите |а )?(?:это )?(?:правда|фейк|так)(?: ли)?(?: это)?|правда что ли"
    r"|(?:бұл )?рас па.{0,12}|шын ба|это правда или нет)\W*$"
    r"|\b(?:прислал\w*|скинул\w*|переслал\w*)\b(?:\W+\w+){0,5}\W*$"
    r"|^\W*(?:мне|мама|папа|сестра|подруга|соседка|коллега|в чат\w*)\b.{0,30}"
    r"\b(?:прислал|скинул|переслал)"
    r"|\b(?:подскажите|кто (?:что|нибудь)\W?(?:слышал|знает)\w*|проверить не могу)\b"
    r"|\bответьте пожалуйста\b|\bхабарлама келді\b|\bгудит\b"
    r"|\b(?:жібер(?:ді|іп отыр)|келді|тексер(?:іп|е)) .{0,30}(?:бер|рас|ал)\w*"
    r"|\b(?:білмеймін|ұйықтамадым|айтып жібер\w*|видеосы да бар)\b",
    re.IGNORECASE,
)


def pages(post: Post) -> list[str]:
    """Return the canonical addresses of a post that name one page or post, not whoever signs it."""
    return own_addresses(post)


def bare(text: str) -> str:
    """Return a post as it is compared with others: without the sentences that only pass it on.

    Two posts are not about one rumour because both say "a friend sent me this, is it true?". A
    post that says nothing else stays as it is.
    """
    sentences = sentences_of(clean(text)[0])
    kept = [one for one in sentences if not (len(one.split()) <= _ASIDE and _PASSING.search(one))]
    told = "\n".join(kept)
    return told if len(content_words(plain_words(told).split())) >= _FEWEST else text


def wording(text: str) -> str:
    """Return the part of a submission that its vector is made of."""
    return read(bare(text)).whole.raw[:_WORDING_CHARS]


@dataclass(frozen=True, slots=True)
class Place:
    """The cases that a submission is about, the likeliest first; it joins one, or opens its own.

    `like` are all that come near, with how likely it is about each, 0 to 1: what several
    submissions say so of two cases is suggested to a moderator, who decides whether they are one.
    """

    joins: tuple[str, ...]
    like: Mapping[str, float]


class Joiner:
    """Tells which case a post is about, by weights that `training.joining` made."""

    def __init__(self, data: Mapping[str, Any], turn: Turn) -> None:
        self._turn = turn
        self._inputs: Sequence[str] = data["inputs"]
        self._weights = np.array(data["weights"], np.float64)
        self._bias = float(data["bias"])
        self.threshold = float(data["threshold"])
        self.suggestion = float(data.get("suggestion", self.threshold))
        self._copy = lru_cache(maxsize=_PREPARED)(_copy)

    @classmethod
    def read(cls) -> "Joiner":
        """Read the weights that come with the program."""
        path = files("matching") / "joining.json"
        return cls(json.loads(path.read_text(encoding="utf-8")), Turn.read())

    def place(self, beside: Beside, text: str, weight: Weight) -> Place:
        """Return where a bare text belongs, and which cases it may be about besides.

        Whether the text repeats a rumour or refutes it plays no part.
        """
        likely = self.likely(beside, text, weight)
        ranked = sorted(likely, key=lambda case: -likely[case])
        joins = tuple(case for case in ranked if likely[case] >= self.threshold)
        return Place(joins, {case: likely[case] for case in ranked})

    def likely(self, beside: Beside, text: str, weight: Weight) -> dict[str, float]:
        """Return how likely a bare text is about each case beside it, 0 to 1."""
        found = {}
        is_long = len(beside.post.whole.words) > SHORT_WORDS
        for case, values in self.measured(beside, text, weight).items():
            copied = sqrt(values["both"] * values["letters"])
            if "same" not in values:
                found[case] = min(1.0, copied / _COPY * self.threshold)
                continue
            row = np.array([values[name] for name in self._inputs])
            logit = float(np.clip(row @ self._weights + self._bias, -30, 30))
            found[case] = 1 / (1 + exp(-logit))
            if is_long and copied >= _LONG_COPY:
                found[case] = max(found[case], self.threshold)
        return found

    def measured(self, beside: Beside, text: str, weight: Weight) -> dict[str, dict[str, float]]:
        """Return what is measured of each case beside a bare text, by name."""
        ours = self._copy(text)
        judged = [one.measured.claim.debunk_id for one in beside.judged]
        alike: dict[str, dict[str, float]] = {}
        if beside.vectors is not None and beside.phrased:
            phrased = {case: beside.phrased[case] for case in judged}
            alike = sameness(self._turn, beside.vectors, phrased)
        found = {}
        for one in beside.judged:
            case = one.measured.claim.debunk_id
            theirs = beside.wordings[case]
            most = np.max([shared(ours, self._copy(each), weight) for each in theirs], axis=0)
            copies = dict(zip(COPIES, map(float, most), strict=True))
            found[case] = {
                **one.inputs,
                **copies,
                **alike.get(case, {}),
                "about": log((one.about + 1e-4) / (1.0001 - one.about)),
                "wordings": log(1 + len(theirs)),
                "copied_squared": copies["copied_of_us"] ** 2,
                "within_alike": copies["within"] * copies["length_ratio"],
            }
        return found


def _copy(text: str) -> Copy:
    return copy_of(read(text))
