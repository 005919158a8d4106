"""Labelled posts and debunks -> each post beside the debunks that matching measures it with."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import count, groupby
from pathlib import Path
from typing import Any

import numpy as np

from bot.labels import read_labels
from matching.background import Background, Floats
from matching.claim import Claim
from matching.embedding import worth_embedding
from matching.encoder import Encoder
from matching.evaluation import LabelledPost
from matching.features import Measured, Sight, candidates, look, measure
from matching.library import Library
from matching.normalize import terms
from matching.shortlist import Shortlist
from matching.vectors import pack
from matching.windows import PostText, read

DATA = Path(__file__).parents[1] / "data"
AUTHORS = ("a", "b", "c", "d", "e", "f", "g")
"""The folders of `DATA`, by who wrote them."""
TRAINING_ONLY = frozenset("defg")
"""Posts written to train on, by who saw the others; never tested on, and of half weight."""


@dataclass(frozen=True, slots=True)
class Example:
    """A labelled post as matching sees it in a store of its author's debunks.

    `by_meaning` and `by_words` are the debunks measured with and without vectors; `vectors` has a
    row a window of `post`. `ties` name what it shares with other posts: debunks and filler.
    """

    author: str
    label: LabelledPost
    ties: tuple[str, ...]
    post: PostText
    among: Shortlist
    vectors: Floats | None
    by_meaning: Sequence[Measured]
    by_words: Sequence[Measured]


@dataclass(frozen=True, slots=True)
class _Wording:
    id: int
    terms: Sequence[str]
    vector: bytes | None


@dataclass(frozen=True, slots=True)
class _Change:
    debunk_id: str
    phrasings: Sequence[_Wording]


def examples(author: str, background: Background, encoder: Encoder) -> Iterator[Example]:
    """Yield the posts of a folder in order. Raises OSError, and PostsError for a bad line."""
    folder = DATA / author
    claims = _claims(folder / "debunks.jsonl")
    vectors = encoder.passages([one.text for one in claims])
    library = library_of(claims, vectors, background)
    among = Shortlist(claims, vectors, library.weight, background)
    fillers = [one.get("filler") for one in _lines(folder / "forwards.jsonl")]
    for label, filler in zip(read_labels(folder / "forwards.jsonl"), fillers, strict=True):
        named = [label.debunk_id, label.about_id, *sorted(label.also_ok)]
        ties = [one for one in named if one]
        if filler:
            ties.append(f"filler {author} {filler}")
        post = read(label.text)
        if not post.windows:
            yield Example(author, label, tuple(ties), post, among, None, (), ())
            continue
        ours, whole = embedded_windows(post, library, encoder)
        sight = look(post, ours, whole, among)
        worded = Sight(None, None, 0.0, None, sight.likeness)
        yield Example(
            author,
            label,
            tuple(ties),
            post,
            among,
            ours,
            measure(post, sight, among, candidates(sight, among)),
            measure(post, worded, among, candidates(worded, among)),
        )


def _claims(path: Path) -> list[Claim]:
    return [
        Claim(debunk["id"], claim["lang"], claim["text"])
        for debunk in _lines(path)
        for claim in debunk["claims"]
    ]


def _lines(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line]


def library_of(claims: Sequence[Claim], vectors: Floats, background: Background) -> Library:
    library = Library(background)
    numbers = count()
    for debunk_id, group in groupby(
        zip(claims, vectors, strict=True), key=lambda one: one[0].debunk_id
    ):
        wordings = [
            _Wording(next(numbers), terms(claim.text), pack(vector)) for claim, vector in group
        ]
        library.apply([_Change(debunk_id, wordings)])
    return library


def embedded_windows(post: PostText, library: Library, encoder: Encoder) -> tuple[Floats, Floats]:
    """Return a row a window, zeros for those not worth one, and the vector of the whole post."""
    by_words = library.by_words([one.terms for one in post.windows])
    chosen = worth_embedding(post, by_words.likeness)
    rows = encoder.queries([post.windows[at].raw for at in chosen])
    vectors = np.zeros((len(post.windows), rows.shape[1]), np.float32)
    vectors[chosen] = rows
    entire = chosen[0] == 0 and post.windows[0].last == post.sentences - 1
    mean = vectors[0] if entire else rows.mean(axis=0)
    return vectors, mean / np.linalg.norm(mean)
