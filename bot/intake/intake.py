"""Where every update comes in: read, kept in the store, and handed on to be handled."""

import asyncio
import json
import logging
from collections import OrderedDict
from collections.abc import Callable, Collection, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Protocol

from telegram import Bot, Update

from bot.intake.lanes import INLINE_SECONDS, PRESS_SECONDS, Item
from bot.intake.plain_json import harmless, parsed, update_id_of
from bot.intake.updates import read_update
from handlers.unreadable import Unreadable
from privacy.sealing import People, SealError
from storage.engine.errors import StoreError, StoreReadOnly
from storage.mail.inbox import Arrival, Inbox, PendingUpdate

_log = logging.getLogger(__name__)
_AGAIN_SECONDS = 1.0
_MOST_REMEMBERED = 10_000
_OLDEST_SECONDS = 7 * 86_400
"""As long as anything that comes of an update is waited for; how much older it is says nothing."""


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What reading updates takes: the bot, the kinds that are asked for, the key, the clock.

    `clock` tells the time in seconds.
    """

    bot: Bot
    kinds: Collection[str]
    people: People
    clock: Callable[[], int]


class Taker(Protocol):
    """What the intake hands updates on to."""

    name: str

    def take(self, item: Item) -> None:
        """Handle an update when its turn comes."""

    def forget(self, row: int) -> None:
        """Have the row of an update deleted that has been done from memory."""

    def begins_at_once(self, items: Sequence[Item]) -> Collection[Item]:
        """Return which of these would be handled right away."""


@dataclass(slots=True)
class _InMemory:
    """Updates that the store would not take: those that wait, and the numbers of the last done."""

    items: dict[int, Item] = field(default_factory=dict)
    done: "OrderedDict[int, None]" = field(default_factory=OrderedDict)


class Intake:
    """Takes raw updates; each is kept in the store before Telegram may be told that it is taken.

    What the store does not take is handled from memory. Telegram is not told of it (`owed`) until
    it is done, or the store has taken it after all.
    """

    def __init__(self, around: Surroundings, inbox: Inbox, worker: Taker) -> None:
        self._around = around
        self._inbox = inbox
        self._worker = worker
        self._queue: list[Item] = []
        self._writing = asyncio.Lock()
        self._memory = _InMemory()
        self._settled = asyncio.Event()

    @property
    def owed(self) -> int | None:
        """The lowest number of an update that only this process knows of."""
        return min(self._memory.items, default=None)

    async def take(self, raws: Sequence[object]) -> None:
        """Keep what raw updates turn out to be and hand it on; raises nothing, whatever it is."""
        for raw in raws:
            try:
                item = self._item(raw)
            except Exception as error:
                # Those that came with it are kept all the same; what it says may quote the update.
                _log.error("An update was lost: %s", type(error).__name__)
                continue
            if item is not None and item.number not in self._memory.items:
                self._queue.append(item)
        # Who comes while others are written is written with them, in one transaction.
        async with self._writing:
            batch, self._queue = self._queue, []
            if batch:
                await self._keep(batch)

    async def taken(self, raw: object, seconds: float) -> bool:
        """Take one update; tell within `seconds` whether nobody needs to send it again."""
        await self.take([raw])
        number = update_id_of(raw)
        try:
            async with asyncio.timeout(seconds):
                while number in self._memory.items:
                    self._settled.clear()
                    await self._settled.wait()
        except TimeoutError:
            return False
        return True

    def done(self, item: Item) -> None:
        """Take note that an update has been handled."""
        number = item.number
        if number is not None and number in self._memory.items:
            del self._memory.items[number]
            self._memory.done[number] = None
            if len(self._memory.done) > _MOST_REMEMBERED:
                self._memory.done.popitem(last=False)
            self._settled.set()

    async def run(self) -> None:
        """Offer the store again and again, until cancelled, what it would not take."""
        while True:
            await asyncio.sleep(_AGAIN_SECONDS)
            if not self._memory.items:
                continue
            async with self._writing:
                items = list(self._memory.items.values())
                try:
                    rows = await self._put(items, items)
                except StoreError:
                    continue
                for item, row in zip(items, rows, strict=True):
                    if item.number in self._memory.items:
                        del self._memory.items[item.number]
                        item.row, item.begun = row, True
                    elif row is not None:
                        # Done while it was written.
                        self._worker.forget(row)
                self._settled.set()

    def opened(self, kept: PendingUpdate, now: float) -> Item | None:
        """Return an update that was kept as it is handled; None for what does not open.

        `now` is the event loop's time.
        """
        around = self._around
        raw: object
        try:
            raw = document = around.people.unseal_update(kept.sealed).decode("utf-8", "replace")
        except SealError:
            _log.warning("An update that waits does not open: is this the store's RASPA_DATA_KEY?")
            return None
        with suppress(ValueError):
            raw = parsed(document)
        item = self._item(raw)
        if item is None:
            return None
        age = min(max(0, around.clock() - kept.at), _OLDEST_SECONDS)
        item.at, item.arrived, item.lane = kept.at, now - age, kept.lane
        item.row, item.number, item.urgent = kept.id, kept.number, kept.urgent
        item.attempts, item.acted, item.replies = kept.attempts, kept.acted, kept.replies
        return item

    async def _keep(self, batch: Sequence[Item]) -> None:
        at_once = self._worker.begins_at_once(batch)
        try:
            rows = await self._put(batch, at_once)
        except StoreError as error:
            if not isinstance(error, StoreReadOnly):
                _log.warning("Updates cannot be kept (%s)", type(error).__name__)
            await self._keep_in_memory(batch)
            return
        except Exception:
            _log.exception("Updates cannot be kept")
            await self._keep_in_memory(batch)
            return
        for item, row in zip(batch, rows, strict=True):
            if row is not None and item.number not in self._memory.done:
                item.row, item.begun, item.document = row, item in at_once, ""
                self._worker.take(item)
            elif row is not None:
                self._worker.forget(row)

    async def _put(self, items: Sequence[Item], begun: Collection[Item]) -> list[int | None]:
        around, worker = self._around, self._worker
        return await self._inbox.put(
            [
                Arrival(
                    number=item.number,
                    lane=item.lane,
                    person=item.person,
                    urgent=item.urgent,
                    sealed=around.people.seal_update(item.document.encode()),
                    at=item.at,
                    taken_by=worker.name if item in begun else None,
                )
                for item in items
            ]
        )

    async def _keep_in_memory(self, batch: Sequence[Item]) -> None:
        numbers = [item.number for item in batch if item.number is not None]
        known: set[int] = set(self._memory.done)
        try:
            known |= await self._inbox.find_numbers(numbers)
        except StoreError:
            _log.warning("Nobody can tell whether updates have come before")
        for item in batch:
            if item.number in known or item.number in self._memory.items:
                continue
            if item.number is not None:
                self._memory.items[item.number] = item
            self._worker.take(item)

    def _item(self, raw: object) -> Item | None:
        """Return what is to be handled of a raw update; None where nothing is."""
        around = self._around
        opened = read_update(raw, around.bot, around.kinds)
        if not opened:
            return None
        chat, user, urgent, lifetime = _whose(opened[0])
        hashed = around.people.hash
        lane = b"" if chat is None else hashed(chat)
        if lifetime == INLINE_SECONDS:
            # What is asked from other chats waits for nothing in the private one.
            lane += b"inline"
        return Item(
            lane=lane,
            opened=opened,
            urgent=urgent,
            at=around.clock(),
            arrived=asyncio.get_running_loop().time(),
            number=update_id_of(raw),
            person=None if user is None else hashed(user),
            document=_document(raw),
            lifetime=lifetime,
        )


def _whose(update: object) -> tuple[int | None, int | None, bool, float]:
    """Return an update's chat, its sender, whether it goes before others, and how long it lives."""
    if isinstance(update, Unreadable):
        sender = update.sender.user_id if update.sender else None
        lifetime = PRESS_SECONDS if update.press else float("inf")
        lifetime = INLINE_SECONDS if update.inline else lifetime
        return update.chat_id or sender, sender, lifetime < _OLDEST_SECONDS, lifetime
    if not isinstance(update, Update):
        return None, None, False, float("inf")
    chat, user = update.effective_chat, update.effective_user
    sender = user.id if user else None
    whose = chat.id if chat else sender
    # A guest mention is answered as an inline query is, and for as long.
    if update.inline_query or update.guest_message:
        return whose, sender, True, INLINE_SECONDS
    if update.callback_query:
        return whose, sender, True, PRESS_SECONDS
    return whose, sender, False, float("inf")


def _document(raw: object) -> str:
    try:
        return json.dumps(raw)
    except (ValueError, RecursionError, TypeError):
        # A number of thousands of digits, or nested too deep to be written.
        return json.dumps(harmless(raw, 40))
