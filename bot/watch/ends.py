"""What became of updates, told to a watch."""

import asyncio
from collections.abc import Sequence
from math import inf

from bot.intake.lanes import INLINE_SECONDS, Item
from bot.watch.watch import Watch
from handlers.kit.handling import Work


def kind_of(item: Item) -> str:
    """Return the kind that an update is counted as: `post`, `press` or `inline`."""
    if item.lifetime == inf:
        return "post"
    return "inline" if item.lifetime == INLINE_SECONDS else "press"


def since(item: Item) -> float:
    """Return for how many seconds an update has been here."""
    return asyncio.get_running_loop().time() - item.arrived


def note_end(watch: Watch, work: Work, items: Sequence[Item], end: str) -> None:
    """Tell a watch that the updates of a work were `handled`, `put_off` or `set_aside`."""
    if any(what.endswith(("-expired", "-stale")) for _, what in work.counts):
        end = "expired"
    for item in items:
        watch.update(kind_of(item), end)
    if end == "put_off":
        return
    for item in items:
        watch.took("whole", since(item))
    watch.count(what for _, what in work.counts)
    if work.broken is not None:
        watch.failed(work.broken)
