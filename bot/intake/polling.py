"""Asking Telegram for updates, as plain JSON: whatever comes, the next one is asked for."""

import asyncio
import hashlib
import logging
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from typing import Any, TypeVar

from telegram.error import InvalidToken, RetryAfter, TelegramError, TimedOut
from telegram.ext import ExtBot

from bot.connection import PATIENCE_SECONDS
from bot.intake.plain_json import (
    BrokenBodyError,
    NotUpdatesError,
    harmless,
    parsed,
    update_id_of,
    updates_in,
)
from bot.watch.requests import ObservedRequest
from handlers.kit.refusals import seconds_to_wait

_log = logging.getLogger(__name__)
_Result = TypeVar("_Result")

_LONG_POLL_SECONDS = 10
_AT_ONCE = 100
_CONFIRM_SECONDS = 3.0
_SHORT_PAUSE_SECONDS = 0.1
_FIRST_PAUSE_SECONDS = 1.0
_LONGEST_PAUSE_SECONDS = 30.0
_SLACK_SECONDS = 0.5
_OWED_PAUSE_SECONDS = 0.3
_REFUSED_SECONDS = 600.0
_REFUSED = "Telegram does not know this token any more: compare RASPA_BOT_TOKEN with @BotFather's."
# Telegram's numbers are of 31 bits, and grow by one; a leap beyond that is no number of its own.
_LONGEST_LEAP = 2**31
_BROKEN_TRIES = 3
_STRAY_TRIES = 3
_MOST_REMEMBERED = 1_000
_SHALLOW = 200


class TokenRefusedError(Exception):
    """Telegram does not know the token, at the start or for a long time."""


class UpdatesRequest(ObservedRequest):
    """The connection for `getUpdates`, which takes a response apart however odd it is."""

    @staticmethod
    def parse_json_payload(payload: bytes) -> dict[str, Any]:
        """Return the updates under `result`, or why there are none beside what a refusal says."""
        try:
            return {"result": updates_in(payload)}
        except NotUpdatesError as failure:
            return {**_refusal_in(payload), "result": failure}


class PlainBot(ExtBot[int]):
    """The library's bot, which can also fetch updates without taking them apart."""

    async def fetch(
        self, offset: int, seconds: int, limit: int, kinds: Sequence[str]
    ) -> list[object]:
        """Return updates from a number on, as JSON values; wait up to `seconds` for one.

        Raises TelegramError, and NotUpdatesError for a response that holds none.
        """
        wanted = {
            "timeout": seconds,
            "offset": offset,
            "limit": limit,
            "allowed_updates": list(kinds),
        }
        answer = await self._post("getUpdates", wanted, read_timeout=PATIENCE_SECONDS + seconds)
        if isinstance(answer, NotUpdatesError):
            raise answer
        return list(answer)


