"""Messages that change an ask which was answered: edited ones, and late parts of an album.

The reply that stands is changed in its place, so that nobody is left with an answer to words that
are no longer there, and one ask keeps one reply.
"""

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz
from telegram import Message

from domain.post import Post
from handlers.kit.answer import Answer
from handlers.kit.context import Context
from handlers.kit.recent import Answered
from matching.reading.normalize import terms

_ALIKE = 90
"""Of 100: from which on two wordings are one, but for slips of the pen."""

_NUMBER = re.compile(r"\d+")


@dataclass(frozen=True, slots=True)
class AnsweredAsk:
    """What was answered before, and the messages of that ask as they are now."""

    answered: Answered
    parts: tuple[Message, ...]

    def says_the_same(self, told: Post, mark: str) -> bool:
        """Tell whether the reply can stay as it is, with what was pressed under it."""
        return self.answered.mark == mark and _alike(self.answered.post, told)


def standing(parts: Sequence[Message], context: Context, *, edited: bool) -> AnsweredAsk | None:
    """Return the answered ask that these messages change or go on with, None where there is none.

    `edited` tells that the messages came as changed ones; others belong to an answered ask by
    their album alone.
    """
    recent = context.services.recent
    for part in parts:
        known = recent.said_in_album(part.chat_id, part.media_group_id)
        if known is None and edited:
            known = recent.said_in(part.chat_id, part.message_id)
        if known is not None:
            now = {one.message_id: one for one in (*known.parts, *parts)}
            return AnsweredAsk(known, tuple(now[number] for number in sorted(now)))
    return None


def mark_of(answer: Answer) -> str:
    """Return what stands for all that an answer says and offers."""
    shown = f"{answer.content}\0{answer.keyboard and answer.keyboard.to_json()}\0{answer.preview}"
    return hashlib.sha256(shown.encode("utf-8", "surrogatepass")).hexdigest()


def _alike(before: Post, now: Post) -> bool:
    if before.origin != now.origin or set(before.links) != set(now.links):
        return False
    if _NUMBER.findall(before.text) != _NUMBER.findall(now.text):
        return False
    said, says = " ".join(terms(before.text)), " ".join(terms(now.text))
    return said == says or fuzz.ratio(said, says) >= _ALIKE
