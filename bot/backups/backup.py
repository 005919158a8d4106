"""One backup: the store copied while it is in use, looked through, encrypted, read back."""

import hashlib
import json
import os
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from bot.backups.private_place import check_room, private_place
from bot.commands.written_files import TargetRefusedError, check_target
from domain.errors import RaspaError
from privacy.sealed_files import SealedFileError, seal, unseal
from storage.engine.migrate import migrations
from storage.engine.sqlite_copy import Contents, check_copy, copy_store
from storage.engine.sqlite_file import beside

_PIECE = 1 << 18
_LONGEST_HEAD = 1 << 16
_LENGTH_BYTES = 4


class BackupError(RaspaError):
    """A backup was not made, or cannot be used; the message says why."""


@dataclass(frozen=True, slots=True)
class BackupHead:
    """What a backup says of itself: when it was made (seconds), what it holds, its bytes plain."""

    made: int
    contents: Contents
    size: int


@dataclass(frozen=True, slots=True)
class MadeBackup:
    """A backup on the disk: its file, its bytes, and what it says of itself."""

    path: Path
    size: int
    head: BackupHead


def back_up(
    database: Path,
    target: Path,
    key: bytes,
    going_on: Callable[[], None] = lambda: None,
    now: Callable[[], float] = time.time,
) -> MadeBackup:
    """Write a backup of the store to `target`, which must not be there yet; the bot may run.

    It has the name once it is whole and was read back; the plain copy on the way never leaves the
    store's folder. `going_on` is called now and then, and ends it by what it raises. Raises
    TargetRefusedError, SecondInstanceError while another is at work, BackupError, PlaceError and
    StoreError.
    """
    check_free(target, database)
    with private_place(database) as place:
        size = sum(one.stat().st_size for one in (database, *beside(database)) if one.is_file())
        check_room(place, size)
        check_room(target.parent, size)
        for part in target.parent.glob(f".{database.stem}-*.backup.*.part"):
            # Whoever is at work with this store holds what `private_place` gives.
            part.unlink()
        copy = place / "copy.sqlite3"
        made = int(now())
        contents = copy_store(database, copy, going_on)
        found = check_copy(copy, migrations()[-1].number)
        if found != contents:
            raise BackupError(f"The copy of {database} does not hold what the store held.")
        head = BackupHead(made, contents, copy.stat().st_size)
        _write(copy, target, key, head, going_on)
    return MadeBackup(target, target.stat().st_size, head)


def check_free(target: Path, database: Path) -> None:
    """Raise TargetRefusedError where a backup may not be written to this path."""
    if not target.parent.is_dir():
        raise TargetRefusedError(
            f"The folder {target.parent} is missing: make it, or attach its disk."
        )
    if not target.is_symlink() and target.exists():
        if target.is_dir() or not target.samefile(database):
            raise TargetRefusedError(f"{target} is there already: name another file.")
        raise TargetRefusedError(f"{target} is the store itself: name another file.")
    check_target(target, database, lambda _: False)


def open_backup(
    source: Path, target: Path, key: bytes, going_on: Callable[[], None] = lambda: None
) -> BackupHead:
    """Decrypt a backup into a new file, every byte of it proved; return what it says of itself.

    Raises BackupError, also for a backup that ends early or holds more than it says; then what
    was written so far must not be used.
    """
    try:
        with source.open("rb") as sealed, target.open("xb") as out:
            os.fchmod(out.fileno(), 0o600)
            pieces = _proved(source, unseal(sealed, key))
            head, first = _head(source, pieces)
            written = out.write(first)
            for piece in pieces:
                going_on()
                written += out.write(piece)
                if written > head.size:
                    break
    except OSError as error:
        raise BackupError(f"{source} cannot be read out: {error.strerror}.") from None
    if written != head.size:
        raise BackupError(f"{source} does not hold what it says.")
    return head


def _proved(source: Path, pieces: Iterator[bytes]) -> Iterator[bytes]:
    try:
        yield from pieces
    except SealedFileError as error:
        raise BackupError(f"{source} {error}.") from None


def _head(source: Path, pieces: Iterator[bytes]) -> tuple[BackupHead, bytes]:
    """Return the head, and what the pieces that it came in hold beyond it."""
    held = b""
    for piece in pieces:
        held += piece
        length = int.from_bytes(held[:_LENGTH_BYTES], "big")
        if length > _LONGEST_HEAD:
            break
        if len(held) >= _LENGTH_BYTES + length:
            text, rest = held[_LENGTH_BYTES:][:length], held[_LENGTH_BYTES + length :]
            told = json.loads(text)
            contents = Contents(told["schema"], told["rows"])
            return BackupHead(told["made"], contents, told["size"]), rest
    raise BackupError(f"{source} does not hold what it says.")


def _write(
    copy: Path, target: Path, key: bytes, head: BackupHead, going_on: Callable[[], None]
) -> None:
    try:
        number, name = tempfile.mkstemp(
            prefix=f".{target.name[:200]}.", suffix=".part", dir=target.parent
        )
    except OSError as error:
        raise BackupError(f"{target} cannot be written: {error.strerror}.") from None
    part = Path(name)
    try:
        with os.fdopen(number, "wb") as out, copy.open("rb") as plain:
            sealed = hashlib.sha256()
            seal(_counted(_content(head, plain, going_on), sealed.update), out, key)
            out.flush()
            os.fsync(out.fileno())
        _read_back(part, key, sealed.digest(), going_on)
        _name(part, target)
    except OSError as error:
        raise BackupError(f"{target} cannot be written: {error.strerror}.") from None
    finally:
        part.unlink(missing_ok=True)


def _content(head: BackupHead, plain: IO[bytes], going_on: Callable[[], None]) -> Iterator[bytes]:
    told = {
        "made": head.made,
        "schema": head.contents.schema,
        "rows": dict(head.contents.rows),
        "size": head.size,
    }
    text = json.dumps(told).encode()
    yield len(text).to_bytes(_LENGTH_BYTES, "big") + text
    while piece := plain.read(_PIECE):
        going_on()
        yield piece


def _counted(pieces: Iterable[bytes], update: Callable[[bytes], None]) -> Iterator[bytes]:
    for piece in pieces:
        update(piece)
        yield piece


def _read_back(part: Path, key: bytes, wanted: bytes, going_on: Callable[[], None]) -> None:
    found = hashlib.sha256()
    with part.open("rb") as sealed:
        for piece in _proved(part, unseal(sealed, key)):
            going_on()
            found.update(piece)
    if found.digest() != wanted:
        raise BackupError("What was written does not read back as it was: the disk fails.")


def _name(part: Path, target: Path) -> None:
    try:
        # Unlike a renaming, it does not go over a file that came meanwhile.
        os.link(part, target)
    except FileExistsError:
        raise TargetRefusedError(f"{target} is there already: name another file.") from None
    except OSError:
        part.replace(target)
    # Some file systems of other machines know no order for folders.
    with suppress(OSError):
        number = os.open(target.parent, os.O_RDONLY | os.O_CLOEXEC)
        try:
            os.fsync(number)
        finally:
            os.close(number)
