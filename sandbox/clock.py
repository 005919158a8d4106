"""The sandbox's time: the real one, moved on by hand."""

import time


class Clock:
    """Seconds since 1970 as Telegram would tell them; only ever moved forward."""

    def __init__(self) -> None:
        self._ahead = 0.0

    def now(self) -> float:
        """Return the time in seconds."""
        return time.time() + self._ahead

    def moved(self) -> float:
        """Return how many seconds it was moved on by hand.

        What must not run out while a busy machine thinks is measured by this.
        """
        return self._ahead

    def advance(self, seconds: float) -> None:
        """Move on by that many seconds."""
        self._ahead += seconds
