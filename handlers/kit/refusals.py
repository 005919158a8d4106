"""What Telegram said when it refused: for the log, and whether it may pass."""

from datetime import timedelta

from telegram.error import BadRequest, Forbidden, RetryAfter, TelegramError

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


GONE = (
    "bot was blocked by the user",
    "user is deactivated",
    "bot was kicked",
    "bot is not a member",
)
"""What Telegram says of those who do not want to hear from us, or are no more (tdlib,
telegram-bot-api/Client.cpp)."""
_FOR_GOOD = (*GONE, "bot can't initiate conversation", "bot can't send messages to")


def may_pass(refusal: TelegramError) -> bool:
    """Tell whether the same message may go out later to someone who has just written.

    That is so for all that says nothing of the message or of its reader: no answer, an odd one, a
    token that is not known, another program with it, too many requests, a chat that is not found or
    is said to be another now, which a private chat never is.
    """
    match refusal:
        case Forbidden():
            return not any(words in refusal.message.lower() for words in _FOR_GOOD)
        case BadRequest():
            return says(refusal, "chat not found")
        case _:
            return True


def says(refusal: TelegramError, *beginnings: str) -> bool:
    """Tell whether Telegram's words begin with one of these."""
    return refusal.message.lower().startswith(beginnings)


def seconds_to_wait(wish: RetryAfter) -> float:
    """Return how long Telegram asks to wait; the library is changing the type it says it in."""
    wanted = wish.retry_after
    return wanted.total_seconds() if isinstance(wanted, timedelta) else float(wanted)
