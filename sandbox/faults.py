"""Faults on demand: refusals, answers that get lost, silence, broken connections."""

import random
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from sandbox.refusal import Refusal, too_many_requests

_WORDS = {
    400: "Bad Request",
    401: "Unauthorized",
    403: "Forbidden: bot was blocked by the user",
    404: "Not Found",
    500: "Internal Server Error",
    502: "Bad Gateway",
    503: "Service Unavailable",
    504: "Gateway Timeout",
}


@dataclass(slots=True)
class CallFault:
    """One fault to come.

    It strikes calls of `method` (any if empty), to `chat_id` if given, `times` times (for ever if
    none), each with `probability`. First it waits `hang` seconds. Then it drops the connection, or
    answers with `source` as it is (and `status`, or 200), or with `status` (`moved_to`: the group
    is a supergroup of that id now), or, with none of them, lets the call go on. With `after` the
    call is done before all that, and only its answer is lost.
    """

    method: str = ""
    status: int = 0
    description: str = ""
    retry_after: int = 1
    moved_to: int | None = None
    times: int | None = 1
    chat_id: int | None = None
    hang: float = 0.0
    drop: bool = False
    source: str | None = None
    after: bool = False
    probability: float = 1.0
    seed: int | None = None
    struck: int = 0
    _random: random.Random = field(init=False, repr=False)

    def __post_init__(self) -> None:
        self._random = random.Random(self.seed)  # noqa: S311 - dice, not secrets

    def strikes(self, method: str, params: Mapping[str, Any]) -> bool:
        """Return whether this call is hit, and count it if so."""
        if self.times is not None and self.struck >= self.times:
            return False
        if self.method and self.method.lower() != method.lower():
            return False
        if self.chat_id is not None and str(params.get("chat_id")) != str(self.chat_id):
            return False
        if self.probability < 1 and self._random.random() >= self.probability:
            return False
        self.struck += 1
        return True

    def refusal(self) -> Refusal | None:
        """Return what the call is answered with, nothing if the fault lets it pass."""
        if not self.status:
            return None
        if self.status == 429 and not self.description:
            return too_many_requests(self.retry_after)
        words = self.description or _WORDS.get(self.status, "Bad Request")
        wait = self.retry_after if self.status == 429 else None
        return Refusal(self.status, words, wait, self.moved_to)


class Faults:
    """The faults that are due, the first that strikes wins."""

    def __init__(self) -> None:
        self._faults: list[CallFault] = []

    def add(self, fault: CallFault) -> CallFault:
        """Make a fault due; the same object tells later how often it `struck`."""
        self._faults.append(fault)
        return fault

    def clear(self) -> None:
        """Forget all faults."""
        self._faults.clear()

    def strike(self, method: str, params: Mapping[str, Any]) -> CallFault | None:
        """Return the fault that hits this call, if any does."""
        return next((fault for fault in self._faults if fault.strikes(method, params)), None)
