"""The folder of backups: how they are named, and which of them stay."""

import re
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

MOST_AT_ONCE = 3
"""At most so many backups go after one was made: as many as one more can push out."""
_NAME = re.compile(r"(.+)-(\d{6})-(\d{4}-\d\d-\d\d)\.backup")


@dataclass(frozen=True, slots=True)
class Rotation:
    """How many daily, weekly and monthly backups stay."""

    daily: int
    weekly: int
    monthly: int


@dataclass(frozen=True, slots=True)
class NamedBackup:
    """A backup in the folder: its file, its place in the order of making, the day it was made."""

    path: Path
    number: int
    day: date


def backups_in(folder: Path, database: Path) -> list[NamedBackup]:
    """Return the backups of a store that lie in a folder, the first made first. Raises OSError."""
    found = []
    for path in folder.iterdir():
        named = _NAME.fullmatch(path.name)
        if not named or named[1] != database.stem or path.is_symlink() or not path.is_file():
            continue
        try:
            found.append(NamedBackup(path, int(named[2]), date.fromisoformat(named[3])))
        except ValueError:
            continue
    return sorted(found, key=lambda one: one.number)


def next_in(folder: Path, database: Path, at: int) -> Path:
    """Return the name for the next backup in a folder, made at this moment in seconds, in UTC.

    A number tells the order, whatever the clock says. Raises OSError.
    """
    number = max((one.number for one in backups_in(folder, database)), default=0) + 1
    return (
        folder / f"{database.stem}-{number:06d}-{datetime.fromtimestamp(at, UTC):%Y-%m-%d}.backup"
    )


def to_remove(
    backups: Sequence[NamedBackup], kept: Rotation, proved: str | None
) -> list[NamedBackup]:
    """Return which of the backups go, in the order of making, at most `MOST_AT_ONCE`.

    The newest of each of the last days, weeks and months that have one stay, counted, not by their
    age: however the clock leaps, no more go. The newest, and the one of the name `proved`, which
    the last good drill brought back, stay always.
    """
    staying = {one.number for one in backups[-1:]}
    staying |= {one.number for one in backups if one.path.name == proved}
    for most, period in (
        (kept.daily, _day),
        (kept.weekly, _week),
        (kept.monthly, _month),
    ):
        staying |= _newest_of_each(backups, period, most)
    return [one for one in backups if one.number not in staying][:MOST_AT_ONCE]


def _newest_of_each(
    backups: Sequence[NamedBackup], period: Callable[[date], Hashable], most: int
) -> set[int]:
    newest: dict[Hashable, int] = {}
    for one in reversed(backups):
        if len(newest) == most:
            break
        newest.setdefault(period(one.day), one.number)
    return set(newest.values())


def _day(day: date) -> Hashable:
    return day


def _week(day: date) -> Hashable:
    return day.isocalendar()[:2]


def _month(day: date) -> Hashable:
    return day.year, day.month
