"""Whether the file that is open is still the one at its path.

SQLite writes on into a file that was deleted, or that another has taken the place of, and reports
success: what it keeps then is gone with the process.
"""

from pathlib import Path

from storage.engine.errors import gone
from storage.engine.sqlite_file import log_of

_Identity = tuple[int, int]


class StorePlace:
    """The files of a store as they were when it was opened: itself and its write-ahead log."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._opened = _identity(path)
        self._log = _identity(log_of(path))

    @property
    def kept(self) -> bool:
        """Whether what is open still stands where it stood; also after it was put back."""
        if _identity(self._path) != self._opened:
            return False
        log = _identity(log_of(self._path))
        if self._log is None:
            # Made with the first change, where it is made at all.
            self._log = log
        return log == self._log

    def check(self) -> None:
        """Raise `StoreGone` where it does not."""
        if not self.kept:
            raise gone(self._path)


def _identity(path: Path) -> _Identity | None:
    try:
        found = path.stat()
    except OSError:
        # Nobody can tell who may not look, and then nobody can write there either.
        return None
    return found.st_dev, found.st_ino
