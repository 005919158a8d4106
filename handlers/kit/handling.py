"""The handling of an update, or of several that are one ask, from its begin to its end."""

import asyncio
from collections import deque
from collections.abc import AsyncIterator, Callable, Iterable, Sequence
from contextlib import asynccontextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Any, Protocol

from telegram.error import TelegramError

from storage.mail.handled import HANDLED, Handled
from storage.mail.inbox import GivenCard

NO_MESSAGE = 0
"""What stands among the replies for one that its reader could not get."""
_MOST_FAILURES = 3


class PutOffError(TelegramError):
    """A reply has not gone out for so long that it is better made anew, `seconds` from now."""

    def __init__(self, seconds: float) -> None:
        super().__init__("The reply is put off")
        self.seconds = seconds


class Slots:
    """How many updates are handled at once; those that only wait for something do not count.

    `freed` is called whenever there is room that nobody waits for.
    """

    def __init__(self, most: int) -> None:
        self._most = most
        self._used = 0
        self._waiting: deque[asyncio.Future[None]] = deque()
        self.freed: Callable[[], None] = lambda: None

    @property
    def free(self) -> int:
        """How many more could begin now."""
        return max(0, self._most - self._used - len(self._waiting))

    def take(self) -> None:
        """Take a slot without waiting, whether or not there is one left."""
        self._used += 1

    async def wait(self) -> None:
        """Take a slot, after all who have waited for longer."""
        if self._used < self._most and not self._waiting:
            self._used += 1
            return
        turn = asyncio.get_running_loop().create_future()
        self._waiting.append(turn)
        try:
            await turn
        except asyncio.CancelledError:
            if turn.done() and not turn.cancelled():
                self.release()
            elif turn in self._waiting:
                self._waiting.remove(turn)
            raise

    def release(self) -> None:
        """Give a slot back."""
        self._used -= 1
        while self._waiting and self._used < self._most:
            turn = self._waiting.popleft()
            if not turn.done():
                self._used += 1
                turn.set_result(None)
        if self.free:
            self.freed()


class Owner(Protocol):
    """Who gives works out: told of the begin and the end of each."""

    slots: Slots

    def began(self, work: "Work") -> None:
        """Take note that a work has begun."""

    def ended(self, work: "Work") -> None:
        """See a work to its end."""

    async def keep_replies(self, row: int, replies: Sequence[int]) -> None:
        """Write down which messages have gone out for a row that is not done yet."""


@dataclass(slots=True, eq=False)
class Work:
    """What is done about updates, and what is to be noted of it when it is done.

    `items` are the updates, for whoever began the work; `handled` says which rows of the inbox they
    are. `earlier` are the messages that an attempt before this one has sent, `sent` those that have
    gone out since, with NO_MESSAGE for one that its reader could not get. `failures` is how many
    attempts failed in this process, `code` what its sender was told of the last. What was
    `handed_on` to another work ends with that.
    """

    items: Sequence[Any]
    handled: Handled
    owner: Owner
    earlier: deque[int] = field(default_factory=deque)
    failures: int = 0
    sent: list[int] = field(default_factory=list)
    cards: list[GivenCard] = field(default_factory=list)
    counts: list[tuple[str, str]] = field(default_factory=list)
    put_off: float | None = None
    broken: str | None = None
    code: str | None = None
    handed_on: bool = False
    _kept: int = 0

    @property
    def could_begin_anew(self) -> bool:
        """Whether nothing was done or has gone out, so that a later attempt may begin anew."""
        return not self.sent and not self.earlier and not self.handled.acted

    def fails(self, error: BaseException) -> bool:
        """Note that handling failed; tell whether it will be tried again, so that nothing is said.

        A reply that was put off is made anew. Anything else is tried so many times, unless
        something was done or has gone out already.
        """
        if isinstance(error, PutOffError):
            self.put_off = error.seconds
            return True
        self.failures += 1
        if self.failures < _MOST_FAILURES and self.could_begin_anew:
            self.put_off = float(self.failures - 1)
            return True
        self.broken = type(error).__name__
        return False

    def replayed(self) -> int | None:
        """Return the message that an earlier attempt sent in the place of the next one, if any."""
        if not self.earlier:
            return None
        self.sent.append(self.earlier.popleft())
        self._kept = len(self.sent)
        return self.sent[-1]

    async def before_sending(self) -> None:
        """See to it that what has gone out so far does not go out again, whatever comes."""
        if self.handled.rows and len(self.sent) > self._kept:
            self._kept = len(self.sent)
            await self.owner.keep_replies(self.handled.rows[0], self.sent)

    @asynccontextmanager
    async def without_slot(self) -> AsyncIterator[None]:
        """Wait for something without holding up others."""
        slots = self.owner.slots
        slots.release()
        try:
            yield
        finally:
            try:
                await slots.wait()
            except asyncio.CancelledError:
                # Whoever began the work gives the slot back in any case.
                slots.take()
                raise


WORK: ContextVar[Work | None] = ContextVar("work", default=None)
"""The work that is being done, if it is one of an update."""


def begin(work: Work) -> None:
    """Make this the work of the task that calls, and of those that it starts."""
    work.owner.began(work)
    WORK.set(work)
    HANDLED.set(work.handled)


@asynccontextmanager
async def of_parts(parts: Iterable[Work]) -> AsyncIterator[None]:
    """Do in a slot of its own what is one work of several messages, and see it to its end."""
    works = list(dict.fromkeys(parts))
    if not works:
        yield
        return
    work = _joined(works)
    begin(work)
    await work.owner.slots.wait()
    try:
        yield
    finally:
        work.owner.slots.release()
    work.owner.ended(work)


def _joined(works: Sequence[Work]) -> Work:
    first = works[0]
    return Work(
        items=[item for work in works for item in work.items],
        handled=Handled(tuple(row for work in works for row in work.handled.rows)),
        owner=first.owner,
        earlier=next((work.earlier for work in works if work.earlier), deque()),
        failures=max(work.failures for work in works),
        cards=[card for work in works for card in work.cards],
        counts=[each for work in works for each in work.counts],
    )
