"""The worker: handles updates side by side, each chat's in order, and sees each to its end."""

import asyncio
import logging
import secrets
from collections import Counter, deque
from collections.abc import Awaitable, Callable, Collection, Coroutine, Sequence
from typing import Any

from telegram import Update

from bot.crowd import Crowd
from bot.intake.backlog import Backlog
from bot.intake.ends import Ends
from bot.intake.intake import Intake, Surroundings
from bot.intake.lanes import INLINE_SECONDS, Item, Lanes
from bot.intake.open_works import OpenWorks
from bot.watch.ends import kind_of, note_end, since
from bot.watch.watch import Watch
from handlers import ALLOWED_UPDATES
from handlers.interrupted import InterruptedUpdate
from handlers.kit import handling
from handlers.kit.context import RaspaApplication
from handlers.kit.handling import Slots, Work
from handlers.kit.notes import day_of
from handlers.kit.recent import ARRIVED
from storage.engine.errors import StoreError
from storage.mail.handled import Handled
from storage.mail.inbox import End

_log = logging.getLogger(__name__)
_AT_ONCE = 128
_AGAIN_SECONDS = 1.0
_CALM_SECONDS = 60.0
_LOOK_SECONDS = 3.0
_LONGEST_REST_SECONDS = 120.0
# A chat that cannot be found for a week is gone.
_GIVE_UP_SECONDS = 7 * 86_400
_GIVING_UP_SECONDS = 2.0
_LAST_WRITE_SECONDS = 3.0
_SHORT_SECONDS = 0.02


