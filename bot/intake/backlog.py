"""What waits in the store alone, since memory has room for so much only."""

import logging
from collections import Counter
from collections.abc import Sequence

from bot.intake.lanes import Lanes
from storage.engine.errors import StoreError
from storage.mail.inbox import Inbox, PendingUpdate

_log = logging.getLogger(__name__)
MOST_IN_MEMORY = 2_000
"""How many updates are in memory at once."""
MOST_OF_A_LANE = 50
"""How many of one line wait in memory, so that one who floods leaves room for others."""
_FEW_IN_MEMORY = 1_000
_FEW_OF_A_LANE = 25
_PAGE = 1_000


class Backlog:
    """Knows how many updates of each line wait in the store alone, and fetches them in turn."""

    def __init__(self, inbox: Inbox, lanes: Lanes) -> None:
        self._inbox = inbox
        self._lanes = lanes
        self._behind: Counter[bytes] = Counter()
        self._held: dict[int, bytes] = {}

    def __len__(self) -> int:
        return self._behind.total()

    def of(self, lane: bytes) -> int:
        """Return how many of a line wait here."""
        return self._behind[lane]

    def takes(self, lane: bytes, in_memory: int) -> bool:
        """Tell whether one more of a line is to wait here while so many are in memory; count it.

        It is where others of its line wait before it, or memory has no room.
        """
        if (
            self._behind[lane] > 0
            or in_memory >= MOST_IN_MEMORY
            or self._lanes.length(lane) >= MOST_OF_A_LANE
        ):
            self._behind[lane] += 1
            return True
        return False

    def hold(self, row: int, lane: bytes) -> None:
        """Take note that a row of a line is in memory."""
        self._held[row] = lane

    def let_go(self, rows: Sequence[int]) -> None:
        """Take note that rows are not in the store any more."""
        for row in rows:
            self._held.pop(row, None)

    def is_due(self, in_memory: int) -> bool:
        """Tell whether more is to be fetched while so many are in memory."""
        return in_memory < _FEW_IN_MEMORY and any(
            self._lanes.length(lane) < _FEW_OF_A_LANE for lane in self._behind
        )

    async def fetch(self, in_memory: int) -> list[PendingUpdate]:
        """Return what comes next, so much of each line as may be in memory. Raises StoreError."""
        rows: list[int] = []
        room = Counter[bytes]()
        for urgent in (True, False):
            after = 0
            while in_memory + len(rows) < MOST_IN_MEMORY:
                page = await self._inbox.queue(urgent=urgent, after=after, limit=_PAGE)
                for row, lane in page:
                    waiting = self._lanes.length(lane) + room[lane]
                    if row not in self._held and waiting < MOST_OF_A_LANE:
                        room[lane] += 1
                        rows.append(row)
                if len(page) < _PAGE:
                    break
                after = page[-1][0]
        if not rows:
            await self.count_anew()
            return []
        fetched = await self._inbox.load(rows)
        for one in fetched:
            self._behind[one.lane] -= 1
            if self._behind[one.lane] <= 0:
                del self._behind[one.lane]
        return fetched

    async def count_anew(self) -> None:
        """Count what waits in the store and is not in memory."""
        held = Counter(self._held.values())
        try:
            counted = await self._inbox.lengths()
        except StoreError as error:
            _log.warning("Updates that wait cannot be counted: %s", type(error).__name__)
            return
        self._behind = Counter(counted) - held
