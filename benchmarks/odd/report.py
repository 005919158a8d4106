"""What came of odd updates, printed."""

from collections import defaultdict
from collections.abc import Sequence

from rich.console import Console

from benchmarks.odd.outcome import OddOutcome
from benchmarks.odd.schema import BOT_API, ways
from benchmarks.odd.updates import odd_update

_MOST_SHOWN = 40


def show(console: Console, outcome: OddOutcome, way: str, seed: int) -> None:
    """Print what came of the updates made from a seed; `way` says how they were sent."""
    console.print(
        f"{outcome.updates:,} updates {way}; Bot API "
        f"{BOT_API}, {len(ways()):,} fields) in {outcome.seconds:.0f} s: "
        f"crashes {int(outcome.crashed)}, silences where an answer is due {len(outcome.silences)}, "
        f"answers where none is due {len(outcome.undue) + len(outcome.strays)}, answered twice "
        f"{len(outcome.doubled)}, error codes {len(outcome.error_codes)}, valid ones called "
        f"unreadable {len(outcome.called_unreadable)}, lines of level ERROR "
        f"{sum(outcome.errors.values())}, left in the inbox {outcome.left}"
    )
    due = ", ".join(f"{kind.name.lower()} {count:,}" for kind, count in outcome.due.most_common())
    console.print(
        f"Due: {due}; told that theirs cannot be read {outcome.told_unreadable:,}, "
        f"that they have to wait {outcome.notices:,}"
    )
    for what, numbers in (
        ("silent", outcome.silences),
        ("undue", outcome.undue),
        ("doubled", outcome.doubled),
        ("error code", outcome.error_codes),
        ("called unreadable", outcome.called_unreadable),
    ):
        _print_grouped(console, what, numbers, seed)
    for stray in outcome.strays[:_MOST_SHOWN]:
        console.print(f"stray: {stray}", markup=False)
    for line, count in outcome.errors.most_common(_MOST_SHOWN):
        console.print(f"ERROR {count} times: {line}", markup=False)
    if outcome.statuses:
        console.print(f"The webhook's answers: {dict(outcome.statuses)}")
    for why, count in outcome.open.most_common():
        console.print(f"open: {count:,} {why}", markup=False)


def _print_grouped(console: Console, what: str, numbers: Sequence[int], seed: int) -> None:
    groups: defaultdict[str, list[int]] = defaultdict(list)
    for number in numbers:
        groups[odd_update(seed, number).what].append(number)
    for name, found in sorted(groups.items(), key=lambda one: -len(one[1]))[:_MOST_SHOWN]:
        told = ", ".join(map(str, found[:3]))
        console.print(f"{what}: {len(found)} {name} (numbers {told})", markup=False)
