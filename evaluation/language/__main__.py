"""`python -m evaluation.language make` counts; `… measure FOLDER…` shows what is told rightly."""

from argparse import ArgumentParser
from collections import Counter
from datetime import date
from pathlib import Path

from rich.console import Console

from evaluation.labelled import DATA
from evaluation.language.counting import AUTHORS, counted_texts, counts, written
from evaluation.language.measuring import measure

TABLE = Path(__file__).parents[2] / "matching" / "reading" / "language.json"

parser = ArgumentParser(prog="python -m evaluation.language", description=__doc__)
doing = parser.add_subparsers(dest="doing", required=True)
making = doing.add_parser("make", help="count the texts of the repository anew")
making.add_argument("--date", default=date.today().isoformat())
measuring = doing.add_parser("measure", help="tell the languages of labelled texts")
measuring.add_argument(
    "folders",
    nargs="*",
    type=Path,
    metavar="FOLDER",
    default=[DATA / "a", DATA / "b"],
    help="with forwards.jsonl, unrelated.jsonl or CheckThat's queries.tsv; by default a and b",
)
asked = parser.parse_args()

console = Console(width=140)
if asked.doing == "make":
    texts = counted_texts()
    record = {
        "date": asked.date,
        "command": "python -m evaluation.language make",
        "data": [f"evaluation/our_posts/{author}" for author in AUTHORS],
        "and": ["matching/search/background.json", "evaluation/language/*.tsv"],
        "texts": dict(sorted(Counter(lang for lang, _ in texts).items())),
    }
    TABLE.write_text(written({"record": record, **counts(texts)}), encoding="utf-8")
    console.print(f"{TABLE}: {TABLE.stat().st_size / 1000:,.0f} kB of {len(texts):,} texts")
else:
    measure(console, asked.folders)
