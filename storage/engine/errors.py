"""What can go wrong with a store, in sentences for the person who runs it."""

# The names say what is wrong with the store; "Error" at their end would say it twice.
# ruff: noqa: N818

import errno
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from domain.errors import RaspaError

# SQLite calls only a full disk full; a quota's end is to it a write that failed.
_TAKES_NO_MORE = {
    sqlite3.SQLITE_IOERR_WRITE,
    sqlite3.SQLITE_IOERR_TRUNCATE,
    sqlite3.SQLITE_IOERR_SHMSIZE,
}


_NO_ROOM = {errno.ENOSPC, errno.EDQUOT}


class StoreError(RaspaError):
    """The store cannot do what was asked."""


class StoreUnreachable(StoreError):
    """The file or its folder is missing, is of the wrong kind, or may not be opened."""


class StoreUnwritable(StoreError):
    """Nothing can be changed at this moment; reading goes on."""


class StoreReadOnly(StoreUnwritable):
    """The file or its folder may not be written; reading goes on."""


class StoreRekeyed(StoreUnwritable):
    """Another program has brought the store under another key than the one we know people by."""


class StoreLocked(StoreUnwritable):
    """Another program held the store for longer than we wait."""


class StoreGone(StoreUnwritable):
    """The file was deleted, moved or replaced while it was open: what is written would be lost."""


class StoreOverwritten(StoreGone):
    """Another store was written into the file while it was open; nothing is read or written."""


class StoreCorrupt(StoreError):
    """The file is not an SQLite file, is another program's, or is damaged."""


class StoreNewer(StoreError):
    """The file was written by a newer Raspa."""


class StoreFull(StoreUnwritable):
    """The disk has no room for the change."""


def read_only(path: Path) -> StoreReadOnly:
    """Return the error for a change of a store that may not be written."""
    return StoreReadOnly(
        f"The store {path} is read-only: to change it, allow writing to the file and its folder."
    )


def gone(path: Path) -> StoreGone:
    """Return the error for a change of a store whose file is not at its path any more."""
    return StoreGone(
        f"The file of the store {path} was deleted, moved or replaced while it was open: "
        "put back the file that was there, or stop Raspa, restore a backup and start it again."
    )


def overwritten(path: Path) -> StoreOverwritten:
    """Return the error for a store into whose file another one was written."""
    return StoreOverwritten(
        f"Another store, or an earlier state, was written into the file of the store {path} while "
        "it was open: start Raspa again to go on with what is in it now."
    )


def locked(path: Path) -> StoreLocked:
    """Return the error for what another program's lock keeps one from."""
    return StoreLocked(
        f"The store {path} is locked by another program: try again when it has finished."
    )


def damaged(path: Path, what: str) -> StoreCorrupt:
    """Return the error for a damaged store; `what` is SQLite's finding."""
    return StoreCorrupt(
        f"The store {path} is damaged or not a database ({what}): put a backup in its place, "
        "or move it away and import the debunks again."
    )


@contextmanager
def translated(path: Path) -> Iterator[None]:
    """Turn whatever SQLite raises inside into a `StoreError` about the store at `path`."""
    try:
        yield
    except sqlite3.Error as error:
        raise _store_error(path, error) from error
    except OSError as error:
        kind = StoreFull if error.errno in _NO_ROOM else StoreUnreachable
        raise kind(f"The store {path} cannot be made ({error.strerror}).") from error
    except UnicodeEncodeError as error:
        raise StoreError(f"The store {path} cannot keep text with a lone surrogate.") from error


def _store_error(path: Path, error: sqlite3.Error) -> StoreError:
    # Extended result codes keep the primary one in their low byte: https://sqlite.org/rescode.html
    extended = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_ERROR)
    if extended in _TAKES_NO_MORE:
        return StoreFull(
            f"The disk of the store {path} takes no more (over a quota, or it fails): "
            "nothing was changed."
        )
    if extended == sqlite3.SQLITE_READONLY_DBMOVED:
        return gone(path)
    match extended & 0xFF:
        case sqlite3.SQLITE_BUSY | sqlite3.SQLITE_LOCKED:
            return locked(path)
        case sqlite3.SQLITE_READONLY:
            return read_only(path)
        case sqlite3.SQLITE_CORRUPT | sqlite3.SQLITE_NOTADB:
            return damaged(path, str(error))
        case sqlite3.SQLITE_FULL:
            return StoreFull(f"The disk of the store {path} is full: nothing was changed.")
        case sqlite3.SQLITE_CANTOPEN | sqlite3.SQLITE_PERM | sqlite3.SQLITE_AUTH:
            return StoreUnreachable(
                f"The store {path} cannot be opened: check that you may use the file and folder."
            )
        case sqlite3.SQLITE_IOERR:
            return StoreUnreachable(f"The disk of the store {path} fails ({error}).")
        case _:
            return StoreError(f"The store {path} failed ({error}).")
