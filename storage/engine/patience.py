"""How long another program's lock is waited for: once in full, then hardly at all."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from storage.engine.errors import StoreLocked

_REST_SECONDS = 1.0
_PROBE_SECONDS = 0.25


class LockPatience:
    """Lets one caller wait for a lock, and spares the others the wait until it is gone.

    A lock of minutes would else hold up everyone who has something to write, one after another,
    each for the whole time that SQLite waits. Once a second somebody waits for a moment, so that a
    store between two changes of another program's is met.
    """

    def __init__(self, seconds: float, clock: Callable[[], float]) -> None:
        self._seconds = seconds
        self._clock = clock
        self._until: float | None = None

    @property
    def seconds(self) -> float:
        """How long to wait for a lock now."""
        if self._until is None:
            return self._seconds
        return 0.0 if self._clock() < self._until else min(_PROBE_SECONDS, self._seconds)

    @contextmanager
    def trying(self) -> Iterator[None]:
        """Try what a lock may keep one from, and remember whether it did."""
        try:
            yield
        except StoreLocked:
            self._until = self._clock() + _REST_SECONDS
            raise
        self._until = None
