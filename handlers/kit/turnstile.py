"""What all messages go through on their way to Telegram: one pace for replies and the outbox."""

import asyncio
from collections.abc import Callable, Coroutine
from time import monotonic
from typing import Any

from telegram.error import RetryAfter
from telegram.ext import BaseRateLimiter

from handlers.kit.pace import Chat, Pace, Turns
from handlers.kit.refusals import seconds_to_wait

_Json = dict[str, Any]
_Result = bool | _Json | list[_Json]
# What Telegram counts.
_COUNTED = ("send", "forward", "copy", "edit")
_UNCOUNTED = "sendChatAction"


class Turnstile(BaseRateLimiter[int]):
    """Lets messages through as fast as Telegram allows; other calls are never held up.

    None is dropped. Where Telegram asks to wait with a chat, that chat rests and no other; the
    call that was told so raises RetryAfter, and is its caller's to send again. `clock` tells
    seconds and never goes back.
    """

    def __init__(self, pace: Pace, clock: Callable[[], float] = monotonic) -> None:
        self._turns = Turns(pace)
        self._clock = clock
        self._waiting: dict[int, asyncio.Future[bool]] = {}
        self._timer: asyncio.TimerHandle | None = None

    @property
    def waiting(self) -> int:
        """How many messages wait for their turn. Not its length: what is empty is no limiter."""
        return self._turns.waiting

    def waiting_seconds(self, chat_id: Chat) -> float:
        """Return how long a message in a chat would have to wait now, as far as can be told."""
        return self._turns.waiting_seconds(chat_id, self._clock())

    def rest_of(self, chat_id: Chat) -> float:
        """Return for how many seconds nothing may be sent in a chat, whatever else waits."""
        return self._turns.rest_of(chat_id, self._clock())

    async def letter(self, chat_id: Chat) -> int | None:
        """Wait for the turn of a message that no reader waits for; None where its chat has to wait.

        What is returned goes along with the message as `rate_limit_args`, or to `unused`.
        """
        number = self._turns.letter(chat_id)
        return number if await self._turn(number) else None

    def unused(self, number: int) -> None:
        """Give a turn back that nothing is sent in."""
        self._turns.answered(number, self._clock(), None)
        self._let_through()

    async def initialize(self) -> None:
        """Nothing to prepare."""

    async def shutdown(self) -> None:
        """Let the timer go; what waits ends with its tasks."""
        if self._timer:
            self._timer.cancel()

    async def process_request(
        self,
        callback: Callable[..., Coroutine[Any, Any, _Result]],
        args: Any,
        kwargs: _Json,
        endpoint: str,
        data: _Json,
        rate_limit_args: int | None,
    ) -> _Result:
        """Call Telegram when it is the message's turn. Raises what the call raises."""
        chat = _chat_of(endpoint, data)
        if chat is None:
            return await callback(*args, **kwargs)
        number = rate_limit_args
        if number is None:
            number = self._turns.reply(chat, self._clock())
            await self._turn(number)
        set_out = self._clock()
        try:
            return await callback(*args, **kwargs)
        except RetryAfter as wish:
            now = self._clock()
            self._turns.rest(chat, now + seconds_to_wait(wish), now)
            raise
        finally:
            self._turns.answered(number, self._clock(), set_out)
            self._let_through()

    async def _turn(self, number: int) -> bool:
        waiting: asyncio.Future[bool] = asyncio.get_running_loop().create_future()
        self._waiting[number] = waiting
        self._let_through()
        try:
            return await waiting
        except asyncio.CancelledError:
            self._turns.give_up(number, self._clock())
            self.unused(number)
            raise
        finally:
            self._waiting.pop(number, None)

    def _let_through(self) -> None:
        for number, granted in self._turns.take(self._clock()):
            waiting = self._waiting.pop(number, None)
            if waiting and not waiting.done():
                waiting.set_result(granted)
        if self._timer:
            self._timer.cancel()
            self._timer = None
        now = self._clock()
        again = self._turns.next_at(now)
        if again is not None:
            loop = asyncio.get_running_loop()
            self._timer = loop.call_later(max(0.001, again - now), self._let_through)


def _chat_of(endpoint: str, data: _Json) -> Chat | None:
    """Return the chat that a call is counted in; None for one that is not counted."""
    if not endpoint.startswith(_COUNTED) or endpoint == _UNCOUNTED:
        return None
    chat = data.get("chat_id")
    if isinstance(chat, str):
        try:
            return int(chat)
        except ValueError:
            return chat
    return chat if isinstance(chat, int) else None
