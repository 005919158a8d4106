"""What the running parts report to, and what is known of them: one object of one bot."""

from collections.abc import Iterable
from time import monotonic

from prometheus_client import CollectorRegistry, Counter, Histogram, Info, ProcessCollector

from bot import __version__
from bot.watch.labels import (
    EVENTS,
    LETTER_ENDS,
    METHODS,
    OUTCOMES,
    POST_COUNTS,
    POSTS,
    ROOMS,
    UPDATE_ENDS,
    UPDATES,
    error_kind,
)
from matching.search.encoder import Coming
from storage.mail.notices import LetterKind

_SECONDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300, 1_800)
_OTHER = "other"
STAGES = ("inbox", "decision", "encoder", "sending", "whole")
"""Waiting in the inbox, deciding, of that encoding, a message on its way, from arrival to end."""
_MESSAGES = {"sendMessage", "sendDocument", "editMessageText", "answerInlineQuery"}


class Watch:
    """Counts what happens in one bot, in a registry of its own, and knows when it heard Telegram.

    No label is made of anything that a person sent: each comes from a closed set (`labels`), and
    what is in none counts as "other". `clock` is monotonic, in seconds. May be called from any
    thread.
    """

    def __init__(self, *, polling: bool = True) -> None:
        self.clock = monotonic
        self.encoder: Coming | None = None
        self.registry = CollectorRegistry()
        self.beaten = self.heard = float("-inf")
        """When the event loop last came round, and when Telegram was last heard."""
        self._polling = polling
        ProcessCollector(registry=self.registry)
        registry = self.registry
        Info("raspa_build", "The version of Raspa.", registry=registry).info(
            {"version": __version__}
        )
        self._updates = Counter(
            "raspa_updates", "Updates, by what became of them.", ("kind", "end"), registry=registry
        )
        self._posts = Counter(
            "raspa_posts", "Posts, by what their reader was told.", ("outcome",), registry=registry
        )
        self._events = Counter(
            "raspa_events", "What else people and the bot did.", ("event",), registry=registry
        )
        self._calls = Counter(
            "raspa_telegram_calls",
            "Calls to Telegram, by what came of them.",
            ("method", "outcome"),
            registry=registry,
        )
        self._letters = Counter(
            "raspa_letters",
            "Messages sent unasked, by what became of them.",
            ("kind", "end"),
            registry=registry,
        )
        self._errors = Counter(
            "raspa_errors",
            "Updates and texts that broke what handled them.",
            ("kind",),
            registry=registry,
        )
        self._lines = Counter(
            "raspa_log_lines",
            "Warnings and errors in the log.",
            ("level", "room"),
            registry=registry,
        )
        self._stages = Histogram(
            "raspa_stage_seconds",
            "How long the stages of a reply take.",
            ("stage",),
            buckets=_SECONDS,
            registry=registry,
        )
        self._begin_at_nought()

    def update(self, kind: str, end: str) -> None:
        """Take note of an update: that it was taken, or what became of it."""
        self._updates.labels(_one_of(UPDATES, kind), _one_of(UPDATE_ENDS, end)).inc()

    def count(self, what: Iterable[str]) -> None:
        """Take note of what is counted in the store too, by its name there."""
        for one in what:
            if one in POST_COUNTS:
                self._posts.labels(POST_COUNTS[one]).inc()
            else:
                self._events.labels(_one_of(EVENTS, one)).inc()

    def took(self, stage: str, seconds: float) -> None:
        """Take note of how long a stage of `STAGES` has taken."""
        self._stages.labels(_one_of(STAGES, stage)).observe(max(0.0, seconds))

    def called(self, method: str, outcome: str, seconds: float) -> None:
        """Take note of a call to Telegram that has come to its end."""
        self._calls.labels(_one_of(METHODS, method), _one_of(OUTCOMES, outcome)).inc()
        if method in _MESSAGES:
            self.took("sending", seconds)
        if outcome == "ok" and (method == "getUpdates" or not self._polling):
            self.heard = self.clock()

    def silence(self) -> float:
        """Return for how many seconds Telegram was not heard."""
        return self.clock() - self.heard

    def letter(self, kind: LetterKind, end: str) -> None:
        """Take note of what became of an attempt to send something unasked."""
        self._letters.labels(kind.value, _one_of(LETTER_ENDS, end)).inc()

    def failed(self, error: str) -> None:
        """Take note of an exception, by the name of its type."""
        self._errors.labels(error_kind(error)).inc()

    def logged(self, level: str, logger: str) -> None:
        """Take note of a line in the log, of a level and a logger's name."""
        self._lines.labels(level, _one_of(ROOMS, logger.partition(".")[0])).inc()

    def _begin_at_nought(self) -> None:
        """Show what has not happened yet as 0: a rate of what was never there is no number."""
        for outcome in POSTS:
            self._posts.labels(outcome)
        for event in EVENTS:
            self._events.labels(event)
        for kind in UPDATES:
            for end in UPDATE_ENDS:
                self._updates.labels(kind, end)
        for letter in LetterKind:
            for end in LETTER_ENDS:
                self._letters.labels(letter.value, end)
        for stage in STAGES:
            self._stages.labels(stage)
        for outcome in OUTCOMES:
            self._calls.labels("getUpdates", outcome)
            self._calls.labels("sendMessage", outcome)
        for kind in ("encoder", "program", "store", "telegram"):
            self._errors.labels(kind)
        for level in ("WARNING", "ERROR", "CRITICAL"):
            for room in (*ROOMS, _OTHER):
                self._lines.labels(level, room)


def _one_of(known: Iterable[str], value: str) -> str:
    return value if value in known else _OTHER
