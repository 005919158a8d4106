"""One Raspa at a time works with a store: a lock beside it."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from privacy.private_files import open_lock
from storage.engine.errors import StoreUnreachable


class SecondInstanceError(Exception):
    """Another Raspa is already at work with this store or this token."""


@contextmanager
def only_instance(database: Path, what: str = "Raspa is already running") -> Iterator[None]:
    """Hold the lock beside a file; the system lets go of it however the process ends.

    Raises SecondInstanceError, and StoreUnreachable for a symbolic link in its place.
    """
    path = database.with_name(database.name + ".lock")
    try:
        lock = open_lock(path)
    except OSError as error:
        if path.is_symlink():
            raise StoreUnreachable(f"{path} is a symbolic link: remove it.") from error
        # The store's own message, a moment later, tells more about a folder that is not there.
        yield
        return
    with os.fdopen(lock, "w"):
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise SecondInstanceError(f"Another {what} with {database}; stop it first.") from None
        yield
