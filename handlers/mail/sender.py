"""The sender: what is due goes out, several messages at a time, at a pace that Telegram allows."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from contextlib import suppress
from math import ceil
from random import uniform
from time import monotonic
from typing import Any

from telegram import Message
from telegram.error import ChatMigrated, RetryAfter, TelegramError
from telegram.ext import ExtBot

from handlers.kit.context import Services
from handlers.kit.pace import Pace
from handlers.kit.refusals import Failure, failure_of, in_words, seconds_to_wait
from handlers.kit.sending import deliver
from handlers.mail import channel
from handlers.mail.clock_leaps import ClockLeaps
from handlers.mail.failures import pause_after
from handlers.mail.letters import Letter, letter_for
from handlers.mail.troubles import Troubles
from privacy.sealing import SealError
from storage.engine.errors import StoreError
from storage.mail.outbox import CHANNEL, DESK, LONGEST_REST, Due

MOST_ON_THEIR_WAY = 16
"""How many messages are on their way at once, at most: as many come twice after a `kill -9`."""
MOST_REFUSALS = 80
"""After so many refusals for a reason of its own, over some five hours, a message is given up."""

_log = logging.getLogger(__name__)
_MOST_SEALED = 8
_MOST_WITHOUT_CHAT = 3
_DAY = 86_400
_SHORTEST_PAUSE_SECONDS = 0.5
_LONGEST_PAUSE_SECONDS = 30.0
_LAST_WORD_SECONDS = 10.0


class Sender:
    """Sends what is due until it is stopped. Only one may run on a store."""

    def __init__(self, bot: ExtBot[Any], services: Services, pace: Pace) -> None:
        self._bot = bot
        self._services = services
        self._pace = pace
        self._stopping = asyncio.Event()
        self._on_their_way: dict[int, asyncio.Task[None]] = {}
        self._resting: dict[int, float] = {}
        self._without_reply: set[int] = set()
        self._troubles = Troubles()
        self._leaps = ClockLeaps(services.clock, pace.steady)
        self._desk_moved: dict[int, int] = {}
        self._unreadable = 0

    async def run(self) -> None:
        """Send until `stop`; what the last sender left on its way goes first again."""
        await self._surely(self._begin)
        try:
            while not self._stopping.is_set():
                await self._step()
            await self._landed()
        finally:
            for task in self._on_their_way.values():
                task.cancel()

    def stop(self) -> None:
        """Let `run` end after the messages on their way."""
        self._stopping.set()
        self._services.wake.set()

    async def _begin(self) -> None:
        outbox = self._services.store.outbox
        await self._services.store.channel_posts.resume(self._services.clock(), channel.UNCLEAR)
        await outbox.resume()
        await self._services.store.waits.begin(self._services.clock())
        self._desk_moved = await outbox.moved_desk()

    async def _step(self) -> None:
        try:
            await self._turn()
            self._unreadable = 0
        except StoreError as error:
            _log.warning("The outbox cannot be read: %s", type(error).__name__)
            await self._rest(self._pause())
        except Exception:
            # Nobody awaits the sender, and readers wait for what else is due.
            _log.exception("The outbox met something new")
            await self._rest(self._pause())

    async def _turn(self) -> None:
        outbox, services = self._services.store.outbox, self._services
        if leap := self._leaps.since_last():
            _log.warning("The clock was set by %s s; what is due waits as long as before", leap)
            await self._surely(lambda: services.store.waits.move(services.clock(), leap))
        await self._rest(self._troubles.rest_until - monotonic())
        if len(self._on_their_way) >= (1 if self._troubles.are_general else MOST_ON_THEIR_WAY):
            await asyncio.wait(
                list(self._on_their_way.values()), return_when=asyncio.FIRST_COMPLETED
            )
            return
        due = await outbox.next(services.clock(), self._who_rests())
        if due is None:
            await self._idle()
        elif (letter := await self._letter(due)) is not None and not self._stopping.is_set():
            await self._set_out(due, letter)

    async def _letter(self, due: Due) -> Letter | None:
        """Return what is to be sent, None where that is nothing or cannot be written now."""
        outbox = self._services.store.outbox
        try:
            letter = await letter_for(due, self._services, self._bot.username)
        except StoreError:
            raise
        except SealError:
            _log.warning("A reader's address does not open: is this the store's RASPA_DATA_KEY?")
            await self._refused(due, _MOST_SEALED)
            return None
        except Exception:
            _log.exception("A message that is due cannot be written")
            await self._refused(due, MOST_REFUSALS)
            return None
        if letter is None:
            await outbox.dropped(due, self._services.clock())
        return letter

    async def _set_out(self, due: Due, letter: Letter) -> None:
        """Wait for the message's turn at Telegram, mark it as on its way, and let it go."""
        turnstile, who = self._services.turnstile, _whose(due)
        chat_id: int | str = letter.chat_id
        if isinstance(chat_id, int):
            chat_id = self._desk_moved.get(chat_id, chat_id)
        turn = None if turnstile.rest_of(chat_id) else await turnstile.letter(chat_id)
        if turn is None:
            # Replies go on in this chat, or Telegram has asked to wait with it: others go first.
            seconds = max(turnstile.rest_of(chat_id), self._pace.in_a_chat)
            self._resting[who] = monotonic() + min(seconds, LONGEST_REST)
            return
        begun = False
        try:
            begun = not self._stopping.is_set() and await self._services.store.outbox.begin(due)
        finally:
            if not begun:
                turnstile.unused(turn)
        if begun:
            wait = self._pace.in_a_chat if due.addressee else self._pace.in_the_desk
            self._resting[who] = monotonic() + wait
            task = asyncio.create_task(self._send(due, letter, chat_id, turn))
            self._on_their_way[who] = task
            task.add_done_callback(lambda done: self._land(who, done))

    def _land(self, who: int, task: asyncio.Task[None]) -> None:
        self._on_their_way.pop(who, None)
        self._services.wake.set()
        if not task.cancelled() and (error := task.exception()):
            _log.error("What became of a message could not be noted", exc_info=error)

    async def _send(self, due: Due, letter: Letter, chat_id: int | str, turn: int) -> None:
        """Send a message that is marked as on its way, and mark it otherwise in any case."""
        started = monotonic()
        reply_to = None if due.id in self._without_reply else due.reply_to
        if letter.posting:
            await self._post(due, letter.posting, turn)
            return
        try:
            sent = await deliver(self._bot, chat_id, letter.answer, reply_to, turn)
        except TelegramError as error:
            await self._failed(due, chat_id, error, started)
        except Exception as error:
            # An answer that is none: left on its way, the message would wait for the next start.
            _log.exception("A message that is due could not be sent")
            await self._failed(due, chat_id, error, started)
        else:
            self._troubles.clear(arrived=True)
            await self._note(due, letter, sent)

    async def _post(self, due: Due, posting: channel.Posting, turn: int) -> None:
        """Send a post to the desk's channel, or edit it, and note what came of that."""
        services, started = self._services, monotonic()
        try:
            posted = await channel.post(self._bot, posting, turn)
        except Exception as error:
            end = channel.given_up(due, error)
            if end is None:
                failure = failure_of(error)
                await self._put_off(due, failure, error, started)
                return
            said = in_words(error) if isinstance(error, TelegramError) else type(error).__name__
            _log.warning("The desk's channel: %s (%s)", end[0], said)
            await self._surely(
                lambda: services.store.channel_posts.failed(due, services.clock(), *end)
            )
            services.store.outbox.noted(due.kind, "dropped")
        else:
            self._troubles.clear(arrived=True)
            await self._surely(lambda: channel.note_post(due, posted, services))
            services.store.outbox.noted(due.kind, "sent")
        services.wake.set()

    async def _note(self, due: Due, letter: Letter, sent: Message) -> None:
        outbox, at = self._services.store.outbox, self._services.clock()
        self._without_reply.discard(due.id)
        await self._surely(
            lambda: outbox.sent(due, at, sent.message_id, letter.verdict, letter.listed)
        )

    async def _failed(self, due: Due, chat_id: int | str, error: Exception, started: float) -> None:
        outbox, clock = self._services.store.outbox, self._services.clock
        failure = failure_of(error)
        said = in_words(error) if isinstance(error, TelegramError) else type(error).__name__
        match failure:
            case Failure.TOO_MANY | Failure.UNCLEAR | Failure.PASSING:
                await self._put_off(due, failure, error, started)
                return
            case Failure.GONE:
                await self._surely(lambda: outbox.dropped(due, clock(), unreachable=True))
            case Failure.NO_CHAT if due.addressee:
                await self._without_chat(due, due.addressee.reader)
            case Failure.MOVED if not due.addressee and isinstance(error, ChatMigrated):
                await self._follow(due, chat_id, error.new_chat_id)
            case Failure.NO_MESSAGE if due.id not in self._without_reply:
                self._without_reply.add(due.id)
                await self._surely(lambda: outbox.later(due, clock(), refused=True))
            case _:
                _log.warning("A message that is due was refused: %s", said)
                await self._refused(due, MOST_REFUSALS)
        self._troubles.clear()

    async def _put_off(self, due: Due, failure: Failure, error: Exception, started: float) -> None:
        """Try again later, however often; all wait where it is not this chat's trouble alone."""
        outbox, who = self._services.store.outbox, _whose(due)
        asked = None
        if isinstance(error, RetryAfter):
            pause = asked = min(seconds_to_wait(error), LONGEST_REST)
            _log.warning("Telegram asks the outbox to wait %.0f s", pause)
        else:
            # After a time-out it may have arrived: one told twice is better than one lost.
            pause = pause_after(failure, due.failed, uniform)
            _log.warning("The outbox is not heard (%s), trying again", type(error).__name__)
        self._resting[who] = monotonic() + pause
        self._troubles.note(who, started, asked)
        again = self._services.clock() + ceil(pause)
        refused = failure is Failure.TOO_MANY
        await self._surely(lambda: outbox.later(due, again, counted=False, refused=refused))

    async def _without_chat(self, due: Due, reader: int) -> None:
        """Believe that a reader's chat is gone if they have long been silent and it stays so."""
        outbox, now = self._services.store.outbox, self._services.clock()
        if await self._wrote_lately(reader):
            pause = pause_after(Failure.PASSING, due.failed, uniform)
            again = now + ceil(pause)
            await self._surely(lambda: outbox.later(due, again, counted=False, refused=True))
        elif due.attempts + 1 >= _MOST_WITHOUT_CHAT:
            await self._surely(lambda: outbox.dropped(due, now))
        else:
            again = now + ceil(pause_after(Failure.NO_CHAT, due.attempts, uniform))
            await self._surely(lambda: outbox.later(due, again, refused=True))

    async def _wrote_lately(self, reader: int) -> bool:
        try:
            last = await self._services.store.outbox.wrote(reader)
        except StoreError:
            return True
        return last is not None and abs(self._services.clock() - last) < _DAY

    async def _follow(self, due: Due, old: int | str, new: int) -> None:
        """Go on in the supergroup that the desk's chat has become."""
        outbox, clock, chat = self._services.store.outbox, self._services.clock, int(old)
        if self._services.desk.chat is not None:
            chat = self._services.desk.chat
        if self._desk_moved.get(chat) != new:
            _log.error(
                "The desk's chat has become a supergroup. Raspa writes to it there from now on; "
                "put its new id, which begins with -100, into RASPA_DESK_CHAT."
            )
        self._desk_moved = {chat: new}
        await self._surely(lambda: outbox.move_desk(chat, new))
        await self._surely(lambda: outbox.later(due, clock(), counted=False, refused=True))

    async def _refused(self, due: Due, most: int) -> None:
        """Try again later; give up what is refused time and again while others arrive."""
        outbox, now = self._services.store.outbox, self._services.clock()
        others_arrive = self._troubles.something_arrives()
        if due.attempts + 1 >= most and others_arrive:
            _log.error("A message that is due was given up after %s attempts", due.attempts + 1)
            await self._surely(lambda: outbox.dropped(due, now))
            return
        again = now + ceil(pause_after(Failure.REFUSED, due.attempts, uniform))
        await self._surely(lambda: outbox.later(due, again, refused=True))

    async def _landed(self) -> None:
        while self._on_their_way:
            await asyncio.wait(list(self._on_their_way.values()))

    async def _surely(self, write: Callable[[], Awaitable[object]]) -> None:
        """Write to the store until it takes it: what is not marked as sent would be sent again."""
        deadline = None
        pause = _SHORTEST_PAUSE_SECONDS
        while True:
            try:
                await write()
                return
            except StoreError as error:
                _log.warning("The outbox cannot be written: %s", type(error).__name__)
            if self._stopping.is_set():
                deadline = deadline or monotonic() + _LAST_WORD_SECONDS
                if monotonic() > deadline:
                    return
            await asyncio.sleep(pause)
            pause = min(pause * 2, _LONGEST_PAUSE_SECONDS) if deadline is None else 1.0

    def _who_rests(self) -> list[int]:
        now = monotonic()
        self._resting = {who: until for who, until in self._resting.items() if until > now}
        return [*self._resting, *self._on_their_way]

    async def _idle(self) -> None:
        """Wait until something is queued, a resting chat may be written to, or a while."""
        queued, look_again = self._services.wake, self._pace.look_again
        ends = [until - monotonic() for until in self._resting.values()]
        with suppress(TimeoutError):
            await asyncio.wait_for(queued.wait(), max(0.01, min([look_again, *ends])))
        queued.clear()

    async def _rest(self, seconds: float) -> None:
        if seconds > 0:
            with suppress(TimeoutError):
                await asyncio.wait_for(self._stopping.wait(), seconds)

    def _pause(self) -> float:
        self._unreadable += 1
        grown = _SHORTEST_PAUSE_SECONDS * 2.0 ** min(self._unreadable, 6)
        return min(grown, _LONGEST_PAUSE_SECONDS)


def _whose(due: Due) -> int:
    if due.kind in channel.KINDS:
        return CHANNEL
    return due.addressee.reader if due.addressee else DESK
