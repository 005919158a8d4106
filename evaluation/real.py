"""Posts that people wrote, in stores of real claims: `python -m evaluation.real FOLDER`.

The folder is not part of the project (docs/matching.md says what is in it): `claims.jsonl` and
`crosslingual-claims.jsonl` in the interchange format, `unrelated.jsonl` with posts that no claim
answers, `crosslingual-posts.jsonl` with posts that say a claim in the other language.
"""

import asyncio
import json
from argparse import ArgumentParser
from collections.abc import Mapping, Sequence
from itertools import islice
from pathlib import Path
from typing import Any

from rich import box
from rich.console import Console
from rich.table import Table

from domain.post import Post
from evaluation.embeddings import Kept
from evaluation.engine import engine
from evaluation.labelled import AUTHORS, Claims, claims_of, shelf_of
from matching.decide import SHIPPED
from matching.matcher import Matcher
from matching.measuring.evaluation import Figures, LabelledPost, Outcome, Share, evaluate
from matching.search.encoder import Encoder
from training.invented import claims as invented

EMBEDDINGS = Path("build") / "real.npz"
SIZES = (1_000, 3_000, 10_000)
CROSSLINGUAL = 3_700
"""Debunks in the store that posts in the other language are asked of."""
SEED = 77
"""Other invented claims than those that the weights have seen."""


def run(console: Console, folder: Path, encoder: Kept) -> None:
    """Print both tables. Raises OSError for a file that is not there."""
    posts = [
        LabelledPost(one["id"], one["text"], None, one["source"], one["lang"])
        for one in _lines(folder / "unrelated.jsonl")
    ]
    table = Table("store", "posts", "answered", "offered", "called denial", box=box.MARKDOWN)
    for name, store in _stores(folder).items():
        report = evaluate(_decided(store, posts, encoder))
        for lang, figures in {"all": report.overall, **report.by_lang}.items():
            table.add_row(f"{name} ({lang})", str(figures.posts), *_unrelated(figures))
    encoder.save()
    console.print(table)
    claims = _claims(folder / "crosslingual-claims.jsonl")
    store = dict(islice({**claims, **_filled(folder, CROSSLINGUAL)}.items(), CROSSLINGUAL))
    across = [
        LabelledPost(one["id"], one["text"], one["debunk_id"], "", one["direction"])
        for one in _lines(folder / "crosslingual-posts.jsonl")
    ]
    report = evaluate(_decided(store, across, encoder))
    encoder.save()
    headings = ("recall@1", "recall@5", "answered rightly", "wrongly", "served")
    table = Table("post → claim", "posts", *headings, box=box.MARKDOWN)
    for direction, figures in {"all": report.overall, **report.by_lang}.items():
        table.add_row(direction, str(figures.posts), *_told(figures))
    console.print(table)


def _stores(folder: Path) -> Mapping[str, Mapping[str, Claims]]:
    examples = _claims(Path("examples") / "debunks.jsonl")
    real = _claims(folder / "claims.jsonl")
    filled = {f"{size:,}": _filled(folder, size) for size in SIZES}
    return {f"{len(examples)}": examples, f"{len(real)}": real, **filled}


def _filled(folder: Path, size: int) -> Mapping[str, Claims]:
    """Return the real claims, then the sets' debunks, then invented claims, as many as asked."""
    some = {**_claims(folder / "claims.jsonl"), **claims_of(AUTHORS)}
    more = {f"invented {at}": one for at, one in enumerate(islice(invented(SEED), size))}
    return dict(islice({**some, **more}.items(), size))


def _decided(
    claims: Mapping[str, Claims], posts: Sequence[LabelledPost], encoder: Encoder
) -> list[Outcome]:
    matcher = Matcher(shelf_of(claims, encoder), SHIPPED, encoder)

    async def decide() -> list[Outcome]:
        return [Outcome(one, await matcher.decide(Post(one.text))) for one in posts]

    return asyncio.run(decide())


def _claims(path: Path) -> dict[str, list[tuple[str, str]]]:
    return {
        one["id"]: [(each["lang"], each["text"]) for each in one["claims"]] for one in _lines(path)
    }


def _lines(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line]


def _unrelated(figures: Figures) -> tuple[str, ...]:
    of = figures.negatives
    return _cell(of.answered), _cell(of.offered), _cell(of.others_called_denial)


def _told(figures: Figures) -> tuple[str, ...]:
    of = figures.positives
    shares = (of.recall_at_1, of.recall_at_5, of.answered_rightly, of.answered_wrongly, of.served)
    return tuple(map(_cell, shares))


def _cell(share: Share) -> str:
    if share.value is None:
        return "–"
    return f"{share.value:.3f} [{share.low:.3f}–{share.high:.3f}] {share.hits:.0f}"


if __name__ == "__main__":
    parser = ArgumentParser(prog="python -m evaluation.real", description=__doc__)
    parser.add_argument("folder", type=Path, help="where the files lie")
    made = engine()
    if made is None:
        raise SystemExit("No encoder can be used here.")
    run(Console(width=160, highlight=False), parser.parse_args().folder, Kept(made, EMBEDDINGS))
