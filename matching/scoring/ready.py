"""Claims made ready for comparing, kept by the ids of their phrasings."""

from collections import OrderedDict
from collections.abc import Iterable, Mapping, Sequence
from threading import Lock

from matching.scoring.claim import PreparedClaim
from matching.search.candidates import Phrasing


class ReadyClaims:
    """The claims used last, at most so many: those of a post need not be asked of the store again.

    Works from many threads.
    """

    def __init__(self, most: int) -> None:
        self._most = most
        self._claims: OrderedDict[int, PreparedClaim] = OrderedDict()
        self._changes = 0
        self._lock = Lock()

    @property
    def changes(self) -> int:
        """How often phrasings were dropped; `put` asks for it."""
        return self._changes

    def get(self, ids: Sequence[int]) -> dict[int, PreparedClaim]:
        """Return those that are kept."""
        with self._lock:
            found = {one: self._claims[one] for one in ids if one in self._claims}
            for one in found:
                self._claims.move_to_end(one)
            return found

    def put(self, phrasings: Mapping[int, Phrasing], changes: int) -> dict[int, PreparedClaim]:
        """Make phrasings ready and keep them, unless some were dropped since `changes` was read.

        What the store told before a change must not stay after it.
        """
        made = {
            at: PreparedClaim(one.debunk_id, one.lang, one.text) for at, one in phrasings.items()
        }
        with self._lock:
            if changes == self._changes:
                self._claims |= made
                while len(self._claims) > self._most:
                    self._claims.popitem(last=False)
        return made

    def drop(self, ids: Iterable[int]) -> None:
        """Forget phrasings that may have changed."""
        with self._lock:
            self._changes += 1
            for one in ids:
                self._claims.pop(one, None)