class Poller:
    """Fetches updates until it is stopped, and hands on each one once.

    `take` returns when Telegram may be told that it has been taken, except for those from `owed`
    on, which is the lowest number of what must come again if this process ends.
    """

    def __init__(
        self,
        bot: PlainBot,
        kinds: Sequence[str],
        take: Callable[[Sequence[object]], Awaitable[None]],
        owed: Callable[[], int | None],
        failed: Callable[[TelegramError], None],
    ) -> None:
        self._bot = bot
        self._kinds = kinds
        self._take = take
        self._owed = owed
        self._failed = failed
        self._offset = 0
        self._one_by_one = 0
        self._broken = 0
        self._astray = self._asked = 0
        self._strays: OrderedDict[bytes, None] = OrderedDict()

    async def run(self, stop: asyncio.Event) -> None:
        """Fetch until `stop` is set.

        Raises TokenRefusedError where Telegram has not known the token for long: for moments that
        happens to servers of its own.
        """
        growing = _FIRST_PAUSE_SECONDS
        refused: float | None = None
        while not stop.is_set():
            pause = growing
            try:
                fetched = await _unless(stop, self._fetch())
                pause = await self._hand_on(fetched or [])
                growing, refused = _FIRST_PAUSE_SECONDS, None
            except InvalidToken as refusal:
                now = asyncio.get_running_loop().time()
                refused = now if refused is None else refused
                if now - refused > _REFUSED_SECONDS:
                    raise TokenRefusedError(_REFUSED) from None
                growing = min(growing * 1.5, _LONGEST_PAUSE_SECONDS)
                self._failed(refusal)
            except RetryAfter as wish:
                pause = seconds_to_wait(wish) + _SLACK_SECONDS
                self._failed(wish)
            except TimedOut as failure:
                pause = 0
                self._failed(failure)
            except BrokenBodyError as broken:
                pause = await self._isolate(broken.body)
            except (TelegramError, NotUpdatesError) as failure:
                growing = min(growing * 1.5, _LONGEST_PAUSE_SECONDS)
                self._failed(_as_telegram_error(failure))
            except Exception:
                # Nothing may end the fetching.
                growing = min(growing * 1.5, _LONGEST_PAUSE_SECONDS)
                _log.exception("Fetching met something new; trying again")
            if pause:
                await _unless(stop, asyncio.sleep(pause))

    async def confirm(self) -> None:
        """Tell Telegram that all that was handed on has been taken, after `run` has ended."""
        if not self._offset:
            return
        try:
            async with asyncio.timeout(_CONFIRM_SECONDS):
                await self._bot.fetch(self._first_due(), 0, 1, self._kinds)
        except (TelegramError, NotUpdatesError, TimeoutError) as failure:
            _log.warning(
                "Telegram was not told what has been fetched (%s); it may come again",
                type(failure).__name__,
            )

    async def _fetch(self) -> list[object]:
        limit = 1 if self._one_by_one else _AT_ONCE
        self._one_by_one = max(0, self._one_by_one - 1)
        first = self._first_due()
        fetched = await self._bot.fetch(first, _LONG_POLL_SECONDS, limit, self._kinds)
        if first == self._offset:
            return fetched
        # What is owed comes again until it is done; only what lies behind it is news.
        news = [one for one in fetched if (update_id_of(one) or 0) >= self._offset]
        if not news:
            await asyncio.sleep(_OWED_PAUSE_SECONDS)
        return news

    def _first_due(self) -> int:
        owed = self._owed()
        return self._offset if owed is None else min(owed, self._offset)

    async def _hand_on(self, updates: Sequence[object]) -> float:
        """Hand on each update that is new; return how long to wait before the next poll."""
        self._broken = 0
        ahead: list[int] = []
        behind: list[int] = []
        new: list[object] = []
        for update in updates:
            number = update_id_of(update)
            if number is not None and self._is_likely(number):
                (ahead if number >= self._offset else behind).append(number)
            if (ahead and number == ahead[-1]) or self._is_first_seen(update):
                new.append(update)
        if new:
            await self._hand(new)
        if ahead:
            # The last one, as Telegram sends them in order.
            self._offset = ahead[-1] + 1
            self._astray = 0
        elif updates:
            return self._stray(behind)
        return 0

    async def _hand(self, updates: Sequence[object]) -> None:
        try:
            await self._take(updates)
        except Exception:
            # Their numbers must be passed, or they would come again for ever.
            _log.exception("Updates were lost")

    def _stray(self, behind: Sequence[int]) -> float:
        """Go on past updates whose numbers are no help; return how long to wait before that.

        They come again until they are passed, and are handed on only once. The first that is due
        has at least the number asked for, so that asking for one more passes over nothing else.
        That waits for the third time: what comes once may be a slip of a server in between. Where
        it does not help, Telegram may have begun to count anew, as it does after a week without
        updates; so both are tried in turn.
        """
        self._astray += 1
        if self._astray == 1:
            self._asked = self._offset
        passed = self._astray - _STRAY_TRIES
        if passed >= 0 and passed % 2 == 0 and self._asked:
            self._offset = self._asked + 1 + passed // 2
        elif passed > 0 and behind:
            self._offset = max(behind) + 1
        return min(self._astray * _SHORT_PAUSE_SECONDS, _FIRST_PAUSE_SECONDS)

    def _is_likely(self, number: int) -> bool:
        return not self._offset or abs(number - self._offset) < _LONGEST_LEAP

    def _is_first_seen(self, update: object) -> bool:
        """Tell whether an update without a number of its own was not handed on before."""
        # What came with it decides how an endless number or a deep value in it was read.
        said = repr(harmless(update, _SHALLOW))
        print_of = hashlib.sha256(said.encode("utf-8", "replace")).digest()
        if print_of in self._strays:
            return False
        self._strays[print_of] = None
        if len(self._strays) > _MOST_REMEMBERED:
            self._strays.popitem(last=False)
        return True

    async def _isolate(self, body: str) -> float:
        """Ask for one update at a time until the one that breaks the body is found and passed."""
        if self._one_by_one == 0 and self._broken == 0:
            self._one_by_one, self._broken = _AT_ONCE, 1
            _log.warning("Updates cannot be told apart; asking for one at a time")
            return 0
        self._broken += 1
        if self._broken <= _BROKEN_TRIES:
            # It may have been cut off on its way.
            self._one_by_one += 1
            return _FIRST_PAUSE_SECONDS
        self._one_by_one = self._broken = 0
        if self._is_first_seen(body):
            await self._hand([body])
        number = update_id_of(body)
        if self._offset:
            # It was asked for alone, so that it is the first that is due.
            self._offset += 1
        elif number is not None:
            self._offset = number + 1
        return _SHORT_PAUSE_SECONDS


def _refusal_in(body: bytes) -> dict[str, Any]:
    """Return those fields of a refusal that the library reads, where they are what it expects."""
    kept: dict[str, Any] = {}
    try:
        refusal = parsed(body.decode("utf-8", "replace"))
    except ValueError:
        return kept
    if not isinstance(refusal, dict):
        return kept
    if isinstance(refusal.get("description"), str):
        kept["description"] = refusal["description"]
    parameters = refusal.get("parameters")
    if isinstance(parameters, dict):
        numbers = {key: one for key, one in parameters.items() if isinstance(one, int)}
        if numbers:
            kept["parameters"] = numbers
    return kept


def _as_telegram_error(failure: Exception) -> TelegramError:
    return failure if isinstance(failure, TelegramError) else TelegramError(str(failure))


async def _unless(stop: asyncio.Event, work: Awaitable[_Result]) -> _Result | None:
    """Return what the work returns, or None if the stop comes first; then the work is cancelled."""
    working = asyncio.ensure_future(work)
    stopping = asyncio.ensure_future(stop.wait())
    try:
        await asyncio.wait({working, stopping}, return_when=asyncio.FIRST_COMPLETED)
    finally:
        stopping.cancel()
        if not working.done():
            working.cancel()
            with suppress(asyncio.CancelledError):
                await working
    return None if working.cancelled() else working.result()
