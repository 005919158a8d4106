"""Where a plain copy of a store lies for a while: its owner's alone."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from bot.instance import SecondInstanceError, only_instance
from domain.errors import RaspaError


class PlaceError(RaspaError):
    """There is no room, or no right, for a plain copy beside the store."""


@contextmanager
def private_place(database: Path) -> Iterator[Path]:
    """Give an empty folder beside the store, gone at the end; what a killed program left goes too.

    It is beside the store, not beside the backup, which may be on another machine's disk: what is
    not encrypted stays where it was. One backup, drill or restoring works with a store at a time:
    the others raise SecondInstanceError. Raises PlaceError.
    """
    folder = _folder(database)
    with only_instance(
        database.with_name(f"{database.name}.backup"), "backup, drill or restore is at work"
    ):
        try:
            _remove(folder)
            folder.mkdir(mode=0o700)
        except OSError as error:
            raise PlaceError(f"{folder} cannot be made ({error.strerror}).") from None
        try:
            yield folder
        finally:
            with suppress(OSError):
                _remove(folder)


def clear_private_place(database: Path) -> None:
    """Remove what a killed program left, unless one is at work there."""
    if _folder(database).exists():
        with suppress(SecondInstanceError, PlaceError), private_place(database):
            pass


def check_room(folder: Path, needed: int) -> None:
    """Raise PlaceError where a disk has not `needed` bytes left, and some for the bot itself."""
    free = shutil.disk_usage(folder).free
    if free < needed + (64 << 20):
        raise PlaceError(
            f"The disk of {folder} has {free >> 20} MiB left, and {(needed >> 20) + 65} MiB are "
            "needed: make room."
        )


def _folder(database: Path) -> Path:
    return database.with_name(f"{database.name}.backup-part")


def _remove(folder: Path) -> None:
    if folder.is_symlink():
        folder.unlink()
    elif folder.exists():
        shutil.rmtree(folder)
