"""What Telegram said when it refused: in words for the log, and what it means."""

from datetime import timedelta
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

# Telegram's descriptions can quote what was sent; these are whole sentences of its own
# (tdlib, telegram-bot-api/Client.cpp).
_SAFE = (
    "bot was blocked by the user",
    "bot was kicked",
    "bot can't initiate conversation with a user",
    "bot can't send messages to bots",
    "user is deactivated",
    "chat not found",
    "message is not modified",
    "message is too long",
    "message text is empty",
    "message to be replied not found",
    "message to edit not found",
    "not enough rights",
    "query is too old",
    "too many requests",
    "file is too big",
    "wrong file_id",
    "timed out",
    "unauthorized",
    "bad gateway",
    "internal server error",
)


def in_words(refusal: TelegramError) -> str:
    """Return a refusal's kind, and the sentence that it is known by where it is a known one."""
    said = refusal.message.lower()
    known = next((words for words in _SAFE if words in said), None)
    kind = type(refusal).__name__
    return f"{kind}, {known}" if known else kind


class Failure(Enum):
    """What a refusal, or silence, means for a message."""

    GONE = auto()
    """Nobody can be written to there any more, by their own wish."""
    CLOSED = auto()
    """Nobody can be written to there before they write themselves."""
    FORBIDDEN = auto()
    """For a reason that nobody knows: someone who has just written may be written to again."""
    NO_CHAT = auto()
    """Telegram knows no such chat: final only for one that has long been silent."""
    NO_MESSAGE = auto()
    """What it replies to is not there."""
    MOVED = auto()
    """The group has another id now, which a private chat never has."""
    TOO_MANY = auto()
    """Telegram asks to wait."""
    REFUSED = auto()
    """For a reason that lies in this message or its chat, as far as can be told."""
    UNSAID = auto()
    """Without a word why, which Telegram never does: someone in between, or this message."""
    UNCLEAR = auto()
    """Nobody can tell whether it arrived."""
    PASSING = auto()
    """It did not arrive, and will when the trouble is over."""


_SAID: tuple[tuple[type[TelegramError], tuple[str, ...], Failure], ...] = (
    (
        Forbidden,
        (
            "bot was blocked by the user",
            "user is deactivated",
            "bot was kicked",
            "bot is not a member",
        ),
        Failure.GONE,
    ),
    (
        Forbidden,
        ("bot can't initiate conversation", "bot can't send messages to"),
        Failure.CLOSED,
    ),
    (Forbidden, ("",), Failure.FORBIDDEN),
    (BadRequest, ("chat not found",), Failure.NO_CHAT),
    (
        BadRequest,
        ("message to be replied not found", "message to reply not found"),
        Failure.NO_MESSAGE,
    ),
    # What the library says where nothing is said.
    (BadRequest, ("bad request (400)",), Failure.UNSAID),
    (BadRequest, ("",), Failure.REFUSED),
)
"""How the descriptions of refusals begin (tdlib, telegram-bot-api/Client.cpp), and what they mean;
the first that fits decides."""

_FINAL_FOR_A_REPLY = {Failure.GONE, Failure.CLOSED, Failure.NO_MESSAGE, Failure.REFUSED}


def failure_of(error: Exception) -> Failure:
    """Return what it means that a call raised this: one judgment for replies and the outbox."""
    if isinstance(error, RetryAfter):
        return Failure.TOO_MANY
    if isinstance(error, ChatMigrated):
        return Failure.MOVED
    if isinstance(error, TimedOut):
        # Only where the request had not begun is it known that it did not arrive.
        begun = not isinstance(error.__cause__, httpx.ConnectTimeout | httpx.PoolTimeout)
        return Failure.UNCLEAR if begun else Failure.PASSING
    if not isinstance(error, TelegramError) or error.__cause__ is not None:
        # With a cause, the refusal is in no form of Telegram's: someone in between has spoken.
        return Failure.PASSING
    said = error.message.lower().removeprefix("forbidden: ")
    fitting = (
        failure
        for kind, beginnings, failure in _SAID
        if isinstance(error, kind) and said.startswith(beginnings)
    )
    return next(fitting, Failure.PASSING)


def may_pass(refusal: TelegramError) -> bool:
    """Tell whether the same message may go out later to someone who has just written."""
    return failure_of(refusal) not in _FINAL_FOR_A_REPLY


def says(refusal: TelegramError, *beginnings: str) -> bool:
    """Tell whether Telegram's words begin with one of these."""
    return refusal.message.lower().startswith(beginnings)


def seconds_to_wait(wish: RetryAfter) -> float:
    """Return how long Telegram asks to wait; the library is changing the type it says it in."""
    wanted = wish.retry_after
    return wanted.total_seconds() if isinstance(wanted, timedelta) else float(wanted)
