"""What the system tells of a store's place: mounts, and which processes have its files open."""

import os
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

_MOUNTS = Path("/proc/self/mounts")
_LOCKS = Path("/proc/locks")
_PROCESSES = Path("/proc")
_ESCAPED = {r"\040": " ", r"\011": "\t", r"\012": "\n", r"\134": "\\"}


@dataclass(frozen=True, slots=True)
class Holders:
    """Which processes, by number, have the store open; `bot` is the one that runs as the bot.

    `known` is False where this system does not tell, and then nothing is known of either.
    """

    bot: int | None
    others: frozenset[int]
    known: bool

    @property
    def running(self) -> bool:
        """Whether a bot is sure to run on this store."""
        return self.bot is not None


def holders(database: Path) -> Holders:
    """Return who has a store open, without taking a lock of it."""
    if not _LOCKS.exists():
        return Holders(None, frozenset(), known=False)
    lock = database.with_name(database.name + ".lock")
    places = [database, database.with_name(database.name + "-wal")]
    bot = locked_by(lock, _text(_LOCKS))
    others = having_open(map(_whole, places)) - {os.getpid()} - ({bot} if bot else set())
    return Holders(bot, frozenset(others), known=True)


def locked_by(file: Path, locks: str) -> int | None:
    """Return the process that has locked a file whole, by what /proc/locks says."""
    try:
        status = file.stat()
    except OSError:
        return None
    for line in locks.splitlines():
        # `1: FLOCK  ADVISORY  WRITE 1234 fe:00:5678 0 EOF`
        parts = line.split()
        if len(parts) < 6 or parts[1] != "FLOCK" or not parts[5].endswith(f":{status.st_ino}"):
            continue
        device = parts[5].split(":")[:2]
        ours = [f"{os.major(status.st_dev):02x}", f"{os.minor(status.st_dev):02x}"]
        number = int(parts[4]) if parts[4].isdecimal() else 0
        # Some file systems give the lock another device than the file.
        if number > 0 and (device == ours or number in having_open([_whole(file)])):
            return number
    return None


def having_open(files: Iterable[str]) -> set[int]:
    """Return the processes that have one of these files open, as far as we may see them."""
    wanted = set(files)
    wanted |= {f"{one} (deleted)" for one in wanted}
    found = set()
    for process in _PROCESSES.glob("[0-9]*"):
        # One that has ended meanwhile, or is another user's.
        with suppress(OSError):
            if any(_leads_to(one) in wanted for one in (process / "fd").iterdir()):
                found.add(int(process.name))
    return found


def has_lost(process: int, file: Path) -> bool:
    """Tell whether a process works with a file that is no longer at its place."""
    gone = f"{_whole(file)} (deleted)"
    with suppress(OSError):
        opened = _PROCESSES / str(process) / "fd"
        return any(_leads_to(one) == gone for one in opened.iterdir())
    return False


def kind_of_file_system(folder: Path, mounts: str | None = None) -> str | None:
    """Return the kind of file system that a folder is on, such as `ext4`; None if not to be told.

    `mounts` is what /proc/mounts says, which is read if left out.
    """
    place = _whole(folder)
    found: tuple[int, str] | None = None
    for line in (_text(_MOUNTS) if mounts is None else mounts).splitlines():
        parts = line.split(" ")
        if len(parts) < 3:
            continue
        point = parts[1]
        for written, meant in _ESCAPED.items():
            point = point.replace(written, meant)
        inside = place == point or place.startswith(point.rstrip("/") + "/")
        # Of two at one place the later one lies on top.
        if inside and (found is None or len(point) >= found[0]):
            found = (len(point), parts[2])
    return found[1] if found else None


def _leads_to(link: Path) -> str:
    try:
        return str(link.readlink())
    except OSError:
        return ""


def _whole(path: Path) -> str:
    return os.path.realpath(path)


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8", errors="replace")
    except OSError:
        return ""
