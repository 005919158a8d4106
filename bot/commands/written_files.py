"""Where commands write to: never over a store, settings, or what no command of ours wrote."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from bot.file_modes import ENV, files_of
from domain.errors import RaspaError
from privacy.private_files import replacing

IsOurs = Callable[[str], bool]
"""Tells whether the whole text of a file is such a one as the command writes."""


class TargetRefusedError(RaspaError):
    """The file that a command is to write cannot be written, or holds something else."""


@contextmanager
def written(path: Path, database: Path, is_ours: IsOurs) -> Iterator[IO[str]]:
    """Give a file to write to that is at `path` once it is whole, for its owner alone to read.

    One that is there already is replaced only where it `is_ours`. Raises TargetRefusedError.
    """
    check_target(path, database, is_ours)
    try:
        with replacing(path) as out:
            yield out
    except OSError as error:
        raise TargetRefusedError(f"{path} cannot be written: {error.strerror}.") from None


def check_target(path: Path, database: Path, is_ours: IsOurs) -> None:
    """Raise TargetRefusedError where nothing may be written to this path."""
    if path.is_symlink():
        raise TargetRefusedError(f"{path} is a symbolic link: name the file itself.")
    place = path.resolve()
    if (
        place.name == ENV.name
        or place.suffix == ".lock"
        or place in [one.resolve() for one in files_of(database)]
    ):
        raise TargetRefusedError(f"{path} is for settings, or is one of a store: name another.")
    if not path.exists():
        return
    if not path.is_file():
        raise TargetRefusedError(f"{path} is no plain file: name another.")
    try:
        ours = is_ours(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise TargetRefusedError(f"{path} cannot be read: {error.strerror}.") from None
    except (ValueError, RecursionError):
        ours = False
    if not ours:
        raise TargetRefusedError(
            f"{path} is there already and is nothing that this command wrote: "
            "move it away, or name another."
        )
