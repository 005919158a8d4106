"""`make bench` runs all; `python -m benchmarks candidates --million` one part, at its largest."""

import sys
from argparse import ArgumentParser

from rich.console import Console

from benchmarks import (
    adversarial,
    candidates,
    cards,
    decision,
    encoder,
    endings,
    outbox,
    process,
    recovery,
    replies,
    search,
    start,
)
from benchmarks.groups import run as groups
from benchmarks.odd import run as odd
from benchmarks.pictures import run as pictures

_PARTS = (
    "encoder",
    "decision",
    "process",
    "start",
    "replies",
    "candidates",
    "search",
    "cards",
    "outbox",
    "adversarial",
    "endings",
    "recovery",
    "groups",
    "pictures",
    "odd-updates",
)

parser = ArgumentParser(prog="python -m benchmarks", description="Speed and memory, measured.")
parser.add_argument("parts", nargs="*", metavar="PART", help=f"{', '.join(_PARTS)}; all by default")
parser.add_argument("--million", action="store_true", help="candidates, recovery: with 1,000,000")
parser.add_argument("--ends", type=int, default=20, help="endings: how many of each kind")
parser.add_argument("--full", action="store_true", help="outbox: 10,000 askers instead of 500")
parser.add_argument(
    "--round-trip", type=float, default=200, metavar="MS", help="outbox: of a message; 200 ms"
)
parser.add_argument("--debunks", type=int, default=100_000, help="start: how many in the store")
parser.add_argument("--count", type=int, default=2_000, help="odd-updates: how many")
parser.add_argument("--seed", type=int, default=1, help="groups, odd-updates: made from what")
parser.add_argument("--first", type=int, default=2, help="odd-updates: the number of the first")
parser.add_argument("--each", type=int, default=7, help="pictures: posts a language and kind")
parser.add_argument("--webhook", action="store_true", help="odd-updates: not by polling")
asked = parser.parse_args()
if unknown := set(asked.parts) - set(_PARTS):
    parser.error(f"no such part: {', '.join(sorted(unknown))}")
parts = asked.parts or _PARTS

console = Console(width=120)
if "encoder" in parts:
    encoder.run(console)
if "decision" in parts:
    for size in (1_000, 10_000):
        decision.run(console, size)
if "process" in parts:
    process.run(console, 10_000)
if "start" in parts:
    start.run(console, asked.debunks)
if "replies" in parts:
    replies.run(console, replies.Plan())
if "candidates" in parts:
    for size in (10_000, 100_000, 1_000_000) if asked.million else (10_000, 100_000):
        candidates.run(console, size)
if "search" in parts:
    search.run(console, 10_000)
if "cards" in parts:
    cards.run(console)
if "outbox" in parts:
    outbox.run(console, asked.round_trip / 1_000, full=asked.full)
if "adversarial" in parts:
    adversarial.run(console)
if "endings" in parts:
    endings.run(console, asked.ends)
if "recovery" in parts:
    recovery.run(console, 100_000, 1_000_000 if asked.million else 50_000)
if "groups" in parts:
    groups.run(console, groups.ChatPlan(seed=asked.seed))
if "pictures" in parts:
    pictures.run(console, asked.each)
if "odd-updates" in parts:
    plan = odd.OddPlan(asked.count, asked.seed, asked.first, webhook=asked.webhook)
    sys.exit(not odd.run(console, plan).is_clean)
