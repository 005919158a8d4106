"""The closed sets that labels come from: nothing that a person sent is in any of them."""

import telegram.error
from telegram.error import TelegramError

from domain.decision import DecisionKind
from storage.engine import errors
from storage.engine.errors import StoreError
from storage.readers.feedback import Vote

UPDATES = ("post", "press", "inline")
"""Kinds of updates, as they wait: for a day, 150 seconds, 30 seconds."""
UPDATE_ENDS = ("taken", "handled", "put_off", "expired", "set_aside")
POST_COUNTS = {
    **{f"decided-{kind}": str(kind) for kind in DecisionKind},
    "own-card": "own_card",
    "question": "question",
    "similar-picture": "similar_picture",
    "talk": "talk",
    "unreadable": "unreadable",
}
"""What is counted of a post in the store, and the outcome that stands for it here."""
POSTS = tuple(POST_COUNTS.values())
EVENTS = (
    *(f"vote-{vote}" for vote in Vote),
    "ask",
    "flood",
    "group-connected",
    "group-pointer",
    "guest-answer",
    "inline-card",
    "inline-expired",
    "inline-picture",
    "inline-stale",
    "long-queue",
    "picture",
    "press-expired",
    "report",
    "reply-given-up",
    "stranger-at-the-desk",
    "update-read-in-part",
    "update-unreadable",
)
METHODS = (
    "answerCallbackQuery",
    "answerGuestQuery",
    "answerInlineQuery",
    "deleteWebhook",
    "download",
    "editMessageMedia",
    "editMessageText",
    "getChat",
    "getChatMember",
    "getFile",
    "getMe",
    "getUpdates",
    "getWebhookInfo",
    "sendChatAction",
    "sendDocument",
    "sendMessage",
    "sendPhoto",
    "setWebhook",
)
OUTCOMES = (
    "ok",
    "bad_request",
    "conflict",
    "forbidden",
    "network",
    "not_json",
    "server_error",
    "timeout",
    "token_refused",
    "too_many",
)
LETTER_ENDS = ("sent", "put_off", "dropped")
ROOMS = ("bot", "domain", "formats", "handlers", "matching", "media", "privacy", "storage")
_STATUSES = {
    400: "bad_request",
    401: "token_refused",
    403: "forbidden",
    404: "token_refused",
    409: "conflict",
    429: "too_many",
}
_OF_THE_STORE = {
    name
    for name, one in vars(errors).items()
    if isinstance(one, type) and issubclass(one, StoreError)
}
_OF_TELEGRAM = {
    name
    for name, one in vars(telegram.error).items()
    if isinstance(one, type) and issubclass(one, TelegramError)
}


def outcome_of(status: int) -> str:
    """Return the outcome that an HTTP status of Telegram's stands for."""
    if status >= 500:
        return "server_error"
    return "ok" if 200 <= status < 300 else _STATUSES.get(status, "other")


def error_kind(name: str) -> str:
    """Return where an exception of this type's name comes from."""
    if name in _OF_THE_STORE:
        return "store"
    if name in _OF_TELEGRAM:
        return "telegram"
    return "encoder" if name == "EncodingError" else "program"
