"""Why a message could not go: for good, for a reason of its own, or for one that passes."""

from collections.abc import Callable
from enum import Enum, auto

import httpx
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Forbidden,
    RetryAfter,
    TelegramError,
    TimedOut,
)

from handlers.kit.refusals import GONE

_NO_CHAT = "chat not found"
_NO_MESSAGE = "message to be replied not found"
_SHORTEST = 2
_LONGEST = 300
_LONGEST_PASSING = 60
_SHORTEST_UNCLEAR = 15
_LONGEST_UNCLEAR = 3_600
_SHORTEST_WITHOUT_CHAT = 30


class Failure(Enum):
    """What a refusal, or silence, means for a message that is due."""

    GONE = auto()
    """Nobody can be written to there any more, by their own wish."""
    NO_CHAT = auto()
    """Telegram knows no such chat: final only for one that has long been silent."""
    NO_MESSAGE = auto()
    """What it replies to is not there."""
    MOVED = auto()
    """The group has another id now."""
    TOO_MANY = auto()
    """Telegram asks to wait."""
    REFUSED = auto()
    """For a reason that lies in this message or its chat, as far as can be told."""
    UNCLEAR = auto()
    """Nobody can tell whether it arrived."""
    PASSING = auto()
    """It did not arrive, and will when the trouble is over."""


def failure_of(error: Exception) -> Failure:
    """Return what it means that sending raised this."""
    if isinstance(error, RetryAfter):
        return Failure.TOO_MANY
    if isinstance(error, ChatMigrated):
        return Failure.MOVED
    if isinstance(error, TimedOut):
        # Only where the request had not begun is it known that it did not arrive.
        begun = not isinstance(error.__cause__, httpx.ConnectTimeout | httpx.PoolTimeout)
        return Failure.UNCLEAR if begun else Failure.PASSING
    if not isinstance(error, BadRequest | Forbidden) or error.__cause__ is not None:
        # With a cause, the refusal is in no form of Telegram's: someone in between has spoken.
        return Failure.PASSING
    return _refusal(error)


def pause_after(failure: Failure, times: int, spread: Callable[[float, float], float]) -> float:
    """Return how long to wait after so many attempts that failed before this one, in seconds.

    Pauses grow to a minute, to five where the message itself is refused. Where nobody can tell
    whether a message arrived they grow to an hour, since every attempt may be a copy: there are
    five in the first hour. `spread` picks a number between two, so that not all come at once.
    """
    first, growth, longest = {
        Failure.UNCLEAR: (_SHORTEST_UNCLEAR, 4, _LONGEST_UNCLEAR),
        Failure.PASSING: (_SHORTEST, 2, _LONGEST_PASSING),
        Failure.NO_CHAT: (_SHORTEST_WITHOUT_CHAT, 2, _LONGEST),
    }.get(failure, (_SHORTEST, 2, _LONGEST))
    grown: int = first * growth ** min(times, 16)
    return min(grown, longest) * spread(0.8, 1.0)


def _refusal(error: TelegramError) -> Failure:
    said = error.message.lower()
    if isinstance(error, Forbidden):
        return Failure.GONE if any(words in said for words in GONE) else Failure.REFUSED
    if said.startswith(_NO_CHAT):
        return Failure.NO_CHAT
    return Failure.NO_MESSAGE if _NO_MESSAGE in said else Failure.REFUSED
