"""What Telegram said when it refused, as far as it is safe to write into a log."""

from telegram.error import TelegramError

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
