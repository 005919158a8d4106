"""From which likeness two cases are suggested to be one: chosen on desks of unseen rumours."""

import asyncio
import random
from collections.abc import Sequence

from evaluation.cases import desk, rumour_of
from evaluation.rumours import Rumour, submissions
from matching.joining import Joiner
from matching.search.encoder import Encoder

RIGHT = 0.9
"""The share of right suggestions to reach on desks whose readers send rumours alone."""
_FEWEST = 30
_RUMOURS, _SUBMISSIONS = 50, 1_000

Pair = tuple[float, bool]


def pairs_of(
    chosen: Sequence[Rumour], joiner: Joiner, encoder: Encoder, dice: random.Random
) -> list[Pair]:
    """Return the likeness of each pair of cases that may be suggested, and whether it is right.

    The rumours must not have made the joiner's weights.
    """
    sent = submissions(dice.sample(list(chosen), _RUMOURS), _SUBMISSIONS, dice)
    found = asyncio.run(desk(sent, encoder, joiner))
    about = {case: rumour_of(posts) for case, posts in found.cases.items()}
    return [(likely, about[one] == about[two]) for (one, two), likely in found.suggested.items()]


def least_likeness(pairs: Sequence[Pair]) -> float:
    """Return the least likeness from which the share `RIGHT` of the pairs is right; 1 for none."""
    least, right = 1.0, 0
    for number, (likely, is_right) in enumerate(sorted(pairs, reverse=True), start=1):
        right += is_right
        if number >= _FEWEST and right >= RIGHT * number:
            least = likely
    return least
