"""Questions that wait for the bot's answer: pressed buttons, inline queries, guest mentions."""

import asyncio
from dataclasses import dataclass, field
from typing import Any

from sandbox import limits
from sandbox.clock import Clock
from sandbox.refusal import QUERY_IS_OLD, bad_request

Json = dict[str, Any]

_SECONDS = {
    "callback": limits.CALLBACK_ANSWER_SECONDS,
    "inline": limits.INLINE_ANSWER_SECONDS,
    "guest": limits.INLINE_ANSWER_SECONDS,
}


@dataclass(slots=True)
class PendingQuery:
    """One question, how far the clock was moved when it was asked, and what its answer needs."""

    id: str
    kind: str
    asked: float
    context: Json
    answer: asyncio.Future[Json] = field(repr=False)


class Queries:
    """Open questions by id; each is answered once, and before the clock is moved past its time."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._open: dict[str, PendingQuery] = {}
        self._made = 0

    def ask(self, kind: str, **context: Any) -> PendingQuery:
        """Open a question of kind `callback`, `inline` or `guest`."""
        self._made += 1
        future: asyncio.Future[Json] = asyncio.get_running_loop().create_future()
        number = str(7_000_000_000_000_000_000 + self._made)
        query = PendingQuery(number, kind, self._clock.moved(), context, future)
        self._open[number] = query
        return query

    def find(self, kind: str, number: str) -> PendingQuery:
        """Return the open question; raise the 400 for one that is unknown, answered or too old."""
        query = self._open.get(number)
        if query is None or query.kind != kind:
            raise bad_request(QUERY_IS_OLD)
        if self._clock.moved() - query.asked > _SECONDS[kind]:
            del self._open[number]
            raise bad_request(QUERY_IS_OLD)
        return query

    def close(self, query: PendingQuery, answer: Json) -> None:
        """Give the answer to whoever asked; the question can not be answered again."""
        self._open.pop(query.id, None)
        if not query.answer.done():
            query.answer.set_result(answer)
