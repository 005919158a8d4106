"""Telegram's own memory of inline answers, which the bot cannot see past."""

from typing import Any

from sandbox.clock import Clock

Json = dict[str, Any]


class InlineCache:
    """Keeps answers for their `cache_time`, by words and offset; personal ones by person too.

    Off until `on` is set: then the same words reach the bot again only when the clock
    has been moved past that time.
    """

    def __init__(self, clock: Clock) -> None:
        self.on = False
        self._clock = clock
        self._kept: dict[tuple[str, str, int | None], tuple[float, Json]] = {}

    def find(self, words: str, offset: str, person: int) -> Json | None:
        """Return the answer that still holds, if there is one."""
        for who in (person, None):
            until, answer = self._kept.get((words, offset, who), (0.0, None))
            if self.on and self._clock.moved() < until:
                return answer
        return None

    def keep(self, words: str, offset: str, person: int, answer: Json) -> None:
        """Keep an answer for as long as it asks."""
        who = person if answer["is_personal"] else None
        self._kept[words, offset, who] = (self._clock.moved() + answer["cache_time"], answer)
