"""The sender: what is due goes out, one message at a time, at a pace that Telegram allows."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from contextlib import suppress
from math import ceil
from time import monotonic

from telegram import Bot, Message
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TelegramError,
)

from handlers.kit.context import Services
from handlers.kit.pace import Pace
from handlers.kit.refusals import in_words, seconds_to_wait
from handlers.kit.sending import deliver
from handlers.mail.letters import Letter, letter_for
from privacy.sealing import SealError
from storage.engine.errors import StoreError
from storage.mail.outbox import DESK, LONGEST_PAUSE, Due

_log = logging.getLogger(__name__)
_MOST_ATTEMPTS = 8
_SHORTEST_PAUSE_SECONDS = 0.5
_LONGEST_PAUSE_SECONDS = 30.0
_LAST_WORD_SECONDS = 10.0


class Sender:
    """Sends what is due until it is stopped. Only one may run on a store."""

    def __init__(self, bot: Bot, services: Services, pace: Pace) -> None:
        self._bot = bot
        self._services = services
        self._pace = pace
        self._stopping = asyncio.Event()
        self._slot = 0.0
        self._resting: dict[int, float] = {}
        self._silences = 0
        self._moved = False

    async def run(self) -> None:
        """Send until `stop`; what the last sender left in flight goes first again."""
        await self._surely(self._services.store.outbox.resume)
        while not self._stopping.is_set():
            try:
                await self._turn()
            except StoreError as error:
                _log.warning("The outbox cannot be read: %s", type(error).__name__)
                await self._rest(self._pause())
            except Exception:
                # Nobody awaits the sender, and readers wait for what else is due.
                _log.exception("The outbox met something new")
                await self._rest(self._pause())

    def stop(self) -> None:
        """Let `run` end after the message in flight."""
        self._stopping.set()
        self._services.wake.set()

    async def _turn(self) -> None:
        outbox, now = self._services.store.outbox, self._services.clock()
        await self._rest(self._slot - monotonic())
        due = await outbox.next(now, self._who_rests())
        if due is None:
            await self._idle()
            return
        try:
            letter = await letter_for(due, self._services, self._bot.username)
        except StoreError:
            raise
        except SealError:
            _log.warning("A reader's address does not open: is this the store's RASPA_DATA_KEY?")
            await self._failed(due)
            return
        except Exception:
            _log.exception("A message that is due cannot be written")
            await self._failed(due)
            return
        if letter is None:
            await outbox.dropped(due, now)
        elif not self._stopping.is_set() and await outbox.begin(due):
            await self._send(due, letter)

    async def _send(self, due: Due, letter: Letter) -> None:
        """Send a message that is marked as in flight, and mark it otherwise in any case."""
        started = monotonic()
        self._slot = started + 1 / self._pace.a_second
        who = due.addressee.reader if due.addressee else DESK
        wait = self._pace.in_a_chat if due.addressee else self._pace.in_the_desk
        self._resting[who] = started + wait
        outbox, now = self._services.store.outbox, self._services.clock
        try:
            sent = await deliver(self._bot, letter.chat_id, letter.answer, due.reply_to)
        except RetryAfter as wish:
            seconds = ceil(seconds_to_wait(wish))
            _log.warning("Telegram asks the outbox to wait %s s", seconds)
            await self._surely(
                lambda: outbox.later(due, now() + seconds, counted=False, refused=True)
            )
            await self._rest(seconds)
        except Forbidden:
            await self._surely(lambda: outbox.dropped(due, now(), unreachable=True))
        except BadRequest as refusal:
            if refusal.message.lower().startswith("chat not found"):
                await self._surely(lambda: outbox.dropped(due, now()))
            else:
                _log.warning("A message that is due was refused: %s", in_words(refusal))
                await self._failed(due, refused=True)
        except (NetworkError, InvalidToken) as failure:
            # After a time-out it may have arrived: one told twice is better than one lost.
            pause = self._pause()
            _log.warning("The outbox is not heard (%s), trying again", type(failure).__name__)
            await self._surely(lambda: outbox.later(due, now() + ceil(pause), counted=False))
            await self._rest(pause)
            return
        except ChatMigrated:
            self._say_that_the_desk_has_moved()
            await self._surely(lambda: outbox.dropped(due, now()))
        except TelegramError as failure:
            _log.warning("A message that is due was refused: %s", type(failure).__name__)
            await self._failed(due, refused=True)
        except Exception:
            # Left in flight, it would wait for the next start.
            _log.exception("A message that is due could not be sent")
            await self._failed(due)
        else:
            await self._note(due, letter, sent)
        self._silences = 0

    def _say_that_the_desk_has_moved(self) -> None:
        if not self._moved:
            _log.error("The desk's chat has become a supergroup: change RASPA_DESK_CHAT")
        self._moved = True

    async def _note(self, due: Due, letter: Letter, sent: Message) -> None:
        outbox, at = self._services.store.outbox, self._services.clock()
        await self._surely(lambda: outbox.sent(due, at, sent.message_id, letter.verdict))

    async def _failed(self, due: Due, *, refused: bool = False) -> None:
        outbox, now = self._services.store.outbox, self._services.clock()
        if due.attempts + 1 >= _MOST_ATTEMPTS:
            _log.error("A message that is due was given up after %s attempts", _MOST_ATTEMPTS)
            await self._surely(lambda: outbox.dropped(due, now))
            return
        pause = min(2 ** (due.attempts + 1), LONGEST_PAUSE)
        await self._surely(lambda: outbox.later(due, now + pause, refused=refused))

    async def _surely(self, write: Callable[[], Awaitable[object]]) -> None:
        """Write to the store until it takes it.

        Until then nothing else is sent: what is not marked as sent would be sent again.
        """
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
        return list(self._resting)

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
        self._silences += 1
        return min(_SHORTEST_PAUSE_SECONDS * 2.0 ** min(self._silences, 6), _LONGEST_PAUSE_SECONDS)
