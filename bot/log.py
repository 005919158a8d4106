"""Logging: to standard error, with no token, key, id, name or text of a person in any line."""

import linecache
import logging
import re
import sys
import threading
import time
import traceback
import warnings
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Any, TextIO

from telegram.error import TelegramError

from bot.settings import SettingsError
from domain.errors import RaspaError
from handlers.kit.refusals import in_words

_SECRETS = re.compile(r"\d+:[A-Za-z0-9_-]{20,}")
_LONG_NUMBERS = re.compile(r"\d{6,}")
_ROOT = Path(__file__).parents[1]
_OURS = (
    *(
        "bot",
        "domain",
        "formats",
        "handlers",
        "locales",
        "matching",
        "media",
        "privacy",
        "sandbox",
        "storage",
    ),
    "__main__",
)
_CHATTY = ("httpx", "httpcore", "tornado", "asyncio", "telegram", "aiosqlite", "apscheduler")
_LOOPS = (
    "Task exception was never retrieved",
    "Future exception was never retrieved",
    "Task was destroyed but it is pending",
    "Exception in callback",
    "Fatal error on transport",
    "unhandled exception during asyncio.run() shutdown",
)
"""How the event loop's lines begin; what follows are the values that it met."""
_LINES_OF_A_CALL = 8
_log = logging.getLogger(__name__)
_TRACEBACK_SECONDS = 60.0
_MOST_CHAINED = 5
# Their messages are sentences of ours, made without anything that a person sent.
_SAFE = (RaspaError, SettingsError)


class PrivateFormatter(logging.Formatter):
    """Formats lines that hold nothing of what people send.

    Of an exception it prints types and places, and no message unless it is one of ours; the same
    kind of exception (its type, and the line of ours it came through) is printed whole once a
    minute, and in one line in between. Of other libraries' lines it prints the fixed words alone,
    as they stand in their source, since the values in them can be whole updates. What may be a
    secret or an id is masked.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        super().__init__("%(asctime)s %(levelname)s %(name)s: %(message)s")
        self._clock = clock
        self._printed: dict[str, float] = {}

    def format(self, record: logging.LogRecord) -> str:
        """Return the line, or the lines, of a record."""
        record.message = _words(record)
        record.asctime = self.formatTime(record, self.datefmt)
        line = self.formatMessage(record)
        error = record.exc_info[1] if record.exc_info else None
        if error is not None:
            kind = f"{_name(error)} at {_place(error.__traceback__)}"
            more = f"\n{_stack(error)}" if self._is_due(kind) else f" (again {kind})"
            line += more
        return _LONG_NUMBERS.sub("[number]", _SECRETS.sub("[token]", line))

    def _is_due(self, kind: str) -> bool:
        now = self._clock()
        last = self._printed.get(kind)
        if last is not None and now - last < _TRACEBACK_SECONDS:
            return False
        recent = self._printed.items()
        self._printed = {one: at for one, at in recent if now - at < _TRACEBACK_SECONDS}
        self._printed[kind] = now
        return True


def set_up_logging(level: int = logging.INFO) -> None:
    """Log to standard error, one line an event."""
    handler = _PrivateHandler()
    handler.setFormatter(PrivateFormatter())
    logging.basicConfig(level=level, handlers=[handler], force=True)
    _bring_under_ours()
    # httpx logs every request's address, and the address holds the token.
    for chatty in _CHATTY:
        logging.getLogger(chatty).setLevel(max(level, logging.WARNING))
    # They log every refused call; who calls a webhook without its secret is nobody's concern.
    logging.getLogger("tornado.access").setLevel(logging.CRITICAL)


class _PrivateHandler(logging.StreamHandler[TextIO]):
    """Writes to standard error; of a line that cannot be made it says so, and nothing of it."""

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802 - the library's name
        """Say that a line could not be written, and where: not with which values."""
        with suppress(OSError, ValueError):
            place = f"{Path(record.pathname).name}:{record.lineno}"
            self.stream.write(f"A line of the log could not be written ({place})\n")


def _bring_under_ours() -> None:
    """Let what Python itself writes to standard error go the way of all other lines."""

    def warned(
        message: Warning | str,
        category: type[Warning],
        filename: str,
        lineno: int,
        file: TextIO | None = None,
        line: str | None = None,
    ) -> None:
        _log.warning("%s at %s:%s", category.__name__, Path(filename).name, lineno)

    def ended(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error, trace)
            return
        _log.critical("Ended by an error", exc_info=(kind, error, trace))

    def unraisable(met: Any) -> None:
        if met.exc_value is not None:
            told = (met.exc_type, met.exc_value, met.exc_traceback)
            _log.error("An error that nobody can take", exc_info=told)

    def in_thread(met: threading.ExceptHookArgs) -> None:
        if met.exc_value is not None:
            told = (met.exc_type, met.exc_value, met.exc_traceback)
            _log.error("A thread was ended by an error", exc_info=told)

    warnings.showwarning = warned
    sys.excepthook = ended
    sys.unraisablehook = unraisable
    threading.excepthook = in_thread


def _words(record: logging.LogRecord) -> str:
    if record.name.partition(".")[0] in _OURS:
        return record.getMessage()
    # The event loop puts an exception's own words into the lines that follow the first.
    said = str(record.msg).partition("\n")[0]
    known = next((words for words in _LOOPS if said.startswith(words)), None)
    if known is not None:
        return known
    if said and _is_written_out(said, record):
        return said
    return f"(a line of {Path(record.pathname).name}:{record.lineno})"


def _is_written_out(said: str, record: logging.LogRecord) -> bool:
    """Tell whether the source of a line holds its words, so that no value is among them."""
    lines = range(record.lineno, record.lineno + _LINES_OF_A_CALL)
    source = "".join(linecache.getline(record.pathname, line).strip() for line in lines)
    # Long words are written as several pieces, one below the other.
    return said in source.replace('""', "").replace("''", "")


def _stack(error: BaseException) -> str:
    """Return an exception's types and places, and those of what led to it, oldest first."""
    parts: list[str] = []
    seen: set[int] = set()
    current: BaseException | None = error
    while current is not None and id(current) not in seen and len(parts) < _MOST_CHAINED:
        seen.add(id(current))
        frames = traceback.StackSummary.extract(
            traceback.walk_tb(current.__traceback__), lookup_lines=True
        )
        parts.append(f"{''.join(frames.format())}{_name(current)}{_said(current)}")
        hidden = current.__suppress_context__
        current = current.__cause__ or (None if hidden else current.__context__)
    return "\nwhich led to\n".join(reversed(parts))


def _said(error: BaseException) -> str:
    if isinstance(error, TelegramError):
        return f": {in_words(error)}"
    return f": {error}" if isinstance(error, _SAFE) else ""


def _name(error: BaseException) -> str:
    kind = type(error)
    return kind.__name__ if kind.__module__ == "builtins" else f"{kind.__module__}.{kind.__name__}"


def _place(trace: TracebackType | None) -> str:
    """Return the last line of our own code that an exception came through."""
    place = "an unknown line"
    while trace is not None:
        path = Path(trace.tb_frame.f_code.co_filename)
        # Where the package is installed, other libraries lie in the same folder.
        if path.is_relative_to(_ROOT) and path.relative_to(_ROOT).parts[0] in _OURS:
            place = f"{path.relative_to(_ROOT)}:{trace.tb_lineno}"
        trace = trace.tb_next
    return place
