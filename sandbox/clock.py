"""The sandbox's time: the real one, moved on by hand."""

import time


class Clock:
    """Seconds since 1970 as Telegram would tell them; only ever moved forward."""

    def __init__(self) -> None:
        self._ahead = 0.0
        self._stopped: float | None = None

    def now(self) -> float:
        """Return the time in seconds."""
        return (time.time() if self._stopped is None else self._stopped) + self._ahead

    def stop(self) -> None:
        """Let it stand still from now on, but for being moved by hand."""
        self._stopped = time.time()

    def moved(self) -> float:
        """Return how many seconds it was moved on by hand.

        What must not run out while a busy machine thinks is measured by this.
        """
        return self._ahead

    def advance(self, seconds: float) -> None:
        """Move on by that many seconds."""
        self._ahead += seconds
