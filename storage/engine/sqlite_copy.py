"""A store's file copied while it is written to, looked through, and put in another's place."""

import os
import shutil
import sqlite3
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from privacy.private_files import FILE_MODE, make_file
from storage.engine.errors import (
    StoreCorrupt,
    StoreLocked,
    StoreNewer,
    StoreUnreachable,
    damaged,
    translated,
)
from storage.engine.sqlite_file import APPLICATION_ID, beside, log_of

PLAIN = b"SQLite format 3\0"
"""What every SQLite file begins with."""
_PAGES = 256
# Between two steps, so that the bot's own reads and writes come to their turn on a slow disk.
_PAUSE_SECONDS = 0.002
_PATIENCE_SECONDS = 5.0
_TABLES = """
SELECT name FROM sqlite_master
WHERE type = 'table' AND name NOT LIKE 'sqlite_%' AND sql NOT LIKE 'CREATE VIRTUAL%' ORDER BY name
"""


@dataclass(frozen=True, slots=True)
class Contents:
    """What a store holds: the number of its last migration, and how many rows in which table."""

    schema: int
    rows: Mapping[str, int]


def copy_store(source: Path, target: Path, going_on: Callable[[], None] = lambda: None) -> Contents:
    """Copy a store, as it is at one moment, into a file that is not there yet; return what it held.

    Others read and write it meanwhile; where its file system knows no write-ahead log, they wait to
    write. `going_on` is called between two steps of 1 MiB and ends the copy by what it raises.
    Raises a `StoreError`.
    """
    make_file(target)
    with (
        translated(source),
        closing(_opened(source, _mode(source))) as plain,
        closing(_opened(target, "mode=rw")) as copy,
    ):
        # One state for all that follows; without it, every write of the bot begins the copy anew.
        plain.execute("BEGIN")
        contents = _contents(plain)
        copy.execute("PRAGMA journal_mode = OFF")
        copy.execute("PRAGMA synchronous = OFF")

        def step(*_: int) -> None:
            going_on()
            time.sleep(_PAUSE_SECONDS)

        plain.backup(copy, pages=_PAGES, progress=step)
        plain.rollback()
        # It came over with the pages that the store has a log; its copy has none beside it.
        copy.execute("PRAGMA journal_mode = DELETE")
    return contents


def version_copies(store: Path) -> list[Path]:
    """Return the copies that were left beside a store before it was brought up to date."""
    found = store.parent.glob(f"{store.name}.version-*")
    return sorted(one for one in found if one.suffix.removeprefix(".version-").isdecimal())


def keep_version(store: Path, number: int) -> None:
    """Leave a plain copy of a store of this version beside it; one that is there gives way.

    It is as private as the store: the same folder, its owner's alone. The caller holds the write
    lock, so that there is one at a time. Raises a `StoreError`.
    """
    kept = store.with_name(f"{store.name}.version-{number}")
    part = kept.with_name(f"{kept.name}.part")
    with translated(store):
        part.unlink(missing_ok=True)
        try:
            copy_store(store, part)
            _write_out(part)
            part.replace(kept)
        finally:
            part.unlink(missing_ok=True)


def check_copy(path: Path, newest: int) -> Contents:
    """Look through a copy that nobody else has open, every page and every reference of it.

    Return what it holds. Raises `StoreCorrupt` where it is no whole store of ours, `StoreNewer`
    where its schema is above `newest`.
    """
    with translated(path), closing(_opened(path, "mode=rw")) as copy:
        (finding,) = copy.execute("PRAGMA integrity_check(1)").fetchone()
        if finding != "ok":
            raise damaged(path, str(finding))
        if copy.execute("PRAGMA application_id").fetchone()[0] != APPLICATION_ID:
            raise StoreCorrupt(f"The file {path} belongs to another program: name another file.")
        orphan = copy.execute("PRAGMA foreign_key_check").fetchone()
        if orphan is not None:
            raise damaged(path, f"a row of {orphan[0]} belongs to none of {orphan[2]}")
        contents = _contents(copy)
    if contents.schema > newest:
        raise StoreNewer(
            f"The file {path} was written by a newer Raspa (its version is {contents.schema}, this "
            f"one knows {newest}): update Raspa."
        )
    return contents