class Worker:
    """Handles what comes in until it is stopped; what is not done then waits in the store.

    So much is held in memory; what comes beyond waits in the store alone, and is fetched from there
    in its turn. An update whose handlers died before is handled when no other such one is.
    """

    def __init__(
        self, application: RaspaApplication, at_once: int = _AT_ONCE, watch: Watch | None = None
    ) -> None:
        services = application.bot_data
        self.name = secrets.token_hex(4)
        self._application = application
        self._watch = watch or Watch()
        self._services = services
        self._inbox = services.store.inbox
        self._lanes = Lanes()
        self._backlog = Backlog(services.store.inbox, self._lanes)
        store = services.store
        self._ends = Ends(store.inbox, self._backlog.let_go, writable=store.writable)
        self.slots = Slots(at_once)
        self.slots.freed = self._wake
        self._crowd = Crowd(self._say)
        around = Surroundings(application.bot, ALLOWED_UPDATES, services.people, services.clock)
        self.intake = Intake(around, self._inbox, self)
        self._event = asyncio.Event()
        self._open = OpenWorks()
        self._in_memory = 0
        self._suspects = asyncio.Lock()
        self._tasks: set[asyncio.Task[Any]] = set()
        self._beside: list[asyncio.Task[None]] = []
        self._stopping = False

    async def start(self) -> None:
        """Begin with what the last one has left, as soon as the store tells. Raises nothing."""
        resumed = not self._services.store.writable or await self._resume()
        for work in (
            self._run(),
            self._ends.run(),
            self.intake.run(),
            self._hear_again(resumed),
            self._try_again(),
        ):
            self._beside.append(asyncio.create_task(work))
        self._event.set()

    def take(self, item: Item) -> None:
        """Handle an update when its turn comes."""
        self._watch.update(kind_of(item), "taken")
        lane, kept = item.lane, item.row is not None and not item.begun
        waiting = self._lanes.length(lane) + self._backlog.of(lane)
        self._crowd.note(item, waiting, self._lanes.waiting + len(self._backlog))
        if not (kept and self._backlog.takes(lane, self._in_memory)):
            self._hold(item)
        self._event.set()

    def forget(self, row: int) -> None:
        """Have the row of an update deleted that has been done from memory."""
        self._ends.add(End((row,)))

    def begins_at_once(self, items: Sequence[Item]) -> Collection[Item]:
        """Return which of these would be handled right away."""
        if len(self._backlog) or self._stopping:
            return ()
        lanes = Counter(item.lane for item in items)
        free = [one for one in items if lanes[one.lane] == 1 and not self._lanes.length(one.lane)]
        return free[: self.slots.free]

    async def stop(self, seconds: float) -> int:
        """Finish what is in memory, for so long at most; return how many updates are left.

        Those wait in the store, if it could take them.
        """
        self._stopping = True
        gathering = self._services.gathering
        done = asyncio.create_task(self._all_done())
        await asyncio.wait({done}, timeout=seconds)
        left = self._in_memory + len(self._backlog)
        for task in (*self._tasks, done):
            task.cancel()
        gathering.give_up()
        await asyncio.wait({done, *self._tasks}, timeout=_GIVING_UP_SECONDS)
        await self._ends.settle(_LAST_WRITE_SECONDS)
        for task in self._beside:
            task.cancel()
        await asyncio.gather(*self._beside, return_exceptions=True)
        if self._services.store.writable:
            try:
                await self._inbox.release(self.name)
            except StoreError as error:
                _log.warning("What is left cannot be released: %s", type(error).__name__)
        return left

    async def _resume(self) -> bool:
        try:
            await self._inbox.resume(self.name)
            deadly = await self._inbox.take_deadly()
        except StoreError as error:
            _log.warning("What the last start has left cannot be read: %s", type(error).__name__)
            return False
        await self._backlog.count_anew()
        if len(self._backlog):
            _log.info("%s updates have waited since the last end", len(self._backlog))
        now = asyncio.get_running_loop().time()
        for one in deadly:
            item = self.intake.opened(one, now)
            if item is not None and isinstance(item.opened[0], Update):
                self._say(InterruptedUpdate(item.opened[0], deadly=True))
        return True

    def _hold(self, item: Item) -> None:
        self._in_memory += 1
        if item.row is not None:
            self._backlog.hold(item.row, item.lane)
        self._lanes.put(item)

    async def _run(self) -> None:
        """Give each update a task of its own when its turn comes, until cancelled."""
        while True:
            await self._event.wait()
            self._event.clear()
            try:
                while items := self._lanes.take(self.slots.free):
                    await self._begin(items)
                if not self._stopping and self._backlog.is_due(self._in_memory):
                    await self._fetch()
            except Exception:
                # Nobody awaits this, and nobody would be answered any more.
                _log.exception("The worker met something new")
                await asyncio.sleep(_AGAIN_SECONDS)
                self._event.set()

    async def _begin(self, items: Sequence[Item]) -> None:
        fresh = [item.row for item in items if item.row is not None and not item.begun]
        for _ in items:
            self.slots.take()
        if fresh:
            try:
                await self._inbox.begin(fresh, self.name, self._services.clock())
            except StoreError as error:
                _log.warning("That updates are begun is not noted: %s", type(error).__name__)
        for item in items:
            self._spawn(self._handle(item))

    async def _fetch(self) -> None:
        try:
            fetched = await self._backlog.fetch(self._in_memory)
        except StoreError as error:
            _log.warning("Updates that wait cannot be read: %s", type(error).__name__)
            asyncio.get_running_loop().call_later(_AGAIN_SECONDS, self._wake)
            return
        now = asyncio.get_running_loop().time()
        for one in fetched:
            item = self.intake.opened(one, now)
            if item is None:
                self._ends.set_aside([one.id], "cannot be opened")
            else:
                self._hold(item)
        if fetched:
            self._wake()

    async def _handle(self, item: Item) -> None:
        work = Work(
            items=[item],
            handled=Handled(() if item.row is None else (item.row,)),
            owner=self,
            earlier=deque(item.replies),
            failures=item.failures,
        )
        ARRIVED.set(item.arrived)
        try:
            await self._former_is_noted(item, work)
            self._watch.took("inbox", since(item))
            handling.begin(work)
            if item.attempts:
                async with work.without_slot():
                    await self._suspects.acquire()
                try:
                    await self._do(item, work)
                finally:
                    self._suspects.release()
            else:
                await self._do(item, work)
            if work.handed_on:
                self._open.close(work)
            else:
                self.ended(work)
        finally:
            self.slots.release()
            self._lanes.free(item.lane)
            self._wake()

    async def _do(self, item: Item, work: Work) -> None:
        if asyncio.get_running_loop().time() - item.arrived > item.lifetime:
            work.counts.append((day_of(self._services), f"{kind_of(item)}-expired"))
            return
        if item.lifetime == INLINE_SECONDS and self._lanes.length(item.lane):
            # Who types on does not wait for what they had typed before.
            work.counts.append((day_of(self._services), "inline-stale"))
            return
        for update in item.opened:
            if item.acted and isinstance(update, Update):
                update = InterruptedUpdate(update)
            await self._application.process_update(update)

    async def _former_is_noted(self, item: Item, work: Work) -> None:
        """Wait until the store knows what the same chat was answered, if it takes anything."""

        def is_noted() -> bool:
            return self._ends.stuck or self._open.are_noted(item.lane)

        if is_noted():
            return
        async with work.without_slot():
            while not is_noted():
                await self._open.one_closed()

    def began(self, work: Work) -> None:
        """Take note that a work has begun."""
        self._open.add(work)

    def ended(self, work: Work) -> None:
        """See a work to its end: it is done, or set aside, or begins anew after a while."""
        items: list[Item] = list(work.items)
        if work.put_off is not None:
            waited = asyncio.get_running_loop().time() - items[0].arrived
            if waited < _GIVE_UP_SECONDS:
                self._put_off(work, items, work.put_off)
                note_end(self._watch, work, items, "put_off")
                return
            work.counts.append((day_of(self._services), "reply-given-up"))
        rows = tuple(item.row for item in items if item.row is not None)
        if work.broken is not None:
            why = f"{work.broken}, code {work.code}" if work.code else work.broken
            self._ends.set_aside(rows, why)
            rows = ()
        note_end(self._watch, work, items, "handled" if work.broken is None else "set_aside")
        if not work.sent:
            self._open.close(work)
        numbers = [item.number for item in items if item.row is None and item.number is not None]
        reply = next((one for one in work.sent if one), None)
        end = End(rows, tuple(numbers), reply, tuple(work.cards), tuple(work.counts))
        self._ends.add(end, lambda: self._open.close(work))
        self._in_memory -= len(items)
        for item in items:
            self.intake.done(item)
            self._crowd.done(item.lane)
        self._wake()

    def _put_off(self, work: Work, items: list[Item], seconds: float) -> None:
        self._open.close(work)
        lane = items[0].lane
        for item in items:
            if item.failures == work.failures:
                # Not that its handlers broke: its reply does not go out.
                item.put_offs += 1
            item.failures = work.failures
        longer = min(_LONGEST_REST_SECONDS, 2.0 ** items[0].put_offs) if items[0].put_offs else 0.0
        self._lanes.rest(lane)
        self._lanes.put_back(items)
        loop = asyncio.get_running_loop()
        loop.call_later(max(seconds, longer), self._end_rest, lane)

    def _end_rest(self, lane: bytes) -> None:
        self._lanes.wake(lane)
        self._wake()

    async def keep_replies(self, row: int, replies: Sequence[int]) -> None:
        """Write down which messages have gone out for a row that is not done yet."""
        try:
            await self._inbox.note_replies(row, replies)
        except StoreError as error:
            _log.warning("What has gone out is not noted: %s", type(error).__name__)

    async def _hear_again(self, resumed: bool) -> None:
        """Once there has been calm, let those wait again that seem to have ended the program."""
        while not resumed:
            await asyncio.sleep(_AGAIN_SECONDS)
            resumed = await self._resume()
            self._wake()
        await asyncio.sleep(_CALM_SECONDS)
        await self._freed(self._inbox.hear_again)

    async def _try_again(self) -> None:
        """Handle what an operator wants to have tried again."""
        while True:
            await asyncio.sleep(_LOOK_SECONDS)
            await self._freed(self._services.store.aside.freed)

    async def _freed(self, free: Callable[[], Awaitable[int]]) -> None:
        try:
            if self._services.store.writable and await free():
                await self._backlog.count_anew()
                self._wake()
        except StoreError as error:
            if not self._ends.stuck:
                _log.warning("What was set aside cannot be read: %s", type(error).__name__)

    async def _all_done(self) -> None:
        while self._in_memory or self._tasks:
            await self._services.gathering.settle()
            await asyncio.sleep(0)
            others = self._tasks - {asyncio.current_task()}
            if others:
                await asyncio.wait(others, return_when=asyncio.FIRST_COMPLETED)
            elif self._in_memory:
                await asyncio.sleep(_SHORT_SECONDS)

    def _say(self, notice: object) -> None:
        """Have the application say something beside all lines."""
        self._spawn(self._application.process_update(notice))

    def _spawn(self, coroutine: Coroutine[Any, Any, None]) -> None:
        task = asyncio.create_task(coroutine)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    def _wake(self) -> None:
        self._event.set()
