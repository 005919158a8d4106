"""Which update is next: in its chat's order, presses before posts, no chat before all others."""

from collections import deque
from dataclasses import dataclass, field
from math import inf

PRESS_SECONDS = 150.0
"""How long Telegram takes an answer to a press (its server's source: 150 s)."""
INLINE_SECONDS = 30.0
"""How long Telegram takes an answer to an inline query (its server's source: 30 s)."""


@dataclass(slots=True, eq=False)
class Item:
    """An update that is to be handled, in memory.

    `opened` is what it was read as; `row` is its row in the inbox, if it could be kept, and
    `number` Telegram's. `arrived` is the event loop's time, and `at` that of the clock, in seconds;
    `lifetime` says for how long an answer to it is taken. `attempts`, `acted` and `replies` tell
    what became of it before, `begun` that the store knows that it has begun, `put_offs` how often
    its reply could not go out.
    """

    lane: bytes
    opened: tuple[object, ...]
    urgent: bool
    at: int
    arrived: float
    number: int | None = None
    row: int | None = None
    person: bytes | None = None
    document: str = ""
    lifetime: float = inf
    attempts: int = 0
    acted: bool = False
    replies: tuple[int, ...] = ()
    begun: bool = False
    failures: int = 0
    put_offs: int = 0


@dataclass(slots=True)
class _Lane:
    urgent: deque[Item] = field(default_factory=deque)
    posts: deque[Item] = field(default_factory=deque)
    busy: bool = False
    resting: bool = False
    queued: bool = False

    def __len__(self) -> int:
        return len(self.urgent) + len(self.posts)

    def next(self) -> Item:
        return (self.urgent or self.posts).popleft()


class Lanes:
    """The updates that wait in memory, by their lines; each line has one that is handled.

    Lines take turns, in the order in which they came to have something to do, so that who sends
    much waits for others as they wait for each other.
    """

    def __init__(self) -> None:
        self._lanes: dict[bytes, _Lane] = {}
        self._ready: deque[bytes] = deque()
        self._urgent: deque[bytes] = deque()
        self.waiting = 0
        """How many updates wait."""

    @property
    def ready(self) -> int:
        """How many lines wait for their turn."""
        return len(self._ready) + len(self._urgent)

    def length(self, lane: bytes) -> int:
        """Return how many updates wait in a line."""
        found = self._lanes.get(lane)
        return len(found) if found else 0

    def put(self, item: Item) -> None:
        """Put an update at the end of its line."""
        lane = self._lanes.setdefault(item.lane, _Lane())
        (lane.urgent if item.urgent else lane.posts).append(item)
        self.waiting += 1
        self._queue(item.lane, lane)

    def put_back(self, items: list[Item]) -> None:
        """Put updates of one line back where they came from."""
        for item in reversed(items):
            lane = self._lanes.setdefault(item.lane, _Lane())
            (lane.urgent if item.urgent else lane.posts).appendleft(item)
            self.waiting += 1
            self._queue(item.lane, lane)

    def take(self, most: int) -> list[Item]:
        """Return the updates whose turn it is, each of a line of its own, at most so many."""
        taken: list[Item] = []
        while len(taken) < most and (queue := self._urgent or self._ready):
            name = queue.popleft()
            lane = self._lanes.get(name)
            if lane is None or not lane.queued or lane.busy or lane.resting or not len(lane):
                # It was queued twice, once for a press, or rests since.
                continue
            lane.queued, lane.busy = False, True
            self.waiting -= 1
            taken.append(lane.next())
        return taken

    def free(self, name: bytes) -> None:
        """Say that a line's update was handled, so that its next one may be."""
        lane = self._lanes[name]
        lane.busy = False
        self._settle(name, lane)

    def rest(self, name: bytes) -> None:
        """Let a line wait until `wake`."""
        self._lanes.setdefault(name, _Lane()).resting = True

    def wake(self, name: bytes) -> None:
        """End a line's rest."""
        lane = self._lanes[name]
        lane.resting = False
        self._settle(name, lane)

    def _settle(self, name: bytes, lane: _Lane) -> None:
        if len(lane):
            self._queue(name, lane)
        elif not lane.busy and not lane.resting:
            del self._lanes[name]

    def _queue(self, name: bytes, lane: _Lane) -> None:
        if lane.busy or lane.resting:
            return
        if lane.urgent:
            self._urgent.append(name)
        elif not lane.queued:
            self._ready.append(name)
        lane.queued = True
