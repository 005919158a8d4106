"""Whether trouble with sending is one chat's or everybody's, and how long all rest for it."""

from collections.abc import Callable
from math import inf
from time import monotonic

_LONGEST_REST_SECONDS = 30.0
_FIRST_WISH_SECONDS = 15.0
_LATELY_SECONDS = 3_600.0


class Troubles:
    """Keeps whose messages have failed since Telegram was last heard. Times are of `clock`.

    One chat may be in trouble alone; where a second one is before anything arrives, all are. Then
    all rest, longer from time to time, and messages go one by one until one arrives.
    """

    def __init__(self, clock: Callable[[], float] = monotonic) -> None:
        self._clock = clock
        self._whose: set[int] = set()
        self._strikes = 0
        self._rest_began = -inf
        self._last_arrival = -inf
        self.rest_until = -inf

    @property
    def are_general(self) -> bool:
        """Whether the trouble is not one chat's alone."""
        return len(self._whose) > 1

    def note(self, who: int, started: float, wish: float | None = None) -> None:
        """Note a message that failed, when it had set out, and how long Telegram asks to wait."""
        self._whose.add(who)
        if not self.are_general or started < self._rest_began:
            # Or it was on its way already when the rest began, and tells nothing new.
            return
        self._strikes += 1
        grown = 2.0 ** min(self._strikes, 16)
        if wish is None:
            seconds = min(0.5 * grown, _LONGEST_REST_SECONDS)
        else:
            # Several chats may have been asked for themselves, so a long wish is looked into.
            seconds = min(wish, _FIRST_WISH_SECONDS * grown)
        self._rest_began = self._clock()
        self.rest_until = self._rest_began + seconds

    def clear(self, *, arrived: bool = False) -> None:
        """Note that Telegram has answered: there is no general trouble, or none any more."""
        self._whose.clear()
        self._strikes = 0
        if arrived:
            self._last_arrival = self._clock()

    def something_arrives(self) -> bool:
        """Tell whether a message has arrived within the last hour."""
        return self._clock() - self._last_arrival < _LATELY_SECONDS
