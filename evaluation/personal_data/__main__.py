"""`python -m evaluation.personal_data [FOLDER…]`: what redaction takes out, and what it harms."""

from argparse import ArgumentParser
from collections import defaultdict
from pathlib import Path

from rich import box
from rich.console import Console
from rich.table import Table

from evaluation.labelled import DATA
from evaluation.personal_data.measuring import LISTS, harmed, kept, leftover, posts, spellings
from matching.measuring.intervals import wilson
from privacy.redaction import MARKS, redacted


def _cell(hits: int, of: int) -> str:
    if not of:
        return "–"
    low, high = wilson(hits, of)
    return f"{hits}/{of} {hits / of:.1%} [{low:.1%}–{high:.1%}]"


def _taken(console: Console, name: str, *, missed: bool) -> None:
    tally: defaultdict[tuple[str, str], list[int]] = defaultdict(lambda: [0, 0])
    lost = beside = 0
    for one in spellings(name):
        less = redacted(one.text)
        left = leftover(one, less, MARKS)
        for kind in (one.kind, "all"):
            for language in (one.language, "both"):
                tally[kind, language][0] += not left
                tally[kind, language][1] += 1
        harm, there = harmed(one, less)
        lost, beside = lost + harm, beside + there
        if missed and left:
            console.print(f"{one.kind} {one.language}: {one.text!r} → {less!r} ({left})")
    table = Table("kind", "ru", "kk", "both", box=box.MARKDOWN, title=f"{name}: taken out whole")
    for kind in dict.fromkeys(kind for kind, _ in tally):
        table.add_row(kind, *(_cell(*tally[kind, each]) for each in ("ru", "kk", "both")))
    console.print(table)
    console.print(f"Words beside personal data that went with it: {_cell(lost, beside)}")


parser = ArgumentParser(prog="python -m evaluation.personal_data", description=__doc__)
parser.add_argument("folders", nargs="*", type=Path, metavar="FOLDER", help="more posts (*.jsonl)")
parser.add_argument("--missed", action="store_true", help="print what is missed and what is harmed")
asked = parser.parse_args()
out = Console(width=140, highlight=False, markup=False)
for listed in sorted(LISTS.glob("spellings*.jsonl")):
    _taken(out, listed.name, missed=asked.missed)
for listed in sorted(LISTS.glob("kept*.jsonl")):
    texts = [text for _, _, text in kept(listed.name)]
    changed = [text for text in texts if redacted(text) != text]
    out.print(f"{listed.name}: changed {_cell(len(changed), len(texts))}")
    if asked.missed:
        out.print(*(f"{text!r} → {redacted(text)!r}" for text in changed), sep="\n")
for folder, texts in posts([DATA, *asked.folders]).items():
    changed = [text for text in texts if redacted(text) != text]
    out.print(f"Posts of {folder}: changed {_cell(len(changed), len(texts))}")
    if asked.missed:
        out.print(*(f"{text!r} → {redacted(text)!r}" for text in changed), sep="\n")
