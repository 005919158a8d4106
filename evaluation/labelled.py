"""The labelled sets in `evaluation/our_posts`: claims of debunks, posts, and what ties posts."""

import json
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from bot.commands.labels import read_labels
from matching.measuring.evaluation import LabelledPost
from matching.search.encoder import Encoder
from matching.search.shelf import Claimed, Shelf

DATA = Path(__file__).parent / "our_posts"
AUTHORS = tuple("abcdefghj")
"""The folders of `DATA`, by who wrote them."""
TRAINING_ONLY = frozenset("defghj")
"""Posts written to train on, by who saw the others; never tested on, and of half weight."""

Claims = Sequence[tuple[str, str]]
"""What a debunk says is claimed: (language, text)."""


def claims_of(authors: Iterable[str]) -> dict[str, list[tuple[str, str]]]:
    """Return the claims of some sets by debunk id."""
    return {
        debunk["id"]: [(one["lang"], one["text"]) for one in debunk["claims"]]
        for author in authors
        for debunk in _lines(DATA / author / "debunks.jsonl")
    }


def shelf_of(claims: Mapping[str, Claims], encoder: Encoder) -> Shelf:
    """Return debunks with these claims, for measuring decisions alone."""
    worded = (Claimed(debunk, *claim) for debunk, some in claims.items() for claim in some)
    return Shelf(*worded, encoder=encoder)


def posts_of(author: str) -> list[tuple[LabelledPost, tuple[str, ...]]]:
    """Return a set's posts in order, each with its ties: debunks it names, and filler.

    Raises OSError, and PostsError for a bad line.
    """
    path = DATA / author / "forwards.jsonl"
    fillers = [one.get("filler") for one in _lines(path)]
    found = []
    for label, filler in zip(read_labels(path), fillers, strict=True):
        ties = [one for one in (label.debunk_id, label.about_id, *sorted(label.also_ok)) if one]
        if filler:
            ties.append(f"filler {author} {filler}")
        found.append((label, tuple(ties)))
    return found


def _lines(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line]
