"""The queue of updates: made once, kept until the bot confirms them."""

from collections import deque
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

from sandbox.pulse import Pulse

Json = dict[str, Any]

NOT_BY_DEFAULT = frozenset({"chat_member", "message_reaction", "message_reaction_count"})
"""What the Bot API leaves out when `allowed_updates` is not given."""


@dataclass(frozen=True, slots=True, eq=False)
class Waiting:
    """An update that the bot has not confirmed: the number it is confirmed by, and what it says."""

    number: int
    update: Any


@dataclass(frozen=True, slots=True)
class RawUpdate:
    """An update that no JSON value can hold: the very text to send."""

    text: str


class Updates:
    """Updates in the order of their making; a bot gets only what it allowed when it was made."""

    def __init__(self, first_id: int) -> None:
        self._next_id = first_id
        self._allowed: frozenset[str] = frozenset()
        self.made: list[Json] = []
        self.pending: deque[Waiting] = deque()
        self.added = Pulse()
        self._poll = 0

    @property
    def polls(self) -> int:
        """How many requests for updates there were."""
        return self._poll

    def begin_poll(self) -> int:
        """Note a new request for updates, which ends any older one; return its number."""
        self._poll += 1
        self.added.fire()
        return self._poll

    def polled_by(self, poll: int) -> bool:
        """Return whether this request is the newest one."""
        return self._poll == poll

    @property
    def allowed(self) -> Sequence[str]:
        """The kinds that were asked for, none for the default ones."""
        return sorted(self._allowed)

    def allow(self, kinds: Sequence[str] | None) -> None:
        """Remember which kinds to make from now on: none given, no change; empty, the default."""
        if kinds is not None:
            self._allowed = frozenset(kinds)

    def wanted(self, kind: str) -> bool:
        """Return whether an update of this kind reaches the bot."""
        return kind in self._allowed if self._allowed else kind not in NOT_BY_DEFAULT

    def make(self, kind: str, content: Mapping[str, Any]) -> Json | None:
        """Queue an update of one kind; return it, or nothing if the bot did not want such."""
        return self.put({kind: content}) if self.wanted(kind) else None

    def put(self, update: Mapping[str, Any]) -> Json:
        """Queue any update as it is, with the next id in place of its own."""
        numbered = {**update, "update_id": self._next_id}
        self.made.append(numbered)
        self._queue(numbered)
        return numbered

    def slip(self, update: object) -> int:
        """Queue anything at all in an update's place; return the number that it is confirmed by.

        It is not among `made`, since no schema holds for it. An object that names no `update_id`
        is left without one.
        """
        self._queue(update)
        return self._next_id - 1

    @property
    def next_id(self) -> int:
        """The number that the next update gets."""
        return self._next_id

    def _queue(self, update: object) -> None:
        self.pending.append(Waiting(self._next_id, update))
        self._next_id += 1
        self.added.fire()

    def confirm(self, offset: int) -> None:
        """Forget updates below the offset; a negative one keeps that many from the end."""
        if offset < 0:
            while len(self.pending) > -offset:
                self.pending.popleft()
        while offset > 0 and self.pending and self.pending[0].number < offset:
            self.pending.popleft()

    def first(self, limit: int) -> list[Any]:
        """Return up to `limit` pending updates, oldest first."""
        return [one.update for one in islice(self.pending, limit)]

    def drop(self, waiting: Waiting | None = None) -> None:
        """Forget one pending update, or all of them."""
        if waiting is None:
            self.pending.clear()
        elif waiting in self.pending:
            self.pending.remove(waiting)
