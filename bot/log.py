"""Logging: to standard error, with no token, key or Telegram id in any line."""

import logging
import re

_SECRETS = re.compile(r"\d+:[A-Za-z0-9_-]{20,}")
_LONG_NUMBERS = re.compile(r"\d{6,}")


class _Redacting(logging.Formatter):
    """Masks what may be a secret or a person, also inside tracebacks."""

    def format(self, record: logging.LogRecord) -> str:
        line = super().format(record)
        return _LONG_NUMBERS.sub("[number]", _SECRETS.sub("[token]", line))


def set_up_logging(level: int = logging.INFO) -> None:
    """Log to standard error, one line an event."""
    handler = logging.StreamHandler()
    handler.setFormatter(_Redacting("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    logging.basicConfig(level=level, handlers=[handler], force=True)
    # httpx logs every request's address, and the address holds the token.
    for chatty in ("httpx", "httpcore", "tornado", "asyncio"):
        logging.getLogger(chatty).setLevel(logging.WARNING)
    logging.getLogger("telegram").setLevel(logging.WARNING)
    # It logs every "too many requests" with a traceback; `handlers.sending` says so in a line.
    logging.getLogger("telegram.ext.AIORateLimiter").setLevel(logging.CRITICAL)