def find_damage(store: Path, going_on: Callable[[], None] = lambda: None) -> str | None:
    """Look through a store that is in use, every page and reference; return what is wrong with it.

    `going_on` is called now and then, and ends it by what it raises, which comes as a `StoreError`.
    """

    def go_on() -> int:
        going_on()
        return 0

    with translated(store), closing(_opened(store, _mode(store))) as plain:
        plain.set_progress_handler(go_on, 100_000)
        try:
            (finding,) = plain.execute("PRAGMA integrity_check(1)").fetchone()
            orphan = plain.execute("PRAGMA foreign_key_check").fetchone()
        except sqlite3.DatabaseError as error:
            if error.sqlite_errorcode & 0xFF in {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB}:
                return str(error)
            raise
    if finding != "ok":
        return str(finding)
    return f"a row of {orphan[0]} belongs to none of {orphan[2]}" if orphan else None


def put_in_place(new: Path, store: Path, kept: Path) -> bool:
    """Put a file without a log in a store's place, the former one under the name `kept`.

    At any moment there is the one or the other, whole. Return whether there was a former one.
    `new` and `kept` are in the store's folder or below it, and `kept` is not there yet. Raises
    `StoreLocked` while another program has the former one open, `StoreUnreachable`, `StoreFull`.
    """
    with translated(store):
        new.chmod(FILE_MODE)
        _write_out(new)
        was_there = store.exists()
        if was_there:
            with _alone(store):
                _keep(store, kept)
                _put(new, store)
        else:
            _put(new, store)
    return was_there


def _put(new: Path, store: Path) -> None:
    # A log that is left without its store would be taken for the new one's.
    for one in beside(store):
        one.unlink(missing_ok=True)
    new.replace(store)
    _write_out(store.parent)


@contextmanager
def _alone(store: Path) -> Iterator[None]:
    """Fold a store's log into its file, and keep all others out of it meanwhile."""
    try:
        plain = _opened(store, "mode=rw")
    except sqlite3.Error:
        yield
        return
    with closing(plain):
        try:
            # Given only to whoever has the file for themselves; its log is then gone.
            plain.execute("PRAGMA journal_mode = DELETE")
            plain.execute("BEGIN EXCLUSIVE")
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode & 0xFF in {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}:
                raise StoreLocked(
                    f"Another program has the store {store} open: end it first."
                ) from error
            raise
        except sqlite3.DatabaseError:
            # It is damaged, which is why it is replaced: kept as it is, with its log.
            pass
        yield


def _keep(store: Path, kept: Path) -> None:
    ends = [("", store), *((one.name.removeprefix(store.name), one) for one in beside(store))]
    for end, one in ends:
        if not one.is_file():
            continue
        to = kept.with_name(kept.name + end)
        try:
            os.link(one, to)
        except FileExistsError:
            raise
        except OSError:
            # A file system without second names: the former one is copied, and stays till the end.
            make_file(to)
            shutil.copyfile(one, to)
            _write_out(to)


def _write_out(path: Path) -> None:
    number = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
    try:
        os.fsync(number)
    finally:
        os.close(number)


def _mode(source: Path) -> str:
    if not source.is_file():
        raise StoreUnreachable(f"There is no store at {source}.")
    if os.access(source, os.W_OK) and os.access(source.parent, os.W_OK):
        return "mode=rw"
    return "mode=ro" if log_of(source).exists() else "mode=ro&immutable=1"


def _opened(path: Path, mode: str) -> sqlite3.Connection:
    return sqlite3.connect(
        f"{path.absolute().as_uri()}?{mode}",
        uri=True,
        timeout=_PATIENCE_SECONDS,
        isolation_level=None,
    )


def _contents(plain: sqlite3.Connection) -> Contents:
    names = [name for (name,) in plain.execute(_TABLES)]
    if "migrations" not in names:
        return Contents(0, {})
    (schema,) = plain.execute("SELECT coalesce(max(number), 0) FROM migrations").fetchone()
    return Contents(
        int(schema),
        {
            # The names are those of the store's own tables.
            name: plain.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0]  # noqa: S608
            for name in names
        },
    )
