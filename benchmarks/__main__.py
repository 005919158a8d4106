"""`make bench` runs all; `python -m benchmarks candidates --million` one part, at its largest."""

from argparse import ArgumentParser

from rich.console import Console

from benchmarks import (
    adversarial,
    candidates,
    decision,
    encoder,
    endings,
    outbox,
    process,
    replies,
    search,
    start,
)

_PARTS = (
    "encoder",
    "decision",
    "process",
    "start",
    "replies",
    "candidates",
    "search",
    "outbox",
    "adversarial",
    "endings",
)

parser = ArgumentParser(prog="python -m benchmarks", description="Speed and memory, measured.")
parser.add_argument("parts", nargs="*", metavar="PART", help=f"{', '.join(_PARTS)}; all by default")
parser.add_argument("--million", action="store_true", help="candidates: a store of 1,000,000 too")
parser.add_argument("--ends", type=int, default=20, help="endings: how many of each kind")
parser.add_argument("--debunks", type=int, default=100_000, help="start: how many in the store")
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
if "outbox" in parts:
    outbox.run(console, 10_000)
if "adversarial" in parts:
    adversarial.run(console)
if "endings" in parts:
    endings.run(console, asked.ends)
