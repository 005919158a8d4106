"""Telegram's sending pace, when a test asks for it to be kept."""

import math
from collections import defaultdict, deque
from collections.abc import Mapping
from typing import Any

from sandbox.clock import Clock
from sandbox.refusal import too_many_requests

_COUNTED = ("send", "forward", "copy", "edit")


class Flood:
    """Refuses messages above a pace with 429, off until `limit` is called.

    The paces that Telegram names: about 30 messages a second overall, one a second in a chat with
    short bursts, 20 a minute in a group (core.telegram.org/bots/faq).
    """

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._overall = 0
        self._burst = 0
        self._per_chat = 0.0
        self._sent: deque[float] = deque()
        self._chats: dict[str, deque[float]] = defaultdict(deque)

    def limit(self, overall: int = 30, per_chat: float = 1.0, burst: int = 5) -> None:
        """Keep to so many messages a second overall and in a chat, the latter after a burst."""
        self._overall, self._per_chat, self._burst = overall, per_chat, burst

    def check(self, method: str, params: Mapping[str, Any]) -> None:
        """Count one call; raise the 429 if it comes too early."""
        if not self._overall or not method.startswith(_COUNTED) or method == "sendChatAction":
            return
        now = self._clock.now()
        chat = str(params.get("chat_id"))
        group = chat.startswith("-")
        window = 60.0 if group else self._burst / self._per_chat
        in_chat = self._chats[chat]
        wait = max(
            _wait(self._sent, self._overall, 1.0, now),
            _wait(in_chat, 20 if group else self._burst, window, now),
        )
        if wait > 0:
            raise too_many_requests(max(1, math.ceil(wait)))
        self._sent.append(now)
        in_chat.append(now)


def _wait(sent: deque[float], count: int, window: float, now: float) -> float:
    while sent and sent[0] <= now - window:
        sent.popleft()
    return sent[0] + window - now if len(sent) >= count else 0.0
