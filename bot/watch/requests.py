"""Calls to Telegram, each told to whoever watches: method, outcome, seconds."""

import asyncio
import re
from collections.abc import Callable
from typing import Any

from telegram.error import TimedOut
from telegram.request import HTTPXRequest

from bot.watch.labels import outcome_of

Observer = Callable[[str, str, float], None]

_OK = re.compile(rb'"ok"\s*:\s*true')


class ObservedRequest(HTTPXRequest):
    """The library's request, which tells of each call that comes to an end."""

    observer: Observer | None = None

    async def do_request(
        self, url: str, method: str, *told: Any, **named: Any
    ) -> tuple[int, bytes]:
        """Make the call. Raises what the library's does."""
        clock = asyncio.get_running_loop().time
        began = clock()
        outcome = "network"
        try:
            status, payload = await super().do_request(url, method, *told, **named)
            outcome = outcome_of(status)
            if outcome == "ok" and method == "POST" and not _OK.search(payload):
                outcome = "not_json"
        except asyncio.CancelledError:
            outcome = ""
            raise
        except TimedOut:
            outcome = "timeout"
            raise
        finally:
            if self.observer and outcome:
                name = url.rpartition("/")[2] if method == "POST" else "download"
                self.observer(name, outcome, clock() - began)
        return status, payload
