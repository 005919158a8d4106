"""The report of an evaluation as tables for a person, in Markdown, to be pasted as they are."""

from collections.abc import Mapping

from rich import box
from rich.console import Console
from rich.table import Table

from matching.measuring.evaluation import Figures, Report, Share

_POSITIVE = ("answerable", "recall@1", "recall@5", "MRR", "right", "wrong", "offered", "denial")
_NEGATIVE = ("others", "answered", "offered", "denials called so", "others called denial")
_ALL = ("all", "precision of answers")
_NARROWEST = 160
_LEGEND = (
    "Per cent (95 % interval). right, wrong: answered so; offered: a choice with the right one, "
    "or any for other posts; denial: called so."
)


def wide_console() -> Console:
    """Return standard output, wide enough for the tables where it is no terminal."""
    console = Console(highlight=False, soft_wrap=True)
    if not console.is_terminal:
        # A file or a pipe has no width of its own, and 80 columns would break the rows.
        console.width = max(console.width, _NARROWEST)
    return console


def print_tables(console: Console, report: Report) -> None:
    """Print all posts' figures, then each language's, then each kind's."""
    console.print(_overall(report.overall))
    console.print(_LEGEND, markup=False)
    parts = ((_ALL, _all), (_POSITIVE, _positive), (_NEGATIVE, _negative))
    for heading, groups, shown in (
        ("language", report.by_lang, parts),
        ("kind", report.by_kind, parts[1:]),
    ):
        for columns, cells in shown:
            table = _table(heading, *columns)
            for name, one in groups.items():
                count, *shares = cells(one)
                if count:
                    table.add_row(name, str(count), *map(_cell, shares))
            if table.row_count:
                console.print(table)


def _overall(figures: Figures) -> Table:
    table = _table("figure", "share", "95 %", "posts")
    for name, one in _rows(figures).items():
        if one.of:
            interval = f"{one.low * 100:.1f}–{one.high * 100:.1f}"
            table.add_row(name, f"{(one.value or 0) * 100:.1f}", interval, _count(one))
    return table


def _rows(figures: Figures) -> Mapping[str, Share]:
    positives, negatives = figures.positives, figures.negatives
    return {
        "precision of answers": figures.precision,
        "answerable posts: recall@1": positives.recall_at_1,
        "recall@5": positives.recall_at_5,
        "mean reciprocal rank (of 5)": positives.mrr,
        "answered rightly": positives.answered_rightly,
        "answered wrongly": positives.answered_wrongly,
        "right one among the choices": positives.offered_rightly,
        "choices without the right one": positives.offered_wrongly,
        "called denial": positives.called_denial,
        "answered rightly or right one among the choices": positives.served,
        "two claims, both answered": positives.both_answered,
        "other posts: answered": negatives.answered,
        "offered a choice": negatives.offered,
        "denials called denial": negatives.denials_called,
        "… but of another claim": negatives.denials_misplaced,
        "no denials, called denial": negatives.others_called_denial,
    }


def _table(*headings: str) -> Table:
    table = Table(box=box.MARKDOWN)
    table.add_column(headings[0], no_wrap=True)
    for one in headings[1:]:
        table.add_column(one, justify="right")
    return table


def _positive(figures: Figures) -> tuple[int, *tuple[Share, ...]]:
    of = figures.positives
    return (
        of.recall_at_1.of,
        of.recall_at_1,
        of.recall_at_5,
        of.mrr,
        of.answered_rightly,
        of.answered_wrongly,
        of.offered_rightly,
        of.called_denial,
    )


def _negative(figures: Figures) -> tuple[int, *tuple[Share, ...]]:
    of = figures.negatives
    return of.answered.of, of.answered, of.offered, of.denials_called, of.others_called_denial


def _all(figures: Figures) -> tuple[int, *tuple[Share, ...]]:
    return figures.posts, figures.precision


def _cell(share: Share) -> str:
    if share.value is None:
        return "–"
    return f"{share.value * 100:.0f} ({share.low * 100:.0f}–{share.high * 100:.0f})"


def _count(share: Share) -> str:
    return f"{share.hits:.4g} of {share.of}"
