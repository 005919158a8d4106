"""Whether the clock on the wall was set, as a clock that nobody sets tells."""

from collections.abc import Callable

_LEAST_SECONDS = 2


class ClockLeaps:
    """Compares the time of day with a clock that never goes back, both in seconds."""

    def __init__(self, wall: Callable[[], float], steady: Callable[[], float]) -> None:
        self._wall = wall
        self._steady = steady
        self._apart = wall() - steady()

    def since_last(self) -> int:
        """Return by how many seconds the clock was set since this was asked last, 0 for not."""
        apart = self._wall() - self._steady()
        leap = round(apart - self._apart)
        if abs(leap) < _LEAST_SECONDS:
            return 0
        self._apart = apart
        return leap
