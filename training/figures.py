"""Decisions on labelled posts -> the figures that the documents quote, as a table and as data."""

from collections.abc import Mapping, Sequence

from rich import box
from rich.console import Console
from rich.table import Table

from matching.measuring.evaluation import Figures, Outcome, Share, evaluate

_CONTRARY = frozenset({"opposite", "debunk_post"})
_LANGUAGES = ("ru", "kk", "kk-latn", "mixed", "en")
_KINDS = ("long", "irony", "paraphrase", "multi", "obfuscated", "typo")


def figures(outcomes: Sequence[Outcome]) -> Mapping[str, Share]:
    """Return named shares of the posts; those of which there are no posts are left out."""
    report = evaluate(outcomes)
    contrary = evaluate([one for one in outcomes if one.post.kind in _CONTRARY]).overall
    named = _overall(report.overall)
    named["opposites and denials: answered"] = contrary.negatives.answered
    for group, names in ((report.by_lang, _LANGUAGES), (report.by_kind, _KINDS)):
        named |= {
            f"{one}: recall@1": group[one].positives.recall_at_1 for one in names if one in group
        }
    return {name: share for name, share in named.items() if share.of}


def as_data(named: Mapping[str, Share]) -> dict[str, list[float]]:
    """Return each share as [value, low, high, posts]."""
    return {
        name: [*(round(one, 4) for one in (share.value or 0.0, share.low, share.high)), share.of]
        for name, share in named.items()
    }


def print_figures(console: Console, columns: Mapping[str, Mapping[str, Share]]) -> None:
    """Print a row a figure and a column a way of testing: share and 95 % interval."""
    table = Table(box=box.MARKDOWN)
    table.add_column("figure", no_wrap=True)
    for heading in columns:
        table.add_column(heading, justify="right", no_wrap=True)
    for name in dict.fromkeys(name for column in columns.values() for name in column):
        table.add_row(name, *(_cell(column.get(name)) for column in columns.values()))
    console.print(table)


def _overall(of: Figures) -> dict[str, Share]:
    positives, negatives = of.positives, of.negatives
    return {
        "posts with a debunk: recall@1": positives.recall_at_1,
        "recall@5": positives.recall_at_5,
        "mean reciprocal rank": positives.mrr,
        "precision of answers": of.precision,
        "answered rightly": positives.answered_rightly,
        "answered or right among choices": positives.served,
        "two claims, both answered": positives.both_answered,
        "called denial": positives.called_denial,
        "posts without: answered": negatives.answered,
        "offered a choice": negatives.offered,
        "denials called denial": negatives.denials_called,
    }


def _cell(share: Share | None) -> str:
    if share is None or share.value is None:
        return "–"
    hits = f"{share.hits:.4g}/{share.of}"
    return f"{share.value:.3f} [{share.low:.3f}–{share.high:.3f}] {hits}"
