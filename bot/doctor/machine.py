"""The machine: room on the disk, memory, and the clock."""

import os
import shutil
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from bot.doctor.finding import Finding, fault, fine, in_bytes, in_time, look, or_fine

DISK, MEMORY, CLOCK = "disk", "memory", "clock"
MOST_SECONDS = 60.0
"""How far the clock may be from Telegram's before it is a fault."""
_SEEN_SECONDS = 10.0
_LEAST_ROOM = 128 << 20
_GOOD_ROOM = 1 << 30
_LEAST_FILES = 1_000
_LEAST_MEMORY = 128 << 20
_GOOD_MEMORY = 400 << 20
_MEMORY = Path("/proc/meminfo")
_GROUPS = (Path("/sys/fs/cgroup/memory.max"), Path("/sys/fs/cgroup/memory.current"))
# Kazakhstan has had one time since 1 March 2024, which older tables of zones do not know.
_ONE_TIME = {"Asia/Almaty": timedelta(hours=5)}
_EARLIEST_YEAR = 2026

Room = Callable[[Path], tuple[int, int]]


def room_of(folder: Path) -> tuple[int, int]:
    """Return how many bytes are free where a folder is, and how many files may still be made."""
    files = os.statvfs(folder)
    # Some file systems count no files.
    return shutil.disk_usage(folder).free, files.f_favail if files.f_files else _LEAST_FILES


def check_disk(folders: Mapping[str, Path], size: int, room: Room = room_of) -> list[Finding]:
    """Say whether the disks have room for a store of `size` bytes, a copy of it, and more.

    `folders` are where files are written, by what they are for.
    """
    troubles, free_at = [], []
    for what, folder in folders.items():
        if not folder.is_dir():
            continue
        free, files = room(folder)
        free_at.append(f"{in_bytes(free)} {what}")
        found = f"{in_bytes(free)} are free {what}, and the store takes {in_bytes(size)}"
        if free < _LEAST_ROOM + size:
            remedy = f"Free room in {folder}, or get a larger disk: a full one stops all writing."
            troubles.append(fault(DISK, found, remedy))
        elif free < _GOOD_ROOM + 2 * size:
            remedy = f"Free room in {folder} soon, or get a larger disk."
            troubles.append(look(DISK, found, remedy))
        if files < _LEAST_FILES:
            remedy = f"Delete what is not needed where {folder} is: many small files fill a disk."
            troubles.append(fault(DISK, f"only {files} more files can be made {what}", remedy))
    return or_fine(troubles, DISK, f"free: {', '.join(free_at)}")


def available_memory(meminfo: Path = _MEMORY, groups: tuple[Path, Path] = _GROUPS) -> int | None:
    """Return how many bytes of memory can still be had; None where the system does not tell."""
    found = [
        int(line.split()[1]) * 1024
        for line in _text(meminfo).splitlines()
        if line.startswith("MemAvailable:")
    ]
    most, used = (_text(path).strip() for path in groups)
    if most.isdecimal() and used.isdecimal():
        found.append(max(0, int(most) - int(used)))
    return min(found) if found else None


def check_memory(available: int | None) -> list[Finding]:
    """Say whether there is memory enough for the bot and what runs beside it."""
    if available is None:
        return [fine(MEMORY, "this system does not tell how much is free")]
    found = f"{in_bytes(available)} can be had"
    if available < _LEAST_MEMORY:
        remedy = "End what else runs on this machine, or get one with 1 GB or more."
        return [fault(MEMORY, f"{found}: the system may end the bot at any moment", remedy)]
    if available < _GOOD_MEMORY:
        remedy = "Leave imports and other work for quiet hours, or get more memory."
        return [look(MEMORY, f"{found}; a restart and an import take up to 350 MB more", remedy)]
    return [fine(MEMORY, found)]


def check_clock(now: float, ahead: float | None, last_deed: int | None, zone: str) -> list[Finding]:
    """Say whether the clock is right, by Telegram's and by what the store has seen.

    `now` is this machine's time in seconds; `ahead` is how many Telegram's is ahead of it, None
    where it was not asked; `last_deed` is when somebody of the desk last did something, None where
    that is not known; `zone` is the desk's time zone.
    """
    troubles = []
    if ahead is not None and abs(ahead) > _SEEN_SECONDS:
        found = f"{in_time(abs(ahead))} {'behind' if ahead > 0 else 'ahead of'} Telegram's"
        say = fault if abs(ahead) > MOST_SECONDS else look
        troubles.append(say(CLOCK, found, _SET))
    moment = datetime.fromtimestamp(now, UTC)
    if ahead is None and moment.year < _EARLIEST_YEAR:
        troubles.append(fault(CLOCK, f"it says that this is the year {moment.year}", _SET))
    elif last_deed is not None and last_deed > now + MOST_SECONDS:
        found = f"it is {in_time(last_deed - now)} behind what was last done at the desk"
        remedy = f"{_SET[:-1]}; if it is right now, it was wrong then, and this passes by itself."
        troubles.append(look(CLOCK, found, remedy))
    place = ZoneInfo(zone)
    known = _ONE_TIME.get(zone)
    if known is not None and moment.astimezone(place).utcoffset() != known:
        found = (
            f"this machine's table of time zones is older than March 2024: {zone} is an hour off"
        )
        remedy = "Update the system's time zones (the package tzdata) and restart the bot."
        troubles.append(look(CLOCK, found, remedy))
    compared = "not compared with Telegram's" if ahead is None else "as Telegram's"
    local = moment.astimezone(place)
    return or_fine(troubles, CLOCK, f"{compared}; in {zone} it is {local:%H:%M on %d.%m.%Y}")


_SET = "Let the machine set its clock by the network (`timedatectl set-ntp true`)."


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8", errors="replace")
    except OSError:
        return ""
