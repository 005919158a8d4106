"""`python -m evaluation PART …`: the parts that need nothing but our own posts."""

from argparse import ArgumentParser

from rich.console import Console

from evaluation import cases, inline, perturbed, stores

_PARTS = {
    "cases": cases.run,
    "inline": inline.run,
    "perturbed": perturbed.run,
    "stores": stores.run,
}

parser = ArgumentParser(prog="python -m evaluation", description="How good matching is, measured.")
parser.add_argument("parts", nargs="+", choices=_PARTS, metavar="PART", help=", ".join(_PARTS))
console = Console(width=120)
for part in parser.parse_args().parts:
    _PARTS[part](console)
