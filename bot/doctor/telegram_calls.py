"""Questions to Telegram that change nothing, each within a bounded time, however it answers."""

import asyncio
import json
import time
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from enum import StrEnum
from typing import Any

import httpx

from bot.connection import certificates

_AT_ONCE = 4
_LONGEST_ANSWER = 1 << 20


class Trouble(StrEnum):
    """Why there is no result."""

    UNREACHED = "unreached"
    SILENT = "silent"
    STRANGE = "strange"
    BROKEN = "broken"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Told:
    """What Telegram said to a question.

    `status` is HTTP's, 0 where nothing came. `description` is Telegram's own, for telling kinds of
    refusals apart; it is not printed. `ahead` is how many seconds its clock was ahead of ours,
    where it said its time, give or take one and half of the way.
    """

    trouble: Trouble | None
    result: Any = None
    status: int = 0
    description: str = ""
    ahead: float | None = None
    took: float = 0.0

    def text(self, name: str) -> str:
        """Return a text of the result, an empty one where it is not there."""
        value = self.result.get(name) if isinstance(self.result, dict) else None
        return value if isinstance(value, str) else ""

    def number(self, name: str) -> int:
        """Return a number of the result, 0 where it is not there."""
        value = self.result.get(name) if isinstance(self.result, dict) else None
        return value if isinstance(value, int) else 0

    def flag(self, name: str) -> bool | None:
        """Return a flag of the result, None where it is not there."""
        value = self.result.get(name) if isinstance(self.result, dict) else None
        return value if isinstance(value, bool) else None


class TelegramCalls:
    """Asks one bot's questions; `patience` is how many seconds each may take in all."""

    def __init__(self, token: str, base_url: str, patience: float) -> None:
        self._address = f"{base_url}{token}"
        self._patience = patience
        self._turns = asyncio.Semaphore(_AT_ONCE)
        self._client = httpx.AsyncClient(timeout=patience, verify=certificates())

    async def __aenter__(self) -> "TelegramCalls":
        await self._client.__aenter__()
        return self

    async def __aexit__(self, *ended: Any) -> None:
        await self._client.__aexit__(*ended)

    async def ask(self, method: str, **params: object) -> Told:
        """Ask one question; whatever goes wrong is in the answer."""
        async with self._turns:
            began, now = time.monotonic(), time.time()
            try:
                # The client's own limit is one of each step: an answer that drips never ends.
                async with asyncio.timeout(self._patience):
                    status, date, body = await self._post(method, params)
            except (TimeoutError, httpx.TimeoutException):
                return Told(Trouble.SILENT)
            except (httpx.HTTPError, httpx.InvalidURL, OSError):
                return Told(Trouble.UNREACHED)
            took = time.monotonic() - began
        return _read(status, body, _ahead(date, now + took / 2), took)

    async def _post(self, method: str, params: dict[str, object]) -> tuple[int, str, bytes]:
        async with self._client.stream("POST", f"{self._address}/{method}", json=params) as answer:
            body = b""
            async for part in answer.aiter_bytes():
                body += part
                if len(body) > _LONGEST_ANSWER:
                    break
            return answer.status_code, answer.headers.get("Date", ""), body


def _read(status: int, body: bytes, ahead: float | None, took: float) -> Told:
    def none(trouble: Trouble, description: str = "") -> Told:
        return Told(trouble, None, status, description, ahead, took)

    try:
        content = json.loads(body)
    except (ValueError, RecursionError):
        return none(Trouble.BROKEN if status >= 500 else Trouble.STRANGE)
    if not isinstance(content, dict) or not isinstance(content.get("ok"), bool):
        return none(Trouble.STRANGE)
    if content["ok"]:
        return Told(None, content.get("result"), status, "", ahead, took)
    description = str(content.get("description", ""))
    return none(Trouble.BROKEN if status >= 500 else Trouble.REFUSED, description)


def _ahead(date: str, now: float) -> float | None:
    try:
        # Whole seconds, cut off: half of one is what is missing on average.
        return parsedate_to_datetime(date).timestamp() + 0.5 - now
    except ValueError:
        return None
