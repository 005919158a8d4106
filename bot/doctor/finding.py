"""What a check says: a mark, what was found, and what can be done about it."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum

_TOKEN = re.compile(r"\d+:[A-Za-z0-9_-]{10,}")
_SHORTEST_SECRET = 6


class Mark(StrEnum):
    """How it stands with a subject; only a fault makes the command fail."""

    OK = "ok"
    LOOK = "look"
    FAULT = "fault"


@dataclass(frozen=True, slots=True)
class Finding:
    """One line: the subject, what was found, and one sentence that says what to do about it."""

    subject: str
    mark: Mark
    found: str
    remedy: str = ""

    def __post_init__(self) -> None:
        if (self.mark is Mark.OK) is bool(self.remedy):
            raise ValueError("a remedy stands with what is not in order, and with nothing else")


def fine(subject: str, found: str) -> Finding:
    """Return a finding of what is in order."""
    return Finding(subject, Mark.OK, found)


def look(subject: str, found: str, remedy: str) -> Finding:
    """Return a finding that somebody should look at."""
    return Finding(subject, Mark.LOOK, found, remedy)


def fault(subject: str, found: str, remedy: str) -> Finding:
    """Return a finding that keeps Raspa from its work, or soon will."""
    return Finding(subject, Mark.FAULT, found, remedy)


def or_fine(troubles: Iterable[Finding], subject: str, found: str) -> list[Finding]:
    """Return what is not in order or, where all is, the one line that says so."""
    return list(troubles) or [fine(subject, found)]


def without_secrets(finding: Finding, secrets: Iterable[str]) -> Finding:
    """Return a finding in which no secret and nothing like a token can be read."""

    def hidden(text: str) -> str:
        for secret in secrets:
            if len(secret) >= _SHORTEST_SECRET:
                text = text.replace(secret, "[secret]")
        return _TOKEN.sub("[token]", text)

    return replace(finding, found=hidden(finding.found), remedy=hidden(finding.remedy))


def in_bytes(size: float) -> str:
    """Return a size as people say it: `4 KB`, `80 MB`, `1.2 GB`."""
    for unit, step in (("GB", 1 << 30), ("MB", 1 << 20)):
        if size >= step:
            return (
                f"{size / step:,.1f} {unit}" if size < 10 * step else f"{size / step:,.0f} {unit}"
            )
    return f"{size / 1024:.0f} KB"


def in_time(seconds: float) -> str:
    """Return a time span as people say it: `40 s`, `3 min`, `5 h`, `12 days`."""
    for unit, step, least in (("days", 86_400, 2), ("h", 3_600, 2), ("min", 60, 2)):
        if seconds >= least * step:
            return f"{seconds / step:.0f} {unit}"
    return f"{max(0, seconds):.0f} s"
