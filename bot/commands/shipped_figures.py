"""`evaluate` without posts: how good the shipped weights are, as the README's table tells it."""

import json
from importlib.resources import files
from typing import Any

from rich import box
from rich.table import Table

from bot.commands.evaluation_tables import wide_console
from matching.scoring.model import Model

_STORES = {
    "a+b+c": "a store of 55 to 100",
    "many 1000": "among 1,000",
    "many 10000": "among 10,000",
}
"""Columns of the record, and what they are headed; the author's debunks are among them."""
_FIGURES = {
    "posts with a debunk: recall@1": "the right debunk comes first",
    "recall@5": "… among the first five",
    "precision of answers": "of the answers, right",
    "answered rightly": "of the posts that a debunk answers: answered rightly",
    "answered or right among choices": "… or offered among at most three choices",
    "posts without: answered": "of the posts that none answers: answered",
    "offered a choice": "… asked “is it one of these?”",
}


def print_shipped(*, as_json: bool) -> None:
    """Print the cross-validated figures that `make train` recorded, with 95 % intervals.

    As JSON all of the record: each figure as [value, low, high, posts].
    """
    record: Any = Model.read(files("matching.scoring") / "weights.json").record
    if as_json:
        print(json.dumps({key: record[key] for key in ("date", "encoder", "data", "figures")}))  # noqa: T201
        return
    table = Table("figure", *_STORES.values(), box=box.MARKDOWN)
    for name, told in _FIGURES.items():
        table.add_row(told, *(_cell(record["figures"][store].get(name)) for store in _STORES))
    wide_console().print(table)


def _cell(share: list[float] | None) -> str:
    if share is None:
        return "–"
    value, low, high, _ = (f"{one:.3f}".removeprefix("0") for one in share)
    return f"{value} ({low}–{high})"
