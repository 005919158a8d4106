"""How long to wait with a message that could not go, by why it could not."""

from collections.abc import Callable

from handlers.kit.refusals import Failure

_SHORTEST = 2
_LONGEST = 300
_LONGEST_PASSING = 60
_SHORTEST_UNCLEAR = 15
_LONGEST_UNCLEAR = 3_600
_SHORTEST_WITHOUT_CHAT = 30


def pause_after(failure: Failure, times: int, spread: Callable[[float, float], float]) -> float:
    """Return how long to wait after so many attempts that failed before this one, in seconds.

    Pauses grow to a minute, to five where the message itself is refused. Where nobody can tell
    whether a message arrived they grow to an hour, since every attempt may be a copy: there are
    five in the first hour. `spread` picks a number between two, so that not all come at once.
    """
    first, growth, longest = {
        Failure.UNCLEAR: (_SHORTEST_UNCLEAR, 4, _LONGEST_UNCLEAR),
        Failure.PASSING: (_SHORTEST, 2, _LONGEST_PASSING),
        Failure.NO_CHAT: (_SHORTEST_WITHOUT_CHAT, 2, _LONGEST),
    }.get(failure, (_SHORTEST, 2, _LONGEST))
    grown: int = first * growth ** min(times, 16)
    return min(grown, longest) * spread(0.8, 1.0)
