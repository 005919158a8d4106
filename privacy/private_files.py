"""Files that their owner alone may read, and that are never written through a symbolic link."""

import errno
import os
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO, BinaryIO

FILE_MODE = 0o600
_OTHERS = 0o077
_SAFELY = os.O_NOFOLLOW | os.O_CLOEXEC


def make_file(path: Path) -> None:
    """Make an empty file of its owner's alone; one that is there stays as it is. Raises OSError."""
    with suppress(FileExistsError):
        new_file(path).close()


def new_file(path: Path) -> BinaryIO:
    """Open a file to write to that is not there yet. Raises OSError."""
    return os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | _SAFELY, FILE_MODE), "wb")


def open_lock(path: Path) -> int:
    """Return the descriptor of a file to lock, made if it is not there. Raises OSError."""
    lock = os.open(path, os.O_RDWR | os.O_CREAT | os.O_NONBLOCK | _SAFELY, FILE_MODE)
    # One of an older Raspa: who can open it can hold it.
    with suppress(OSError):
        os.fchmod(lock, FILE_MODE)
    return lock


@contextmanager
def replacing(path: Path) -> Iterator[IO[str]]:
    """Give a file to write UTF-8 to that takes the place of `path` at the end, whole or not at all.

    Raises OSError, also where `path` is a symbolic link.
    """
    if path.is_symlink():
        raise OSError(errno.ELOOP, "it is a symbolic link", str(path))
    number, name = tempfile.mkstemp(prefix=f".{path.name[:200]}.", suffix=".part", dir=path.parent)
    part = Path(name)
    try:
        with open(number, "w", encoding="utf-8", newline="\n") as out:
            yield out
            out.flush()
            os.fsync(number)
        part.replace(path)
    except BaseException:
        part.unlink(missing_ok=True)
        raise


def open_to_others(paths: Iterable[Path]) -> list[tuple[Path, int]]:
    """Return those of the files that others than their owner may use, with their modes."""
    modes = [(path, path.stat().st_mode & 0o777) for path in paths if path.is_file()]
    return [(path, mode) for path, mode in modes if mode & _OTHERS]
