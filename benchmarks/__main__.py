"""`make bench`."""

from rich.console import Console

from benchmarks import decision, process

console = Console(width=120)
for size in (1_000, 10_000):
    decision.run(console, size)
process.run(console, 10_000)
