"""One Raspa at a time works with a store: a lock beside it."""

import fcntl
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from privacy.private_files import open_lock
from storage.engine.errors import StoreUnreachable

# `health` holds a share of the lock for less than a millisecond.
_TRIES = 4
_PAUSE_SECONDS = 0.05


class SecondInstanceError(Exception):
    """Another Raspa is already at work with this store or this token."""


def lock_of(database: Path) -> Path:
    """Return the file whose lock a bot holds as long as it is at work with a store."""
    return database.with_name(database.name + ".lock")


@contextmanager
def only_instance(database: Path, what: str = "Raspa is already running") -> Iterator[None]:
    """Hold the lock beside a file; the system lets go of it however the process ends.

    Raises SecondInstanceError, and StoreUnreachable for a symbolic link in its place.
    """
    path = lock_of(database)
    try:
        lock = open_lock(path)
    except OSError as error:
        if path.is_symlink():
            raise StoreUnreachable(f"{path} is a symbolic link: remove it.") from error
        # The store's own message, a moment later, tells more about a folder that is not there.
        yield
        return
    with os.fdopen(lock, "w"):
        if not _locked(lock):
            raise SecondInstanceError(f"Another {what} with {database}; stop it first.")
        yield


def _locked(lock: int) -> bool:
    for left in reversed(range(_TRIES)):
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if left:
                time.sleep(_PAUSE_SECONDS)
        else:
            return True
    return False
